// `wavetank serve` from outside.
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { builtPackage, wavetank } from '../support/built';
import { folderWith, plainEnvironment, removeFolder } from '../support/child-jest';
import { manifest } from '../support/manifests';

let folder: string;
const children: ChildProcess[] = [];
beforeAll(() => {
  builtPackage();
  folder = folderWith({ 'web.yaml': manifest('web'), 'bad.yaml': manifest('web').replace('replicas:', 'replicaz:') });
});
afterAll(() => {
  for (const child of children) child.kill('SIGKILL');
  removeFolder(folder);
});

/** Starts it and answers when it serves. */
async function serving(...words: string[]) {
  const child = spawn(process.execPath, [join(builtPackage(), 'dist/cli.cjs'), 'serve', '--port', '0', ...words], {
    cwd: folder,
    env: plainEnvironment(),
  });
  children.push(child);
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve));
  let stdout = '';
  const url = await new Promise<string>((resolve, reject) => {
    child.on('close', () => reject(new Error(`ended before it served: ${stdout}`)));
    child.stdout.setEncoding('utf8').on('data', (chunk: string) => {
      stdout += chunk;
      const [, found] = /Serving at (\S+)\nexport KUBECONFIG=\S+\n/.exec(stdout) ?? [];
      if (found) resolve(found);
    });
  });
  return { child, ended, url, kubeconfig: /KUBECONFIG=(\S+)/.exec(stdout)?.[1] ?? '' };
}

test('serves what it loaded, writes the file for kubectl, and ends when it is told to', async () => {
  const kubeconfig = join(folder, 'config');
  const { child, ended, url } = await serving(
    'web.yaml',
    '--nodes',
    '2',
    '--kubeconfig',
    kubeconfig,
    '--token',
    'secret',
  );
  const list = await (await fetch(`${url}/apis/apps/v1/deployments`)).json();
  expect(list).toMatchObject({ kind: 'DeploymentList', items: [{ metadata: { name: 'web' } }] });
  expect(((await (await fetch(`${url}/api/v1/nodes`)).json()) as { items: unknown[] }).items).toHaveLength(2);
  expect(readFileSync(kubeconfig, 'utf8')).toContain(`server: ${url}`);
  expect(readFileSync(kubeconfig, 'utf8')).toContain('token: secret');
  expect(statSync(kubeconfig).mode & 0o077).toBe(0);
  child.kill('SIGTERM');
  expect(await ended).toBe(0);
});

test('time goes on at the speed asked for, or stands still', async () => {
  const { url } = await serving('--speed', '0');
  const now = async () => ((await (await fetch(`${url}/wavetank/now`)).json()) as { now: string }).now;
  const before = await now();
  expect(Math.abs(Date.parse(before) - Date.now())).toBeLessThan(60_000);
  await new Promise((resolve) => setTimeout(resolve, 1200));
  expect(await now()).toBe(before);
  await fetch(`${url}/wavetank/advance?for=90s`, { method: 'POST' });
  expect(Date.parse(await now()) - Date.parse(before)).toBe(90_000);
});

describe('wrong use', () => {
  test.each([
    { words: ['--speed', 'fast'], says: '--speed: expected a number from 0, got "fast"' },
    { words: ['--port', '70000'], says: '--port: expected a port up to 65535, got "70000"' },
    { words: ['--port', 'x'], says: '--port: expected a whole number from 0, got "x"' },
    { words: ['--nodes=-1'], says: '--nodes: expected a whole number from 0, got "-1"' },
    { words: ['--nonsense'], says: '--nonsense' },
    { words: ['--port', '0', '--kubeconfig', '/nonsense/config'], says: '--kubeconfig: cannot write /nonsense/config' },
  ])('$words', ({ words, says }) => {
    const { code, stdout, stderr } = wavetank(['serve', ...words], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(says);
  });

  test('a manifest that is refused', () => {
    const { code, stdout, stderr } = wavetank(['serve', 'bad.yaml', '--port', '0'], { cwd: folder });
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain('bad.yaml:');
  });

  test('a port that is taken', async () => {
    const other = createServer();
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port));
    });
    const { code, stderr } = wavetank(['serve', '--port', String(port)], { cwd: folder });
    other.close();
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: `wavetank: port ${port} is in use; name another with --port\nRun 'wavetank --help' for how it is used.\n`,
    });
  });
});

test('a file of a name of its own when none is given', async () => {
  const { url, kubeconfig } = await serving();
  expect(kubeconfig).toContain(`wavetank-${new URL(url).port}.kubeconfig`);
  expect(existsSync(kubeconfig)).toBe(true);
});
