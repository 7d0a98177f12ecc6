// A few lines of a text with a caret under the place in question. Plain text: whoever prints it may colour it.

const CONTEXT_LINES = 2;
const MAX_WIDTH = 160;

/**
 * @param line and `column` from 1, `length` of what the carets underline.
 * @returns lines such as `> 12 |   replicaz: 3`, without a line break at the end.
 */
export function codeFrame(text: string, line: number, column: number, length = 1): string {
  const lines = linesOf(text);
  const first = Math.max(1, line - CONTEXT_LINES);
  const last = Math.min(lines.length, line + 1);
  const width = String(last).length;
  const shown: string[] = [];
  for (let number = first; number <= last; number++) {
    const content = lines[number - 1] ?? '';
    shown.push(`${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${cut(content)}`.trimEnd());
    if (number === line) shown.push(`  ${' '.repeat(width)} | ${underline(content, column, length)}`);
  }
  return shown.join('\n');
}

/** The text asked about last: a report has many frames of one file. */
let lastSplit: { readonly text: string; readonly lines: readonly string[] } | undefined;

function linesOf(text: string): readonly string[] {
  if (lastSplit?.text !== text) lastSplit = { text, lines: text.split(/\r?\n/) };
  return lastSplit.lines;
}

function underline(content: string, column: number, length: number): string {
  const from = Math.min(column - 1, MAX_WIDTH);
  // Tabs are kept, so that the caret stands where the eye sees the place.
  const space = content.slice(0, from).replace(/[^\t]/g, ' ').padEnd(from);
  const room = Math.max(1, Math.min(content.length, MAX_WIDTH) - from);
  return space + '^'.repeat(Math.max(1, Math.min(length, room)));
}

const cut = (content: string) => (content.length > MAX_WIDTH ? `${content.slice(0, MAX_WIDTH)}…` : content);
