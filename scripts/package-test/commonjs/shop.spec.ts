// What a user's first spec looks like, in a project of CommonJS modules.
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import 'wavetank/jest-globals';

test('the shop survives a lost node', () => {
  const shop = cluster({ nodes: 3 });
  shop.load(join(__dirname, '../manifests/*.yaml'));
  shop.settle();
  expect(shop.deployment('frontend')).toBeAvailable();
});

test('every way in leads to one library', () => {
  expect(require.resolve('wavetank')).toMatch(/dist.index\.cjs$/);
  expect(require('wavetank').cluster).toBe(cluster);
  expect(require('wavetank/matchers').matchers).toHaveProperty('toBeAvailable');
});

test('the types refuse a matcher on the wrong subject', () => {
  // @ts-expect-error a number is not a workload
  expect(() => expect(1).toBeAvailable()).toThrow();
});
