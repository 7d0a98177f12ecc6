// When a kubelet tells of its node: with its first tick, after new images, and every five minutes.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/index';

const pod = (name: string, image: string) => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name },
  spec: { containers: [{ name: 'c', image }] },
});

/** Seconds from the kubelet's start at which its node was written, within so many minutes. */
function reports(minutes: number, ...pods: readonly object[]): readonly number[] {
  const shop = cluster({ nodes: [{ name: 'node-1', images: ['here:1'] }] });
  const { startMs } = shop.simulation.parts;
  for (const each of pods) shop.create(each);
  shop.advance(`${minutes}m`);
  return shop.simulation.store.changes
    .filter(({ kind, type, writer }) => kind === 'Node' && type === 'MODIFIED' && writer === 'kubelet')
    .map(({ atMs }) => (atMs - startMs) / 1000);
}

describe('a node is told of', () => {
  test.each([
    { name: 'with the first tick, and then every five minutes', pods: [], at: [10.2, 300] },
    { name: 'after an image came, when the list is read anew', pods: [pod('a', 'nginx')], at: [10.2, 30.6, 300] },
    { name: 'once for all that came', pods: [pod('a', 'nginx'), pod('b', 'redis')], at: [10.2, 30.6, 300] },
    { name: 'not for an image that was there', pods: [pod('a', 'here:1')], at: [10.2, 300] },
  ])('$name', ({ pods, at }) => {
    expect(reports(6, ...pods)).toEqual(at);
  });
});
