// A Go program with client-go, where Go and its packages are there: what controllers are made of.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ServedHome } from './programs';

const SOURCE = join(__dirname, 'go-client');
const CLIENT = 'k8s.io/client-go@v0.36.2';
const packages = spawnSync('go', ['env', 'GOMODCACHE', 'GOCACHE'], { encoding: 'utf8' });
const [modules = '', builds = ''] = packages.status === 0 ? packages.stdout.trim().split('\n') : [];
const isInstalled = modules !== '' && existsSync(join(modules, CLIENT));
if (!isInstalled) console.warn(`go or ${CLIENT} is not installed: specs of serving to it are skipped`);

(isInstalled ? describe : describe.skip)('client-go', () => {
  let home: ServedHome;
  let program: string;
  beforeAll(async () => {
    home = await ServedHome.start({ nodes: 2 });
    program = join(home.folder, 'client');
    const env = { ...process.env, GOPROXY: 'off', GOFLAGS: '-mod=readonly', GOMODCACHE: modules, GOCACHE: builds };
    const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: SOURCE, env, encoding: 'utf8' });
    if (built.status !== 0) throw new Error(built.stderr);
  }, 300_000);
  afterAll(() => home.close());

  test('sees what it would see of a real cluster', async () => {
    const { code, stdout, stderr } = await home.run(program, [home.config]);
    expect({ code, failed: code === 0 ? '' : stderr }).toEqual({ code: 0, failed: '' });
    const lines = stdout.trim().split('\n');
    expect(Object.fromEntries(lines.map((line) => JSON.parse(line)))).toEqual({
      discovery: ['apps/v1, Resource=deployments', 'namespace', 'DeploymentList'],
      openapi: 'v1.36.2',
      informer: [1, ['add before 0', 'add after 1', 'update after 2', 'delete after 2'], '0'],
      'dynamic informer': [2, 2, 'PartialObjectMetadata'],
      conflict: [2, { one: '1', two: '2' }],
      apply: [true, ['two'], '3'],
      'watch-list': ['ADDED', 'ADDED', 'BOOKMARK'],
      until: 3,
      leader: [['first leads', 'first stops', 'second leads'], 1],
      pages: [true, true],
      delete: [true, 'configmaps "nope" not found'],
    });
  });
});
