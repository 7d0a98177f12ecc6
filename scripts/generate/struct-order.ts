// The order in which Go declares the fields of a struct, which is that of its protobuf message: JSON is written, and
// maps are converted, in it. What a message embeds stands in its place.

import type { Facts, OpenApiSchema } from './facts';
import { openApiName, protobufName, referredIn } from './protobuf-names';

/** The properties of a schema, each with its own. Those that no message knows come first: `kind` and `apiVersion`. */
export function structOrder(name: string, schema: OpenApiSchema, facts: Facts): readonly [string, OpenApiSchema][] {
  const declared = fieldNames(protobufName(name), facts).map(plain);
  const place = (property: string) => declared.indexOf(plain(property));
  const isLater = ([a]: [string, OpenApiSchema], [b]: [string, OpenApiSchema]) =>
    place(a) - place(b) || (a < b ? 1 : -1);
  return Object.entries(schema.properties ?? {}).sort(isLater);
}

function fieldNames(message: string, facts: Facts): readonly string[] {
  const properties = Object.keys(facts.schemas[openApiName(message)]?.properties ?? {}).map(plain);
  return (facts.messages[message] ?? []).flatMap(([, name, type]) => {
    const isOwn = properties.length === 0 || properties.includes(plain(name));
    return isOwn ? [name] : fieldNames(referredIn(type), facts);
  });
}

/** Protobuf writes `externalIPs` and `$ref` in its own way. */
const plain = (word: string) => word.replace(/[-$]/g, '').toLowerCase();
