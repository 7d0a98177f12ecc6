// `wavetank diff` from outside.

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, type CommandWorld, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

let folder: string;
beforeAll(() => {
  builtPackage();
  const web = manifest('web').replace(
    '- name: web\n',
    '- name: web\n          lifecycle: { preStop: { sleep: { seconds: 5 } } }\n',
  );
  folder = folderWith({
    'deploy/web.yaml': web,
    'new/web.yaml': web.replace(':v1', ':v2'),
    'hasty/web.yaml': manifest('web', 'shop/web:v2'),
    'wrong/web.yaml': web.replace('replicas:', 'replicaz:'),
    'empty/readme.md': 'nothing',
    'quota.yaml': 'apiVersion: v1\nkind: ResourceQuota\nmetadata: { name: few }\nspec: { hard: { pods: "2" } }\n',
    'cluster.yaml': "programs: [{ image: 'shop/web:v2', answers: [{ status: 500 }] }]\n",
  });
});
afterAll(() => removeFolder(folder));

const diff = (words: readonly string[], world: CommandWorld = {}) =>
  wavetank(['diff', ...words], { cwd: folder, ...world });

describe('ends with', () => {
  test.each([
    {
      name: '0 when nothing changes',
      words: ['deploy', 'deploy'],
      code: 0,
      says: /^SAFE {2}deploy to deploy: nothing happens\n/,
    },
    {
      name: '0 when nothing is lost',
      words: ['deploy', 'new'],
      code: 0,
      says: /^note rolled {2}Deployment default\/web {2}new\/web\.yaml:16$/m,
    },
    {
      name: '1 when something is lost',
      words: ['hasty', 'deploy'],
      code: 1,
      says: /^error requests-lost {2}Service default\/web/m,
    },
    {
      name: '1 when something is lost in this cluster',
      words: ['deploy', 'new', '--cluster', 'cluster.yaml'],
      code: 1,
      says: /× the process answered 500$/m,
    },
    {
      name: '1 when the base leaves no room',
      words: ['deploy', 'new', '--base', 'quota.yaml'],
      code: 1,
      says: /exceeded quota: few/,
    },
  ])('$name', ({ words, code, says }) => {
    const end = diff(words);
    expect({ code: end.code, stderr: end.stderr }).toEqual({ code, stderr: '' });
    expect(end.stdout).toMatch(says);
  });
});

test('takes one of both from standard input', () => {
  const input = readFileSync(join(folder, 'new/web.yaml'), 'utf8');
  const { code, stdout } = diff(['deploy', '-'], { input });
  expect({ code, head: stdout.split('\n')[0] }).toEqual({ code: 0, head: 'SAFE  deploy to -: 1 note' });
  expect(stdout).toContain('STDIN:16');
});

test('prints the report as JSON', () => {
  const { code, stdout } = diff(['hasty', 'deploy', '--json', '--seed', '3', '--for', '90s']);
  const report = JSON.parse(stdout);
  expect({ code, report }).toMatchObject({
    code: 1,
    report: {
      version: 1,
      verdict: 'unsafe',
      old: 'hasty',
      new: 'deploy',
      seed: 3,
      counts: { error: 1, warning: 0, note: 1 },
    },
  });
  expect(report.watchedMs).toBeGreaterThanOrEqual(90_000);
  expect(report.effects[0].place).toEqual({
    file: 'deploy/web.yaml',
    line: expect.any(Number),
    column: expect.any(Number),
  });
});

test('the package carries the schema of the report', () => {
  const script = readFileSync(join(__dirname, '../../scripts/build.mjs'), 'utf8');
  expect(script).toContain('schema/diff-report.schema.json');
});

test('colours when they are asked for', () => {
  const world = { env: { NO_COLOR: undefined, FORCE_COLOR: '1' } };
  expect(diff(['deploy', 'deploy'], world).stdout).toContain('\u001b[32mSAFE');
  expect(diff(['hasty', 'deploy'], world).stdout).toContain('\u001b[31mNOT SAFE');
  expect(diff(['deploy', 'deploy']).stdout).not.toContain('\u001b');
});

describe('refuses', () => {
  test.each([
    { name: 'one set', words: ['deploy'], says: 'diff needs two sets of manifests, OLD and NEW' },
    { name: 'three sets', words: ['deploy', 'new', 'hasty'], says: 'diff needs two sets of manifests, OLD and NEW' },
    { name: 'standard input twice', words: ['-', '-'], says: 'only one of OLD and NEW can come from standard input' },
    {
      name: 'an unknown option',
      words: ['deploy', 'new', '--prone'],
      says: 'there is no option --prone (did you mean --prune?)',
    },
    {
      name: 'a span that is none',
      words: ['deploy', 'new', '--for', 'soon'],
      says: '--for: expected a duration such as 5m',
    },
    { name: 'an absent path', words: ['deploy', 'gone'], says: 'the path "gone" does not exist' },
    { name: 'a folder without manifests', words: ['empty', 'new'], says: 'holds no .yaml, .yml or .json file' },
    {
      name: 'a manifest that is wrong',
      words: ['deploy', 'wrong'],
      says: 'wrong/web.yaml:6:3: unknown field "spec.replicaz"',
    },
    {
      name: 'a revision outside of a repository',
      words: ['main:deploy', 'deploy'],
      says: 'the working folder is in no git repository',
    },
  ])('$name', ({ words, says }) => {
    const { code, stdout, stderr } = diff(words, { env: { GIT_CEILING_DIRECTORIES: join(folder, '..') } });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('git revisions', () => {
  let repository: string;
  const git = (...words: string[]) => {
    const identity = {
      GIT_AUTHOR_NAME: 'a',
      GIT_AUTHOR_EMAIL: 'a@b',
      GIT_COMMITTER_NAME: 'a',
      GIT_COMMITTER_EMAIL: 'a@b',
    };
    const env = { ...process.env, ...identity, GIT_CONFIG_GLOBAL: '/dev/null' };
    return execFileSync('git', words, { cwd: repository, encoding: 'utf8', env });
  };
  beforeAll(() => {
    repository = folderWith({ 'deploy/web.yaml': manifest('web'), 'deploy/web.spec.yaml': 'specs: []\n' });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    git('tag', 'v1');
    writeFileSync(join(repository, 'deploy/web.yaml'), manifest('web').replace('replicas: 2', 'replicas: 0'));
  });
  afterAll(() => removeFolder(repository));

  test.each([
    { name: 'a folder', words: ['main:deploy', 'deploy'] },
    { name: 'a folder with a slash', words: ['main:deploy/', 'deploy/'] },
    { name: 'a file', words: ['v1:deploy/web.yaml', 'deploy/web.yaml'] },
    { name: 'a commit that was named another way', words: ['HEAD^0:deploy', 'deploy'] },
    { name: 'a path from the working folder', words: ['main:./', '.'], cwd: 'deploy' },
  ])('$name against the work tree', ({ words, cwd = '.' }) => {
    const { code, stdout, stderr } = diff(words, { cwd: join(repository, cwd) });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    expect(stdout).toContain('replicas 2 to 0');
  });

  test('places name the revision, and nothing is touched', () => {
    const before = git('status', '--porcelain');
    const { stdout } = diff(['main:deploy', 'deploy', '--json'], { cwd: repository });
    expect(JSON.parse(stdout).old).toBe('main:deploy');
    const back = JSON.parse(diff(['deploy', 'main:deploy', '--json'], { cwd: repository }).stdout);
    expect(back.effects[0].place.file).toBe('main:deploy/web.yaml');
    expect(git('status', '--porcelain')).toBe(before);
  });

  test.each([
    {
      name: 'a revision that is not there',
      word: 'mian:deploy',
      says: 'there is no path "mian:deploy", and git knows no revision "mian"',
    },
    { name: 'a path that is not there', word: 'main:deplyo', says: 'there is no path "deplyo" in the revision main' },
    {
      name: 'a path that is not there any more',
      word: 'main:',
      says: 'the folder "main:" holds no .yaml, .yml or .json file',
    },
  ])('refuses $name', ({ word, says }) => {
    const { code, stderr } = diff([word, 'deploy'], { cwd: repository });
    expect(code).toBe(2);
    expect(stderr).toContain(says);
  });

  test('refuses a revision without git', () => {
    const { code, stderr } = diff(['main:deploy', 'deploy'], { cwd: repository, env: { PATH: folder } });
    expect(code).toBe(2);
    expect(stderr).toContain('there is no git on the PATH');
  });
});
