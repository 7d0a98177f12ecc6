// Pod address ranges of nodes.

import { expect, test } from '@jest/globals';
import { blockCidr, blockOf, NODE_BLOCKS, nodeIpamController } from '../../src/controllers/node-ipam';
import { type Harness, harness, makeNode } from './harness';

const cidrs = (it: Harness) => it.user.list('Node').map(({ metadata, spec }) => `${metadata.name} ${spec.podCIDR}`);

test.each([
  { block: 0, cidr: '10.208.0.0/24' },
  { block: 3, cidr: '10.208.3.0/24' },
  { block: 256, cidr: '10.209.0.0/24' },
  { block: NODE_BLOCKS - 1, cidr: '10.223.255.0/24' },
])('block $block is $cidr', ({ block, cidr }) => {
  expect(blockCidr(block)).toBe(cidr);
  expect(blockOf(cidr)).toBe(block);
});

test.each([{ cidr: '10.207.0.0/24' }, { cidr: '192.168.0.0/24' }, { cidr: '' }])(
  '"$cidr" is none of them',
  ({ cidr }) => {
    expect(blockOf(cidr)).toBeUndefined();
  },
);

test('one after the other; a freed one is used only after the others', () => {
  const it = harness(nodeIpamController);
  it.create(makeNode('a'));
  it.create(makeNode('b'));
  it.settle();
  expect(cidrs(it)).toEqual(['a 10.208.0.0/24', 'b 10.208.1.0/24']);
  expect(it.user.list('Node')[0]?.spec.podCIDRs).toEqual(['10.208.0.0/24']);
  it.user.delete('Node', undefined, 'a');
  it.create(makeNode('c'));
  it.settle();
  expect(cidrs(it)).toEqual(['b 10.208.1.0/24', 'c 10.208.2.0/24']);
});

test('a range that a node brings along is taken', () => {
  const it = harness(nodeIpamController);
  it.create({ ...makeNode('own'), spec: { podCIDR: '10.208.0.0/24', podCIDRs: ['10.208.0.0/24'] } });
  it.create(makeNode('a'));
  it.settle();
  expect(cidrs(it)).toEqual(['a 10.208.1.0/24', 'own 10.208.0.0/24']);
});
