// The page on writing specs shows the files that run, and its other pieces do what they say.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { failureOf, specOf } from '../specfile/harness';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/writing-specs.md'), 'utf8');
const blocks = [...page.matchAll(/```yaml\n([\s\S]*?)```/g)].map(([, text]) => text as string);

test.each(['shop.spec.ts', 'shop.spec.yaml', 'tour.spec.yaml'])('shows %s as it is', (file) => {
  const text = readFileSync(resolve(root, 'fixtures/specs', file), 'utf8').trimEnd();
  expect(page).toContain(file === 'tour.spec.yaml' ? text.slice(text.indexOf('\n') + 1) : text);
});

test('the page on looking shows its example as it is', () => {
  const text = readFileSync(resolve(root, 'fixtures/specs/look/look.spec.ts'), 'utf8').trimEnd();
  expect(readFileSync(resolve(root, 'docs/looking.md'), 'utf8')).toContain(text);
});

describe('steps that it shows', () => {
  test.each(blocks.filter((text) => text.startsWith('- ')))('%s', (steps) => {
    expect(failureOf(specOf(steps)).error).toBeUndefined();
  });
});
