// Utilities about files: what is there, what is made, moved, removed. Owners and modes are not kept.

import { resolved, type ShellWorld } from './env';
import type { Outcome, Utility, UtilityCall } from './utilities';

const NO_SUCH = 'No such file or directory';

/** Options of one letter, then operands; undefined where an option is not one of these. */
function split(args: readonly string[], known: string): { options: string; operands: readonly string[] } | undefined {
  let options = '';
  const operands: string[] = [];
  for (const word of args) {
    if (!/^-./.test(word)) operands.push(word);
    else if (word !== '--') options += word.replace(/^-+/, '');
  }
  const isKnown = [...options].every((letter) => known.includes(letter));
  return isKnown ? { options, operands } : undefined;
}

type Handler = (
  world: ShellWorld,
  operands: readonly string[],
  options: string,
  path: (name: string) => string,
) => Outcome;

function onFiles(known: string, handler: Handler): Utility {
  return {
    needs: 'world',
    run: ({ env, args, world }: UtilityCall) => {
      const found = split(args, known);
      if (!found || !world) return undefined;
      return handler(world, found.operands, found.options, (name) => resolved(env, name));
    },
  };
}

/** One after another; the last problem is the answer. */
function each(names: readonly string[], work: (name: string) => string | undefined): Outcome {
  const problems = names.flatMap((name) => work(name) ?? []);
  return problems.length > 0 ? { error: problems.join('\n') } : {};
}

function copyTo(world: ShellWorld, from: string, to: string): void {
  if (world.kind(from) === 'file') {
    world.write(to, world.read(from) ?? '');
    return;
  }
  world.makeDirectory(to);
  for (const name of world.list(from)) copyTo(world, `${from}/${name}`, `${to}/${name}`);
}

function removeAll(world: ShellWorld, path: string): void {
  if (world.kind(path) === 'directory') for (const name of world.list(path)) removeAll(world, `${path}/${name}`);
  world.remove(path);
}

/** `cp` and `mv`: to a name, or into a directory. */
function transfer(moves: boolean): Handler {
  return (world, operands, options, path) => {
    const target = operands.at(-1) ?? '';
    const isInto = world.kind(path(target)) === 'directory';
    return each(operands.slice(0, -1), (name) => {
      const from = path(name);
      const kind = world.kind(from);
      if (kind === undefined) return `{name}: can't ${moves ? 'rename' : 'stat'} '${name}': ${NO_SUCH}`;
      if (kind === 'directory' && !moves && !/[aRr]/.test(options)) return `{name}: omitting directory '${name}'`;
      const isContent = /(^|\/)\.$/.test(name);
      copyTo(world, from, isInto && !isContent ? `${path(target)}/${from.replace(/.*\//, '')}` : path(target));
      if (moves) removeAll(world, from);
      return undefined;
    });
  };
}

const untouched: Handler = (world, [, ...names], _options, path) =>
  each(names, (name) => (world.kind(path(name)) === undefined ? `{name}: ${name}: ${NO_SUCH}` : undefined));

export const FILE_UTILITIES: Readonly<Record<string, Utility>> = {
  touch: onFiles('ac', (world, names, options, path) =>
    each(names, (name) => {
      if (world.kind(path(name)) !== undefined || options.includes('c')) return undefined;
      const problem = world.write(path(name), '');
      return problem === undefined ? undefined : `{name}: ${name}: ${problem}`;
    }),
  ),
  mkdir: onFiles('pvm', (world, names, options, path) =>
    each(names, (name) => {
      if (world.kind(path(name)) !== undefined) {
        return options.includes('p') ? undefined : `{name}: can't create directory '${name}': File exists`;
      }
      const problem = world.makeDirectory(path(name));
      return problem === undefined ? undefined : `{name}: can't create directory '${name}': ${problem}`;
    }),
  ),
  rm: onFiles('rfv', (world, names, options, path) =>
    each(names, (name) => {
      const kind = world.kind(path(name));
      if (kind === undefined) return options.includes('f') ? undefined : `{name}: can't remove '${name}': ${NO_SUCH}`;
      if (kind === 'directory' && !options.includes('r')) return `{name}: '${name}' is a directory`;
      removeAll(world, path(name));
      return undefined;
    }),
  ),
  rmdir: onFiles('p', (world, names, _options, path) =>
    each(names, (name) => {
      if (world.kind(path(name)) === undefined) return `{name}: '${name}': ${NO_SUCH}`;
      if (world.list(path(name)).length > 0) return `{name}: '${name}': Directory not empty`;
      world.remove(path(name));
      return undefined;
    }),
  ),
  cp: onFiles('aRrfpv', transfer(false)),
  mv: onFiles('fv', transfer(true)),
  ls: onFiles('1aA', (world, names, _options, path) => {
    const shown = names.length > 0 ? names : ['.'];
    const missing = shown.filter((name) => world.kind(path(name)) === undefined);
    const out = shown.flatMap((name) => {
      const kind = world.kind(path(name));
      if (kind === undefined) return [];
      return kind === 'file' ? [name] : world.list(path(name)).filter((entry) => !entry.startsWith('.'));
    });
    const error = missing.map((name) => `{name}: ${name}: ${NO_SUCH}`).join('\n');
    return { out: out.map((name) => `${name}\n`).join(''), ...(missing.length > 0 ? { error } : {}) };
  }),
  chmod: onFiles('Rf', untouched),
  chown: onFiles('Rf', untouched),
  chgrp: onFiles('Rf', untouched),
  sync: onFiles('', () => ({})),
};
