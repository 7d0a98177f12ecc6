// Writes `types.gen.ts`: one interface a schema, all of it readonly, as stored objects are.

import type { Facts, OpenApiSchema } from './facts';

const HEADER = `// TypeScript types of every Kubernetes 1.36 schema, for stored objects: readonly throughout, kinds and versions literal,
// metadata.name and a kind's spec always there. Written by \`npm run generate\`; edits would be lost.
`;

/** Schemas whose shape OpenAPI does not tell. */
const HAND_WRITTEN: Readonly<Record<string, string>> = {
  Quantity: 'string | number',
  IntOrString: 'number | string',
  Time: 'string',
  MicroTime: 'string',
  FieldsV1: 'Readonly<Record<string, unknown>>',
  RawExtension: 'Readonly<Record<string, unknown>>',
  Patch: 'Readonly<Record<string, unknown>>',
  JsonValue: 'unknown',
  JSONSchemaPropsOrArray: 'JSONSchemaProps | readonly JSONSchemaProps[]',
  JSONSchemaPropsOrBool: 'JSONSchemaProps | boolean',
  JSONSchemaPropsOrStringArray: 'JSONSchemaProps | readonly string[]',
  CustomResourceSubresourceStatus: 'Readonly<Record<string, unknown>>',
};

const OBJECT_META = 'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta';

export function writeTypes(facts: Facts, names: ReadonlyMap<string, string>): string {
  const blocks: string[] = [];
  for (const [name, schema] of Object.entries(facts.schemas)) {
    blocks.push(declaration(names.get(name) as string, name, schema, names));
  }
  blocks.push(templateMeta(), kindTypes(facts, names));
  return `${HEADER}\n${blocks.join('\n')}`;
}

function declaration(short: string, name: string, schema: OpenApiSchema, names: ReadonlyMap<string, string>): string {
  const written = HAND_WRITTEN[short];
  if (written !== undefined) return `export type ${short} = ${written};\n`;
  if (!schema.properties) throw new Error(`${name}: a schema without properties needs a hand-written type`);
  // A template's metadata needs no name, a stored object's does.
  const metadata = topLevelKind(schema) ? 'ObjectMeta' : 'TemplateMeta';
  const aliases: string[] = [];
  const lines = Object.entries(schema.properties).map(([property, value]) => {
    const type = literalType(schema, property) ?? typeOf(value, names, metadata);
    return field(short, property, type, isRequired(name, schema, property, value), aliases);
  });
  return `${aliases.join('')}export interface ${short} {\n${lines.join('')}}\n`;
}

/** `'apps/v1'` and `'Deployment'` for the two fields that name a top-level kind. */
function literalType(schema: OpenApiSchema, property: string): string | undefined {
  const kind = topLevelKind(schema);
  if (kind === undefined) return undefined;
  if (property === 'kind') return `'${kind.kind}'`;
  if (property === 'apiVersion') return `'${kind.group === '' ? '' : `${kind.group}/`}${kind.version}'`;
  return undefined;
}

export function topLevelKind(schema: OpenApiSchema) {
  const kinds = schema['x-kubernetes-group-version-kind'];
  return kinds?.length === 1 ? kinds[0] : undefined;
}

function isRequired(name: string, schema: OpenApiSchema, property: string, value: OpenApiSchema): boolean {
  if (name === OBJECT_META) return property === 'name';
  if (schema.required?.includes(property)) return true;
  const kind = topLevelKind(schema);
  if (kind && (property === 'apiVersion' || property === 'kind')) return true;
  if (kind && value.$ref === OBJECT_META) return true;
  // A spec that is a struct in Go, not a pointer, is there in every stored object.
  return property === 'spec' && isEmptyObject(value.default);
}

const isEmptyObject = (value: unknown) =>
  typeof value === 'object' && value !== null && Object.keys(value).length === 0;

/** The TypeScript type of one value; `metadata` is the name of the type a reference to ObjectMeta stands for. */
function typeOf(schema: OpenApiSchema, names: ReadonlyMap<string, string>, metadata: string): string {
  if (schema.$ref === OBJECT_META) return metadata;
  if (schema.$ref !== undefined) return names.get(schema.$ref) ?? fail(`${schema.$ref} is unknown`);
  if (schema.enum) return schema.enum.map((value) => `'${value}'`).join(' | ');
  if (schema.additionalProperties) {
    return `Readonly<Record<string, ${typeOf(schema.additionalProperties, names, metadata)}>>`;
  }
  if (schema.items) {
    const item = typeOf(schema.items, names, metadata);
    return `readonly ${item.includes(' ') ? `(${item})` : item}[]`;
  }
  if (schema.type === 'string' || schema.type === 'boolean') return schema.type;
  if (schema.type === 'integer' || schema.type === 'number') return 'number';
  return fail(`no type for ${JSON.stringify(schema)}`);
}

function field(owner: string, property: string, type: string, required: boolean, aliases: string[]): string {
  const key = /^[A-Za-z_$][\w$]*$/.test(property) ? property : `'${property}'`;
  const head = `  readonly ${key}${required ? '' : '?'}:`;
  const members = required ? [type] : [type, 'undefined'];
  const line = `${head} ${members.join(' | ')};\n`;
  if (line.length <= 121) return line;
  const union = type.match(/'[^']*'/g);
  if (!union) return `${head}\n${members.map((member) => `    | ${member}`).join('\n')};\n`;
  const alias = `${owner}${property.charAt(0).toUpperCase()}${property.slice(1)}`;
  const inline = `export type ${alias} = ${union.join(' | ')};`;
  const broken = `export type ${alias} =\n${union.map((word) => `  | ${word}`).join('\n')};`;
  aliases.push(`${inline.length <= 120 ? inline : broken}\n\n`);
  return field(owner, property, type.replace(/\(?'.*'\)?/, alias), required, aliases);
}

const templateMeta = () => `/** Metadata of a template: it may have no name. */
export type TemplateMeta = { readonly [K in keyof ObjectMeta]?: ObjectMeta[K] | undefined };
`;

/** Every served kind's type by its short name, so that code can be generic in the kind. */
function kindTypes(facts: Facts, names: ReadonlyMap<string, string>): string {
  const served = new Set(facts.resources.map(({ group, version, kind }) => `${group}/${version}/${kind}`));
  const lines: string[] = [];
  for (const [name, schema] of Object.entries(facts.schemas)) {
    const kind = topLevelKind(schema);
    if (!kind || !served.has(`${kind.group}/${kind.version}/${kind.kind}`)) continue;
    lines.push(`  readonly ${names.get(name)}: ${names.get(name)};\n`);
  }
  return `/** The types of all served kinds by schema name. */\nexport interface KindTypes {\n${lines.sort().join('')}}\n`;
}

function fail(message: string): never {
  throw new Error(message);
}
