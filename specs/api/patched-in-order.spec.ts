// What a refused JSON or merge patch shows and tells of first: the document in the order in which Go writes it.
import { describe, expect, test } from '@jest/globals';
import type { PatchType } from '../../src/api/actor';
import { ApiError } from '../../src/api/api-error';
import { patchFromBody } from '../../src/api/request';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { type ApiTank, apiTank, deployment } from './api-tank';

interface Asked {
  readonly kind: string;
  readonly type: PatchType;
  readonly patch: unknown;
  readonly subresource?: string;
}

const patched = ({ client }: ApiTank, { kind, type, patch, subresource }: Asked) =>
  patchFromBody(client.server, client.caller, {
    row: kindByKey(kind) as KindRow,
    namespace: 'default',
    name: 'a',
    type,
    patch,
    subresource,
  });

function refusal(tank: ApiTank, asked: Asked): ApiError {
  try {
    patched(tank, asked);
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('was not refused');
}

/** The keys of the shown document at this path, in their order. */
function keysShown({ message }: ApiError, ...path: readonly string[]): readonly string[] {
  const text = /Invalid value: ("(?:[^"\\]|\\.)*"): /.exec(message)?.[1] as string;
  const document = JSON.parse(JSON.parse(text));
  return Object.keys(path.reduce((value, step) => value[step], document));
}

const made = () => {
  const tank = apiTank();
  tank.client.create(deployment('a', { replicas: 2 }));
  return tank;
};

describe('a document is shown', () => {
  test.each([
    {
      name: 'with what a merge patch has gone into sorted',
      type: 'merge' as const,
      patch: { spec: { replicas: 'x' } },
      path: ['spec'],
      keys: ['progressDeadlineSeconds', 'replicas', 'revisionHistoryLimit', 'selector', 'strategy', 'template'],
    },
    {
      name: 'with the rest in the order of the struct',
      type: 'merge' as const,
      patch: { spec: { replicas: 'x' } },
      path: ['spec', 'template', 'spec', 'containers', '0'],
      keys: ['name', 'image', 'resources', 'terminationMessagePath', 'terminationMessagePolicy', 'imagePullPolicy'],
    },
    {
      name: 'with the maps of a merge patch sorted, those in lists too',
      type: 'merge' as const,
      patch: { spec: { template: { spec: { containers: [{ name: 'c', image: 7, env: [] }] } } } },
      path: ['spec', 'template', 'spec', 'containers', '0'],
      keys: ['env', 'image', 'name'],
    },
    {
      name: 'with what a JSON patch has gone through sorted',
      type: 'json' as const,
      patch: [{ op: 'replace', path: '/spec/template/spec/containers/0/image', value: 7 }],
      path: ['spec', 'template', 'spec', 'containers', '0'],
      keys: ['image', 'imagePullPolicy', 'name', 'resources', 'terminationMessagePath', 'terminationMessagePolicy'],
    },
    {
      name: 'with what a JSON patch has not gone through as it is',
      type: 'json' as const,
      patch: [{ op: 'replace', path: '/spec/replicas', value: 'x' }],
      path: ['metadata'],
      keys: ['name', 'namespace', 'uid', 'resourceVersion', 'generation', 'creationTimestamp', 'managedFields'],
    },
    {
      name: 'with the values of a JSON patch as they were sent',
      type: 'json' as const,
      patch: [{ op: 'replace', path: '/spec/template/spec/containers/0', value: { name: 'c', image: 7, args: [] } }],
      path: ['spec', 'template', 'spec', 'containers', '0'],
      keys: ['name', 'image', 'args'],
    },
  ])('$name', ({ type, patch, path, keys }) => {
    expect(keysShown(refusal(made(), { kind: 'Deployment', type, patch }), ...path)).toEqual(keys);
  });
});

test('the first fault is the first of the document in that order', () => {
  const patch = { spec: { template: { spec: { containers: [{ name: 'c', image: 7 }] } }, replicas: 'x' } };
  const { message } = refusal(made(), { kind: 'Deployment', type: 'merge', patch });
  expect(message).toMatch(
    /json: cannot unmarshal string into Go struct field DeploymentSpec.spec.replicas of type int32$/,
  );
});

test('a JSON patch of one of two places that hold the same leaves the other alone', () => {
  const tank = apiTank();
  const template = { metadata: { labels: { app: 'a' } }, spec: { containers: [{ name: 'c', image: 'c:1' }] } };
  const metadata = { name: 'a', namespace: 'default' };
  tank.client.create({ apiVersion: 'v1', kind: 'ReplicationController', metadata, spec: { template } } as KubeObject);
  const patch = [{ op: 'add', path: '/spec/template/metadata/labels/more', value: 'x' }];
  const { object } = patched(tank, { kind: 'ReplicationController', type: 'json', patch });
  expect(object.metadata.labels).toEqual({ app: 'a' });
});

describe('a scale', () => {
  test.each([
    {
      name: 'of another type',
      patch: { spec: { replicas: 'x' } },
      message: /json: cannot unmarshal string into Go struct field ScaleSpec.spec.replicas of type int32$/,
    },
    {
      name: 'with an unknown field',
      patch: { spec: { replica: 1 } },
      message: /strict decoding error: unknown field "spec.replica"$/,
    },
  ])('$name is refused', ({ patch, message }) => {
    const asked = { kind: 'Deployment', type: 'merge' as const, patch, subresource: 'scale' };
    expect(refusal(made(), asked)).toMatchObject({ code: 422, message: expect.stringMatching(message) });
  });
});

test.each([
  { name: 'nobody has', subresource: 'nope', code: 404, message: 'the server could not find the requested resource' },
  {
    name: 'takes no patches',
    kind: 'Pod',
    subresource: 'eviction',
    code: 405,
    message: 'the server does not allow this method on the requested resource',
  },
])('a subresource that $name', ({ kind = 'Deployment', subresource, code, message }) => {
  const asked = { kind, type: 'merge' as const, patch: {}, subresource };
  expect(refusal(made(), asked)).toMatchObject({ code, message });
});
