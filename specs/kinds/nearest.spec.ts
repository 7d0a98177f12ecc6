import { expect, test } from '@jest/globals';
import { editDistance, nearest } from '../../src/kinds/nearest';

test.each([
  { word: 'Deploymnt', among: ['Deployment', 'DaemonSet'], found: 'Deployment' },
  { word: 'deployment', among: ['Deployment'], found: 'Deployment' },
  { word: 'replicaz', among: ['replicas', 'selector'], found: 'replicas' },
  { word: 'imgae', among: ['image', 'name'], found: 'image' },
  { word: 'portt', among: ['ports', 'port'], found: 'port' },
  { word: 'xyz', among: ['abc', 'def'], found: undefined },
  { word: 'x', among: [], found: undefined },
])('$word is $found', ({ word, among, found }) => {
  expect(nearest(word, among)).toBe(found);
});

test.each([
  { a: '', b: '', distance: 0 },
  { a: 'kitten', b: 'sitting', distance: 3 },
  { a: 'ab', b: 'ba', distance: 1 },
  { a: 'abc', b: '', distance: 3 },
])('$a to $b is $distance', ({ a, b, distance }) => {
  expect(editDistance(a, b)).toBe(distance);
});

test('it stops counting at the limit', () => {
  expect(editDistance('aaaaaaaa', 'bbbbbbbb', 3)).toBe(3);
});
