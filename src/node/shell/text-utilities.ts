// Utilities that read text, of files or of what is piped in: `cat`, `head`, `tail`, `wc`, `grep`, `sort`, `cut`, `tr`,
// `tee`.

import { utf8Bytes } from '../../kinds/base64';
import { resolved } from './env';
import type { Outcome, Utility, UtilityCall } from './utilities';

const NO_SUCH = 'No such file or directory';

interface Read {
  readonly texts: readonly { readonly name: string; readonly text: string }[];
  readonly problems: readonly string[];
}

/** The files named, or the input when none is. */
function readAll({ env, world }: UtilityCall, files: readonly string[]): Read {
  if (files.length === 0) return { texts: [{ name: '', text: env.input }], problems: [] };
  const texts: { name: string; text: string }[] = [];
  const problems: string[] = [];
  for (const name of files) {
    const path = resolved(env, name);
    const text = name === '-' ? env.input : DEVICES.includes(path) ? '' : world?.read(path);
    if (text !== undefined) texts.push({ name, text });
    else
      problems.push(world?.kind(path) === 'directory' ? `{name}: ${name}: Is a directory` : `{name}: ${cannot(name)}`);
  }
  return { texts, problems };
}

const DEVICES = ['/dev/null', '/dev/stdin', '/dev/zero'];
const cannot = (name: string) => `${name}: ${NO_SUCH}`;

const linesOf = (text: string) => (text === '' ? [] : text.replace(/\n$/, '').split('\n'));
const joined = (lines: readonly string[]) => lines.map((line) => `${line}\n`).join('');

type Work = (texts: Read['texts'], call: UtilityCall, options: readonly string[]) => Outcome | undefined;

/** Options first, then `skips` operands that are no files. */
function onText(skips: number, work: Work, valued = ''): Utility {
  const parse = (args: readonly string[]) => {
    const options: string[] = [];
    let at = 0;
    for (; /^-./.test(args[at] ?? '') && args[at] !== '--'; at++) {
      const word = args[at] as string;
      const takesValue = word.length === 2 && valued.includes(word[1] as string);
      options.push(takesValue ? `${word}${args[++at] ?? ''}` : word);
    }
    return { options, operands: args.slice(at), files: args.slice(at + skips) };
  };
  return {
    needs: (args) => (parse(args).files.length > 0 ? 'world' : 'nothing'),
    run: (call) => {
      const { options, operands, files } = parse(call.args);
      const { texts, problems } = readAll(call, files);
      const outcome = work(texts, { ...call, args: operands }, options);
      if (!outcome) return undefined;
      const input = files.length === 0 ? '' : call.env.input;
      if (problems.length === 0) return { input, ...outcome };
      return { input, ...outcome, error: problems.join('\n'), code: Math.max(1, outcome.code ?? 1) };
    },
  };
}

/** `-5`, `-n5`, `-n 5`. */
function countOf(options: readonly string[]): number | undefined {
  if (options.length === 0) return 10;
  const found = options.length === 1 ? /^-n?(\d+)$/.exec(options[0] ?? '') : null;
  return found ? Number(found[1]) : undefined;
}

const part =
  (pick: (lines: readonly string[], count: number) => readonly string[]): Work =>
  (texts, _, options) => {
    const count = countOf(options);
    if (count === undefined) return undefined;
    return { out: texts.map(({ text }) => joined(pick(linesOf(text), count))).join('') };
  };

function grep(
  texts: Read['texts'],
  { args: [pattern = ''] }: UtilityCall,
  options: readonly string[],
): Outcome | undefined {
  const flags = options.map((word) => word.slice(1)).join('');
  if (/[^qivEFcxos]/.test(flags)) return undefined;
  const source = flags.includes('F') ? escapedPattern(pattern) : flags.includes('E') ? pattern : basic(pattern);
  let expression: RegExp;
  try {
    expression = new RegExp(flags.includes('x') ? `^(?:${source})$` : source, flags.includes('i') ? 'i' : '');
  } catch {
    return undefined;
  }
  const lines = texts.flatMap(({ text }) => linesOf(text));
  const found = lines.filter((line) => expression.test(line) !== flags.includes('v'));
  const code = found.length > 0 ? 0 : 1;
  if (flags.includes('q')) return { code };
  if (flags.includes('c')) return { out: `${found.length}\n`, code };
  return { out: joined(flags.includes('o') ? found.map((line) => expression.exec(line)?.[0] ?? '') : found), code };
}

const escapedPattern = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** Basic expressions have it the other way round. */
const basic = (text: string) =>
  text.replace(/\\([+?|(){}])|([+?|(){}])/g, (_, special, plain) => special ?? `\\${plain}`);

const count: Work = (texts, _, options) => {
  const text = texts.map((one) => one.text).join('');
  const amounts: Readonly<Record<string, number>> = {
    '-l': (text.match(/\n/g) ?? []).length,
    '-w': text.split(/\s+/).filter((word) => word !== '').length,
    '-c': utf8Bytes(text).length,
  };
  const [option = ''] = options;
  const amount = options.length === 1 && texts.length <= 1 ? amounts[option] : undefined;
  const name = texts[0]?.name ?? '';
  return amount === undefined ? undefined : { out: `${amount}${name === '' ? '' : ` ${name}`}\n` };
};

const sort: Work = (texts, _, options) => {
  const flags = options.map((word) => word.slice(1)).join('');
  if (/[^nru]/.test(flags)) return undefined;
  const lines = texts.flatMap(({ text }) => linesOf(text));
  lines.sort(
    (a, b) => (flags.includes('n') ? Number.parseFloat(a) - Number.parseFloat(b) : 0) || (a < b ? -1 : a > b ? 1 : 0),
  );
  if (flags.includes('r')) lines.reverse();
  return { out: joined(flags.includes('u') ? [...new Set(lines)] : lines) };
};

const cut: Work = (texts, _, options) => {
  const delimiter = options.find((word) => word.startsWith('-d'))?.slice(2) ?? '\t';
  const fields = options.find((word) => word.startsWith('-f'))?.slice(2) ?? '';
  if (!/^\d+$/.test(fields) || options.length > 2) return undefined;
  const lines = texts.flatMap(({ text }) => linesOf(text));
  const pick = (line: string) => (line.includes(delimiter) ? (line.split(delimiter)[Number(fields) - 1] ?? '') : line);
  return { out: joined(lines.map(pick)) };
};

const RANGES: Readonly<Record<string, string>> = {
  'a-z': 'abcdefghijklmnopqrstuvwxyz',
  'A-Z': 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  '0-9': '0123456789',
};

function tr({ env, args }: UtilityCall): Outcome | undefined {
  const [first = '', second = ''] = args;
  const letters = (text: string) =>
    RANGES[text] ?? RANGES[text.replace(/^\[|\]$/g, '')] ?? text.replaceAll('\\n', '\n');
  if (first === '-d') {
    const dropped = letters(second);
    return { out: [...env.input].filter((letter) => !dropped.includes(letter)).join(''), input: '' };
  }
  if (first.startsWith('-') || args.length !== 2) return undefined;
  const [from, to] = [letters(first), letters(second)];
  const swap = (letter: string) => {
    const at = from.indexOf(letter);
    return at < 0 ? letter : (to[Math.min(at, to.length - 1)] ?? '');
  };
  return { out: [...env.input].map(swap).join(''), input: '' };
}

function tee({ env, args, world }: UtilityCall): Outcome | undefined {
  const appends = args[0] === '-a';
  const files = appends ? args.slice(1) : args;
  if (files.some((name) => name.startsWith('-'))) return undefined;
  const problems = files.flatMap((name) => {
    const path = resolved(env, name);
    if (path === '/dev/stderr' || path === '/dev/null') return [];
    const problem = world?.write(path, (appends ? (world.read(path) ?? '') : '') + env.input);
    return problem === undefined ? [] : [`{name}: ${name}: ${problem}`];
  });
  return { out: env.input, input: '', ...(problems.length > 0 ? { error: problems.join('\n') } : {}) };
}

export const TEXT_UTILITIES: Readonly<Record<string, Utility>> = {
  cat: onText(0, (texts, _, options) =>
    options.length > 0 ? undefined : { out: texts.map(({ text }) => text).join('') },
  ),
  head: onText(
    0,
    part((lines, amount) => lines.slice(0, amount)),
    'n',
  ),
  tail: onText(
    0,
    part((lines, amount) => lines.slice(Math.max(0, lines.length - amount))),
    'n',
  ),
  wc: onText(0, count),
  grep: onText(1, grep),
  sort: onText(0, sort),
  cut: onText(0, cut, 'df'),
  tr: { needs: 'nothing', run: tr },
  tee: { needs: 'world', run: tee },
};
