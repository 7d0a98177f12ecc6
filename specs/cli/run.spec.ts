// `wavetank run` from outside.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, type CommandWorld, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

let folder: string;
beforeAll(() => {
  builtPackage();
  folder = folderWith({
    'web.yaml': manifest('web'),
    'api.yaml': manifest('api'),
    'indent.yaml': 'kind: Pod\n  apiVersion: v1\n',
    'kind.yaml': manifest('web').replace('kind: Deployment', 'kind: Deploymint'),
    'version.yaml': manifest('web').replace('apps/v1', 'apps/v1beta1'),
    'field.yaml': manifest('web').replace('replicas:', 'replicaz:'),
    'type.yaml': manifest('web').replace('replicas: 2', 'replicas: two'),
    'invalid.yaml': manifest('web').replace('image: shop/web:v1', 'image: ""'),
    'mixed/a.yaml': manifest('good'),
    'mixed/b.yaml': manifest('bad').replace('image: shop/bad:v1', 'image: ""'),
    'empty/readme.md': 'nothing',
    'cluster.yaml': [
      'nodes: [{ name: big, cpu: 8 }, { name: small, cpu: 1 }]',
      "programs: [{ image: 'shop/*', exits: { code: 7, afterMs: 1000 } }]",
      'seed: 5',
    ].join('\n'),
    'misspelt.yaml': 'nodes: 2\nprogramms: []\n',
    'nodes.yaml': 'nodes:\n  - { name: a, cpu: lots }\n',
    'twice.yaml': 'nodes: 2\n---\nnodes: 3\n',
  });
});
afterAll(() => removeFolder(folder));

const run = (words: readonly string[], world: CommandWorld = {}) =>
  wavetank(['run', ...words], { cwd: folder, ...world });

describe('prints', () => {
  test('the timeline and the end state, without colours', () => {
    const { code, stdout, stderr } = run(['web.yaml']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Timeline\n/);
    expect(stdout).toMatch(/^ +\+0\.\d+s +kube-scheduler +bind +pod\/web-\S+ +on node-\d$/m);
    expect(stdout).toMatch(/^State at 2026-01-01T00:00:\d\dZ\nNAME +STATUS +ROLES +AGE +VERSION\nnode\/node-1 +Ready/m);
    expect(stdout).toMatch(/^deployment\/web +2\/2 +2 +2 +\d+s$/m);
    expect(stdout).not.toContain('\u001b');
  });

  test('the same every time', () => {
    expect(run(['web.yaml']).stdout).toBe(run(['web.yaml']).stdout);
    expect(run(['web.yaml', '--seed', '2']).stdout).not.toBe(run(['web.yaml']).stdout);
  });

  test('colours when they are asked for', () => {
    expect(run(['web.yaml'], { env: { NO_COLOR: undefined, FORCE_COLOR: '1' } }).stdout).toContain('\u001b[1mTimeline');
  });

  test('JSON', () => {
    const { now, seed, timeline, objects } = JSON.parse(run(['web.yaml', '--json', '--for', '30s']).stdout);
    expect({ now, seed }).toEqual({ now: expect.stringMatching(/^2026-01-01T00:00:\d\dZ$/), seed: 1 });
    const kinds = objects.map(({ kind }: { kind: string }) => kind);
    expect(kinds).toEqual(expect.arrayContaining(['Deployment', 'Pod', 'Service']));
    expect(kinds).not.toContain('Event');
    expect(timeline).toContainEqual(
      expect.objectContaining({ actor: 'user', verb: 'create', target: 'deployment/web' }),
    );
  });

  test('events when they are asked for', () => {
    const { objects } = JSON.parse(run(['web.yaml', '--json', '--events']).stdout);
    expect(objects).toContainEqual(expect.objectContaining({ kind: 'Event', reason: 'Scheduled' }));
    expect(run(['web.yaml', '--events']).stdout).toContain('Scheduled');
    expect(run(['web.yaml']).stdout).not.toContain('Scheduled');
  });
});

describe('reads', () => {
  test.each([
    { name: 'a file', words: ['web.yaml'] },
    { name: 'a glob', words: ['w*.yaml'] },
    {
      name: 'a path from elsewhere',
      words: [join(__dirname, '../../fixtures/shop/../shop/frontend.yaml')],
      deployment: 'frontend',
    },
    { name: 'several', words: ['web.yaml', 'api.yaml'], deployment: 'api' },
    { name: 'standard input', words: ['-'], input: manifest('piped'), deployment: 'piped' },
  ])('$name', ({ words, input = '', deployment = 'web' }) => {
    const { code, stdout, stderr } = run(words, { input });
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^deployment/${deployment} +\\d/\\d`, 'm'));
  });

  test('how many nodes, and how long', () => {
    const { stdout } = run(['web.yaml', '--nodes', '5', '--for', '2m']);
    expect(stdout).toContain('node/node-5');
    expect(stdout).toMatch(/^node\/node-1 +Ready +<none> +2m\d+s +v1\.36\.\d$/m);
  });
});

test('a cluster as a file describes it, and over it what the words say', () => {
  const { code, stdout, stderr } = run(['web.yaml', '--cluster', 'cluster.yaml', '--for', '20s', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const { seed, objects } = JSON.parse(stdout);
  const named = (kind: string) => objects.filter((object: { kind: string }) => object.kind === kind);
  expect(seed).toBe(5);
  expect(named('Node').map(({ metadata }: { metadata: { name: string } }) => metadata.name)).toEqual(['big', 'small']);
  expect(named('Pod')[0].status.containerStatuses[0].lastState.terminated).toMatchObject({ exitCode: 7 });
  expect(run(['web.yaml', '--cluster', 'cluster.yaml', '--nodes', '1']).stdout).toContain('node/node-1');
});

describe('does', () => {
  test.each([
    { words: 'fail node node-2', says: /node\/node-2 +Ready/ },
    { words: 'failNode node-2', says: /node\/node-2 +Ready/ },
    { words: 'scale deployment/web 3', says: /deployment\/web +3\/3/ },
    { words: 'set image deployment/web shop/web:v2', says: /deployment\/web +2\/2/ },
    { words: "set label node/node-1 note '5'", says: /node\/node-1 +Ready/ },
    { words: 'delete deployment/web propagation=Foreground', says: /^(?![\s\S]*deployment\/web +)/ },
    {
      words: 'crash pod/web-0 exitCode=3',
      says: /pod\/web-0 +1\/1 +Running +1 \(\d+s ago\)/,
      with: 'fixtures/examples/web-0.yaml',
    },
    { words: 'cordon node-1', says: /node\/node-1 +Ready,SchedulingDisabled/ },
  ])('$words', ({ words, says, with: other }) => {
    const manifests = other === undefined ? 'web.yaml' : join(__dirname, '../..', other);
    const { code, stdout, stderr } = run([manifests, '--do', words]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const [timeline = '', state = ''] = stdout.split(/^State at /m);
    expect(state).toMatch(says);
    expect(timeline).toContain('+');
  });

  test('one after the other', () => {
    const { stdout } = run([
      'web.yaml',
      '--do',
      'scale deployment/web 3',
      '--do',
      'scale deployment/web 1',
      '--for',
      '1m',
    ]);
    expect(stdout).toMatch(/^deployment\/web +1\/1/m);
  });

  test.each([
    { words: 'fail nod node-2', says: "--do 'fail nod node-2': no such action (did you mean fail node?)" },
    { words: 'fail node', says: "--do 'fail node': node is missing (the name of a node)" },
    { words: 'cordon node-1 now', says: '--do \'cordon node-1 now\': unexpected "now"' },
    {
      words: 'delete pod/a graceSecond=3',
      says: 'unexpected "graceSecond=3", options are graceSeconds=…, propagation=…, namespace=… (did you mean graceSeconds?)',
    },
    { words: 'scale deployment/web many', says: 'scale: replicas: expected a whole number, got "many"' },
    {
      words: 'fail node node-9',
      says: 'there is no node "node-9", only node-1, node-2, node-3 (did you mean node-1?)',
    },
    { words: 'scale deployment/web -1', says: 'Invalid value: -1: must be greater than or equal to 0' },
    { words: 'delete pod/nobody', says: 'pods "nobody" not found' },
    { words: '', says: "--do '': no such action" },
  ])('not "$words"', ({ words, says }) => {
    const { code, stdout, stderr } = run(['web.yaml', '--do', words]);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });
});

describe('input that cannot be used: exit code 2, nothing on standard output', () => {
  test.each([
    { name: 'nothing', words: [], says: 'run needs manifests' },
    { name: 'a missing file', words: ['nobody.yaml'], says: 'the path "nobody.yaml" does not exist' },
    { name: 'an empty glob', words: ['nobody*.yaml'], says: 'no file matches "nobody*.yaml"' },
    { name: 'an empty folder', words: ['empty'], says: 'the folder "empty" holds no .yaml, .yml or .json file' },
    { name: 'empty standard input', words: ['-'], says: 'there is no object in "-"' },
    { name: 'bad YAML', words: ['indent.yaml'], says: 'indent.yaml:2:13: ', caret: true },
    { name: 'an unknown kind', words: ['kind.yaml'], says: 'Deployment', caret: true },
    { name: 'an unknown version', words: ['version.yaml'], says: 'apps/v1', caret: true },
    { name: 'an unknown field', words: ['field.yaml'], says: 'replicas', caret: true },
    { name: 'a wrong type', words: ['type.yaml'], says: 'type.yaml:6:', caret: true },
    {
      name: 'a refused object',
      words: ['invalid.yaml'],
      says: 'spec.template.spec.containers[0].image: Required value',
      caret: true,
    },
    { name: 'one of several that is refused', words: ['mixed'], says: 'mixed/b.yaml', caret: true },
    {
      name: 'an unknown option',
      words: ['web.yaml', '--node', '3'],
      says: 'there is no option --node (did you mean --nodes?)',
    },
    {
      name: 'time that goes backwards',
      words: ['web.yaml', '--for', '-5m'],
      says: '--for: expected a duration such as 5m',
    },
    {
      name: 'no number of nodes',
      words: ['web.yaml', '--nodes', 'three'],
      says: '--nodes: expected a whole number from 0, got "three"',
    },
    { name: 'a negative number of nodes', words: ['web.yaml', '--nodes=-1'], says: '--nodes: expected a whole number' },
    { name: 'half a seed', words: ['web.yaml', '--seed', '1.5'], says: '--seed: expected a whole number' },
    {
      name: 'no cluster file',
      words: ['web.yaml', '--cluster', 'no.yaml'],
      says: '--cluster: cannot read no.yaml: ENOENT',
    },
    {
      name: 'a misspelt word of the cluster',
      words: ['web.yaml', '--cluster', 'misspelt.yaml'],
      says: 'misspelt.yaml:2:1: cluster: programms: unknown key "programms"',
      caret: true,
    },
    {
      name: 'a wrong value of the cluster',
      words: ['web.yaml', '--cluster', 'nodes.yaml'],
      says: 'nodes.yaml:2:16: cluster: nodes[0].cpu: ',
      caret: true,
    },
    {
      name: 'two clusters',
      words: ['web.yaml', '--cluster', 'twice.yaml'],
      says: 'there is a second document in this file: one is expected',
      caret: true,
    },
    { name: 'no span', words: ['web.yaml', '--for', '5'], says: '--for: expected a duration such as 5m, got "5"' },
  ])('$name', ({ words, says, caret = false }) => {
    const { code, stdout, stderr } = run(words);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toMatch(/^wavetank: /);
    expect(stderr).toContain(says);
    if (caret) expect(stderr).toMatch(/^> +\d+ \| .*\n +\| +\^/m);
    expect(stderr).not.toMatch(/^\s+at /m);
  });
});

test('the manifests are only read', () => {
  const before = readFileSync(join(folder, 'web.yaml'), 'utf8');
  run(['web.yaml', '--do', 'scale deployment/web 5']);
  expect(readFileSync(join(folder, 'web.yaml'), 'utf8')).toBe(before);
});
