// A pod takes the overhead and the scheduling rules of its runtime class.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, pod, refusal, SpecServer } from '../kinds/api-server';

function server(content: Body): SpecServer {
  const own = new SpecServer();
  own.create(body('node.k8s.io/v1', 'RuntimeClass', 'vm', { handler: 'vm', ...content }));
  return own;
}

const OVERHEAD = { overhead: { podFixed: { cpu: '250m' } } };
const SCHEDULING = { scheduling: { nodeSelector: { vm: 'yes' }, tolerations: [{ key: 'vm', operator: 'Exists' }] } };

test('overhead and scheduling come along', () => {
  const own = server({ ...OVERHEAD, ...SCHEDULING });
  const { spec } = own.create(pod('p', { runtimeClassName: 'vm', nodeSelector: { a: 'b' } }));
  expect([spec.overhead, spec.nodeSelector]).toEqual([{ cpu: '250m' }, { a: 'b', vm: 'yes' }]);
  expect(spec.tolerations).toContainEqual({ key: 'vm', operator: 'Exists' });
});

describe('refusals', () => {
  test.each([
    {
      name: 'no such class',
      spec: { runtimeClassName: 'missing' },
      expected: 'pod rejected: RuntimeClass "missing" not found',
    },
    {
      name: 'an overhead of its own',
      spec: { runtimeClassName: 'vm', overhead: { cpu: '1' } },
      expected: "pod rejected: Pod's Overhead doesn't match RuntimeClass's defined Overhead",
    },
    {
      name: 'an overhead without a class',
      spec: { overhead: { cpu: '1' } },
      expected: 'pod rejected: Pod Overhead set without corresponding RuntimeClass defined Overhead',
    },
    {
      name: 'another node',
      spec: { runtimeClassName: 'vm', nodeSelector: { vm: 'no' } },
      expected: 'conflict: runtimeClass.scheduling.nodeSelector[vm] = yes; pod.spec.nodeSelector[vm] = no',
    },
  ])('$name', ({ spec, expected }) => {
    const own = server({ ...OVERHEAD, ...SCHEDULING });
    expect(refusal(() => own.create(pod('p', spec)))).toBe(`403 pods "p" is forbidden: ${expected}`);
  });
});
