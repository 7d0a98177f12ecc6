// The page on webhooks shows the files that run.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, test } from '@jest/globals';

const root = resolve(__dirname, '../..');
const page = readFileSync(resolve(root, 'docs/webhooks.md'), 'utf8');

test.each(['owners.ts', 'webhooks.spec.ts', 'webhooks.spec.yaml'])('shows %s as it is', (file) => {
  const lines = readFileSync(resolve(root, 'fixtures/specs/webhooks', file), 'utf8')
    .trimEnd()
    .split('\n');
  // A modeline is the editor's.
  const text = lines.filter((line) => !line.startsWith('# yaml-language-server')).join('\n');
  expect(page).toContain(text);
});
