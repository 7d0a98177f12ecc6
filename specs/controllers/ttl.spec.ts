// The annotation that tells kubelets how long to keep what they have read.

import { expect, test } from '@jest/globals';
import { nextStep, ttlController, ttlOf } from '../../src/controllers/ttl';
import { harness, makeNode } from './harness';

test.each([
  { name: 'small', step: 0, nodes: 100, next: 0 },
  { name: 'one more', step: 0, nodes: 101, next: 1 },
  { name: 'shrunk a little', step: 1, nodes: 90, next: 1 },
  { name: 'shrunk', step: 1, nodes: 89, next: 0 },
  { name: 'huge', step: 3, nodes: 2001, next: 4 },
])('steps: $name', ({ step, nodes, next }) => {
  expect(nextStep(step, nodes)).toBe(next);
});

test.each([0, 1, 2, 3, 4].map((step) => ({ step, ttl: ['0', '15', '30', '60', '300'][step] })))(
  'step $step is $ttl seconds',
  ({ step, ttl }) => {
    expect(ttlOf(step)).toBe(ttl);
  },
);

test('every node is told', () => {
  const it = harness(ttlController);
  it.create(makeNode('a'));
  it.settle();
  expect(it.user.get('Node', undefined, 'a')?.metadata.annotations).toEqual({ 'node.alpha.kubernetes.io/ttl': '0' });
});
