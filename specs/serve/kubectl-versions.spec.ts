// Older and newer versions of kubectl, where they lie beside the installed one as `kubectl.1.28`: what they do in ways
// of their own. Before 1.29 they read OpenAPI as protobuf, before 1.30 exec and before 1.31 port-forward is SPDY.
import { spawnSync } from 'node:child_process';
import { readdirSync, realpathSync } from 'node:fs';
import { get } from 'node:http';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServedHome } from './programs';

/** Folders more may be named in KUBECTL_FOLDERS, with `:` between them. */
function versions(): { readonly name: string; readonly file: string }[] {
  const found = spawnSync('which', ['kubectl'], { encoding: 'utf8' }).stdout.trim();
  const folders = [...(found ? [dirname(realpathSync(found))] : []), ...(process.env.KUBECTL_FOLDERS ?? '').split(':')];
  const files = folders.filter(Boolean).flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const named = files.flatMap((file) => {
    const [, minor] = /\/kubectl\.(1\.\d+)$/.exec(file) ?? [];
    return minor === undefined ? [] : [{ name: minor, file }];
  });
  return named.sort((a, b) => (a.name < b.name ? -1 : 1));
}

const installed = versions();
if (installed.length === 0)
  console.warn('no versions of kubectl lie beside the installed one: their specs are skipped');

const PROGRAMS = [{ image: 'shop/web:*', answers: [{ path: '/', status: 200, body: 'home\n' }] }];
const CRD = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'boats.sea.example.com' },
  spec: {
    group: 'sea.example.com',
    scope: 'Namespaced',
    names: { plural: 'boats', kind: 'Boat' },
    versions: [
      {
        name: 'v1',
        served: true,
        storage: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            properties: {
              spec: {
                type: 'object',
                required: ['sails'],
                properties: {
                  sails: { type: 'integer', minimum: 1, default: 2 },
                  size: { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
                  cargo: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true, nullable: true },
                },
              },
            },
          },
        },
      },
    ],
  },
};

(installed.length === 0 ? describe.skip : describe).each(
  installed.length === 0 ? [{ name: 'none', file: '' }] : installed,
)('kubectl $name', ({ file }) => {
  let home: ServedHome;
  beforeAll(async () => {
    home = await ServedHome.start({ nodes: 1, programs: PROGRAMS });
  });
  afterAll(() => home.close());

  const says = async (words: string, stdin?: object): Promise<string> => {
    const { stdout, stderr } = await home.run(file, words.split(' '), {}, stdin && JSON.stringify(stdin));
    return stdout + stderr;
  };

  test('applies with validation, twice, and of custom kinds', async () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { x: '1' } };
    expect(await says('apply -f -', map)).toBe('configmap/a created\n');
    expect(await says('apply -f -', { ...map, data: { x: '2' } })).toBe('configmap/a configured\n');
    expect(await says('apply -f -', { ...map, dota: {} })).toContain('unknown field "dota"');
    expect(await says('apply -f -', CRD)).toContain('created\n');
    await says('wait --for=condition=Established crd/boats.sea.example.com');
    const boat = { apiVersion: 'sea.example.com/v1', kind: 'Boat', metadata: { name: 'b' }, spec: { sails: 3 } };
    expect(await says('apply -f -', boat)).toBe('boat.sea.example.com/b created\n');
    const loaded = { ...boat, spec: { sails: 4, size: 'big', cargo: { any: 'thing' } } };
    expect(await says('apply -f -', loaded)).toBe('boat.sea.example.com/b configured\n');
    expect(await says('explain deployment.spec.replicas')).toMatch(/FIELD: +replicas <integer>/);
  });

  test('runs commands and forwards ports', async () => {
    await says('run web --image=shop/web:1 --port=8080');
    await says('wait --for=condition=Ready pod/web --timeout=10s');
    expect(await says('exec web -- hostname')).toBe('web\n');
    expect(await says('exec web -- cat /nope')).toContain('command terminated with exit code 1');
    const child = home.start(file, ['port-forward', 'pod/web', ':8080', ':9999']);
    let text = '';
    for (const stream of [child.stdout, child.stderr])
      stream.on('data', (chunk: Buffer) => {
        text += chunk;
      });
    const until = async (pattern: RegExp) => {
      for (let tries = 0; tries < 200; tries++) {
        const found = pattern.exec(text);
        if (found) return found[1] as string;
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error(`never said ${pattern}: ${text}`);
    };
    const ask = (port: string) =>
      new Promise<string>((resolve) => {
        const asking = get({ host: '127.0.0.1', port, agent: false }, (reply) => {
          reply.on('data', (chunk: Buffer) => resolve(String(chunk)));
        });
        asking.on('error', (error) => resolve(error.message));
      });
    const open = await until(/Forwarding from 127\.0\.0\.1:(\d+) -> 8080/);
    expect(await Promise.all([ask(open), ask(open), ask(open)])).toEqual(['home\n', 'home\n', 'home\n']);
    await ask(await until(/Forwarding from 127\.0\.0\.1:(\d+) -> 9999/));
    await until(/(dial tcp4 127\.0\.0\.1:9999: connect: connection refused)/);
    child.kill();
  });
});
