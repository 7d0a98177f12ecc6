// `wavetank check` from outside: what it reads, what it says, how it ends.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import Ajv from 'ajv';
import { builtPackage, type CommandWorld, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

/** Three rules, whatever else there is. */
const FEW = ['--rule', 'accepted', '--rule', 'image-tag', '--rule', 'service-selects-pods'];
const untagged = manifest('web', 'nginx');
const dangling = manifest('api').replace('selector: { app: api }\n  ports', 'selector: { app: apy }\n  ports');

let folder: string;
beforeAll(() => {
  builtPackage();
  folder = folderWith({
    '.git/HEAD': '',
    'good.yaml': manifest('web'),
    'untagged.yaml': untagged,
    'dangling.yaml': dangling,
    'field.yaml': manifest('web').replace('replicas:', 'replicaz:'),
    'indent.yaml': 'kind: Pod\n  apiVersion: v1\n',
    'kind.yaml': manifest('web').replace('kind: Deployment', 'kind: Deploymint'),
    'group.yaml': manifest('web').replace('apps/v1', 'networkin.k8s.io/v1'),
    'monitor.yaml': [1, 2, 3]
      .map((n) => `apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: m${n} }\nspec: {}\n`)
      .join('---\n'),
    'claims.yaml':
      'apiVersion: v1\nkind: PersistentVolumeClaim\nmetadata: { name: a }\nspec: { accessModes: [ReadWriteOnce], resources: { requests: { storage: 1Gi } } }\n',
    'many/a.yaml': untagged,
    'many/b.yaml': manifest('api'),
    'empty/readme.md': 'nothing',
    'base.yaml': 'apiVersion: v1\nkind: Service\nmetadata: { name: old }\nspec: { ports: [] }\n',
    'namespace.yaml': 'apiVersion: v1\nkind: Namespace\nmetadata: { name: shop }\n',
    'nodes.yaml': '- { name: tiny, cpu: 100m, memory: 64Mi }\n',
    'wrong-nodes.yaml': '- { name: tiny, cppu: 1 }\n',
    'sub/deep/readme.md': '',
    'configured/wavetank.yaml':
      'profile: essential\nrules: { image-tag: error }\nmanifests: [shop/*.yaml, wavetank.yaml]\n',
    'configured/shop/a.yaml': untagged,
    'configured/deeper/readme.md': '',
    'switched/.wavetank.yaml': 'rules: { image-tag: off }\nexclude: ["bad/**"]\nfailOn: warning\nnodes: 2\n',
    'switched/a.yaml': untagged,
    'switched/bad/b.yaml': 'x',
    'both/wavetank.yaml': 'profile: strict\n',
    'both/.wavetank.yaml': 'profile: strict\n',
    'stages/wavetank.yaml': [
      'rules: { image-tag: error }',
      'environments:',
      '  prod: { manifests: prod.yaml, nodes: 3 }',
      '  staging: { manifests: staging.yaml, rules: { image-tag: note } }',
    ].join('\n'),
    'stages/prod.yaml': untagged,
    'stages/staging.yaml': untagged,
    'misspelt.yaml': 'profil: strict\n',
    'unknown-rule.yaml': 'rules:\n  image-tags: error\n',
    'severity.yaml': 'rules:\n  image-tag: eror\n',
    'list.yaml': '- a\n',
  });
});
afterAll(() => removeFolder(folder));

const check = (words: readonly string[], world: CommandWorld = {}) =>
  wavetank(['check', ...words], { cwd: folder, ...world });
const few = (words: readonly string[], world: CommandWorld = {}) => check([...words, ...FEW], world);

describe('ends with', () => {
  test.each([
    { name: 'no finding', words: ['good.yaml'], code: 0 },
    { name: 'a warning', words: ['untagged.yaml'], code: 0 },
    { name: 'a warning that is to fail', words: ['untagged.yaml', '--fail-on', 'warning'], code: 1 },
    { name: 'an error', words: ['dangling.yaml'], code: 1 },
    { name: 'what the decoder does not take', words: ['field.yaml'], code: 1 },
    { name: 'what is no YAML', words: ['indent.yaml'], code: 1 },
    { name: 'an unknown kind of a group of Kubernetes', words: ['kind.yaml'], code: 1 },
    { name: 'a group that is misspelt', words: ['group.yaml'], code: 1 },
    { name: 'kinds of others', words: ['monitor.yaml'], code: 0 },
    { name: 'a path that leads nowhere', words: ['nowhere.yaml'], code: 2 },
    { name: 'a glob that matches nothing', words: ['*.yml'], code: 2 },
    { name: 'a folder without manifests', words: ['empty'], code: 2 },
    { name: 'a base that the server refuses', words: ['good.yaml', '--base', 'base.yaml'], code: 2 },
  ])('$code for $name', ({ words, code }) => {
    expect(few(words).code).toBe(code);
  });
});

describe('is wrong use', () => {
  test.each([
    { name: 'nothing to check', words: [], says: 'check needs manifests: files, folders, globs, or -' },
    {
      name: 'an option',
      words: ['a', '--reprot', 'json'],
      says: 'there is no option --reprot (did you mean --report?)',
    },
    { name: 'a rule to explain', words: ['--explain', 'imagetag'], says: 'did you mean image-tag?' },
    {
      name: 'a number of nodes',
      words: ['good.yaml', '--nodes', 'x'],
      says: '--nodes: expected a whole number from 0',
    },
    { name: 'a file of nodes', words: ['good.yaml', '--nodes', 'x.yaml'], says: '--nodes: cannot read x.yaml' },
    { name: 'a configuration', words: ['good.yaml', '--config', 'x.yaml'], says: '--config: cannot read x.yaml' },
    { name: 'a baseline', words: ['good.yaml', '--baseline', 'x.json'], says: '--baseline: cannot read x.json' },
    {
      name: 'what is no baseline',
      words: ['good.yaml', '--baseline', 'nodes.yaml'],
      says: 'the baseline nodes.yaml cannot be used: it is no JSON',
    },
    {
      name: 'an environment that nobody configured',
      words: ['good.yaml', '--environment', 'prod'],
      says: '--environment: there is no environment prod',
    },
    { name: 'a path', words: ['nowhere.yaml'], says: 'wavetank: the path "nowhere.yaml" does not exist\n' },
  ])('$name', ({ words, says }) => {
    const { code, stdout, stderr } = check(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('a configuration', () => {
  test.each([
    {
      file: 'misspelt.yaml',
      says: /misspelt\.yaml:1:1: unknown key "profil", .*\(did you mean profile\?\)\n\n> 1 \| profil: strict\n {4}\| \^{6}/,
    },
    {
      file: 'unknown-rule.yaml',
      says: /unknown-rule\.yaml:2:3: there is no rule "image-tags" \(did you mean image-tag\?\)\n\n.*\n> 2 \| {3}image-tags/,
    },
    { file: 'severity.yaml', says: /severity\.yaml:2:3: expected one of error, warning, note, on, off.*got "eror"/ },
    { file: 'list.yaml', says: /list\.yaml:1:1: expected a map with manifests, / },
    { file: 'indent.yaml', says: /indent\.yaml:\d:\d+: / },
  ])('that is wrong is shown at its place: $file', ({ file, says }) => {
    const { code, stdout, stderr } = check(['good.yaml', '--config', file]);
    expect({ code, stdout, stderr }).toEqual({ code: 2, stdout: '', stderr: expect.stringMatching(says) });
  });

  test('is found above, up to the root of the repository, and names manifests from where it lies', () => {
    const { code, stdout, stderr } = check(['--report', 'json', ...FEW], { cwd: join(folder, 'configured/deeper') });
    expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
    const [{ findings }] = JSON.parse(stdout).runs;
    expect(findings).toMatchObject([
      { rule: 'image-tag', severity: 'error', place: { file: 'configured/shop/a.yaml' } },
    ]);
  });

  test('turns rules off, leaves files out and is itself no manifest', () => {
    const { code, stdout } = check(['*', 'bad/*', '.wavetank.yaml'], { cwd: join(folder, 'switched') });
    expect(stdout).toContain('2 objects in 1 file');
    expect(stdout).not.toContain('image-tag');
    expect(code).toBe(stdout.includes('0 errors, 0 warnings') ? 0 : 1);
  });

  test('is one file', () => {
    const { code, stderr } = check(['../good.yaml'], { cwd: join(folder, 'both') });
    expect({ code, stderr }).toEqual({ code: 2, stderr: expect.stringContaining('there are both') });
  });

  test('has environments, each run and reported for itself', () => {
    const cwd = join(folder, 'stages');
    const { code, stdout } = few([], { cwd });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^Environment prod\n\nDeployment default\/web\n {2}error {2}image-tag {2}prod\.yaml:/);
    expect(stdout).toMatch(
      /\n\nEnvironment staging\n\nDeployment default\/web\n {2}note {2}image-tag {2}staging\.yaml:/,
    );
    expect(few(['--environment', 'staging'], { cwd }).code).toBe(0);
    expect(few(['--environment', 'stagin'], { cwd }).stderr).toContain('did you mean staging?');
    // What is named on the line is no environment's.
    expect(few(['prod.yaml', '--profile', 'essential'], { cwd }).stdout).not.toContain('Environment');
  });

  test('has a schema', () => {
    const { stdout } = wavetank(['schema', '--check']);
    const validate = new Ajv({ strict: false, validateFormats: false }).compile(JSON.parse(stdout));
    const valid = { profile: 'strict', rules: { 'image-tag': { severity: 'error' }, accepted: true }, nodes: 3 };
    expect(validate(valid)).toBe(true);
    expect(validate({ ...valid, environments: { prod: { manifests: ['a'], rules: { 'image-tag': 'off' } } } })).toBe(
      true,
    );
    for (const wrong of [{ profil: 'strict' }, { rules: { 'imge-tag': 'off' } }, { rules: { 'image-tag': 'eror' } }]) {
      expect(validate(wrong)).toBe(false);
    }
  });
});

describe('says', () => {
  test('where, what, the lines, what proves it and what mends it', () => {
    const { stdout, stderr } = few(['dangling.yaml']);
    expect(stderr).toBe('');
    expect(stdout).toBe(`Service default/api
  error  service-selects-pods  dangling.yaml:24:3  seen in the simulation
    no pod in namespace default has app=apy; those of Deployment default/api have app=api

      22 |   name: api
      23 | spec:
    > 24 |   selector: { app: apy }
         |   ^^^^^^^^
      25 |   ports:

    promised: Service api answers on its ports
    happened: it has no endpoint after everything has started: each connection is refused
    to mend: Make the selector equal to the labels of the pods that should answer, in the same namespace.
    more: docs/checks/service-selects-pods.md

1 error, 0 warnings: 2 objects in 1 file, 3 rules
`);
  });

  test('once for each kind that nobody defines', () => {
    const { stdout } = few(['monitor.yaml', 'good.yaml']);
    expect(stdout.match(/kind-defined/g)).toHaveLength(2); // its name and its page
    expect(stdout).toContain('not checked, nor are 2 more: no definition of ServiceMonitor (monitoring.coreos.com/v1)');
    expect(stdout).toContain('0 errors, 0 warnings, 1 note: 2 objects in 2 files');
  });

  test('what does not run when manifests cannot be loaded', () => {
    const { stdout } = few(['field.yaml', 'untagged.yaml']);
    expect(stdout).toContain('error  accepted  field.yaml:6:3');
    expect(stdout).toContain('to mend: Did you mean "replicas"?');
    expect(stdout).toContain('not run, as the manifests cannot be loaded as they are: image-tag, service-selects-pods');
  });

  test('what does not run when nothing is simulated', () => {
    const { code, stdout } = few(['dangling.yaml', '--static']);
    expect(code).toBe(0);
    expect(stdout).toContain('not run, as nothing is simulated (--static): accepted, service-selects-pods');
  });

  test('the same every time', () => {
    expect(check(['dangling.yaml', '--report', 'json']).stdout).toBe(
      check(['dangling.yaml', '--report', 'json']).stdout,
    );
  });

  test('colours when they are asked for', () => {
    expect(few(['dangling.yaml'], { env: { NO_COLOR: undefined, FORCE_COLOR: '1' } }).stdout).toContain(
      '\u001b[31merror',
    );
  });
});

describe('takes', () => {
  test.each([
    { name: 'a folder', words: ['many'], objects: 4 },
    { name: 'a glob', words: ['many/*.yaml'], objects: 4 },
    { name: 'several', words: ['many/b.yaml', 'good.yaml'], objects: 4 },
    { name: 'standard input', words: ['-'], input: manifest('piped'), objects: 2 },
  ])('$name', ({ words, input = '', objects }) => {
    const { stdout } = few([...words, '--report', 'json'], { input });
    expect(JSON.parse(stdout).runs[0].objects).toBe(objects);
  });

  test('nodes from a file', () => {
    const { stdout, code } = check(['good.yaml', '--nodes', 'nodes.yaml', '--rule', 'service-selects-pods']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.any(String) });
    const { stderr } = check(['good.yaml', '--nodes', 'wrong-nodes.yaml']);
    expect(stderr).toMatch(/wrong-nodes\.yaml:1:\d+: unknown key "cppu", .*\(did you mean cpu\?\)/);
  });

  test('a base, which is not checked', () => {
    const { stdout } = few(['good.yaml', '--base', 'claims.yaml', '--base', 'untagged.yaml', '--report', 'json']);
    expect(JSON.parse(stdout).runs[0]).toMatchObject({ objects: 2, findings: [] });
  });
});

describe('rules', () => {
  test('are listed', () => {
    const { code, stdout } = check(['--list-rules']);
    expect({ code, stdout }).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(/^RULE +SEVERITY +PROFILE +ASKS/),
    });
    expect(stdout).toMatch(/^image-tag +warning +essential +every image has a tag/m);
  });

  test('are explained', () => {
    const { code, stdout } = check(['--explain', 'image-tag']);
    expect({ code, stdout }).toMatchObject({ code: 0, stdout: expect.stringContaining('severity: warning\n') });
    expect(stdout).toContain(
      'elsewhere: kube-score container-image-tag; kube-linter latest-tag; polaris tagNotSpecified',
    );
  });

  test('are left out one by one', () => {
    expect(check(['dangling.yaml', '--ignore', 'service-selects-pods']).stdout).not.toContain('service-selects-pods');
    expect(check(['untagged.yaml', '--rule', 'accepted']).stdout).not.toContain('image-tag');
  });
});
