// Which devices a node reaches, and in which order they are tried.

import { expect, test } from '@jest/globals';
import { aClaim, aRequest, aSlice, devices } from './builders';
import { places, type Row, three } from './world';

const elsewhere = { nodeName: 'n2' };

const rows: readonly Row[] = [
  {
    name: 'the first that is free',
    slices: [three],
    claims: [aClaim('c')],
    taken: { 'n1/gpu-0': undefined },
    to: [['gpu n1/gpu-1']],
  },
  {
    name: 'none left',
    slices: [aSlice('n1', devices({}))],
    claims: [aClaim('c')],
    taken: { 'n1/gpu-0': undefined },
    to: 'none',
  },
  {
    name: 'several',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { count: 2 })])],
    to: [['gpu n1/gpu-0', 'gpu n1/gpu-1']],
  },
  { name: 'more than there are', slices: [three], claims: [aClaim('c', [aRequest('gpu', { count: 4 })])], to: 'none' },
  {
    name: 'claims do not share',
    slices: [three],
    claims: [aClaim('c'), aClaim('d')],
    to: [['gpu n1/gpu-0'], ['gpu n1/gpu-1']],
  },
  { name: 'a claim without requests', slices: [], claims: [aClaim('c', [])], to: [[]] },
  { name: 'of another node', slices: [aSlice('n2', devices({}))], claims: [aClaim('c')], to: 'none' },
  {
    name: 'of all nodes',
    slices: [aSlice('net', devices({}), { allNodes: true })],
    claims: [aClaim('c')],
    to: [['gpu net/gpu-0']],
  },
  {
    name: 'of nodes with a label',
    slices: [
      aSlice('net', devices({}), {
        nodeSelector: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }] },
      }),
    ],
    claims: [aClaim('c')],
    to: [['gpu net/gpu-0']],
  },
  {
    name: 'devices with places of their own',
    slices: [aSlice('net', devices(elsewhere, { nodeName: 'n1' }), { perDeviceNodeSelection: true })],
    claims: [aClaim('c')],
    to: [['gpu net/gpu-1']],
  },
  {
    name: 'pools by name',
    slices: [aSlice('b', devices({}), { nodeName: 'n1' }), aSlice('a', devices({}), { nodeName: 'n1' })],
    claims: [aClaim('c')],
    to: [['gpu a/gpu-0']],
  },
  {
    name: 'pools with binding conditions last',
    slices: [
      aSlice('a', devices({ bindingConditions: ['ready'] }), { nodeName: 'n1' }),
      aSlice('b', devices({}), { nodeName: 'n1' }),
    ],
    claims: [aClaim('c')],
    to: [['gpu b/gpu-0']],
  },
  {
    name: 'the newest generation',
    slices: [
      aSlice('old', devices({}), { nodeName: 'n1', pool: { name: 'p' } }),
      aSlice('new', [{ name: 'new' }], { nodeName: 'n1', pool: { name: 'p', generation: 2 } }),
    ],
    claims: [aClaim('c')],
    to: [['gpu p/new']],
  },
  {
    name: 'a newer generation that left the node',
    slices: [
      aSlice('n1', devices({}), { pool: { name: 'p', resourceSliceCount: 2 } }),
      aSlice('n2', devices({}), { pool: { name: 'p', generation: 2 } }),
    ],
    claims: [aClaim('c')],
    to: 'none',
  },
  {
    name: 'an incomplete pool',
    slices: [aSlice('n1', devices({}), { pool: { resourceSliceCount: 2 } })],
    claims: [aClaim('c')],
    to: 'none',
  },
  {
    name: 'a pool whose other slice is of another node',
    slices: [
      aSlice('n1', devices({}), { pool: { name: 'p', resourceSliceCount: 2 } }),
      aSlice('n2', devices({}), { pool: { name: 'p', resourceSliceCount: 2 } }),
    ],
    claims: [aClaim('c')],
    to: [['gpu p/gpu-0']],
  },
  {
    name: 'two devices of one name',
    slices: [
      aSlice('a', devices({}), { nodeName: 'n1', pool: { name: 'p', resourceSliceCount: 2 } }),
      aSlice('b', devices({}), { nodeName: 'n1', pool: { name: 'p', resourceSliceCount: 2 } }),
    ],
    claims: [aClaim('c')],
    to: 'invalid resource pools were encountered',
  },
];

test.each(rows)('$name', ({ to, ...world }) => {
  expect(places(world)).toEqual(to);
});
