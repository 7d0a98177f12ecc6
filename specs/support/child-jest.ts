// A jest of its own in a folder of its own, with this project's transforms: what a person sees in the terminal.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import config from '../../jest.config';

const root = join(__dirname, '../..');

/** A new folder with these files, by path. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'wavetank-spec-')));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  return folder;
}

export function removeFolder(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

export interface Ended {
  readonly code: number | null;
  /** Standard output and error, without what differs from run to run. */
  readonly output: string;
}

/** Runs jest in the folder; `env` goes over the environment of these specs. */
export function runJest(folder: string, args: readonly string[] = [], env: NodeJS.ProcessEnv = {}): Ended {
  const here = JSON.parse(JSON.stringify(config).replaceAll('<rootDir>', root));
  const own = { ...here, rootDir: folder, testMatch: ['**/*.spec.{ts,yaml}'], modulePathIgnorePatterns: [] };
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [jest, '--config', JSON.stringify(own), '-i', ...args],
    {
      cwd: folder,
      encoding: 'utf8',
      env: { ...plainEnvironment(), ...env },
    },
  );
  return { code: status, output: settled(stdout + stderr) };
}

/** No colours, and nothing of the jest that runs these specs. */
export function plainEnvironment(): NodeJS.ProcessEnv {
  const { FORCE_COLOR: _colour, CI: _ci, JEST_WORKER_ID: _worker, NODE_ENV: _env, ...env } = process.env;
  return { ...env, NO_COLOR: '1' };
}

function settled(text: string): string {
  return text
    .replace(/ \(\d+(\.\d+)? m?s\)/g, '')
    .replace(/^Time: .*\n/gm, '')
    .trimEnd();
}
