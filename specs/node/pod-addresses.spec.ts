// Ranges of addresses for nodes and addresses for pods.

import { describe, expect, test } from '@jest/globals';
import { createState } from '../../src/node/kubelet-memory';
import type { NodeRecord } from '../../src/node/kubelet-state';
import {
  addressText,
  alignedRange,
  FIRST_RANGE,
  hostAddress,
  rangeSizeFor,
  rangeText,
  releaseAddress,
  takeAddress,
} from '../../src/node/pod-addresses';

test.each([
  [1, 256],
  [110, 256],
  [253, 256],
  [254, 512],
  [1000, 1024],
])('a node for %i pods has %i addresses', (pods, size) => {
  expect(rangeSizeFor(pods)).toBe(size);
});

test('ranges are aligned', () => {
  const start = alignedRange(FIRST_RANGE + 256, 512);
  expect(rangeText(start, 512)).toBe('10.244.2.0/23');
  expect(addressText(alignedRange(FIRST_RANGE, 256))).toBe('10.244.0.0');
});

test.each([
  [0, '172.18.0.2'],
  [253, '172.18.0.255'],
  [254, '172.18.1.0'],
])('node %i has address %s', (index, address) => {
  expect(hostAddress(index)).toBe(address);
});

describe('addresses of pods', () => {
  const node = (lastOffset: number) =>
    ({ rangeStart: FIRST_RANGE, rangeSize: 256, lastOffset }) as Partial<NodeRecord> as NodeRecord;

  test('are given in turn, from .2 on', () => {
    const state = createState([], FIRST_RANGE);
    const one = node(1);
    expect([takeAddress(state, one, 'a'), takeAddress(state, one, 'b')]).toEqual(['10.244.0.2', '10.244.0.3']);
  });

  test('begin again at the end, passing those in use', () => {
    const state = createState([], FIRST_RANGE);
    const one = node(1);
    takeAddress(state, one, 'a');
    one.lastOffset = 253;
    expect([takeAddress(state, one, 'b'), takeAddress(state, one, 'c')]).toEqual(['10.244.0.254', '10.244.0.3']);
  });

  test('run out', () => {
    const state = createState([], FIRST_RANGE);
    const one = node(1);
    for (let pod = 0; pod < 253; pod++) expect(takeAddress(state, one, `${pod}`)).toBeDefined();
    expect(takeAddress(state, one, 'late')).toBeUndefined();
    releaseAddress(state, '10.244.0.77', '75');
    expect(takeAddress(state, one, 'late')).toBe('10.244.0.77');
  });

  test('are returned by their owner only', () => {
    const state = createState([], FIRST_RANGE);
    const address = takeAddress(state, node(1), 'a');
    releaseAddress(state, address, 'b');
    expect(state.addresses.get('10.244.0.2')).toBe('a');
  });
});
