// `wavetank import` from outside.

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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

const asserted = 'apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nstatus: { readyReplicas: 2 }\n';
const chainsaw = `apiVersion: chainsaw.kyverno.io/v1alpha1
kind: Test
metadata: { name: other }
spec: { steps: [{ try: [{ assert: { resource: { apiVersion: v1, kind: Namespace, metadata: { name: default } } } }] }] }
`;
const helm = 'tests:\n  - it: renders\n    asserts:\n      - exists: { path: spec }\n';
const SUITE = { 'e2e/web/00-install.yaml': manifest('web'), 'e2e/web/00-assert.yaml': asserted };
const SPEC = 'e2e/web/web.spec.yaml';

describe('import', () => {
  test('writes specs beside the tests, which pass as they are; a second time there is nothing to do', () => {
    const cwd = project(SUITE);
    expect(wavetank(['import', 'e2e'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^wrote e2e\/web\/web\.spec\.yaml\n\nkuttl: 1 spec file; tests: 1 to run/),
      stderr: '',
    });
    expect(wavetank(['test', SPEC], { cwd })).toMatchObject({ code: 0, stderr: expect.stringContaining('1 passed') });
    expect(wavetank(['import', 'e2e'], { cwd })).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('1 file was there already, the same'),
    });
  });

  test('what has no equal: exit code 1, told with its place', () => {
    const script = 'apiVersion: kuttl.dev/v1beta1\nkind: TestStep\ncommands:\n  - script: make all\n';
    const cwd = project({ ...SUITE, 'e2e/web/01-make.yaml': script, 'e2e/web/01-assert.yaml': asserted });
    const { code, stdout } = wavetank(['import', 'e2e', '--json', '--out', 'specs'], { cwd });
    expect(code).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({
      version: 1,
      tool: 'kuttl',
      written: ['web.spec.yaml'],
      specs: [
        {
          tests: [
            { name: 'web, up to what has no equal', mode: 'run' },
            { name: 'web, all of it', mode: 'skip' },
          ],
          gaps: [{ role: 'action', text: 'make all', at: { file: 'web/01-make.yaml', line: 4 } }],
        },
      ],
      gaps: [{ category: 'a shell script: make', role: 'action', count: 1 }],
    });
    expect(readFileSync(join(cwd, 'specs/web.spec.yaml'), 'utf8')).toContain(
      '# no equal: a shell script: make: make all (web/01-make.yaml:4)',
    );
  });

  test('never overwrites, and then writes nothing at all', () => {
    const cwd = project({
      ...SUITE,
      'e2e/again/00-install.yaml': manifest('web'),
      'e2e/again/00-assert.yaml': asserted,
    });
    writeFileSync(join(cwd, SPEC), '# mine\n');
    expect(wavetank(['import', 'e2e'], { cwd })).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringContaining('web.spec.yaml is there already and says something else: nothing was written'),
    });
    expect(readFileSync(join(cwd, SPEC), 'utf8')).toBe('# mine\n');
    expect(readdirSync(join(cwd, 'e2e/again'))).toEqual(['00-assert.yaml', '00-install.yaml']);
  });

  test('the tool is asked for when there are two', () => {
    const own = 'apiVersion: kuttl.dev/v1beta1\nkind: TestAssert\n---\n';
    const cwd = project({ 'e2e/chainsaw-test.yaml': chainsaw, 'e2e/web/00-assert.yaml': own + asserted });
    expect(wavetank(['import', 'e2e'], { cwd })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('there are suites of chainsaw and kuttl in e2e: say which with --from'),
    });
    expect(wavetank(['import', 'e2e', '--from', 'chainsaw'], { cwd })).toMatchObject({ code: 0 });
    expect(existsSync(join(cwd, 'e2e/other.spec.yaml'))).toBe(true);
  });

  test('charts without helm', () => {
    const cwd = project({ 'chart/Chart.yaml': 'name: a\nversion: 0.1.0\n', 'chart/tests/a_test.yaml': helm });
    expect(wavetank(['import', 'chart'], { cwd, env: { PATH: '/nowhere' } })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('charts are rendered by helm, and it is not on the PATH'),
    });
  });

  test.each([
    { name: 'nothing to import', words: ['import'], says: 'import takes one folder or file' },
    { name: 'a folder that is not there', words: ['import', 'nowhere'], says: 'there is no nowhere' },
    {
      name: 'no suite',
      words: ['import', 'plain'],
      says: 'there is no suite of Chainsaw, kuttl or helm-unittest in plain',
    },
    { name: 'another tool', words: ['import', '.', '--from', 'kutl'], says: 'got kutl (did you mean kuttl?)' },
    { name: 'an unknown option', words: ['import', '.', '--form', 'kuttl'], says: '(did you mean --from?)' },
    {
      name: 'a file that is no YAML',
      words: ['import', 'broken'],
      says: 'a/00-assert.yaml:2: a value is missing here',
    },
  ])('$name: exit code 2', ({ words, says }) => {
    const cwd = project({ 'plain/web.yaml': manifest('web'), 'broken/a/00-assert.yaml': 'a: [\n' });
    expect(wavetank(words, { cwd })).toMatchObject({ code: 2, stdout: '', stderr: expect.stringContaining(says) });
  });
});
