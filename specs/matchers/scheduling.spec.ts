// A failing expectation about scheduling shows what the scheduler thinks of each node, of one pod and of a selection.

import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import 'wavetank/jest-globals';

const POD = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'p', labels: { app: 'p' } },
  spec: {
    nodeSelector: { disk: 'ssd' },
    containers: [{ name: 'c', image: 'c', resources: { requests: { cpu: '8' } } }],
  },
};

test.each([
  { name: 'a pod', of: 'one' },
  { name: 'a selection', of: 'all' },
])('$name: each node with its objections', ({ of }) => {
  const tank = cluster({
    nodes: [
      { name: 'small', cpu: 4, labels: { disk: 'ssd' } },
      { name: 'large', cpu: 16 },
    ],
  });
  tank.load(POD);
  tank.settle();
  const text = thrownBy(() => {
    if (of === 'one') expect(tank.pod('p')).toBeScheduled();
    else expect(tank.pods({ labels: 'app=p' })).toBeScheduled();
  });
  const lines = text.slice(text.indexOf('As the scheduler sees the nodes:')).split('\n').slice(1, 3);
  expect(lines.map((line) => line.trim().replaceAll(/ +/g, ' '))).toEqual([
    'small no NodeResourcesFit: Insufficient cpu',
    "large no NodeAffinity: node(s) didn't match Pod's node affinity/selector",
  ]);
});

function thrownBy(run: () => void): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('it passed');
}
