// Paths, folders and globs on a real folder.

import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { expandPath, FileFault, readText, shownPath } from '../../src/manifests/files';

let folder = '';

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'manifests-'));
  const files = [
    'b.yaml',
    'a.yml',
    'c.json',
    'b.spec.yaml',
    'notes.txt',
    'sub/d.yaml',
    'sub/deep/e.yaml',
    'node_modules/x/f.yaml',
  ];
  for (const file of [...files, '.git/g.yaml', 'empty/readme.md', 'od[d].yaml']) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    writeFileSync(join(folder, file), 'a: b\n');
  }
  writeFileSync(join(folder, 'latin1.yaml'), Buffer.from([0x61, 0x3a, 0x20, 0xe9, 0x0a]));
  symlinkSync('..', join(folder, 'sub/loop'));
  symlinkSync('../b.yaml', join(folder, 'sub/link.yaml'));
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('expandPath', () => {
  test.each([
    { path: 'b.yaml', files: ['b.yaml'] },
    { path: './b.yaml', files: ['./b.yaml'] },
    { path: 'od[d].yaml', files: ['od[d].yaml'] },
    { path: '.', files: ['a.yml', 'b.yaml', 'c.json', 'latin1.yaml', 'od[d].yaml'] },
    { path: 'sub', files: ['sub/d.yaml', 'sub/link.yaml'] },
    { path: '*.y{a,}ml', files: ['a.yml', 'b.yaml', 'latin1.yaml', 'od[d].yaml'] },
    { path: './[ab].*', files: ['a.yml', 'b.yaml'] },
    { path: '{a.yml,sub/d.yaml}', files: ['a.yml', 'sub/d.yaml'] },
    {
      path: '**/*.yaml',
      files: ['b.yaml', 'latin1.yaml', 'od[d].yaml', 'sub/d.yaml', 'sub/deep/e.yaml', 'sub/link.yaml'],
    },
    { path: 'sub/**', files: ['sub/d.yaml', 'sub/deep/e.yaml', 'sub/link.yaml'] },
    { path: 'node_modules/**/*.yaml', files: ['node_modules/x/f.yaml'] },
  ])('$path', ({ path, files }) => {
    expect(expandPath(path, folder)).toEqual(files);
  });

  test('from a folder beside', () => {
    expect(expandPath('../*.yml', join(folder, 'sub'))).toEqual(['../a.yml']);
    expect(expandPath('../../b.yaml', join(folder, 'sub/deep'))).toEqual(['../../b.yaml']);
  });

  test('from the root', () => {
    expect(expandPath(join(folder, '*.yml'), '/')).toEqual([join(folder, 'a.yml')]);
  });

  test.each([
    {
      path: 'absent.yaml',
      message: 'the path "absent.yaml" does not exist',
      kubectl: 'the path "absent.yaml" does not exist',
    },
    { path: '*.toml', message: 'no file matches "*.toml"', kubectl: 'the path "*.toml" does not exist' },
    {
      path: 'empty',
      message: 'the folder "empty" holds no .yaml, .yml or .json file',
      kubectl: 'error reading [empty]: recognized file extensions are [.json .yaml .yml]',
    },
    { path: 'a\0b', message: 'the path "a\\u0000b" does not exist', kubectl: 'the path "a\\u0000b" does not exist' },
  ])('$path has nothing to read', ({ path, message, kubectl }) => {
    expect(() => expandPath(path, folder)).toThrow(new FileFault(message));
    try {
      expandPath(path, folder);
    } catch (fault) {
      expect((fault as FileFault).kubectl).toBe(kubectl);
    }
  });
});

describe('readText', () => {
  test('keeps the text as it is', () => {
    expect(readText('b.yaml', folder)).toBe('a: b\n');
  });

  test('says when it is no UTF-8', () => {
    expect(() => readText('latin1.yaml', folder)).toThrow('latin1.yaml is not UTF-8 text');
  });

  test('says why it cannot', () => {
    expect(() => readText('sub', folder)).toThrow('cannot read sub: it is a folder');
    expect(() => readText('absent', folder)).toThrow('cannot read absent: no such file');
    if (process.getuid?.() === 0) return;
    chmodSync(join(folder, 'notes.txt'), 0o000);
    expect(() => readText('notes.txt', folder)).toThrow('cannot read notes.txt: permission denied');
  });
});

test.each([
  { path: 'm/a.yaml', base: '/w/specs', working: '/w', shown: 'specs/m/a.yaml' },
  { path: '../m/a.yaml', base: '/w/specs', working: '/w', shown: 'm/a.yaml' },
  { path: '../m/a.yaml', base: '/w', working: '/w', shown: '../m/a.yaml' },
  { path: '/x/a.yaml', base: '/w', working: '/w', shown: '/x/a.yaml' },
])('$path of $base is shown in $working as $shown', ({ path, base, working, shown }) => {
  expect(shownPath(path, base, working)).toBe(shown);
});
