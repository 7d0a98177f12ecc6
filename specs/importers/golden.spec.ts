// Suites of other tools as they are written down by the import, and the same specs run: they pass, and fail when what
// the suite brings in is broken.

import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, describe, expect, test } from '@jest/globals';
import { importSuites } from '../../src/importers/import-suites';
import { gapWords } from '../../src/importers/spec-text';
import { openSuite } from '../../src/specfile/runtime';
import { readSpec } from '../../src/specfile/spec-document';
import { runJest } from '../support/child-jest';

const fixtures = join(__dirname, '../../fixtures/importers');
const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

interface Case {
  readonly name: string;
  /** A program that the import runs. */
  readonly needs?: string;
  /** What of the suite has no equal. */
  readonly gaps: readonly string[];
  readonly tests: Readonly<Record<string, 'run' | 'skip' | 'todo'>>;
  /** Edits of the suite's manifests, each with the test that has to notice. */
  readonly broken: readonly { file: string; from: string; to: string; fails: string }[];
}

const cases: readonly Case[] = [
  {
    name: 'kuttl/shop',
    gaps: [
      'no equal: a shell script: kubectl get cm -o name | grep settings || kubectl create cm settings -n kuttl-removal (e2e/removal/02-shell.yaml:4)',
      'no equal: the status of a custom resource: its controller does not run: status of lamp/counter: {"lit":true} (e2e/rollout/00-assert.yaml:13)',
      "no equal: a CEL expression: till.spec.template.spec.containers.all(c, c.image.endsWith('v2')) (e2e/rollout/01-assert.yaml:8)",
    ],
    tests: { 'removal, up to what has no equal': 'run', 'removal, all of it': 'skip', rollout: 'run' },
    broken: [
      { file: 'in/e2e/rollout/00-install.yaml', from: 'replicas: 2', to: 'replicas: 1', fails: 'rollout' },
      {
        file: 'in/e2e/rollout/00-install.yaml',
        from: 'rooms: [counter, door]',
        to: 'rooms: [door, counter]',
        fails: 'rollout',
      },
      { file: 'in/e2e/removal/00-settings.yaml', from: 'hours: "0900"', to: 'hours: "0800"', fails: 'removal' },
    ],
  },
  {
    name: 'chainsaw/till',
    gaps: [
      'no equal: a shell script: curl -s http://good | grep hello (refusals/chainsaw-test.yaml:17)',
      'no equal: a comparison of two fields: (readyReplicas == replicas): true (rollout/chainsaw-test.yaml:48)',
    ],
    tests: {
      'refusals, up to what has no equal': 'run',
      'refusals, all of it': 'skip',
      rollout: 'run',
      'sizes, small': 'run',
      'sizes, large': 'run',
      'nothing-asked': 'todo',
    },
    broken: [
      { file: 'in/rollout/till.yaml', from: 'IfNotPresent', to: 'Always', fails: 'rollout' },
      { file: 'in/rollout/till.yaml', from: 'replicas: 2', to: 'replicas: 1', fails: 'rollout' },
      {
        file: 'in/rollout/till.yaml',
        from: '- name: till\n',
        to: '- { name: second, image: b }\n        - name: till\n',
        fails: 'rollout',
      },
    ],
  },
  {
    name: 'helm-unittest/shelf',
    needs: 'helm',
    gaps: [
      'no equal: a snapshot: {"matchSnapshot":{}} (chart/tests/workload_test.yaml:21)',
      'no equal: a count of documents: {"hasDocuments":{"count":0}} (chart/tests/workload_test.yaml:38)',
    ],
    tests: { 'renders with the defaults': 'run', 'takes its values': 'run', 'needs a port': 'todo' },
    broken: [
      {
        file: 'out/chart/workload.rendered/renders-with-the-defaults.yaml',
        from: '"targetPort": 8080',
        to: '"targetPort": 8081',
        fails: 'renders with the defaults',
      },
      {
        file: 'out/chart/workload.rendered/takes-its-values.yaml',
        from: '"image": "shop/shelf:v2"',
        to: '"image": "shop/shelf:v1"',
        fails: 'takes its values',
      },
    ],
  },
];

const isThere = (program: string) => spawnSync(program, ['version']).error === undefined;
if (!isThere('helm')) console.warn('helm is not installed: the import of helm-unittest is not looked at');

describe.each(cases)('$name', ({ name, needs, gaps, tests, broken }) => {
  const folder = join(fixtures, name);

  const written = needs === undefined || isThere(needs) ? test : test.skip;

  written('is written as the golden files say', () => {
    const { files, specs } = importSuites(join(folder, 'in'), { out: join(folder, 'out') });
    expect(Object.fromEntries(files)).toEqual(filesIn(join(folder, 'out')));
    expect(specs.flatMap((spec) => spec.gaps.map(gapWords))).toEqual(gaps);
    const modes = specs.flatMap((spec) => spec.tests.map((one) => [one.name, one.mode]));
    expect(Object.fromEntries(modes)).toEqual(tests);
  });

  test('passes', () => {
    const { code, output } = runJest(copyOf(folder));
    expect({ code, output }).toEqual({ code: 0, output: expect.not.stringContaining('✕') });
    const count = Object.values(tests).filter((mode) => mode === 'run').length;
    expect(output).toMatch(new RegExp(`Tests: .*\\b${count} passed`));
  });

  test.each(broken)('fails with $to in $file', ({ file, from, to, fails }) => {
    const copy = copyOf(folder);
    const path = join(copy, file);
    const text = readFileSync(path, 'utf8');
    expect(text).toContain(from);
    writeFileSync(path, text.replace(from, to));
    expect(failingIn(join(copy, 'out'))).toEqual([expect.stringMatching(new RegExp(`^${fails}`))]);
  });
});

/** The names of tests that fail, of those that run. */
function failingIn(folder: string): readonly string[] {
  return Object.entries(filesIn(folder)).flatMap(([path, text]) => {
    if (!path.endsWith('.spec.yaml')) return [];
    const file = join(folder, path);
    const suite = openSuite(file, text, () => undefined);
    return readSpec(file, text).tests.flatMap(({ mode, steps }, index) => {
      if (mode !== 'run') return [];
      return suite.runs(index).flatMap((run) => {
        try {
          run.open();
          for (const position of steps.keys()) run.step(position);
          run.close();
          return [];
        } catch {
          return [run.name];
        }
      });
    });
  });
}

function copyOf(folder: string): string {
  const copy = realpathSync(mkdtempSync(join(tmpdir(), 'wavetank-import-')));
  folders.push(copy);
  cpSync(folder, copy, { recursive: true });
  return copy;
}

function filesIn(folder: string): Record<string, string> {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name)));
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}
