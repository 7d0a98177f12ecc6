// Mutating webhooks: what becomes of an object, in which order, and which patches cannot be.

import { describe, expect, test } from '@jest/globals';
import type { WebhookPatchOperation, WebhookRequest, WebhookResponse } from '../../../src/admission/webhook/rule';
import { encodeBase64 } from '../../../src/kinds/base64';
import { type Body, body, deployment, pod, refusal } from '../../kinds/api-server';
import { configMap, configuration, mutating, NAME, rule, server, webhook } from './tank';

const inDefault = (object: Body) => ({ ...object, metadata: { namespace: 'default', ...object.metadata } });
const patches = (...patch: WebhookPatchOperation[]) => rule(() => ({ allowed: true, patch }));
const label = (key: string, value: string): WebhookPatchOperation => ({
  op: 'add',
  path: '/metadata/labels',
  value: { [key]: value },
});
const sidecar: WebhookPatchOperation = { op: 'add', path: '/spec/containers/-', value: { name: 's', image: 's:1' } };

describe('an object is changed', () => {
  test('and gets its defaults and what the other plugins add', () => {
    const { spec } = server([patches(sidecar)], mutating(webhook())).create(inDefault(pod('p')));
    expect(spec.containers[1]).toMatchObject({
      name: 's',
      imagePullPolicy: 'IfNotPresent',
      terminationMessagePath: '/dev/termination-log',
      volumeMounts: [{ mountPath: '/var/run/secrets/kubernetes.io/serviceaccount' }],
    });
  });

  test('and is validated after it', () => {
    const own = server([patches({ op: 'replace', path: '/spec/replicas', value: -1 })], mutating(webhook()));
    expect(refusal(() => own.create(inDefault(deployment('d'))))).toBe(
      '422 Deployment.apps "d" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
    );
  });

  test('by a patch in base64', () => {
    const patch = encodeBase64(JSON.stringify([label('a', 'b')]));
    const own = server([rule(() => ({ allowed: true, patch, patchType: 'JSONPatch' }))], mutating(webhook()));
    expect(own.create(configMap('m')).metadata.labels).toEqual({ a: 'b' });
  });

  test('but for what the server keeps', () => {
    const status = { op: 'add', path: '/status', value: { replicas: 7 } } as const;
    const own = server([patches(status)], mutating(webhook()));
    own.create(inDefault(deployment('d')));
    expect(own.patch('deployment', 'd', { spec: { paused: true } }).status).not.toMatchObject({ replicas: 7 });
  });

  test('in the version that the webhook wants', () => {
    const rules = [{ apiGroups: ['autoscaling'], apiVersions: ['v1'], operations: ['CREATE'], resources: ['*'] }];
    const patch = { op: 'replace', path: '/spec/targetCPUUtilizationPercentage', value: 7 } as const;
    const own = server([patches(patch)], mutating(webhook({ rules })));
    const hpa = body('autoscaling/v2', 'HorizontalPodAutoscaler', 'h', {
      spec: { maxReplicas: 2, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' } },
    });
    const { apiVersion, spec } = own.create(inDefault(hpa));
    expect(apiVersion).toBe('autoscaling/v2');
    expect(spec.metrics).toMatchObject([{ resource: { name: 'cpu', target: { averageUtilization: 7 } } }]);
  });

  test('through its scale', () => {
    const own = server([patches({ op: 'replace', path: '/spec/replicas', value: 5 })], mutating(webhook()));
    own.create(inDefault(deployment('d', { replicas: 1 })));
    expect(own.scale('deployment', 'd', 3).spec.replicas).toBe(5);
  });
});

test('a name that is still to be made is not told', () => {
  const seen: WebhookRequest[] = [];
  const answer = (request: WebhookRequest) => {
    seen.push(request);
    return { allowed: true };
  };
  server([rule(answer)], mutating(webhook())).create(
    configMap('', { metadata: { name: undefined, generateName: 'm-' } }),
  );
  expect(seen[0]).not.toHaveProperty('name');
});

describe('webhooks follow one another', () => {
  /** Writes down its name and what it finds, in data. */
  const note = (name: string) =>
    rule(({ object }) => {
      const { data = {} } = object as Body;
      const [key, seen] = [name.slice(0, 1), Object.keys(data).join('')];
      const path = Object.keys(data).length > 0 ? `/data/${key}` : '/data';
      const value = path === '/data' ? { [key]: seen } : seen;
      return key in data ? { allowed: true } : { allowed: true, patch: [{ op: 'add', path, value }] };
    }, name);

  test('by the names of their configurations, then as they stand', () => {
    const [a, b, c] = ['a.example.com', 'b.example.com', 'c.example.com'];
    const own = server(
      [note(a), note(b), note(c)],
      configuration('Mutating', 'z', webhook({ name: a })),
      configuration('Mutating', 'y', webhook({ name: c }), webhook({ name: b })),
    );
    expect(own.create(configMap('m')).data).toEqual({ c: '', b: 'c', a: 'cb' });
  });

  test('each sees what those before it left, in its selector too', () => {
    const hooks = [
      webhook({ name: 'one.example.com' }),
      webhook({ name: 'two.example.com', objectSelector: { matchLabels: { a: 'b' } } }),
    ];
    const first = { ...patches(label('a', 'b')), name: 'one.example.com' };
    const own = server([first, note('two.example.com')], mutating(...hooks));
    expect(own.create(configMap('m')).data).toEqual({ t: '' });
  });

  test.each([
    { reinvocationPolicy: 'Never', calls: ['first', 'second'] },
    { reinvocationPolicy: 'IfNeeded', calls: ['first', 'second', 'first'] },
  ])('one that asks $reinvocationPolicy runs again', ({ reinvocationPolicy, calls }) => {
    const seen: string[] = [];
    const answer = (who: string, patch: WebhookPatchOperation[]) => (): WebhookResponse => {
      seen.push(who);
      return { allowed: true, patch };
    };
    const own = server(
      [rule(answer('first', []), 'first.example.com'), rule(answer('second', [label('a', 'b')]), 'second.example.com')],
      mutating(
        webhook({ name: 'first.example.com', reinvocationPolicy }),
        webhook({ name: 'second.example.com', reinvocationPolicy }),
      ),
    );
    own.create(configMap('m'));
    expect(seen).toEqual(calls);
  });

  test('a change that changes nothing asks nobody again', () => {
    const seen: string[] = [];
    const answer = (): WebhookResponse => {
      seen.push('asked');
      return { allowed: true, patch: [label('a', 'b')] };
    };
    const own = server([rule(answer)], mutating(webhook({ reinvocationPolicy: 'IfNeeded' })));
    own.create(configMap('m', { metadata: { labels: { a: 'b' } } }));
    expect(seen).toEqual(['asked']);
  });
});

test('what was refused is not asked of those that follow', () => {
  const seen: string[] = [];
  const answer = (who: string) => (): WebhookResponse => {
    seen.push(who);
    return { allowed: false };
  };
  const names = ['one.example.com', 'two.example.com'];
  const own = server(
    names.map((name) => rule(answer(name), name)),
    mutating(...names.map((name) => webhook({ name }))),
  );
  expect(refusal(() => own.create(configMap('m')))).toBe(
    '400 admission webhook "one.example.com" denied the request without explanation',
  );
  expect(seen).toEqual(['one.example.com']);
});

test('a delete is asked about, and cannot be changed', () => {
  const answer = ({ operation }: WebhookRequest): WebhookResponse =>
    operation === 'DELETE' ? { allowed: true, patch: [label('a', 'b')] } : { allowed: true };
  const own = server([rule(answer)], mutating(webhook()));
  own.create(configMap('m'));
  expect(refusal(() => own.delete('configmap', 'm'))).toBe(
    `500 Internal error occurred: admission webhook "${NAME}" attempted to modify the object, which is not supported for this operation`,
  );
});

describe('a patch that cannot be', () => {
  const at = (op: WebhookPatchOperation['op'], path: string, more: Body = {}) => ({
    allowed: true,
    patch: [{ op, path, ...more }],
  });
  const base64 = (patch: string, more: Body = {}) => ({ allowed: true, patch, patchType: 'JSONPatch', ...more });
  const text = (value: string, more: Body = {}) => base64(encodeBase64(value), more);
  const failed = `failed calling webhook "${NAME}": `;
  const invalid = `${failed}received invalid webhook response: `;
  const undecodable = `${failed}received undecodable patch in webhook response: `;
  test.each<{ name: string; answer: WebhookResponse; says: string }>([
    {
      name: 'add below nothing',
      answer: at('add', '/metadata/labels/a', { value: 'b' }),
      says: 'add operation does not apply: doc is missing path: "/metadata/labels/a": missing value',
    },
    {
      name: 'remove nothing',
      answer: at('remove', '/metadata/none'),
      says: "error in remove for path: '/metadata/none': Unable to remove nonexistent key: none: missing value",
    },
    {
      name: 'replace below nothing',
      answer: at('replace', '/spec/none/a', { value: 1 }),
      says: 'replace operation does not apply: doc is missing path: /spec/none/a: missing value',
    },
    {
      name: 'replace beyond the list',
      answer: at('replace', '/spec/containers/7', { value: {} }),
      says: 'replace operation does not apply: doc is missing key: /spec/containers/7: missing value',
    },
    {
      name: 'add beyond the list',
      answer: at('add', '/spec/containers/7', { value: {} }),
      says: "error in add for path: '/spec/containers/7': Unable to access invalid index: 7: invalid index referenced",
    },
    {
      name: 'add at no position',
      answer: at('add', '/spec/containers/x', { value: {} }),
      says: `error in add for path: '/spec/containers/x': value was not a proper array index: 'x': strconv.Atoi: parsing "x": invalid syntax`,
    },
    {
      name: 'a test that fails',
      answer: at('test', '/metadata/name', { value: 'q' }),
      says: 'testing value /metadata/name failed: test failed',
    },
    {
      name: 'move from nowhere',
      answer: at('move', '/metadata/labels', { from: '/none/a' }),
      says: 'move operation does not apply: doc is missing from path: /none/a: missing value',
    },
    {
      name: 'copy to nowhere',
      answer: at('copy', '/none/a', { from: '/metadata/name' }),
      says: 'copy operation does not apply: doc is missing destination path: /none/a: missing value',
    },
    {
      name: 'what is no such object any more',
      answer: at('add', '/spec/containers', { value: 'c' }),
      says: 'json: cannot unmarshal string into Go struct field PodSpec.spec.containers of type []v1.Container',
    },
    { name: 'no JSON', answer: text('{'), says: `${undecodable}unexpected end of JSON input` },
    {
      name: 'no list',
      answer: text('{}'),
      says: `${undecodable}json: cannot unmarshal object into Go value of type jsonpatch.Patch`,
    },
    {
      name: 'no base64',
      answer: base64('[]'),
      says: `${failed}failed to call webhook: illegal base64 data at input byte 0`,
    },
    {
      name: 'of another type',
      answer: text('[{"op":"remove","path":"/spec"}]', { patchType: 'Merge' }),
      says: `${failed}unsupported patch type "Merge"`,
    },
    {
      name: 'of no type',
      answer: { allowed: true, patch: encodeBase64('[]') },
      says: `${invalid}webhook returned response.patch but not response.patchType`,
    },
    {
      name: 'a type alone',
      answer: { allowed: true, patchType: 'JSONPatch' },
      says: `${invalid}webhook returned response.patchType but not response.patch`,
    },
    {
      name: 'of an empty type',
      answer: text('[]', { patchType: '' }),
      says: `${invalid}webhook returned invalid response.patchType of ""`,
    },
  ])('$name', ({ answer, says }) => {
    const own = server([rule(() => answer)], mutating(webhook()));
    expect(refusal(() => own.create(inDefault(pod('p'))))).toBe(`500 Internal error occurred: ${says}`);
    const lenient = server([rule(() => answer)], mutating(webhook({ failurePolicy: 'Ignore' })));
    const isFailedCall = says.startsWith(failed);
    expect(refusal(() => lenient.create(inDefault(pod('p')))) === 'accepted').toBe(isFailedCall);
  });
});
