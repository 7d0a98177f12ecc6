// The utilities that scripts use beside the shell: what each prints, its exit code, what it does to files. Options that
// are not known make the command one that is not understood.
// after: busybox 1.37

import { dateText } from './date-text';
import { type Env, resolved, type ShellWorld } from './env';
import { FILE_UTILITIES } from './file-utilities';
import { evaluateTest, readsFiles } from './test-expression';
import { TEXT_UTILITIES } from './text-utilities';

export interface UtilityCall {
  readonly env: Env;
  readonly args: readonly string[];
  /** There where the utility says that it needs it. */
  readonly world?: ShellWorld;
  readonly nowMs?: number;
}

export interface Outcome {
  readonly out?: string;
  /** `{name}` stands for the command's name. */
  readonly error?: string;
  /** 0, or 1 with an error, unless given. */
  readonly code?: number;
  /** What is left of the input. */
  readonly input?: string;
}

type Need = 'nothing' | 'world' | 'time';

export interface Utility {
  readonly needs: Need | ((args: readonly string[]) => Need);
  /** undefined for what is not understood. */
  readonly run: (call: UtilityCall) => Outcome | undefined;
}

const test: Utility = {
  needs: (args) => (readsFiles(args) ? 'world' : 'nothing'),
  run: ({ env, args, world }) => {
    const result = evaluateTest(
      args,
      (path) => world?.kind(resolved(env, path)),
      (path) => world?.read(resolved(env, path)),
    );
    return result === undefined ? undefined : { code: result ? 0 : 1 };
  },
};

/** `test` in brackets. */
const closed = (end: string): Utility => ({
  needs: test.needs,
  run: (call) => (call.args.at(-1) === end ? test.run({ ...call, args: call.args.slice(0, -1) }) : undefined),
});

const OWN: Readonly<Record<string, Utility>> = {
  ':': { needs: 'nothing', run: () => ({}) },
  true: { needs: 'nothing', run: () => ({}) },
  false: { needs: 'nothing', run: () => ({ code: 1 }) },
  echo: { needs: 'nothing', run: ({ args }) => echo(args) },
  printf: { needs: 'nothing', run: ({ args }) => printf(args) },
  test,
  '[': closed(']'),
  '[[': closed(']]'),
  seq: { needs: 'nothing', run: ({ args }) => seq(args.map(Number)) },
  date: {
    needs: 'time',
    run: ({ args, nowMs = 0 }) => {
      const out = dateText(args, nowMs);
      return out === undefined ? undefined : { out: `${out}\n` };
    },
  },
  hostname: {
    needs: 'nothing',
    run: ({ env, args }) => (args.length === 0 ? { out: `${env.hostname}\n` } : undefined),
  },
  pwd: { needs: 'nothing', run: ({ env }) => ({ out: `${env.directory}\n` }) },
  env: { needs: 'nothing', run: ({ env, args }) => (args.length === 0 ? { out: variables(env) } : undefined) },
  printenv: {
    needs: 'nothing',
    run: ({ env, args }) => {
      if (args.length === 0) return { out: variables(env) };
      const found = args.filter((name) => env.exported.has(name) && env.variables.has(name));
      const out = found.map((name) => `${env.variables.get(name)}\n`).join('');
      return { out, code: found.length < args.length ? 1 : 0 };
    },
  },
  id: {
    needs: 'nothing',
    run: ({ args }) => (args.join() === '-u' || args.join() === '-g' ? { out: '0\n' } : undefined),
  },
  basename: {
    needs: 'nothing',
    run: ({ args: [path = '', suffix = ''] }) => {
      const name = path.replace(/\/+$/, '').replace(/.*\//, '') || '/';
      const bare = suffix !== '' && name !== suffix && name.endsWith(suffix) ? name.slice(0, -suffix.length) : name;
      return { out: `${bare}\n` };
    },
  },
  dirname: {
    needs: 'nothing',
    run: ({ args: [path = ''] }) => {
      const bare = path.replace(/\/+$/, '');
      const slash = bare.lastIndexOf('/');
      return { out: `${slash < 0 ? '.' : bare.slice(0, slash) || '/'}\n` };
    },
  },
};

export const UTILITIES: Readonly<Record<string, Utility>> = { ...OWN, ...FILE_UTILITIES, ...TEXT_UTILITIES };

function variables({ exported, variables: all }: Env): string {
  return [...exported].flatMap((name) => (all.has(name) ? [`${name}=${all.get(name)}\n`] : [])).join('');
}

function echo(args: readonly string[]): Outcome {
  let at = 0;
  let options = '';
  while (/^-[neE]+$/.test(args[at] ?? '')) options += args[at++]?.slice(1);
  const text = args.slice(at).join(' ');
  const shown = options.includes('e') ? escaped(text) : text;
  return { out: options.includes('n') ? shown : `${shown}\n` };
}

const ESCAPES: Readonly<Record<string, string>> = { n: '\n', t: '\t', r: '\r', '\\': '\\', a: '\u0007', '"': '"' };

const escaped = (text: string) =>
  text.replace(/\\([ntra"\\])/g, (_, letter: string) => ESCAPES[letter] as string).replace(/\\0?33|\\e/g, '\u001b');

function printf([format = '', ...args]: readonly string[]): Outcome | undefined {
  let out = '';
  const left = [...args];
  do {
    let isWrong = false;
    out += escaped(format).replace(/%(-?\d*)([sdb%]|.?)/g, (_, width: string, kind: string) => {
      if (kind === '%') return '%';
      if (kind !== 's' && kind !== 'd' && kind !== 'b') isWrong = true;
      const value = left.shift() ?? '';
      const text = kind === 'd' ? String(Math.trunc(Number(value) || 0)) : kind === 'b' ? escaped(value) : value;
      const size = Math.abs(Number(width) || 0);
      return width.startsWith('-') ? text.padEnd(size) : text.padStart(size);
    });
    if (isWrong) return undefined;
  } while (left.length > 0 && left.length < args.length && /%-?\d*[sdb]/.test(format));
  return { out };
}

const MOST_NUMBERS = 100_000;

function seq(numbers: readonly number[]): Outcome | undefined {
  const [first = 1, step = 1, last = 1] =
    numbers.length === 1 ? [1, 1, numbers[0]] : numbers.length === 2 ? [numbers[0], 1, numbers[1]] : numbers;
  if (numbers.length === 0 || numbers.some((each) => !Number.isInteger(each)) || step === 0) return undefined;
  if ((last - first) / step > MOST_NUMBERS) return undefined;
  let out = '';
  for (let each = first; step > 0 ? each <= last : each >= last; each += step) out += `${each}\n`;
  return { out };
}
