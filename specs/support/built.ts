// The command as it is shipped: bundled once for every state of the source, and run as a process of its own.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { plainEnvironment } from './child-jest';

const root = join(__dirname, '../..');
/** Bundles of earlier states that are kept for runs that are still under way. */
const KEPT = 4;

/** The folder of a package with dist/ and package.json, inside this project so that its dependencies are found. */
export function builtPackage(): string {
  const builds = join(root, 'node_modules/.cache/wavetank/built');
  const folder = join(builds, sourceDigest());
  if (existsSync(folder)) return folder;
  const making = `${folder}-${process.pid}`;
  const { status, stderr } = spawnSync(process.execPath, ['scripts/build.mjs', '--code', join(making, 'dist')], {
    cwd: root,
    encoding: 'utf8',
  });
  if (status !== 0) throw new Error(`scripts/build.mjs failed:\n${stderr}`);
  cpSync(join(root, 'package.json'), join(making, 'package.json'));
  removeOld(builds);
  try {
    renameSync(making, folder);
  } catch {
    // Another worker was faster with the same.
    rmSync(making, { recursive: true, force: true });
  }
  return folder;
}

function removeOld(builds: string): void {
  for (const name of readdirSync(builds).sort().slice(KEPT)) {
    if (!name.includes('-')) rmSync(join(builds, name), { recursive: true, force: true });
  }
}

function sourceDigest(): string {
  const hash = createHash('sha256');
  for (const folder of ['src', 'scripts/build.mjs', 'scripts/entries.json', 'package.json']) {
    for (const path of filesOf(join(root, folder))) hash.update(`${path}\0`).update(readFileSync(path)).update('\0');
  }
  return hash.digest('hex').slice(0, 32);
}

function filesOf(path: string): readonly string[] {
  if (/\.[a-z]+$/.test(path)) return [path];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

export interface CommandEnd {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface CommandWorld {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** Runs `wavetank` with these words. */
export function wavetank(
  words: readonly string[],
  { cwd = root, input = '', env = {} }: CommandWorld = {},
): CommandEnd {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(builtPackage(), 'dist/cli.cjs'), ...words], {
    cwd,
    input,
    encoding: 'utf8',
    env: { ...plainEnvironment(), ...env },
  });
  return { code: status, stdout, stderr };
}
