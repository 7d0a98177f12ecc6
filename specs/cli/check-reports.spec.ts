// What `wavetank check` writes: reports, baselines, and parts that `wavetank report merge` puts together.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { reportSchema } from '../../src/checks/report-schema';
import { builtPackage, type CommandWorld, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

/** Three rules, whatever else there is. */
const FEW = ['--rule', 'accepted', '--rule', 'image-tag', '--rule', 'service-selects-pods'];
const dangling = manifest('api').replace('selector: { app: api }\n  ports', 'selector: { app: apy }\n  ports');

let folder: string;
beforeAll(() => {
  builtPackage();
  folder = folderWith({
    '.git/HEAD': '',
    'good.yaml': manifest('web'),
    'untagged.yaml': manifest('web', 'nginx'),
    'dangling.yaml': dangling,
    'field.yaml': manifest('web').replace('replicas:', 'replicaz:'),
    'sub/deep/readme.md': '',
  });
});
afterAll(() => removeFolder(folder));

const check = (words: readonly string[], world: CommandWorld = {}) =>
  wavetank(['check', ...words], { cwd: folder, ...world });
const few = (words: readonly string[], world: CommandWorld = {}) => check([...words, ...FEW], world);
const read = (file: string) => readFileSync(join(folder, file), 'utf8');

describe('reports', () => {
  test('any number in one run, those for people besides', () => {
    const words = ['json', 'junit', 'sarif', 'tap', 'markdown'].flatMap((name) => ['--report', `${name}=out/${name}`]);
    const { code, stdout } = few(['dangling.yaml', ...words]);
    expect(code).toBe(1);
    expect(stdout).toContain('Service default/api\n');
    expect(new Ajv({ allowUnionTypes: true }).compile(reportSchema())(JSON.parse(read('out/json')))).toBe(true);
    expect(read('out/junit')).toMatch(/^<\?xml /);
    expect(JSON.parse(read('out/sarif')).version).toBe('2.1.0');
    expect(read('out/tap')).toMatch(/^TAP version 13\n/);
    expect(read('out/markdown')).toMatch(/^## wavetank check failed\n/);
  });

  test('paths from the root of the repository, wherever it runs', () => {
    const { stdout } = few(['../../dangling.yaml', '--report', 'json'], { cwd: join(folder, 'sub/deep') });
    expect(JSON.parse(stdout).runs[0].findings[0].place.file).toBe('dangling.yaml');
    const { stdout: text } = few(['../../dangling.yaml'], { cwd: join(folder, 'sub/deep') });
    expect(text).toContain('../../dangling.yaml:24:3');
  });

  test('to GitHub, with the page of the run', () => {
    const env = { GITHUB_STEP_SUMMARY: join(folder, 'summary.md') };
    const { stdout } = few(['dangling.yaml', '--report', 'github', '--report', 'people'], { env });
    expect(stdout).toMatch(/^::error file=dangling\.yaml,line=24,endLine=24,col=3,endColumn=11,title=/m);
    expect(stdout).toContain('Service default/api\n');
    expect(read('summary.md')).toMatch(/^## wavetank check failed\n/);
  });

  test('that nothing was checked, too', () => {
    const { code, stdout, stderr } = check(['nowhere.yaml', '--report', 'junit=nothing.xml']);
    expect({ code, stdout, stderr }).toEqual({
      code: 2,
      stdout: '',
      stderr: 'wavetank: the path "nowhere.yaml" does not exist\n',
    });
    expect(read('nothing.xml')).toContain('errors="1"');
  });

  test('not into what is no folder', () => {
    const { code, stderr } = few(['good.yaml', '--report', 'json=good.yaml/x.json']);
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('cannot write good.yaml/x.json') });
  });
});

describe('a baseline', () => {
  test('lets an old repository start today', () => {
    expect(few(['dangling.yaml']).code).toBe(1);
    const wrote = few(['dangling.yaml', '--write-baseline', 'known.json']);
    expect({ code: wrote.code, stdout: wrote.stdout }).toEqual({
      code: 0,
      stdout: '0 errors, 0 warnings, 1 in the baseline: 2 objects in 1 file, 3 rules\n',
    });
    expect(few(['dangling.yaml', '--baseline', 'known.json'])).toMatchObject({ code: 0, stdout: wrote.stdout });
    const { code, stdout } = few([
      'dangling.yaml',
      'untagged.yaml',
      '--baseline',
      'known.json',
      '--fail-on',
      'warning',
    ]);
    expect({ code, stdout }).toMatchObject({
      code: 1,
      stdout: expect.stringContaining('1 warning, 1 in the baseline'),
    });
    const gone = few(['good.yaml', '--baseline', 'known.json']);
    expect(gone).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/note {2}baseline-current {2}known\.json:4:5/),
    });
  });

  test('is not written of manifests that cannot be loaded', () => {
    const { code, stderr } = few(['field.yaml', '--write-baseline', 'never.json']);
    expect({ code, stderr }).toMatchObject({ code: 1, stderr: expect.stringContaining('no baseline is written') });
    expect(existsSync(join(folder, 'never.json'))).toBe(false);
  });
});

describe('shards', () => {
  const shard = (part: string, words: readonly string[] = ['dangling.yaml']) =>
    few([...words, '--shard', part, '--report', `json=${part.replace('/', '-of-')}.json`]);
  const merge = (...words: readonly string[]) => wavetank(['report', 'merge', ...words], { cwd: folder });

  let codes: readonly (number | null)[];
  beforeAll(() => {
    codes = ['1/3', '2/3', '3/3'].map((part) => shard(part).code);
    shard('2/2', ['untagged.yaml']);
    few(['good.yaml', '--write-baseline', 'other.json']);
  });

  test('merge into what one run finds', () => {
    expect(codes).toEqual([1, 0, 0]);
    const whole = few(['dangling.yaml']);
    expect(merge('?-of-3.json')).toEqual(whole);
    const { stdout, code } = merge('?-of-3.json', '--report', 'json');
    expect({ stdout, code }).toEqual({ stdout: few(['dangling.yaml', '--report', 'json']).stdout, code: 1 });
  });

  test.each([
    { name: 'a part is missing', words: ['1-of-3.json', '3-of-3.json'], says: 'part 2 of 3 is missing' },
    {
      name: 'a part is there twice',
      words: ['1-of-3.json', '1-of-3.json', '2-of-3.json', '3-of-3.json'],
      says: '1-of-3.json and 1-of-3.json are both part 1 of 3',
    },
    {
      name: 'they are of other manifests',
      words: ['1-of-3.json', '2-of-2.json'],
      says: 'are not of one check: manifests, options or rules differ',
    },
    { name: 'it is no report', words: ['package.json'], says: 'does not exist' },
    { name: 'it is another JSON', words: ['other.json'], says: 'is no report of wavetank check' },
    { name: 'nothing is named', words: [], says: 'report merge needs the JSON reports' },
  ])('do not when $name', ({ words, says }) => {
    const { code, stdout, stderr } = merge(...words);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringContaining(says) });
  });

  test('are no other word of report', () => {
    const { code, stderr } = wavetank(['report', 'mrege', 'a']);
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: expect.stringContaining('expected merge, got "mrege" (did you mean merge?)'),
    });
  });
});
