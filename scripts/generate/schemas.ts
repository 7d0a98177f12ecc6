// Writes `schemas.gen.ts`: what decoding, merging and applying need of each schema, as one JSON text a schema, parsed
// when it is first used, its fields in the order of Go's struct. A field is its type in a short notation (read by
// `src/kinds/schema.ts`), or an object with more facts: `*` is a pointer in Go, a last `?` means that an empty one is
// not written, `[]X` a list, `map[]X` a map.

import type { Facts, GoTypes, OpenApiSchema } from './facts';
import { parts } from './names';
import { printKey, printText } from './print';
import { structOrder } from './struct-order';
import { topLevelKind } from './types';

const HEADER = `// What decoding, merging and server-side apply need of every Kubernetes 1.36 schema, as one JSON text a schema; read them
// through \`schemaFacts\` in \`../schema\`. Written by \`npm run generate\`; edits would be lost.
`;

/** The other groups are stored as protobuf, which does not tell an empty list from none. */
const STORED_AS_JSON = ['apiextensions', 'apiregistration'];

export function writeSchemas(facts: Facts, names: ReadonlyMap<string, string>): string {
  const lines = Object.entries(facts.schemas).map(([name, schema]) => {
    const text = JSON.stringify(schemaData(name, schema, facts, names));
    const key = printKey(names.get(name) as string);
    const line = `  ${key}: ${printText(text)},\n`;
    return line.length <= 121 ? line : `  ${key}:\n    ${printText(text)},\n`;
  });
  return `${HEADER}\nexport const schemaTexts: Readonly<Record<string, string>> = {\n${lines.join('')}};\n`;
}

function schemaData(name: string, schema: OpenApiSchema, facts: Facts, names: ReadonlyMap<string, string>) {
  const { goTypes } = facts;
  const short = names.get(name) as string;
  const { group, version, word } = parts(name);
  const kind = topLevelKind(schema);
  const go = `${version}.${word}`;
  const fields: Record<string, unknown> = {};
  for (const [property, value] of structOrder(name, schema, facts)) {
    const goType = goTypes.schemas[name]?.[property];
    if (goType === undefined && name in goTypes.schemas) throw new Error(`${name}.${property}: no Go type`);
    const required = schema.required?.includes(property) ?? false;
    fields[property] = fieldData(value, goType ?? '', required, goTypes, names);
  }
  return {
    ...(go === `v1.${short}` ? {} : { go }),
    ...(kind ? { kind: [kind.group, kind.version, kind.kind] } : {}),
    ...(STORED_AS_JSON.includes(group) ? { storedAsJson: true } : {}),
    ...(schema['x-kubernetes-map-type'] ? { map: schema['x-kubernetes-map-type'] } : {}),
    fields,
  };
}

function fieldData(
  schema: OpenApiSchema,
  goText: string,
  required: boolean,
  goTypes: GoTypes,
  names: ReadonlyMap<string, string>,
): unknown {
  const embedding = goText.split('>').slice(0, -1);
  const [goType = '', ...options] = goText.slice(goText.lastIndexOf('>') + 1).split(',');
  const bare = goType.replace(/^\*/, '');
  // A struct that is left out when zero behaves as a pointer does.
  const pointer = goType !== bare || options.includes('omitzero');
  const omitted = options.includes('omitempty') || options.includes('omitzero');
  const type = `${pointer ? '*' : ''}${notation(schema, names)}${omitted ? '?' : ''}`;
  const named = goTypes.named[bare];
  const more = {
    ...(bare === goNotation(schema) || bare === '' ? {} : { go: bare }),
    ...(named === undefined ? {} : { unnamed: named }),
    // TypeMeta goes without saying: it holds every kind's apiVersion and kind.
    ...(embedding.length === 0 || embedding[0] === 'TypeMeta' ? {} : { embedded: embedding.join('.') }),
    ...(required ? { required } : {}),
    ...(isTelling(schema.default) || isMarked(schema.default, type) ? { default: schema.default } : {}),
    ...given('enum', schema.enum ?? schema.items?.enum),
    ...given('list', schema['x-kubernetes-list-type']),
    ...given('keys', schema['x-kubernetes-list-map-keys']),
    ...given('map', schema['x-kubernetes-map-type']),
    ...given('strategy', schema['x-kubernetes-patch-strategy']),
    ...given('mergeKey', schema['x-kubernetes-patch-merge-key']),
  };
  return Object.keys(more).length === 0 ? type : { type, ...more };
}

const given = (key: string, value: unknown) => (value === undefined ? {} : { [key]: value });

/** Zero values say nothing that the Go type does not. */
const isTelling = (value: unknown) =>
  value !== undefined && value !== '' && value !== 0 && value !== false && typeof value !== 'object';

/** An empty text that may be left out has its default from a marker: as a list's key it counts. */
const isMarked = (value: unknown, type: string) => value === '' && type === 'string?';

function notation(schema: OpenApiSchema, names: ReadonlyMap<string, string>): string {
  if (schema.$ref !== undefined) return names.get(schema.$ref) as string;
  if (schema.items) return `[]${notation(schema.items, names)}`;
  if (schema.additionalProperties) return `map[]${notation(schema.additionalProperties, names)}`;
  return scalar(schema);
}

function scalar(schema: OpenApiSchema): string {
  if (schema.type === 'boolean') return 'bool';
  if (schema.type === 'string') return schema.format === 'byte' ? 'bytes' : 'string';
  if (schema.type === 'integer') return schema.format ?? 'int64';
  if (schema.type === 'number') return 'float64';
  throw new Error(`no notation for ${JSON.stringify(schema)}`);
}

/** The Go type that the notation alone suggests. */
function goNotation(schema: OpenApiSchema): string {
  if (schema.$ref !== undefined) return `${goPackage(schema.$ref)}.${parts(schema.$ref).word}`;
  if (schema.items) return `[]${goNotation(schema.items)}`;
  if (schema.additionalProperties) return `map[string]${goNotation(schema.additionalProperties)}`;
  const word = scalar(schema);
  return word === 'bytes' ? '[]uint8' : word;
}

const goPackage = (name: string) => parts(name).version;
