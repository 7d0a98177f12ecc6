// The page on nodes shows a file that runs, and names all that can be configured.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';
import { kubeletType } from '../../src/cluster/kubelet-type';
import { runSpec } from '../specfile/harness';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/nodes.md'), 'utf8');
const file = readFileSync(resolve(root, 'fixtures/specs/nodes/nodes.spec.yaml'), 'utf8').trimEnd();

test('shows the file as it is', () => {
  expect(page).toContain(file);
});

test('what it shows holds', () => {
  const outcomes = runSpec(file);
  expect(outcomes.map(({ error }) => error)).toEqual(outcomes.map(() => undefined));
  expect(outcomes).toHaveLength(4);
});

test('names every field', () => {
  const { properties = {} } = kubeletType.schema as { properties?: object };
  expect(Object.keys(properties).filter((name) => !page.includes(`\`${name}\``))).toEqual([]);
});
