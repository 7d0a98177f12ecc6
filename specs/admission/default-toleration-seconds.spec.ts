// A pod stays 300 s on a node that fails, unless it says otherwise.

import { expect, test } from '@jest/globals';
import { pod, SpecServer } from '../kinds/api-server';

const missing = (key: string) => {
  return { effect: 'NoExecute', key: `node.kubernetes.io/${key}`, operator: 'Exists', tolerationSeconds: 300 };
};
const BOTH = [missing('not-ready'), missing('unreachable')];
const SOON = { key: 'node.kubernetes.io/not-ready', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 5 };
const OTHER = { key: 'a', operator: 'Exists', effect: 'NoSchedule' };

test.each([
  { name: 'none of its own', tolerations: [], expected: BOTH },
  { name: 'others of its own', tolerations: [OTHER], expected: [OTHER, ...BOTH] },
  { name: 'one of the two', tolerations: [SOON], expected: [SOON, missing('unreachable')] },
  { name: 'everything', tolerations: [{ operator: 'Exists' }], expected: [{ operator: 'Exists' }] },
  {
    name: 'the same taint, but another effect',
    tolerations: [{ ...OTHER, key: 'node.kubernetes.io/not-ready' }],
    expected: [{ ...OTHER, key: 'node.kubernetes.io/not-ready' }, ...BOTH],
  },
])('$name', ({ tolerations, expected }) => {
  expect(new SpecServer().create(pod('p', { tolerations })).spec.tolerations).toEqual(expected);
});
