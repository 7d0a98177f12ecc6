// `wavetank test` from outside: jest without any configuration, or with the user's own.

import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const passing =
  'load: ../web.yaml\ntests:\n  - name: comes up\n    steps: [settle, expect: { deployment/web: toBeAvailable }]\n';
const typed = [
  "import { expect, test } from '@jest/globals';",
  "import { cluster } from 'wavetank';",
  "import 'wavetank/jest-globals';",
  "test('is typed', () => {",
  '  const shop = cluster();',
  "  shop.load('../web.yaml');",
  '  shop.settle();',
  "  expect(shop.deployment('web')).toBeAvailable();",
  '});',
].join('\n');

const folders: string[] = [];
const project = (files: Readonly<Record<string, string>>) => {
  const folder = folderWith({ 'web.yaml': manifest('web'), ...files });
  folders.push(folder);
  return folder;
};

let cwd: string;
beforeAll(() => {
  builtPackage();
  cwd = project({
    'specs/good.spec.yaml': passing,
    'specs/typed.spec.ts': typed,
    'bad/bad.spec.yaml': passing.replace('toBeAvailable', 'toBeStalled'),
    'wrong/wrong.spec.yaml': 'tests: []\n',
    'none/readme.md': 'nothing',
  });
});
afterAll(() => folders.forEach(removeFolder));

describe('without a configuration', () => {
  test.each([
    { name: 'specs that pass, in both languages', words: ['specs'], code: 0, says: 'Tests:       2 passed, 2 total' },
    { name: 'one file', words: ['specs/good.spec.yaml'], code: 0, says: 'Tests:       1 passed, 1 total' },
    { name: 'a file from here', words: ['./specs/typed.spec.ts'], code: 0, says: 'Tests:       1 passed, 1 total' },
    { name: 'a pattern', words: ['typed'], code: 0, says: 'Tests:       1 passed, 1 total' },
    {
      name: "jest's options",
      words: ['specs', '--shard', '1/2', '--verbose'],
      code: 0,
      says: 'Test Suites: 1 passed, 1 total',
    },
    { name: 'a name', words: ['specs', '-t', 'is typed'], code: 0, says: 'Tests:       1 skipped, 1 passed, 2 total' },
    { name: 'a spec that fails', words: ['bad'], code: 1, says: 'Tests:       1 failed, 1 total' },
    {
      name: 'a file that is no spec',
      words: ['wrong'],
      code: 1,
      says: 'a spec file needs tests: a list with at least one',
    },
    { name: 'everything', words: [], code: 1, says: 'Test Suites: 2 failed, 2 passed, 4 total' },
    { name: 'no spec', words: ['none'], code: 2, says: 'No tests found' },
    {
      name: 'a path that is not there',
      words: ['nowhere/a.spec.yaml'],
      code: 2,
      says: 'wavetank: there is no file or folder nowhere/a.spec.yaml',
    },
    { name: 'an option that jest does not know', words: ['--tset'], code: 2, says: 'Unrecognized' },
  ])('$name: exit code $code', ({ words, code, says }) => {
    const ended = wavetank(['test', ...words], { cwd });
    const output = ended.stdout + ended.stderr;
    expect({ code: ended.code, output }).toEqual({ code, output: expect.stringContaining(says) });
  });

  test('a failure tells the command that runs it again', () => {
    expect(wavetank(['test', 'bad'], { cwd }).stderr).toContain(
      'run it again: npx wavetank test bad/bad.spec.yaml -t "comes up"',
    );
  });
});

describe('with a configuration of its own', () => {
  test.each([
    { name: 'in a file', files: { 'jest.config.js': "module.exports = { testMatch: ['**/only.test.js'] };" } },
    { name: 'in package.json', files: { 'package.json': '{ "jest": { "testMatch": ["**/only.test.js"] } }' } },
  ])('$name, that decides which files are specs', ({ files }) => {
    const folder = project({ ...files, 'only.test.js': "test('own', () => {});", 'specs/good.spec.yaml': passing });
    const ended = wavetank(['test'], { cwd: folder });
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining('Tests:       1 passed, 1 total') });
    const none = wavetank(['test', 'specs/good.spec.yaml'], { cwd: folder });
    expect(none).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("preset: 'wavetank' adds *.spec.yaml to it"),
    });
  });

  test('above, up to the folder with the package.json', () => {
    const folder = project({
      'package.json': '{}',
      'jest.config.js': "module.exports = { testMatch: ['**/only.test.js'] };",
      'a/only.test.js': "test('own', () => {});",
    });
    expect(wavetank(['test'], { cwd: `${folder}/a` }).code).toBe(0);
    const other = project({
      'jest.config.js': 'module.exports = {};',
      'a/package.json': '{}',
      'a/specs/good.spec.yaml': passing,
      'a/web.yaml': manifest('web'),
    });
    expect(wavetank(['test'], { cwd: `${other}/a` }).code).toBe(0);
  });
});
