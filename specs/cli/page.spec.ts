// The page from the command line: of a run, and beside what fails. Nothing is written unless it is asked for.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const yaml =
  'load: ../web.yaml\ntests:\n  - name: is stalled\n    steps: [settle, expect: { deployment/web: toBeStalled }]\n' +
  '  - name: comes up\n    steps: [settle, expect: { deployment/web: toBeAvailable }]\n';
const typed = `import { expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import 'wavetank/jest-globals';
test('is stalled too', () => {
  const shop = cluster();
  shop.load('../web.yaml');
  shop.settle();
  expect(shop.deployment('web')).toBeStalled();
});
`;

let cwd: string;
beforeAll(() => {
  builtPackage();
  cwd = folderWith({
    'web.yaml': manifest('web'),
    'specs/bad.spec.yaml': yaml,
    'specs/typed.spec.ts': typed,
  });
});
afterAll(() => removeFolder(cwd));

const page = (path: string) => readFileSync(join(cwd, path), 'utf8');

describe('of a run', () => {
  test('stands in the file, and the run prints what it always does', () => {
    const plain = wavetank(['run', 'web.yaml'], { cwd });
    const { code, stdout, stderr } = wavetank(['run', 'web.yaml', '--html', 'web.html'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toBe(`${plain.stdout}\nPage: web.html\n`);
    expect(page('web.html')).toMatch(/^<!doctype html>\n.*<h1>wavetank run web\.yaml<\/h1>/s);
  });

  test('leaves JSON as it is, and is the same every time', () => {
    const json = (...words: string[]) => wavetank(['run', 'web.yaml', '--json', ...words], { cwd }).stdout;
    expect(json('--html', 'a.html')).toBe(json());
    json('--html', 'b.html');
    expect(page('a.html') === page('b.html')).toBe(true);
  });

  test('cannot be where there is no folder', () => {
    const ended = wavetank(['run', 'web.yaml', '--html', 'nowhere/web.html'], { cwd });
    expect(ended).toMatchObject({ code: 2, stdout: '' });
    expect(ended.stderr).toContain('wavetank: --html: cannot write nowhere/web.html: ENOENT');
  });
});

describe('of what fails', () => {
  const pageLines = (text: string) => [...text.matchAll(/Page: (.*)/g)].map(([, path = '']) => path.trim());

  test('stands in the folder, one for each failure, which tells its path', () => {
    const ended = wavetank(['test', '--html', 'pages'], { cwd });
    const output = ended.stdout + ended.stderr;
    expect(ended.code).toBe(1);
    const names = readdirSync(join(cwd, 'pages')).sort();
    expect(names).toEqual(['specs-bad-spec-yaml-t-is-stalled.html', 'specs-typed-spec-ts-t-is-stalled-too.html']);
    expect([...new Set(pageLines(output).map((path) => path.split('/').at(-1)))].sort()).toEqual(names);
    for (const path of pageLines(output)) expect(existsSync(path)).toBe(true);
    expect(page(`pages/${names[0]}`)).toContain('<h1>deployment/web toBeStalled</h1>');
  });

  test('is not written unless it is asked for', () => {
    const ended = wavetank(['test', 'specs/bad.spec.yaml'], { cwd });
    expect(ended.code).toBe(1);
    expect(pageLines(ended.stdout + ended.stderr)).toEqual([]);
  });

  test('can be asked for by the environment', () => {
    const env = { WAVETANK_HTML: join(cwd, 'others') };
    expect(wavetank(['test', 'specs/bad.spec.yaml'], { cwd, env }).code).toBe(1);
    expect(readdirSync(join(cwd, 'others'))).toEqual(['specs-bad-spec-yaml-t-is-stalled.html']);
  });

  test.each([{ words: ['--html'] }, { words: ['--html='] }, { words: ['--html', '--bail'] }])(
    'needs a folder: $words',
    ({ words }) => {
      const ended = wavetank(['test', ...words], { cwd });
      expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('--html needs a folder for the pages') });
    },
  );

  test('is nothing for specs that ought to fail', () => {
    const ended = wavetank(['test', '--html', 'pages', '--mutate', 'web.yaml'], { cwd });
    expect(ended).toMatchObject({ code: 2, stderr: expect.stringContaining('with --mutate they should') });
  });
});
