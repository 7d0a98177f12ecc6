// A command that somebody runs in a container: what the program declares for it, or what is known without a shell of
// its own: files, environment, `echo`.

import type { Program } from './program-rules';
import { execResult } from './programs';
import { commandProgram } from './shell-command';

export interface Executed {
  readonly exitCode: number;
  readonly output: string;
}

/** What the container can tell. */
export interface ExecWorld {
  readonly program: Program;
  readonly ageMs: number;
  readonly hostname: string;
  readonly environment: () => Readonly<Record<string, string>>;
  readonly readFile: (path: string) => string | undefined;
}

/** Undefined for a command that the container does not have. */
export function executeCommand(words: readonly string[], world: ExecWorld): Executed | undefined {
  const [first = '', ...rest] = words;
  if (world.program.exec) return execResult(world.program, world.ageMs);
  const name = first.slice(first.lastIndexOf('/') + 1);
  if (name === 'cat') return cat(rest, world);
  if (name === 'hostname' && rest.length === 0) return { exitCode: 0, output: `${world.hostname}\n` };
  if ((name === 'env' || name === 'printenv') && rest.length === 0) {
    const lines = Object.entries(world.environment()).map(([key, value]) => `${key}=${value}\n`);
    return { exitCode: 0, output: lines.join('') };
  }
  const variables = () => new Map(Object.entries(world.environment()));
  const known = commandProgram(words, undefined, { variables, hostname: world.hostname, readFile: world.readFile });
  if (!known?.exits) return undefined;
  return { exitCode: known.exits.code, output: (known.logs ?? []).map((line) => `${line}\n`).join('') };
}

function cat(paths: readonly string[], { readFile }: ExecWorld): Executed {
  let output = '';
  let exitCode = 0;
  for (const path of paths) {
    const text = readFile(path);
    if (text === undefined) exitCode = 1;
    output += text ?? `cat: ${path}: No such file or directory\n`;
  }
  return { exitCode, output };
}
