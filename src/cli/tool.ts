// The only place where commands of others are run: git, helm, kubectl, kustomize. Never through a shell, never for
// longer than a minute; what they say on standard error is told.

import { spawnSync } from 'node:child_process';

/** Input that cannot be had: no such revision, no such tool, or it fails. Exit code 2. */
export class InputError extends Error {
  override readonly name = 'InputError';
}

const TIMEOUT_MS = 60_000;
const MOST_BYTES = 256 * 1024 * 1024;

export interface ToolRun {
  readonly cwd?: string;
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The longest that it may take; a minute unless given. */
  readonly timeoutMs?: number;
}

export interface ToolEnd {
  readonly ok: boolean;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a command to its end; undefined when there is none of this name. Errors: InputError when it takes too long. */
export function tryTool(name: string, args: readonly string[], run: ToolRun = {}): ToolEnd | undefined {
  const timeout = run.timeoutMs ?? TIMEOUT_MS;
  const { status, stdout, stderr, error } = spawnSync(name, args, {
    ...(run.cwd === undefined ? {} : { cwd: run.cwd }),
    ...(run.input === undefined ? { stdio: ['ignore', 'pipe', 'pipe'] } : { input: run.input }),
    env: { ...process.env, ...run.env },
    timeout,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_BYTES,
  });
  const code = (error as NodeJS.ErrnoException | undefined)?.code;
  if (code === 'ENOENT') return undefined;
  if (code === 'ETIMEDOUT') {
    throw new InputError(`${commandText(name, args)} did not end within ${timeout / 1000} seconds`);
  }
  if (error) throw new InputError(`${commandText(name, args)} cannot be run: ${error.message}`);
  return { ok: status === 0, stdout, stderr: stderr.toString('utf8').trim() };
}

/** `helm template chart`: the command and what it was to do. */
export const commandText = (name: string, args: readonly string[]) => [name, ...args].join(' ');

/** Bytes as text. Errors: InputError when they are none. */
export function textOf(what: string, bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new InputError(`${what} is not UTF-8 text`);
  }
}
