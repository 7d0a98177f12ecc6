// Addresses and networks as texts.

import { describe, expect, test } from '@jest/globals';
import { addressAt, addressOfReverseName, dashedAddress, inNetwork, parseAddress } from '../../src/network/address';

test.each([
  { name: '10.0.0.1', text: '10.0.0.1', family: 4 },
  { name: '::ffff:10.0.0.1', text: '10.0.0.1', family: 4 },
  { name: '2001:DB8:0:0:0:0:0:1', text: '2001:db8::1', family: 6 },
  { name: '::', text: '::', family: 6 },
  { name: '1:0:0:2:0:0:0:3', text: '1:0:0:2::3', family: 6 },
  { name: '1:0:2:3:4:5:6:7', text: '1:0:2:3:4:5:6:7', family: 6 },
  { name: 'fe80::', text: 'fe80::', family: 6 },
])('$name is the address $text', ({ name, text, family }) => {
  expect(parseAddress(name)).toMatchObject({ text, family });
});

test.each([
  '',
  'web',
  '10.0.0',
  '10.0.0.256',
  '10.0.0.01',
  '10.0.0.0.1',
  ':',
  '1::2::3',
  '1:2:3:4:5:6:7',
  '1:2:3:4:5:6:7:8:9',
  'g::1',
  '12345::',
])('"%s" is no address', (text) => {
  expect(parseAddress(text)).toBeUndefined();
});

test.each([
  { address: '10.96.1.2', network: '10.96.0.0/16', inside: true },
  { address: '10.97.0.0', network: '10.96.0.0/16', inside: false },
  { address: '10.96.0.129', network: '10.96.0.128/25', inside: true },
  { address: '10.96.0.127', network: '10.96.0.128/25', inside: false },
  { address: '10.0.0.1', network: '10.0.0.1', inside: true },
  { address: '2001:db8::5', network: '2001:db8::/32', inside: true },
  { address: '10.0.0.1', network: '::/0', inside: false },
  { address: '192.0.2.1', network: '0.0.0.0/0', inside: true },
])('$address in $network: $inside', ({ address, network, inside }) => {
  expect(inNetwork(address, network)).toBe(inside);
});

describe('spellings', () => {
  test.each([
    { network: '10.244.1.0/24', index: 1, expected: '10.244.1.1' },
    { network: '10.244.1.0/24', index: 256, expected: undefined },
    { network: '10.0.0.0/16', index: 300, expected: '10.0.1.44' },
    { network: 'fd00::/112', index: 65_535, expected: 'fd00::ffff' },
  ])('address $index of $network', ({ network, index, expected }) => {
    expect(addressAt(network, index)).toBe(expected);
  });

  test.each([
    { name: '5.0.244.10.in-addr.arpa.', expected: '10.244.0.5' },
    { name: '0.244.10.in-addr.arpa.', expected: undefined },
    { name: 'web.cluster.local.', expected: undefined },
  ])('$name', ({ name, expected }) => {
    expect(addressOfReverseName(name)).toBe(expected);
  });

  test('in dashes', () => {
    expect([dashedAddress('10.0.0.1'), dashedAddress('2001:db8::1'), dashedAddress('fd00::')]).toEqual([
      '10-0-0-1',
      '2001-db8--1',
      'fd00--0',
    ]);
  });
});
