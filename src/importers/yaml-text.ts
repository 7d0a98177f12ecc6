// Data as YAML that people like to read: blocks, short maps and lists on one line, quotes only where the text would
// mean something else. What is written is read back before it is kept, so this need not know every rule of YAML.

import { isPlainMap } from '../cluster/describe/types';
import { resolvePlain } from '../manifests/scalars';

const WIDTH = 110;

/** The lines of a value that stands after `lead` (`- `, `key: `) at this depth of spaces. */
export function yamlLines(lead: string, value: unknown, spaces: number): readonly string[] {
  const pad = ' '.repeat(spaces);
  const flow = flowText(value);
  if (isScalarOrEmpty(value) || (pad + lead + flow).length <= WIDTH) {
    if (!isPlainMap(value) || lead !== '- ' || Object.keys(value).length === 0) return [pad + lead + flow];
    const [key, second] = Object.keys(value);
    if (second !== undefined) return [pad + lead + flow];
    return yamlLines(`${lead}${scalarText(key as string)}: `, value[key as string], spaces);
  }
  if (Array.isArray(value)) {
    return [(pad + lead).trimEnd(), ...value.flatMap((item) => yamlLines('- ', item, spaces + inside(lead)))];
  }
  const map = value as Readonly<Record<string, unknown>>;
  const entries = Object.keys(map).map((key) => ({ lead: `${scalarText(key)}: `, value: map[key] }));
  if (lead !== '- ') {
    const below = spaces + inside(lead);
    return [(pad + lead).trimEnd(), ...entries.flatMap((entry) => yamlLines(entry.lead, entry.value, below))];
  }
  return entries.flatMap((entry, index) =>
    index === 0 ? yamlLines(`- ${entry.lead}`, entry.value, spaces) : yamlLines(entry.lead, entry.value, spaces + 2),
  );
}

/** What stands inside of `- key:` is one step deeper than inside of `key:`. */
const inside = (lead: string) => (lead.startsWith('- ') && lead !== '- ' ? 4 : 2);

function isScalarOrEmpty(value: unknown): boolean {
  if (Array.isArray(value)) return value.length === 0;
  return !isPlainMap(value) || Object.keys(value).length === 0;
}

function flowText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  if (!isPlainMap(value)) return scalarText(value);
  const entries = Object.keys(value).map((key) => `${scalarText(key)}: ${flowText(value[key])}`);
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

/** Words, paths, images, selectors; no mark that YAML knows anywhere in a text. */
const PLAIN = /^[A-Za-z0-9_./](?:[A-Za-z0-9_./+=-]|:(?=[A-Za-z0-9_./-]))*(?: [A-Za-z0-9_./+=-]+)*$/;

export function scalarText(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value ?? null);
  const isPlain = PLAIN.test(value) && resolvePlain(value) === value && !/^\d+[:.]/.test(value);
  return isPlain ? value : JSON.stringify(value);
}
