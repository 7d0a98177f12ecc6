// Writes protobuf messages from plain JSON, by a table of field numbers.

/** How a value of JSON becomes a field: a scalar, the name of a message, or a way of its own. */
export interface FieldForm {
  readonly number: number;
  readonly type: 'string' | 'bool' | 'int64' | 'double' | ((value: unknown) => Buffer);
  readonly list?: boolean;
}

const WIRE = { varint: 0, fixed64: 1, bytes: 2 };

/** One field with its tag. Zeros are not written, as proto3 has it, but in lists. */
export function writeField({ number, type, list }: FieldForm, value: unknown): Buffer[] {
  if (list) return (value as readonly unknown[]).flatMap((item) => scalar(number, type, item, true));
  return scalar(number, type, value, false);
}

function scalar(number: number, type: FieldForm['type'], value: unknown, zeros: boolean): Buffer[] {
  if (typeof type === 'function') return delimited(number, type(value));
  if (!zeros && (value === '' || value === false || value === 0)) return [];
  if (type === 'string') return delimited(number, Buffer.from(String(value)));
  if (type === 'double') {
    const bytes = Buffer.alloc(8);
    bytes.writeDoubleLE(Number(value));
    return [tag(number, WIRE.fixed64), bytes];
  }
  return [tag(number, WIRE.varint), varint(Number(value))];
}

/** A message or text as field `number`. */
export const delimited = (number: number, bytes: Buffer): Buffer[] => [
  tag(number, WIRE.bytes),
  varint(bytes.length),
  bytes,
];

const tag = (number: number, wire: number) => varint(number * 8 + wire);

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Buffer.from(bytes);
}
