// What a user's first spec looks like, in a project of ES modules.
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import { matchers } from 'wavetank/matchers';
import 'wavetank/jest-globals';

test('the shop survives a lost node', () => {
  const shop = cluster({ nodes: 3 });
  shop.load(fileURLToPath(new URL('../manifests/*.yaml', import.meta.url)));
  shop.settle();
  expect(shop.deployment('frontend')).toBeAvailable();
});

test('every way in leads to one library', () => {
  expect(createRequire(import.meta.url)('wavetank').cluster).toBe(cluster);
  expect(matchers).toHaveProperty('toBeAvailable');
});

test('the types refuse a matcher on the wrong subject', () => {
  // @ts-expect-error a number is not a workload
  expect(() => expect(1).toBeAvailable()).toThrow();
});
