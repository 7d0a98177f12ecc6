// The README's failure is real output, and its two specs are the ones that run as fixtures/specs.
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import '../../src/jest/jest-globals-entry';
import { check } from '../../src/checks/check';
import { CheckContext } from '../../src/checks/context';
import { ManifestSet } from '../../src/checks/manifest-set';
import { rules } from '../../src/checks/table';
import { cluster } from '../../src/index';
import { loadManifests } from '../../src/manifests/load';

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

describe('the pull request', () => {
  const file = (name: string) => resolve(root, `fixtures/examples/pull-request/${name}.yaml`);
  const found = (name: string) =>
    check(
      new CheckContext(new ManifestSet(loadManifests(file(name))), [], { nodes: 3 }),
      rules.filter(({ profile }) => profile !== 'strict'),
    );

  test('adds the lines that are shown', () => {
    const [before, after] = ['before', 'after'].map((name) => readFileSync(file(name), 'utf8').split('\n'));
    const added = after?.filter((line) => !before?.includes(line)) ?? [];
    expect(block('diff')).toBe(added.map((line) => `+${line}\n`).join(''));
  });

  test('is stopped with the words that are shown, and what stands before it is not', () => {
    expect(found('before')).toEqual([]);
    const [finding, ...others] = found('after');
    expect(others).toEqual([]);
    const { message, happened, remedy, rule, severity, place } = finding as NonNullable<typeof finding>;
    const shown = block('console')
      .split('\n')
      .map((line) => line.trim().replace(/ …$/, ''));
    expect(shown[2]).toBe(`${severity}  ${rule}  after.yaml:${place?.line}:${place?.column}  seen in the simulation`);
    for (const [at, text] of [message, `happened: ${happened}`, `to mend: ${remedy}`].entries()) {
      expect(text.startsWith(shown[3 + at] as string)).toBe(true);
    }
  });
});
