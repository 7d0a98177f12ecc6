// The README's failure is real output, and its two specs are the ones that run as fixtures/specs.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from '@jest/globals';
import '../../src/jest/jest-globals-entry';
import { cluster } from '../../src/index';

const root = resolve(__dirname, '../..');
const readme = readFileSync(resolve(root, 'README.md'), 'utf8');
const blocks = [...readme.matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(([, language, text]) => ({
  language,
  text: text as string,
}));
const block = (language: string) => blocks.find((each) => each.language === language)?.text ?? '';

test('fits on one screen', () => {
  expect(readme.split('\n').length).toBeLessThan(100);
});

test('the failure is what a failing expectation prints', () => {
  const shop = cluster({ nodes: 3 });
  shop.load('../../fixtures/shop');
  shop.settle();
  shop.blockImage('shop/frontend:v2');
  shop.setImage('deployment/frontend', 'shop/frontend:v2');
  shop.advance('15m');
  let message = '';
  try {
    expect(shop.deployment('frontend')).toBeRolledOut();
  } catch (error) {
    message = stripVTControlCharacters((error as Error).message);
  }
  // Where the spec lies and how it is run again are this file's own.
  const own = (text: string) =>
    text.replaceAll(/specs\/docs\/readme\.spec\.ts:\d+/g, 'shop.spec.ts:12').split('\n    seed 1')[0];
  const lines = (own(message) ?? '').split('\n').map((line) => line.trim());
  // The README leaves lines out, but shows the others in their order.
  let last = -1;
  for (const shown of block('text').trimEnd().split('\n')) {
    const next = lines.indexOf(shown.trim(), last + 1);
    expect({ shown, found: next > last }).toEqual({ shown, found: true });
    last = next;
  }
});

test.each([
  { language: 'ts', file: 'shop.spec.ts' },
  { language: 'yaml', file: 'shop.spec.yaml' },
])('the spec in $language is one that runs', ({ language, file }) => {
  const text = readFileSync(resolve(root, 'fixtures/specs', file), 'utf8');
  expect(block(language)).toBe(text.replace(/^# yaml-language-server.*\n/, ''));
});
