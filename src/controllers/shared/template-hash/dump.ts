// A PodTemplateSpec as text, byte for byte what Go's spew printer makes of the decoded struct: every field of every
// struct in declaration order, types in parentheses except within lists and maps. Template hashes are taken over it.
// upstream: k8s.io/apimachinery/pkg/util/dump ForHash

import { dumpQuantity } from './dump-quantity';
import { GO_STRUCTS } from './go-structs';

interface Field {
  readonly goName: string;
  /** Empty for an embedded struct, whose fields stand in the parent's JSON object. */
  readonly jsonName: string;
  readonly type: GoType;
}

type Printer = (value: unknown) => string;

/** How a Go type is named and printed; `print` leaves the type's own name out. */
interface GoType {
  readonly name: string;
  readonly isPointer: boolean;
  readonly print: Printer;
}

/** upstream: a zero metav1.Time is an empty time.Time. */
const ZERO_TIME = '{Time:(time.Time){wall:(uint64)0 ext:(int64)0 loc:(*time.Location)<nil>}}';

const PRINTERS: Readonly<Record<string, Printer>> = {
  bool: (value) => String(value ?? false),
  int32: (value) => String(value ?? 0),
  int64: (value) => String(value ?? 0),
  'v1.Time': () => ZERO_TIME,
  'v1.ResourceList': (value) => printMap(value, dumpQuantity),
  'resource.Quantity': dumpQuantity,
  'intstr.IntOrString': (value) =>
    typeof value === 'string'
      ? `{Type:(intstr.Type)1 IntVal:(int32)0 StrVal:(string)${value}}`
      : `{Type:(intstr.Type)0 IntVal:(int32)${value ?? 0} StrVal:(string)}`,
};

const structs = new Map<string, string>();
for (const text of GO_STRUCTS.trim().split(/\n(?! )/)) {
  const space = text.indexOf(' ');
  structs.set(`v1.${text.slice(0, space)}`, text.slice(space + 1));
}
const types = new Map<string, GoType>();

/** The dump of a defaulted pod template, as its JSON form holds it. */
export function dumpPodTemplate(template: unknown): string {
  const type = goType('PodTemplateSpec');
  return `(${type.name})${type.print(template)}`;
}

function goType(text: string): GoType {
  let type = types.get(text);
  if (type === undefined) {
    type = makeType(text);
    types.set(text, type);
  }
  return type;
}

function makeType(text: string): GoType {
  if (text.startsWith('*')) return pointerType(goType(text.slice(1)));
  if (text.startsWith('[]')) return listType(goType(text.slice(2)));
  const map = /^map\[(\w+)\](.+)$/.exec(text);
  if (map) {
    const values = goType(map[2] as string);
    return plainType(`map[${map[1]}]${values.name}`, (value) => printMap(value, values.print));
  }
  const name = /^[a-z]|\./.test(text) ? text : `v1.${text}`;
  const known = PRINTERS[name];
  if (known) return plainType(name, known);
  return structs.has(name) ? structType(name) : plainType(name, (value) => String(value ?? ''));
}

const plainType = (name: string, print: Printer): GoType => ({ name, isPointer: false, print });

function pointerType(target: GoType): GoType {
  return {
    name: `*${target.name}`,
    isPointer: true,
    print: (value) => (value === undefined || value === null ? '<nil>' : target.print(value)),
  };
}

/** An empty list is nil: protobuf does not tell them apart. */
function listType(item: GoType): GoType {
  return plainType(`[]${item.name}`, (value) => {
    const items = (value ?? []) as readonly unknown[];
    if (items.length === 0) return '<nil>';
    return `[${items.map((each) => (item.isPointer ? `<*>${item.print(each)}` : item.print(each))).join(' ')}]`;
  });
}

function printMap(value: unknown, print: Printer): string {
  const entries = (value ?? {}) as Readonly<Record<string, unknown>>;
  const keys = Object.keys(entries).sort();
  if (keys.length === 0) return '<nil>';
  return `map[${keys.map((key) => `${key}:${print(entries[key])}`).join(' ')}]`;
}

function structType(name: string): GoType {
  let fields: readonly Field[] | undefined;
  return plainType(name, (value) => {
    fields ??= parseFields(structs.get(name) as string);
    const object = (value ?? {}) as Readonly<Record<string, unknown>>;
    const texts = fields.map(({ goName, jsonName, type }) => {
      const inner = jsonName === '' ? object : object[jsonName];
      return `${goName}:(${type.name})${type.print(inner)}`;
    });
    return `{${texts.join(' ')}}`;
  });
}

function parseFields(text: string): Field[] {
  return text.split(/\s+/).map((part) => {
    const colon = part.indexOf(':');
    const [goName, jsonName] = part.slice(0, colon).split('=') as [string, string | undefined];
    const plain = goName.charAt(0).toLowerCase() + goName.slice(1);
    return { goName, jsonName: jsonName ?? plain, type: goType(part.slice(colon + 1)) };
  });
}
