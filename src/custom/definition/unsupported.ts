// Parts of JSON schema that definitions cannot have: with one of them there is no structure to look at.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/convert.go validateUnsupportedFields

import { additionalOf, itemsOf, type Schema } from '../schema';

/** What is wrong with the first such part; undefined when there is none. */
export function unsupportedPart(schema: Schema): string | undefined {
  const own = ownPart(schema);
  if (own !== undefined) return `OpenAPIV3Schema '${own}' is not supported`;
  const { not, allOf = [], anyOf = [], oneOf = [], properties = {} } = schema;
  const parts = [not, ...allOf, ...anyOf, ...oneOf];
  const nested = firstOf(parts);
  if (nested !== undefined) return nested;
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    return "internal error: 'x-kubernetes-preserve-unknown-fields' must be true or undefined";
  }
  if (Array.isArray(schema.items)) return "OpenAPIV3Schema 'items' must be a schema, but is an array";
  return firstOf([itemsOf(schema), ...Object.values(properties), additionalOf(schema)]);
}

function firstOf(schemas: readonly (Schema | undefined)[]): string | undefined {
  for (const schema of schemas) {
    const found = schema && unsupportedPart(schema);
    if (found !== undefined) return found;
  }
  return undefined;
}

function ownPart(schema: Schema): string | undefined {
  if (schema.id) return 'id';
  if (schema.$schema) return 'schema';
  if (schema.$ref) return '$ref';
  if (Object.keys(schema.patternProperties ?? {}).length > 0) return 'patternProperties';
  if (Object.keys(schema.dependencies ?? {}).length > 0) return 'dependencies';
  if (schema.additionalItems !== undefined) return 'additionalItems';
  return Object.keys(schema.definitions ?? {}).length > 0 ? 'definitions' : undefined;
}
