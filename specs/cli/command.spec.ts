// The command from outside: what it prints, where, and the exit codes.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, wavetank } from '../support/built';

beforeAll(() => void builtPackage());

const version = JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')).version;

describe('help', () => {
  test.each([
    ['--help'],
    ['-h'],
    ['help'],
    ['run', '--help'],
    ['check', '--help'],
    ['report', '--help'],
    ['serve', '--help'],
    ['test', '-h'],
    ['init', '--help'],
    ['schema', '--help'],
  ])('wavetank %s %s', (...words) => {
    const { code, stdout, stderr } = wavetank(words.filter(Boolean));
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^wavetank: tests for Kubernetes manifests/);
    for (const word of [
      'test [paths…]',
      'run <manifests…>',
      'check [manifests…]',
      'report merge FILES…',
      'init [folder]',
      'schema',
      '--do',
      'Exit codes: 0 passed, 1',
    ]) {
      expect(stdout).toContain(word);
    }
    expect(Math.max(...stdout.split('\n').map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  test('without a command it is an error', () => {
    const { code, stdout, stderr } = wavetank([]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('Usage:');
  });
});

test.each(['--version', '-v'])('%s', (word) => {
  expect(wavetank([word])).toEqual({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([
  { words: ['rum', 'a.yaml'], says: 'there is no command "rum" (did you mean run?)' },
  { words: ['--nodes'], says: 'there is no command "--nodes"' },
  { words: ['schema', '--chek'], says: 'there is no option --chek (did you mean --check?)' },
])('$words is wrong use', ({ words, says }) => {
  const { code, stdout, stderr } = wavetank(words);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toBe(`wavetank: ${says}\nRun 'wavetank --help' for how it is used.\n`);
});

test('a reader that has seen enough is no fault', () => {
  const command = `"${process.execPath}" "${join(builtPackage(), 'dist/cli.cjs')}" schema | head -c 10`;
  const { status, stdout, stderr } = spawnSync('bash', ['-o', 'pipefail', '-c', command], { encoding: 'utf8' });
  expect({ status, stdout, stderr }).toEqual({
    status: 0,
    stdout: expect.stringMatching(/^\{\n {2}"\$sch/),
    stderr: '',
  });
});

test('a fault of its own has its own exit code, and says so', () => {
  const env = { NODE_OPTIONS: `--require ${join(__dirname, 'fault.cjs')}` };
  const { code, stderr } = wavetank(['schema'], { env });
  expect({ code, stderr }).toEqual({
    code: 3,
    stderr: expect.stringMatching(
      /^wavetank: a fault of its own, please report it[\s\S]*Error: the disk is gone\n {4}at /,
    ),
  });
});
