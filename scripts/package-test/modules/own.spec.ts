// Actions and matchers of a user's own, with their types, in a project of ES modules.
import { fileURLToPath } from 'node:url';
import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import 'wavetank/jest-globals';
import './shop-words.ts';

test("words of one's own", () => {
  const shop = cluster();
  shop.load(fileURLToPath(new URL('../manifests/*.yaml', import.meta.url)));
  shop.settle();
  shop.release('v2');
  expect(shop.pods()).toRunVersion('v2', { for: '0s' });
  // @ts-expect-error a version is a text
  expect(() => shop.release(2)).toThrow('version: expected a version such as v2, got 2');
});
