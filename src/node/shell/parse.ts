// Reads shell scripts: lists, pipelines, `if`, `while`, `until`, `for`, `case`, groups, functions, redirections,
// here-documents. What a real shell would be needed for is a NotUnderstood error.
// after: POSIX.1-2024, Shell Command Language

import { type Cursor, match, readQuoted, readWord } from './read-word';
import {
  type AndOr,
  type Assignment,
  type Command,
  type Entry,
  type List,
  NotUnderstood,
  type Pipeline,
  plainText,
  type Redirect,
  type Word,
} from './syntax';

const BLANKS = /(?:[ \t]|\\\n)+/y;
const COMMENT = /#[^\n]*/y;
const ASSIGNED = /^([A-Za-z_]\w*)=/;
const REDIRECT = /(\d?)(>>|>&|>\||<<-|<<|<&|>|<)/y;
const CLOSING = ['then', 'elif', 'else', 'fi', 'do', 'done', 'esac', '}'];
/** Patterns for file names, homes, and lists in braces. */
const EXPANDS = /[*?[\]]|^~|\{[^}]*(?:,|\.\.)[^}]*\}/;

interface Here {
  readonly delimiter: string;
  readonly quoted: boolean;
  readonly tabs: boolean;
  readonly fill: (target: Word) => void;
}

/** Here-documents whose text begins with the next line. */
type Pending = Here[];

/** Errors: NotUnderstood. */
export function parseScript(text: string): List {
  const cursor: Cursor = { text, at: 0 };
  const pending: Pending = [];
  const list = readList(cursor, pending);
  if (cursor.at < text.length) throw new NotUnderstood(text.slice(cursor.at, cursor.at + 10));
  return list;
}

const substituted = (cursor: Cursor): List => readList(cursor, []);

function skipBlanks(cursor: Cursor): void {
  match(BLANKS, cursor);
  if (cursor.text[cursor.at] === '#') match(COMMENT, cursor);
}

/** Blanks, ends of lines and with them the here-documents that begin there. */
function skipLines(cursor: Cursor, pending: Pending): void {
  for (;;) {
    skipBlanks(cursor);
    if (cursor.text[cursor.at] !== '\n') return;
    cursor.at++;
    for (const here of pending.splice(0)) readHere(cursor, here);
  }
}

function readHere(cursor: Cursor, { delimiter, quoted, tabs, fill }: Here): void {
  let body = '';
  for (;;) {
    if (cursor.at >= cursor.text.length) throw new NotUnderstood('an open here-document');
    const end = cursor.text.indexOf('\n', cursor.at);
    const whole = cursor.text.slice(cursor.at, end < 0 ? undefined : end);
    cursor.at = end < 0 ? cursor.text.length : end + 1;
    const line = tabs ? whole.replace(/^\t+/, '') : whole;
    if (line === delimiter) break;
    body += `${line}\n`;
  }
  const inner: Cursor = { text: body, at: 0 };
  fill(quoted ? [{ is: 'text', text: body, quoted: true }] : readQuoted(inner, substituted, undefined));
}

/** The reserved word that stands here, if one of these does. */
function wordAhead(cursor: Cursor, words: readonly string[]): string | undefined {
  const found = /[a-z]+|[{}!]/y;
  found.lastIndex = cursor.at;
  const word = found.exec(cursor.text)?.[0];
  if (word === undefined || !words.includes(word)) return undefined;
  const after = cursor.text[cursor.at + word.length];
  return after === undefined || /[\s;&|<>()]/.test(after) ? word : undefined;
}

function takeWord(cursor: Cursor, word: string, pending: Pending): void {
  skipLines(cursor, pending);
  if (wordAhead(cursor, [word]) === undefined) throw new NotUnderstood(`no "${word}"`);
  cursor.at += word.length;
}

function readList(cursor: Cursor, pending: Pending): List {
  const entries: Entry[] = [];
  for (;;) {
    skipLines(cursor, pending);
    const next = cursor.text[cursor.at];
    if (next === undefined || next === ')' || next === ';' || wordAhead(cursor, CLOSING)) return entries;
    const andOr = readAndOr(cursor, pending);
    skipBlanks(cursor);
    const separator = cursor.text[cursor.at];
    const isDouble = separator === ';' && cursor.text[cursor.at + 1] === ';';
    entries.push({ andOr, background: separator === '&' });
    if (separator === '\n') continue;
    if ((separator !== ';' && separator !== '&') || isDouble) return entries;
    cursor.at++;
  }
}

function readAndOr(cursor: Cursor, pending: Pending): AndOr {
  const first = readPipeline(cursor, pending);
  const rest: { operator: '&&' | '||'; pipeline: Pipeline }[] = [];
  for (;;) {
    skipBlanks(cursor);
    const operator = (['&&', '||'] as const).find((each) => cursor.text.startsWith(each, cursor.at));
    if (!operator) return { first, rest };
    cursor.at += 2;
    skipLines(cursor, pending);
    rest.push({ operator, pipeline: readPipeline(cursor, pending) });
  }
}

function readPipeline(cursor: Cursor, pending: Pending): Pipeline {
  skipBlanks(cursor);
  const negated = wordAhead(cursor, ['!']) !== undefined;
  if (negated) cursor.at++;
  const commands: Command[] = [];
  for (;;) {
    skipLines(cursor, pending);
    commands.push(readCommand(cursor, pending));
    skipBlanks(cursor);
    if (cursor.text[cursor.at] !== '|' || cursor.text[cursor.at + 1] === '|') return { negated, commands };
    if (isEndless(commands.at(-1))) throw new NotUnderstood('a pipe out of an endless loop');
    cursor.at++;
  }
}

function readCommand(cursor: Cursor, pending: Pending): Command {
  const word = wordAhead(cursor, ['if', 'while', 'until', 'for', 'case', '{']);
  const isSubshell = cursor.text[cursor.at] === '(';
  if (cursor.text.startsWith('((', cursor.at)) throw new NotUnderstood('((');
  if (word === undefined && !isSubshell) return readSimple(cursor, pending);
  cursor.at += word?.length ?? 1;
  const body = word === undefined ? readGroup(cursor, pending, ')') : COMPOUNDS[word]?.(cursor, pending);
  if (!body) throw new NotUnderstood(String(word));
  const redirects: Redirect[] = [];
  for (;;) {
    skipBlanks(cursor);
    if (!readRedirect(cursor, pending, redirects)) return { ...body, redirects } as unknown as Command;
  }
}

type Unredirected = object | undefined;

const COMPOUNDS: Readonly<Record<string, (cursor: Cursor, pending: Pending) => Unredirected>> = {
  if: readIf,
  while: (cursor, pending) => readLoop(cursor, pending, false),
  until: (cursor, pending) => readLoop(cursor, pending, true),
  for: readFor,
  case: readCase,
  '{': (cursor, pending) => readGroup(cursor, pending, '}'),
};

function readGroup(cursor: Cursor, pending: Pending, end: ')' | '}'): Unredirected {
  const body = readList(cursor, pending);
  skipLines(cursor, pending);
  if (cursor.text[cursor.at] !== end) throw new NotUnderstood(`no "${end}"`);
  cursor.at++;
  return { is: 'group', subshell: end === ')', body };
}

function readIf(cursor: Cursor, pending: Pending): Unredirected {
  const branches: { test: List; body: List }[] = [];
  let otherwise: List = [];
  for (;;) {
    const test = readList(cursor, pending);
    takeWord(cursor, 'then', pending);
    branches.push({ test, body: readList(cursor, pending) });
    skipLines(cursor, pending);
    const next = wordAhead(cursor, ['elif', 'else', 'fi']);
    cursor.at += next?.length ?? 0;
    if (next === 'elif') continue;
    if (next === 'else') {
      otherwise = readList(cursor, pending);
      takeWord(cursor, 'fi', pending);
    } else if (next !== 'fi') throw new NotUnderstood('no "fi"');
    return { is: 'if', branches, otherwise };
  }
}

function readDo(cursor: Cursor, pending: Pending): List {
  skipBlanks(cursor);
  if (cursor.text[cursor.at] === ';') cursor.at++;
  takeWord(cursor, 'do', pending);
  const body = readList(cursor, pending);
  takeWord(cursor, 'done', pending);
  return body;
}

function readLoop(cursor: Cursor, pending: Pending, until: boolean): Unredirected {
  const test = readList(cursor, pending);
  return { is: 'while', until, test, body: readDo(cursor, pending) };
}

function readFor(cursor: Cursor, pending: Pending): Unredirected {
  skipBlanks(cursor);
  const name = match(/[A-Za-z_]\w*/y, cursor);
  if (name === undefined) throw new NotUnderstood('for');
  skipLines(cursor, pending);
  let words: Word[] | undefined;
  if (wordAhead(cursor, ['in'])) {
    cursor.at += 2;
    words = [];
    for (;;) {
      skipBlanks(cursor);
      const word = readWord(cursor, substituted);
      if (!word) break;
      words.push(checked(word));
    }
  }
  return { is: 'for', name, words, body: readDo(cursor, pending) };
}

function readCase(cursor: Cursor, pending: Pending): Unredirected {
  skipBlanks(cursor);
  const word = readWord(cursor, substituted);
  if (!word) throw new NotUnderstood('case');
  takeWord(cursor, 'in', pending);
  const items: { patterns: Word[]; body: List }[] = [];
  for (;;) {
    skipLines(cursor, pending);
    if (wordAhead(cursor, ['esac'])) break;
    if (cursor.text[cursor.at] === '(') cursor.at++;
    const patterns: Word[] = [];
    for (;;) {
      skipBlanks(cursor);
      const pattern = readWord(cursor, substituted);
      if (!pattern) throw new NotUnderstood('a pattern');
      patterns.push(pattern);
      skipBlanks(cursor);
      const next = cursor.text[cursor.at++];
      if (next === ')') break;
      if (next !== '|') throw new NotUnderstood('a pattern');
    }
    items.push({ patterns, body: readList(cursor, pending) });
    skipLines(cursor, pending);
    if (cursor.text.startsWith(';;', cursor.at)) cursor.at += 2;
  }
  cursor.at += 'esac'.length;
  return { is: 'case', word, items };
}

function readSimple(cursor: Cursor, pending: Pending): Command {
  const assignments: Assignment[] = [];
  const words: Word[] = [];
  const redirects: Redirect[] = [];
  for (;;) {
    skipBlanks(cursor);
    if (readRedirect(cursor, pending, redirects)) continue;
    const word = readWord(cursor, substituted);
    if (!word) break;
    const [first] = word;
    const assigned = words.length === 0 && first?.is === 'text' && !first.quoted ? ASSIGNED.exec(first.text) : null;
    if (assigned && first?.is === 'text') {
      const value = [{ ...first, text: first.text.slice(assigned[0].length) }, ...word.slice(1)];
      assignments.push({ name: assigned[1] as string, value });
    } else words.push(checked(word));
  }
  const name = words.length === 1 && redirects.length === 0 ? plainText(words[0] as Word) : undefined;
  if (name !== undefined && /^\(\s*\)/.test(cursor.text.slice(cursor.at))) {
    cursor.at = cursor.text.indexOf(')', cursor.at) + 1;
    skipLines(cursor, pending);
    return { is: 'function', name, body: readCommand(cursor, pending), redirects: [] };
  }
  if (words.length + assignments.length + redirects.length === 0) {
    throw new NotUnderstood(cursor.text.slice(cursor.at, cursor.at + 10) || 'an open end');
  }
  return { is: 'simple', assignments, words, redirects };
}

/** Names of files that there may be are not known. */
function checked(word: Word): Word {
  const only = plainText(word);
  if (only !== undefined && /^(?:\[\[?|\]\]?)$/.test(only)) return word;
  const expands = word.some((part) => part.is === 'text' && !part.quoted && EXPANDS.test(part.text));
  if (expands) throw new NotUnderstood(`the pattern ${only ?? ''}`);
  return word;
}

function readRedirect(cursor: Cursor, pending: Pending, redirects: Redirect[]): boolean {
  REDIRECT.lastIndex = cursor.at;
  const found = REDIRECT.exec(cursor.text);
  if (!found) return false;
  const [whole, digit = '', sign = ''] = found;
  cursor.at += whole.length;
  skipBlanks(cursor);
  const word = readWord(cursor, substituted);
  if (!word || sign === '<&') throw new NotUnderstood(`a redirection ${sign}`);
  const from = digit === '' ? (sign.startsWith('<') ? 0 : 1) : Number(digit);
  if (sign.startsWith('<<')) {
    const index = redirects.length;
    redirects.push({ from, operator: 'here', target: [] });
    const quoted = word.some((part) => part.is === 'text' && part.quoted);
    const fill = (target: Word) => {
      redirects[index] = { from, operator: 'here', target };
    };
    pending.push({ delimiter: plainText(word) ?? '', quoted, tabs: sign === '<<-', fill });
  } else redirects.push({ from, operator: sign === '>|' ? '>' : (sign as Redirect['operator']), target: word });
  return true;
}

/** What is read from it would have to be passed on while it goes on. */
function isEndless(command: Command | undefined): boolean {
  if (command?.is !== 'while') return false;
  const [only, ...more] = command.test;
  const test = only?.andOr.first.commands[0];
  const name = test?.is === 'simple' && test.words[0] ? plainText(test.words[0]) : undefined;
  return more.length === 0 && name !== undefined && (command.until ? ['false'] : ['true', ':']).includes(name);
}

const KNOWN_LIMIT = 500;
const known = new Map<string, List | NotUnderstood>();

/** The same, read once for each distinct text. Errors: NotUnderstood. */
export function parsed(text: string): List {
  let result = known.get(text);
  if (!result) {
    try {
      result = parseScript(text);
    } catch (error) {
      if (!(error instanceof NotUnderstood)) throw error;
      result = error;
    }
    if (known.size >= KNOWN_LIMIT) known.clear();
    known.set(text, result);
  }
  if (result instanceof NotUnderstood) throw result;
  return result;
}
