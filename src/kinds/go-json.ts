// JSON as Go's encoding/json writes it: the keys of maps sorted as texts, what HTML minds escaped, the fields of
// structs in their order.

const structs = new WeakSet<object>();

/** Marks an object as a Go struct: its fields keep their order. */
export function goStruct<T extends object>(fields: T): T {
  structs.add(fields);
  return fields;
}

/** The value with the keys of its maps sorted. Undefined fields are left out. */
export function goJson(value: unknown): string {
  return written(value, sortedNames, '', '');
}

/** The same; empty fields of the API's versions are left out, those of internal types, with capitals, are shown. */
export function goJsonWithoutEmpties(value: unknown): string {
  return written(value, namesOfGiven, '', '');
}

/** As goJson over several lines, each level one space further in. */
export function goJsonLines(value: unknown): string {
  return written(value, sortedNames, ' ', '\n');
}

/** The value with its keys in the order they stand in: that of Go's structs, in which objects are kept. */
export function goJsonInOrder(value: unknown, indent = 0): string {
  const text = JSON.stringify(value === undefined ? null : value, null, indent);
  // Keys that are numbers stand first in JavaScript, whatever order they came in.
  if (/"\d+":/.test(text)) return written(value, namesInOrder, ' '.repeat(indent), indent > 0 ? '\n' : '');
  return safe(text);
}

/** Characters that Go's encoder escapes and JavaScript's does not, and halves of pairs, which are no characters. */
const UNSAFE = /[<>&\u2028\u2029]|\\ud/;
const ESCAPED = /\\\\|\\ud[89a-f][0-9a-f]{2}|[<>&\u2028\u2029]/g;

function escaped(found: string): string {
  if (found === '\\\\') return found;
  if (found.length > 1) return '\\ufffd';
  return `\\u${found.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

const safe = (text: string) => (UNSAFE.test(text) ? text.replace(ESCAPED, escaped) : text);

type Names = (map: Readonly<Record<string, unknown>>) => readonly string[];

function written(value: unknown, names: Names, indent: string, margin: string): string {
  if (typeof value !== 'object' || value === null) return scalar(value);
  const inside = margin + indent;
  const listed = (open: string, items: readonly string[], close: string) =>
    items.length === 0 ? open + close : `${open}${inside}${items.join(`,${inside}`)}${margin}${close}`;
  if (Array.isArray(value)) {
    return listed(
      '[',
      value.map((item) => written(item, names, indent, inside)),
      ']',
    );
  }
  const map = value as Readonly<Record<string, unknown>>;
  const colon = indent === '' ? ':' : ': ';
  const given = names(map).filter((name) => map[name] !== undefined);
  return listed(
    '{',
    given.map((name) => scalar(name) + colon + written(map[name], names, indent, inside)),
    '}',
  );
}

function scalar(value: unknown): string {
  if (typeof value === 'string') return safe(JSON.stringify(value));
  return Object.is(value, -0) ? '-0' : (JSON.stringify(value) ?? 'null');
}

const sortedNames: Names = (map) => (structs.has(map) ? Object.keys(map) : Object.keys(map).sort(compareBytes));

const namesOfGiven: Names = (map) => sortedNames(map).filter((name) => /^[A-Z]/.test(name) || !isEmpty(map[name]));

const isEmpty = (value: unknown) => typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** Only the keys of maps are numbers. */
const namesInOrder: Names = (map) => {
  const names = Object.keys(map);
  return names[0] !== undefined && /^\d+$/.test(names[0]) ? names.sort(compareBytes) : names;
};

/** As their bytes in UTF-8 compare: characters beyond 16 bits come last. */
function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at++) {
    const [left, right] = [a.charCodeAt(at), b.charCodeAt(at)];
    if (left !== right) return rank(left) - rank(right);
  }
  return a.length - b.length;
}

const rank = (code: number) => (code >= 0xe000 ? code - 0x800 : code >= 0xd800 ? code + 0x2000 : code);
