// The real kubectl, where it is installed, cannot tell a served cluster from a real one.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Cluster } from '../../src/cluster/cluster';
import { type ServeOptions, type Serving, serve } from '../../src/serve/serve';

const isInstalled = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!isInstalled) console.warn('kubectl is not installed: specs of serving to it are skipped');
const describeInstalled = isInstalled ? describe : describe.skip;

const PODS = [
  { image: 'shop/talks:*', logs: ['hello from {image}'], exec: { output: 'yes\n' } },
  { image: 'shop/plain:*', logs: ['one', 'two', 'three'] },
];

interface World {
  readonly serving: Serving;
  readonly home: string;
}

async function world(options: ServeOptions): Promise<World> {
  const start = new Date(Date.now() - 60_000).toISOString().replace(/\.\d+Z$/, 'Z');
  const serving = await serve(new Cluster({ nodes: 2, programs: PODS, start }), options);
  const home = mkdtempSync(join(tmpdir(), 'kubectl-spec-'));
  writeFileSync(join(home, 'config'), serving.kubeconfig);
  return { serving, home };
}

function kubectl(
  { home }: World,
  words: readonly string[],
  stdin = '',
): Promise<{ code: number | null; text: string }> {
  return new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH, HOME: home, KUBECONFIG: join(home, 'config') };
    const child = spawn('kubectl', words, { env, timeout: 20_000 });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
    }
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, text }));
    child.stdin.end(stdin);
  });
}

describeInstalled.each([
  { name: 'plain HTTP', options: { speed: 20 } },
  { name: 'HTTPS', options: { speed: 20, tls: true } },
])('over $name', ({ options }) => {
  let here: World;
  beforeAll(async () => {
    here = await world(options);
  });
  afterAll(async () => {
    await here.serving.close();
    rmSync(here.home, { recursive: true, force: true });
  });
  const says = async (words: string, stdin?: string) => (await kubectl(here, words.split(' '), stdin)).text;

  test('creates by protobuf, waits and lists', async () => {
    expect(await says('create deployment web --image=shop/talks:1 --replicas=2')).toBe('deployment.apps/web created\n');
    expect(await says('rollout status deployment/web')).toContain('deployment "web" successfully rolled out\n');
    expect(await says('get deployment web --no-headers')).toMatch(/^web +2\/2 +2 +2 +\d+s\n$/);
    expect(await says('get nodes -o name')).toBe('node/node-1\nnode/node-2\n');
  });

  test('applies, changes nothing the second time, and tells the difference', async () => {
    const text = 'apiVersion: v1\nkind: ConfigMap\nmetadata: {name: a}\ndata: {x: one}\n';
    expect(await says('apply -f -', text)).toBe('configmap/a created\n');
    expect(await says('apply -f -', text)).toBe('configmap/a unchanged\n');
    expect(await says('apply -f -', text.replace('one', 'two'))).toBe('configmap/a configured\n');
    expect(await says('diff -f -', text)).toMatch(/^- {2}x: two\n\+ {2}x: one$/m);
    const typo = text.replace('\ndata:', '\ndota:');
    expect(await says('apply -f -', typo)).toContain('strict decoding error: unknown field "dota"');
  });

  test('refuses in the words of the server', async () => {
    expect(await kubectl(here, ['get', 'pod', 'nope'])).toEqual({
      code: 1,
      text: 'Error from server (NotFound): pods "nope" not found\n',
    });
    const forbidden = await says('get secrets --as=eve');
    expect(forbidden).toContain('User "eve" cannot list resource "secrets" in API group "" in the namespace "default"');
  });

  test('logs and commands', async () => {
    await says('run plain --image=shop/plain:1');
    await says('wait --for=condition=Ready pod/plain --timeout=10s');
    expect(await says('logs plain --tail=2')).toBe('two\nthree\n');
    expect(await says('logs deploy/web')).toContain('hello from shop/talks:1\n');
    expect(await says('exec deploy/web -- anything')).toBe('yes\n');
    expect(await says('exec plain -- hostname')).toBe('plain\n');
    const absent = await kubectl(here, ['exec', 'plain', '--', 'psql']);
    expect(absent.code).toBe(1);
    expect(absent.text).toContain('exec: "psql": executable file not found in $PATH');
    expect(await kubectl(here, ['exec', 'plain', '--', 'cat', '/nope'])).toMatchObject({ code: 1 });
  });

  test('deletes and waits for the end', async () => {
    expect(await says('delete deployment web')).toBe('deployment.apps "web" deleted\n');
    await says('create namespace gone');
    expect(await says('delete namespace gone')).toBe('namespace "gone" deleted\n');
    expect(await says('get namespace gone')).toContain('namespaces "gone" not found');
  });

  test('explains', async () => {
    expect(await says('explain deployment.spec.replicas')).toContain('FIELD: replicas <integer>');
  });
});
