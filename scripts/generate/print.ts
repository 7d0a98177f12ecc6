// Prints data as TypeScript source the way the formatter would leave it, so that generated files need no formatting
// run.

const WIDTH = 120;

/** @param column where the text begins on its line, `tail` how many characters follow it there. */
export function printValue(value: unknown, indent: string, column: number, tail = 1): string {
  const inline = printInline(value);
  const items = Array.isArray(value) ? value : undefined;
  // The formatter never joins a list of several objects.
  const stays = items !== undefined && items.length > 1 && items.every(hasSeveralKeys);
  if (!stays && column + inline.length + tail <= WIDTH) return inline;
  if (items) return `[\n${items.map((item) => line(item, indent)).join('')}${indent}]`;
  if (typeof value !== 'object' || value === null) return inline;
  const lines = Object.entries(value).map(([key, item]) => line(item, indent, `${printKey(key)}: `));
  return `{\n${lines.join('')}${indent}}`;
}

function line(value: unknown, indent: string, key = ''): string {
  const inner = `${indent}  `;
  return `${inner}${key}${printValue(value, inner, inner.length + key.length)},\n`;
}

function printInline(value: unknown): string {
  if (typeof value === 'string') return printText(value);
  if (Array.isArray(value)) return `[${value.map(printInline).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const entries = Object.entries(value);
  if (entries.length === 0) return '{}';
  return `{ ${entries.map(([key, item]) => `${printKey(key)}: ${printInline(item)}`).join(', ')} }`;
}

/** Single quotes, unless the text is full of them. */
export function printText(text: string): string {
  if (text.includes("'") && !text.includes('"')) return JSON.stringify(text);
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
}

export const printKey = (key: string) => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : printText(key));

const hasSeveralKeys = (value: unknown) =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 1;
