// Reads what a function is declared to take and give, `string.(string, int) -> list(A)`: a type before the dot is what
// it is called on, a capital letter stands for any type.

import {
  BOOL,
  BYTES,
  type CelType,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  objectOf,
  optionalOf,
  STRING,
  TIMESTAMP,
  UINT,
} from './types';

export interface Signature {
  /** Called as `x.name()`; its first parameter is x. */
  readonly isMember: boolean;
  readonly parameters: readonly CelType[];
  readonly result: CelType;
  readonly typeParameters: readonly string[];
}

const NAMED: Readonly<Record<string, CelType>> = {
  dyn: DYN,
  string: STRING,
  int: INT,
  uint: UINT,
  double: DOUBLE,
  bool: BOOL,
  bytes: BYTES,
  timestamp: TIMESTAMP,
  duration: DURATION,
  null: NULL,
  type: { kind: 'type' },
};
const MAKERS: Readonly<Record<string, (...types: CelType[]) => CelType>> = {
  list: (item) => listOf(item as CelType),
  map: (key, value) => mapOf(key as CelType, value as CelType),
  optional: (item) => optionalOf(item as CelType),
  type: (of) => ({ kind: 'type', of: of as CelType }),
};

export function readSignature(text: string): Signature {
  const [before = '', result = ''] = text.split(' -> ');
  const open = before.startsWith('(') ? 0 : before.indexOf('.(') + 1;
  const target = open === 0 ? [] : [readType(before.slice(0, open - 1))];
  const parameters = [...target, ...splitTypes(before.slice(open + 1, -1)).map(readType)];
  return {
    isMember: open > 0,
    parameters,
    result: readType(result),
    typeParameters: [...new Set(text.match(/\b[A-Z]\b/g) ?? [])],
  };
}

export function readType(text: string): CelType {
  const open = text.indexOf('(');
  if (open < 0) {
    if (/^[A-Z]$/.test(text)) return { kind: 'parameter', name: text };
    return NAMED[text] ?? objectOf(text);
  }
  const make = MAKERS[text.slice(0, open)] as (...types: CelType[]) => CelType;
  return make(...splitTypes(text.slice(open + 1, -1)).map(readType));
}

/** Cuts at the commas that stand in no brackets. */
function splitTypes(text: string): string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text[index];
    if (character === '(') depth++;
    if (character === ')') depth--;
    if (character !== ',' || depth > 0) continue;
    parts.push(text.slice(start, index));
    start = index + 2;
  }
  return text === '' ? [] : [...parts, text.slice(start)];
}
