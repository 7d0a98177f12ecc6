// `wavetank init` and `wavetank schema` from outside.

import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const folders: string[] = [];
const project = (files: Readonly<Record<string, string>>) => {
  const folder = folderWith(files);
  folders.push(folder);
  return folder;
};
beforeAll(() => void builtPackage());
afterAll(() => folders.forEach(removeFolder));

const SPEC = 'manifests.spec.yaml';
const namespace = 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n---\n';
const inShop = (text: string) => text.replace(/^ {2}name: (\w+)$/gm, '  name: $1\n  namespace: shop');

describe('init', () => {
  test('writes a starter spec, which passes as it is', () => {
    const cwd = project({ 'web.yaml': manifest('web'), 'api.yml': manifest('api'), 'notes.txt': '' });
    const { code, stdout, stderr } = wavetank(['init'], { cwd });
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: `wrote ${SPEC}\nrun it with: npx wavetank test ${SPEC}\n`,
      stderr: '',
    });
    expect(readFileSync(join(cwd, SPEC), 'utf8')).toBe(
      `# yaml-language-server: $schema=./node_modules/wavetank/schema/spec.schema.json
cluster: { nodes: 3 }
load:
  - api.yml
  - web.yaml
tests:
  - name: everything comes up
    steps:
      - settle
      - expect:
          deployment/api: toBeAvailable
          deployment/web: toBeAvailable
  - name: api survives a lost node
    steps:
      - settle
      - failNode: node-2
      - advance: 7m
      - expect:
          deployment/api: toBeAvailable
          service/api: { toHaveEndpoints: { atLeast: 1 } }
`,
    );
    expect(wavetank(['test', SPEC], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining('2 passed') });
  });

  test.each([
    {
      name: 'another namespace',
      files: { 'k8s/shop.yaml': namespace + inShop(manifest('web')) },
      says: ['deployment/web in shop: toBeAvailable', 'service/web in shop: {'],
    },
    {
      name: 'what does not come up',
      files: {
        'k8s/web.yaml': `${manifest('web')}`.replace(
          'ports:',
          'envFrom: [{ secretRef: { name: absent } }]\n          ports:',
        ),
      },
      says: ['deployment/web: { not: toBeAvailable } #'],
    },
    {
      name: 'nothing that runs',
      files: { 'k8s/map.json': '{ "apiVersion": "v1", "kind": "ConfigMap", "metadata": { "name": "a" } }' },
      says: ['load: map.json', 'atLeast 3 nodes: toBeReady'],
    },
    {
      name: 'a package that is installed above',
      files: { 'k8s/web.yaml': manifest('web'), 'node_modules/wavetank/schema/spec.schema.json': '{}' },
      says: ['$schema=../node_modules/wavetank/schema/spec.schema.json'],
    },
  ])('in a folder with $name', ({ files, says }) => {
    const cwd = project(files);
    expect(wavetank(['init', 'k8s'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^wrote k8s\/manifests\.spec\.yaml$/m),
    });
    const text = readFileSync(join(cwd, 'k8s', SPEC), 'utf8');
    for (const word of says) expect(text).toContain(word);
    expect(wavetank(['test', 'k8s'], { cwd })).toMatchObject({ code: 0 });
  });

  test('never overwrites', () => {
    const cwd = project({ 'web.yaml': manifest('web'), [SPEC]: '# mine\n' });
    expect(wavetank(['init'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(`${SPEC} is there already; it was not touched`),
    });
    expect(readFileSync(join(cwd, SPEC), 'utf8')).toBe('# mine\n');
  });

  test.each([
    { name: 'a folder that is not there', words: ['nowhere'], says: 'there is no folder nowhere' },
    { name: 'a file', words: ['web.yaml'], says: 'there is no folder web.yaml' },
    { name: 'two folders', words: ['.', '.'], says: 'init takes one folder' },
    { name: 'an option', words: ['--force'], says: 'init takes one folder, got --force' },
    { name: 'no manifests', words: ['empty'], says: 'there is no manifest (.json, .yaml, .yml) in empty' },
    { name: 'manifests that cannot be read', words: ['wrong'], says: 'wrong/web.yaml:6:' },
  ])('$name: exit code 2, nothing written', ({ words, says }) => {
    const cwd = project({
      'web.yaml': manifest('web'),
      'empty/a.txt': '',
      'wrong/web.yaml': manifest('web').replace('replicas: 2', 'replicas: two'),
    });
    expect(wavetank(['init', ...words], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining(says),
    });
    for (const folder of ['.', 'empty', 'wrong']) expect(existsSync(join(cwd, folder, SPEC))).toBe(false);
  });
});

describe('schema', () => {
  test('prints the JSON Schema', () => {
    const { code, stdout } = wavetank(['schema']);
    expect({ code, title: JSON.parse(stdout).title }).toEqual({ code: 0, title: 'wavetank spec' });
  });

  test('with the words of own modules', () => {
    const cwd = project({ 'own.ts': readFileSync(join(__dirname, '../../fixtures/specs/own/shop-words.ts'), 'utf8') });
    mkdirSync(join(cwd, 'node_modules'));
    symlinkSync(builtPackage(), join(cwd, 'node_modules/wavetank'));
    const { code, stdout, stderr } = wavetank(['schema', 'own.ts'], { cwd });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { definitions } = JSON.parse(stdout);
    expect(definitions.step.anyOf[1].properties).toHaveProperty('release');
    expect(definitions.matcher.anyOf[1].properties).toHaveProperty('toRunVersion');
  });

  test.each([
    { name: 'a module that is not there', text: undefined, code: 2, says: 'cannot read the module own.ts' },
    {
      name: 'a module that throws',
      text: "throw new Error('not today');",
      code: 2,
      says: 'own.ts cannot be used: not today',
    },
    { name: 'a module that is none', text: 'const = 1;', code: 2, says: 'cannot read the module own.ts' },
  ])('$name: exit code $code', ({ text, code, says }) => {
    const cwd = project(text === undefined ? { 'a.ts': '' } : { 'own.ts': text });
    expect(wavetank(['schema', 'own.ts'], { cwd })).toMatchObject({
      code,
      stdout: '',
      stderr: expect.stringContaining(says),
    });
  });
});
