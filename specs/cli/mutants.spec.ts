// `wavetank test --coverage-of` and `--mutate`: what the specs notice of the manifests they load.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';

const settings = [
  'apiVersion: v1',
  'kind: ConfigMap',
  'metadata:',
  '  name: settings',
  'data:',
  '  currency: EUR',
  '  size: "20"',
  '',
].join('\n');
const spec = (field: string) =>
  [
    'load: ../manifests/settings.yaml',
    'tests:',
    '  - name: has its currency',
    `    steps: [{ expect: { configmap/settings: { toHaveField: { path: .data.currency, equals: ${field} } } } }]`,
    '',
  ].join('\n');

let cwd: string;
let failing: string;
beforeAll(() => {
  builtPackage();
  cwd = folderWith({ 'manifests/settings.yaml': settings, 'specs/a.spec.yaml': spec('EUR'), 'other.yaml': settings });
  failing = folderWith({ 'manifests/settings.yaml': settings, 'specs/a.spec.yaml': spec('USD') });
});
afterAll(() => [cwd, failing].forEach(removeFolder));

describe('what no expectation needs', () => {
  test('is listed by file and line', () => {
    const { code, stdout } = wavetank(['test', '--coverage-of', 'manifests'], { cwd });
    expect(stdout).toBe(
      [
        'manifests/settings.yaml',
        '  ConfigMap settings',
        '      7  data.size is left out',
        '',
        'Needed by an expectation: 1 of 1 objects, 1 of 2 fields',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
  });
});

describe('an edit that no spec notices', () => {
  test('is listed by file and line', () => {
    const { code, stdout } = wavetank(['test', '--mutate=manifests/settings.yaml'], { cwd });
    expect(stdout).toBe(
      [
        'manifests/settings.yaml',
        '  ConfigMap settings',
        '      7  data.size: "20" becomes "40"',
        '',
        'Noticed: 1 of 2 fields',
        '',
      ].join('\n'),
    );
    expect(code).toBe(0);
  });

  test('never reaches the file', () => {
    expect(readFileSync(join(cwd, 'manifests/settings.yaml'), 'utf8')).toBe(settings);
  });
});

describe('is refused', () => {
  test.each([
    { name: 'no manifests', words: ['--mutate'], says: '--mutate needs manifests: files, folders or globs' },
    { name: 'a file that is not there', words: ['--mutate', 'nope.yaml'], says: 'the path "nope.yaml" does not exist' },
    { name: 'a file that no spec loads', words: ['--coverage-of', 'other.yaml'], says: 'no spec loads other.yaml' },
    { name: 'specs beside it', words: ['specs', '--mutate', 'manifests'], says: 'what is specs?' },
  ])('$name', ({ words, says }) => {
    const { code, stderr } = wavetank(['test', ...words], { cwd });
    expect(stderr).toContain(says);
    expect(code).toBe(2);
  });

  test('a suite that fails as it is', () => {
    const { code, stderr } = wavetank(['test', '--mutate', 'manifests'], { cwd: failing });
    expect(stderr).toContain('the specs have to pass before anything is edited');
    expect(code).toBe(1);
  });
});
