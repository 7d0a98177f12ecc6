// Helm charts and Kustomize overlays as manifests of a command: with tools that are made up, and with the real ones.

import { execFileSync, spawnSync } from 'node:child_process';
import { chmodSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, type CommandWorld, wavetank } from '../support/built';
import { folderWith, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

const chart = join(__dirname, '../../fixtures/helm/shop');

let folder: string;
beforeAll(() => {
  builtPackage();
  folder = folderWith({
    'chart/Chart.yaml': 'apiVersion: v2\nname: web\nversion: 1.0.0\n',
    'chart/values.yaml': 'image: shop/web:v1\n',
    'chart/templates/web.yaml': manifest('web', '{{ .Values.image }}'),
    'base/web.yaml': manifest('web'),
    'base/kustomization.yaml': 'resources: [web.yaml]\n',
    'prod/kustomization.yaml': 'resources: [../base]\nnamePrefix: prod-\nbuildMetadata: [originAnnotations]\n',
    'prod/more.yaml': manifest('more'),
    'lost/kustomization.yaml': 'resources: [../gone]\n',
    'bare/readme.md': 'no tools here',
  });
});
afterAll(() => removeFolder(folder));

const command = (words: readonly string[], world: CommandWorld = {}) => wavetank(words, { cwd: folder, ...world });

/** A folder with a command of this name that prints its arguments into `said`, and this text. */
function tool(name: string, prints: string, end = 0): string {
  const place = folderWith({ text: prints });
  const script = `#!/bin/sh\nprintf '%s\\n' "$@" > '${place}/said'\n/bin/cat '${place}/text'\necho 'a word of warning' >&2\nexit ${end}\n`;
  writeFileSync(join(place, name), script);
  chmodSync(join(place, name), 0o755);
  return place;
}

const onPath = (...folders: string[]) => ({ env: { PATH: [...folders, '/usr/bin', '/bin'].join(delimiter) } });
const said = (place: string) =>
  execFileSync('cat', [join(place, 'said')], { encoding: 'utf8' })
    .trim()
    .split('\n');

describe('a made-up helm', () => {
  const rendered = `---\n# Source: web/templates/web.yaml\n${manifest('web').replace('---\n', '---\n# Source: web/templates/service.yaml\n')}`;
  let helm: string;
  beforeAll(() => {
    helm = tool('helm', rendered);
  });
  afterAll(() => removeFolder(helm));

  test('is given values, the release and its namespace, and what it says is told', () => {
    const words = ['--helm-values', 'a.yaml', '--helm-values', 'b.yaml', '--helm-set', 'x=1', '--helm-release', 'r'];
    const { code, stdout, stderr } = command(['run', 'chart', ...words, '--helm-namespace', 'shop'], onPath(helm));
    expect({ code, stderr: stderr.split('\n')[0] }).toEqual({ code: 2, stderr: 'a word of warning' });
    expect(stdout).toBe('');
    expect(said(helm)).toEqual([
      ...['template', 'r', 'chart', '--include-crds', '--no-hooks'],
      ...['--values', 'a.yaml', '--values', 'b.yaml', '--set', 'x=1', '--namespace', 'shop'],
    ]);
    expect(stderr).toContain('namespaces "shop" not found');
  });

  test('names the templates in places', () => {
    const { effects } = JSON.parse(command(['diff', 'base/web.yaml', 'chart', '--json'], onPath(helm)).stdout);
    expect(effects).toEqual([]);
    const back = JSON.parse(
      command(['diff', 'chart', '-', '--json'], { ...onPath(helm), input: manifest('api') }).stdout,
    );
    expect(back.effects.map(({ place }: { place: { file: string } }) => place.file)).toEqual([
      'chart/templates/service.yaml (rendered)',
      'chart/templates/web.yaml (rendered)',
    ]);
  });

  test('puts its objects into the namespace of the release', () => {
    const { effects, services } = JSON.parse(
      command(['diff', 'chart', 'chart', '--json', '--helm-namespace', 'shop'], onPath(helm)).stdout,
    );
    expect({ effects, service: services[0].object }).toEqual({
      effects: [],
      service: { kind: 'Service', namespace: 'shop', name: 'web' },
    });
  });

  test('that fails says why', () => {
    const broken = tool('helm', '', 1);
    const { code, stderr } = command(['run', 'chart'], onPath(broken));
    expect({ code, stderr }).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('helm template chart failed:\na word of warning'),
    });
    removeFolder(broken);
  });
});

describe('a made-up kubectl', () => {
  test('renders an overlay; the other files of its folder count as far as it names them', () => {
    const kubectl = tool('kubectl', manifest('web'));
    const { code, stdout, stderr } = command(['run', 'prod'], onPath(kubectl));
    expect({ code, stderr: stderr.split('\n') }).toEqual({
      code: 0,
      stderr: [
        'prod: kustomization.yaml says what is applied; other files count as far as it names them',
        'a word of warning',
        '',
      ],
    });
    expect(said(kubectl)).toEqual(['kustomize', 'prod']);
    expect(stdout).toMatch(/^deployment\/web /m);
    expect(stdout).not.toContain('more');
    removeFolder(kubectl);
  });
});

test('kustomize stands in for kubectl', () => {
  const kustomize = tool('kustomize', manifest('web'));
  const { code } = command(['run', 'lost'], { env: { PATH: kustomize } });
  expect({ code, said: said(kustomize) }).toEqual({ code: 0, said: ['build', 'lost'] });
  removeFolder(kustomize);
});

test.each([
  { name: 'a chart', word: 'chart', says: 'chart is a Helm chart, and there is no helm on the PATH: install it' },
  { name: 'an overlay', word: 'prod', says: 'prod is a Kustomize overlay, and there is neither kubectl nor kustomize' },
])('$name without its tool is told with what to do', ({ word, says }) => {
  const { code, stdout, stderr } = command(['run', word], { env: { PATH: join(folder, 'bare') } });
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain(says);
  expect(stderr).toContain('| wavetank … -');
});

const hasKubectl = spawnSync('kubectl', ['kustomize', '--help']).status === 0;
if (!hasKubectl) console.warn('kubectl is not installed: specs of Kustomize overlays with it are skipped');
(hasKubectl ? describe : describe.skip)('the real kubectl', () => {
  test('renders an overlay, and origin annotations name the resource', () => {
    const { stdout, code } = command(['diff', 'prod', '-', '--json'], { input: manifest('api') });
    expect(code).toBe(0);
    const places = JSON.parse(stdout).effects.map(({ object, place }: never) => [object, place]);
    expect(places[0]).toEqual([
      { kind: 'Service', namespace: 'default', name: 'prod-web' },
      { file: 'base/web.yaml (rendered)', line: expect.any(Number), column: 1 },
    ]);
  });

  test('that fails says why', () => {
    const { code, stderr } = command(['run', 'lost']);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wavetank: kustomize of lost failed:\n.*gone/s);
  });

  test('renders an overlay of a revision, with what it leads to', () => {
    const git = (...words: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', ...words], { cwd: folder });
    git('init', '--quiet', '--initial-branch=main');
    git('add', '.');
    git('commit', '--quiet', '--message', 'one');
    writeFileSync(join(folder, 'base/web.yaml'), manifest('web').replace('replicas: 2', 'replicas: 3'));
    const { code, stdout } = command(['diff', 'main:prod', 'prod']);
    expect(code).toBe(0);
    expect(stdout).toContain('note scaled  Deployment default/prod-web  base/web.yaml (rendered):');
    const back = command(['diff', 'prod', 'main:prod']).stdout;
    expect(back).toContain('note scaled  Deployment default/prod-web  main:base/web.yaml (rendered):');
    const broken = command(['diff', 'main:lost', 'prod']);
    expect(broken.code).toBe(2);
    expect(broken.stderr).toContain('kustomize of main:lost failed');
  });
});

const HELM = process.env.HELM ?? 'helm';
const hasHelm = spawnSync(HELM, ['version', '--short']).status === 0;
if (!hasHelm) console.warn('helm is not installed: specs of charts with it are skipped');
(hasHelm ? describe : describe.skip)('the real helm', () => {
  const world = HELM === 'helm' ? {} : onPath(dirname(HELM));

  test('renders a chart with values', () => {
    const { code, stdout } = command(['run', 'chart', '--helm-set', 'image=shop/web:v7', '--json'], world);
    expect(code).toBe(0);
    expect(stdout).toContain('"image": "shop/web:v7"');
  });

  test('leaves its hooks out', () => {
    const { code, stdout } = command(['run', chart, '--helm-release', 'shop'], world);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^deployment\/shop /m);
    expect(stdout).not.toMatch(/^job\//m);
  });

  test('a chart that is the same changes nothing', () => {
    const { code, stdout } = command(['diff', chart, chart, '--helm-release', 'shop'], world);
    expect({ code, head: stdout.split('\n')[0] }).toEqual({
      code: 0,
      head: expect.stringMatching(/^SAFE .* nothing happens$/),
    });
  });

  test('that fails says why', () => {
    const { code, stderr } = command(['run', 'chart', '--helm-values', 'gone.yaml'], world);
    expect(code).toBe(2);
    expect(stderr).toMatch(/^wavetank: helm template chart failed:\n.*gone\.yaml/s);
  });
});
