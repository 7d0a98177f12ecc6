// The older OpenAPI document as a protobuf message, which kubectl before 1.29 reads to validate what it sends.
// upstream: gnostic-models openapiv2/OpenAPIv2.proto (the numbers), kube-openapi pkg/handler ToProtoBinary

import { stringify } from 'yaml';
import { delimited, type FieldForm, writeField } from './protobuf-writer';

type Json = Record<string, unknown>;
type Message = Readonly<Record<string, FieldForm>>;

const text = (number: number): FieldForm => ({ number, type: 'string' });
const texts = (number: number): FieldForm => ({ number, type: 'string', list: true });
const flag = (number: number): FieldForm => ({ number, type: 'bool' });
const whole = (number: number): FieldForm => ({ number, type: 'int64' });
const real = (number: number): FieldForm => ({ number, type: 'double' });
const one = (number: number, type: (value: unknown) => Buffer): FieldForm => ({ number, type });
const many = (number: number, type: (value: unknown) => Buffer): FieldForm => ({ number, type, list: true });

/** A writer for objects of these fields, in the order of their numbers; `x-` fields come last, under their number. */
function message(fields: () => Message, extensions?: number): (value: unknown) => Buffer {
  let sorted: [string, FieldForm][] | undefined;
  return (value) => {
    sorted ??= Object.entries(fields()).sort(([, a], [, b]) => a.number - b.number);
    const object = value as Json;
    const parts = sorted.flatMap(([name, form]) => (object[name] === undefined ? [] : writeField(form, object[name])));
    if (extensions !== undefined) {
      for (const name of Object.keys(object)) {
        if (name.startsWith('x-')) parts.push(...delimited(extensions, named(any)([name, object[name]])));
      }
    }
    return Buffer.concat(parts);
  };
}

/** Name and value. */
const named =
  (write: (value: unknown) => Buffer) =>
  (entry: unknown): Buffer => {
    const [name, value] = entry as [string, unknown];
    return Buffer.concat([...delimited(1, Buffer.from(name)), ...delimited(2, write(value))]);
  };

/** An object as a list of names and values, in field `number`. */
const entries =
  (number: number, write: (value: unknown) => Buffer) =>
  (value: unknown): Buffer => {
    const each = named(write);
    return Buffer.concat(Object.entries(value as Json).flatMap((entry) => delimited(number, each(entry))));
  };

/** What a message of one choice holds. */
const wrapped = (number: number, write: (value: unknown) => Buffer) => (value: unknown) =>
  Buffer.concat(delimited(number, write(value)));

const anyTexts = new Map<string, Buffer>();

/** Values of any shape travel as YAML. */
function any(value: unknown): Buffer {
  const key = JSON.stringify(value);
  let bytes = anyTexts.get(key);
  if (!bytes) {
    bytes = Buffer.concat(writeField(text(2), stringify(value, { lineWidth: 0 })));
    if (anyTexts.size < MAX_ANY_TEXTS) anyTexts.set(key, bytes);
  }
  return bytes;
}
const MAX_ANY_TEXTS = 10_000;

const stringArray = message(() => ({ value: texts(1) }));
const typeItem = (value: unknown) => stringArray({ value: [value].flat() });
const itemsItem = (value: unknown) => wrapped(1, schema)(value);
const additionalItem = (value: unknown): Buffer =>
  typeof value === 'boolean'
    ? Buffer.from([0x10, value ? 1 : 0]) // A choice is written even when it is false.
    : wrapped(1, schema)(value);

const externalDocs = message(() => ({ description: text(1), url: text(2) }), 3);

const schema: (value: unknown) => Buffer = message(
  () => ({
    $ref: text(1),
    format: text(2),
    title: text(3),
    description: text(4),
    default: one(5, any),
    multipleOf: real(6),
    maximum: real(7),
    exclusiveMaximum: flag(8),
    minimum: real(9),
    exclusiveMinimum: flag(10),
    maxLength: whole(11),
    minLength: whole(12),
    pattern: text(13),
    maxItems: whole(14),
    minItems: whole(15),
    uniqueItems: flag(16),
    maxProperties: whole(17),
    minProperties: whole(18),
    required: texts(19),
    enum: many(20, any),
    additionalProperties: one(21, additionalItem),
    type: one(22, typeItem),
    items: one(23, itemsItem),
    allOf: many(24, schema),
    properties: one(25, entries(1, schema)),
    externalDocs: one(29, externalDocs),
    example: one(30, any),
  }),
  31,
);

const bodyParameter = message(
  () => ({ description: text(1), name: text(2), in: text(3), required: flag(4), schema: one(5, schema) }),
  6,
);
const PLAIN_PARAMETER = { required: flag(1), in: text(2), description: text(3), name: text(4) };
const queryParameter = message(() => ({ ...PLAIN_PARAMETER, type: text(6), uniqueItems: flag(20) }), 23);
const pathParameter = message(() => ({ ...PLAIN_PARAMETER, type: text(5), uniqueItems: flag(19) }), 22);

function parameterItem(value: unknown): Buffer {
  const place = (value as Json).in;
  if (place === 'body') return wrapped(1, wrapped(1, bodyParameter))(value);
  const plain = place === 'path' ? wrapped(4, pathParameter) : wrapped(3, queryParameter);
  return wrapped(1, wrapped(2, plain))(value);
}

const response = message(() => ({ description: text(1), schema: one(2, wrapped(1, schema)) }), 5);

const operation = message(
  () => ({
    tags: texts(1),
    description: text(3),
    operationId: text(5),
    produces: texts(6),
    consumes: texts(7),
    parameters: many(8, parameterItem),
    responses: one(9, entries(1, wrapped(1, response))),
  }),
  13,
);

const pathItem = message(
  () => ({
    get: one(2, operation),
    put: one(3, operation),
    post: one(4, operation),
    delete: one(5, operation),
    options: one(6, operation),
    head: one(7, operation),
    patch: one(8, operation),
    parameters: many(9, parameterItem),
  }),
  10,
);

const apiKey = message(() => ({ type: text(1), name: text(2), in: text(3), description: text(4) }));
const needed = (value: unknown): Buffer => stringArray({ value });

const document = message(() => ({
  swagger: text(1),
  info: one(
    2,
    message(() => ({ title: text(1), version: text(2) })),
  ),
  paths: one(8, entries(2, pathItem)),
  definitions: one(9, entries(1, schema)),
  security: many(12, entries(1, needed)),
  securityDefinitions: one(13, entries(1, wrapped(2, apiKey))),
}));

/** @param swagger a document of version 2.0 with API keys as its only security */
export const openApiMessage = (swagger: Json): Buffer => document(swagger);
