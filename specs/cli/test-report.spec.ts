// `wavetank test --report`: what jest tells, by the reporters of a check.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { reportSchema } from '../../src/checks/report-schema';
import { builtPackage, type CommandEnd, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const spec = [
  'load: ../web.yaml',
  'tests:',
  '  - name: comes up',
  '    steps: [settle, expect: { deployment/web: toBeAvailable }]',
  '  - name: stands still',
  '    steps: [settle, expect: { deployment/web: toBeStalled }]',
  '  - name: waits',
  '    skip: true',
  '    steps: [settle, expect: { deployment/web: toBeStalled }]',
  '',
].join('\n');

let cwd: string;
let end: CommandEnd;
const read = (file: string) => readFileSync(join(cwd, file), 'utf8');
beforeAll(() => {
  builtPackage();
  cwd = folderWith({
    'web.yaml': manifest('web'),
    'specs/web.spec.yaml': spec,
    'specs/wrong.spec.yaml': 'tests: []\n',
  });
  const reports = ['junit=o/junit.xml', 'tap=o/tap.txt', 'json=o/report.json', 'markdown=o/comment.md', 'github'];
  end = wavetank(['test', 'specs', ...reports.flatMap((report) => ['--report', report])], { cwd });
});
afterAll(() => removeFolder(cwd));

describe('reports of a run', () => {
  test('leave its exit code and output as they are', () => {
    expect(end.code).toBe(1);
    expect(end.stderr).toContain('Tests:       1 failed, 1 skipped, 1 passed, 3 total');
  });

  test('have a case for each test', () => {
    expect(read('o/junit.xml')).toContain('tests="4" failures="2" errors="0" skipped="1"');
    const [, plan, ...lines] = read('o/tap.txt').split('\n');
    expect(plan).toBe('1..4');
    expect(lines.filter((line) => /^(not )?ok/.test(line))).toEqual([
      'ok 1 - specs/web.spec.yaml › comes up',
      'not ok 2 - specs/web.spec.yaml › stands still',
      'ok 3 - specs/web.spec.yaml › waits # SKIP it is skipped',
      'not ok 4 - specs/wrong.spec.yaml',
    ]);
  });

  test('say where, what was expected and what is', () => {
    const report = JSON.parse(read('o/report.json'));
    const validate = new Ajv({ strict: false }).compile(reportSchema());
    expect({ valid: validate(report), errors: validate.errors }).toEqual({ valid: true, errors: null });
    const [failed, broken] = report.runs[0].findings;
    expect(failed).toMatchObject({
      message: 'expect(deployment/web).toBeStalled()',
      promised: 'to be stalled',
      happened: expect.stringContaining('Progressing is True'),
      place: { file: 'specs/web.spec.yaml', line: 6 },
      remedy: 'Run it again: npx wavetank test specs/web.spec.yaml -t "stands still"',
    });
    expect(broken.message + broken.trace).toContain('a spec file needs tests');
  });

  test('annotate the lines of a pull request', () => {
    expect(end.stdout).toContain('::error file=specs/web.spec.yaml,line=6,');
    expect(read('o/comment.md')).toContain('## wavetank test failed\n\n2 errors, 0 warnings: 4 tests in 2 files.');
  });
});

test('reports of shards are merged into one', () => {
  const shards = ['1/2', '2/2'].map((shard) => {
    const file = `o/shard-${shard[0]}.json`;
    wavetank(['test', 'specs', `--shard=${shard}`, '--report', `json=${file}`], { cwd });
    return file;
  });
  const { code, stdout } = wavetank(['report', 'merge', ...shards, '--report', 'tap'], { cwd });
  expect(stdout.split('\n').filter((line) => /^(not )?ok/.test(line))).toHaveLength(4);
  expect(code).toBe(1);
  const [first = ''] = shards;
  expect(wavetank(['report', 'merge', first], { cwd }).stderr).toContain('part 2 of 2 is missing');
});

test.each([
  { name: 'one that needs a file', report: 'junit', says: '--report junit: jest has standard output' },
  { name: 'one that does not exist', report: 'junti=x', says: '(did you mean junit?)' },
])('$name is refused', ({ report, says }) => {
  const { code, stderr } = wavetank(['test', '--report', report], { cwd });
  expect(stderr).toContain(says);
  expect(code).toBe(2);
});
