// The words of a shell script: quotes, escapes, `$name`, `${name:-word}`, `$(command)`, `$((1 + 1))`.

import { type List, NotUnderstood, type Part, type Word } from './syntax';

/** Where reading stands in a text. */
export interface Cursor {
  readonly text: string;
  at: number;
}

/** Reads a list of commands up to a closing parenthesis, which is left. */
export type ReadList = (cursor: Cursor) => List;

const ENDS = /[\s;&|<>()]/;
const NAME = /[A-Za-z_]\w*|[0-9?#@*$!-]/y;
const OPERATOR = /:?[-=+?]|##?|%%?/y;

/** Undefined where no word begins. `end` closes it besides blanks and operators: the brace of an operand. */
export function readWord(cursor: Cursor, list: ReadList, end?: string): Word | undefined {
  const parts: Part[] = [];
  const { text } = cursor;
  const start = cursor.at;
  while (cursor.at < text.length) {
    const character = text[cursor.at] as string;
    if (end === undefined ? ENDS.test(character) : character === end) break;
    if (character === '\\') readEscape(cursor, parts);
    else if (character === "'") readSingle(cursor, parts);
    else if (character === '"') readDouble(cursor, list, parts);
    else if (character === '$') readDollar(cursor, list, parts, false);
    else if (character === '`') readBackticks(cursor, list, parts, false);
    else {
      addText(parts, character, false);
      cursor.at++;
    }
  }
  if (parts.length > 0 || cursor.at > start) return parts;
  return undefined;
}

function addText(parts: Part[], text: string, quoted: boolean): void {
  const last = parts.at(-1);
  if (last?.is === 'text' && last.quoted === quoted) parts[parts.length - 1] = { ...last, text: last.text + text };
  else parts.push({ is: 'text', text, quoted });
}

function readEscape(cursor: Cursor, parts: Part[]): void {
  const next = cursor.text[cursor.at + 1] ?? '';
  if (next !== '\n') addText(parts, next || '\\', true);
  cursor.at += 2;
}

function readSingle(cursor: Cursor, parts: Part[]): void {
  const end = cursor.text.indexOf("'", cursor.at + 1);
  if (end < 0) throw new NotUnderstood('an open quote');
  addText(parts, cursor.text.slice(cursor.at + 1, end), true);
  cursor.at = end + 1;
}

function readDouble(cursor: Cursor, list: ReadList, parts: Part[]): void {
  cursor.at++;
  addText(parts, '', true);
  parts.push(...readQuoted(cursor, list, '"'));
  cursor.at++;
}

/** The inside of double quotes, or of a here-document that ends with its text. */
export function readQuoted(cursor: Cursor, list: ReadList, end: string | undefined): Part[] {
  const parts: Part[] = [];
  const { text } = cursor;
  for (;;) {
    const character = text[cursor.at];
    if (character === end) return parts;
    if (character === undefined) throw new NotUnderstood('an open quote');
    const next = text[cursor.at + 1] ?? '';
    if (character === '\\' && '$`"\\\n'.includes(next) && next !== '') {
      if (next !== '\n') addText(parts, next, true);
      cursor.at += 2;
    } else if (character === '$') readDollar(cursor, list, parts, true);
    else if (character === '`') readBackticks(cursor, list, parts, true);
    else {
      addText(parts, character, true);
      cursor.at++;
    }
  }
}

function readBackticks(cursor: Cursor, list: ReadList, parts: Part[], quoted: boolean): void {
  let inner = '';
  cursor.at++;
  for (;;) {
    const character = cursor.text[cursor.at];
    if (character === undefined) throw new NotUnderstood('an open backtick');
    cursor.at++;
    if (character === '`') break;
    if (character === '\\' && '$`\\'.includes(cursor.text[cursor.at] ?? ' ')) inner += cursor.text[cursor.at++];
    else inner += character;
  }
  parts.push({ is: 'command', list: list({ text: `${inner}\n)`, at: 0 }), quoted });
}

function readDollar(cursor: Cursor, list: ReadList, parts: Part[], quoted: boolean): void {
  const { text } = cursor;
  cursor.at++;
  if (text.startsWith('((', cursor.at)) {
    const end = closing(text, cursor.at + 2);
    const inner: Cursor = { text: `${text.slice(cursor.at + 2, end)}"`, at: 0 };
    parts.push({ is: 'arithmetic', text: readQuoted(inner, list, '"'), quoted });
    cursor.at = end + 2;
  } else if (text[cursor.at] === '(') {
    cursor.at++;
    parts.push({ is: 'command', list: list(cursor), quoted });
    if (text[cursor.at] !== ')') throw new NotUnderstood('an open substitution');
    cursor.at++;
  } else if (text[cursor.at] === '{') readBraces(cursor, list, parts, quoted);
  else {
    const name = match(NAME, cursor);
    if (name === undefined) addText(parts, '$', quoted);
    else parts.push({ is: 'variable', name, quoted });
  }
}

/** Where the `))` of an arithmetic expression stands. */
function closing(text: string, from: number): number {
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    if (text[at] === '(') depth++;
    else if (text[at] === ')' && depth > 0) depth--;
    else if (text[at] === ')' && text[at + 1] === ')') return at;
    else if (text[at] === ')') break;
  }
  throw new NotUnderstood('an open expression');
}

function readBraces(cursor: Cursor, list: ReadList, parts: Part[], quoted: boolean): void {
  const { text } = cursor;
  cursor.at++;
  const isLength = text[cursor.at] === '#' && text[cursor.at + 1] !== '}';
  if (isLength) cursor.at++;
  const name = match(NAME, cursor);
  if (name === undefined) throw new NotUnderstood('a substitution');
  if (isLength) parts.push({ is: 'variable', name, quoted, operator: 'length' });
  else if (text[cursor.at] === '}') parts.push({ is: 'variable', name, quoted });
  else {
    const operator = match(OPERATOR, cursor);
    if (operator === undefined) throw new NotUnderstood(`\${${name}${text[cursor.at]}`);
    const operand = readWord(cursor, list, '}') ?? [];
    parts.push({ is: 'variable', name, quoted, operator, operand });
  }
  if (text[cursor.at] !== '}') throw new NotUnderstood('a substitution');
  cursor.at++;
}

/** The text that fits here, which is passed. */
export function match(pattern: RegExp, cursor: Cursor): string | undefined {
  pattern.lastIndex = cursor.at;
  const found = pattern.exec(cursor.text)?.[0];
  if (found !== undefined) cursor.at += found.length;
  return found;
}
