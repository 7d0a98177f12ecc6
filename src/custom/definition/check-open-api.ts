// The rules for every part of a schema: what is not supported, lists and maps of a kind, expressions. Expressions are
// looked at where nothing else is wrong, here or below.
// upstream: apis/apiextensions/validation/validation.go ValidateCustomResourceDefinitionOpenAPISchema

import { type Errors, forbidden, invalid, notSupported } from '../../kinds/validation/field-error';
import { additionalOf, isEmbedded, itemsOf, META_FIELDS, type Schema } from '../schema';
import { checkExpressions, type RuleScope } from './check-expressions';
import { checkListsAndMaps } from './check-lists-and-maps';
import { checkRuleTexts } from './check-rule-texts';

/** Where a part of a schema stands. */
interface Scope {
  readonly isRoot: boolean;
  /** Why no default may be here; undefined where one may. */
  readonly noDefaults: string | undefined;
  /** In the apiVersion, kind or metadata of a resource. */
  readonly inMeta: boolean;
  /** The place above which cannot be followed from one state to the next; undefined where all can. */
  readonly uncorrelatable: string | undefined;
  /** Absent where expressions are not looked at. */
  readonly rules: RuleScope | undefined;
}

export interface OpenApiErrors {
  readonly schema: Errors;
  readonly expressions: Errors;
}

/** @param rules where expressions are to be looked at: the scope of the root */
export function checkOpenApi(schema: Schema, path: string, rules: RuleScope | undefined): Errors {
  const scope = { isRoot: true, noDefaults: undefined, inMeta: false, uncorrelatable: undefined, rules };
  const found = check(schema, path, scope);
  return [...found.schema, ...found.expressions];
}

function check(schema: Schema, path: string, scope: Scope): OpenApiErrors {
  const found: OpenApiErrors = { schema: [], expressions: [] };
  const below = (part: Schema | undefined, at: string, inner: Scope) => {
    if (!part) return;
    const other = check(part, `${path}.${at}`, { ...inner, isRoot: false });
    found.schema.push(...other.schema);
    found.expressions.push(...other.expressions);
  };
  checkSupported(found.schema, schema, path, scope);
  if (schema.uniqueItems) {
    const why = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    found.schema.push(forbidden(`${path}.uniqueItems`, why));
  }
  checkAdditional(found.schema, schema, path);
  checkParts(schema, path, scope, below);
  checkListsAndMaps(found.schema, schema, path);
  checkRuleTexts(found.schema, schema, path);
  if (found.schema.length === 0 && scope.rules) {
    checkExpressions(found.expressions, schema, path, scope.rules, scope.uncorrelatable);
  }
  return found;
}

function checkAdditional(errors: Errors, { additionalProperties, properties = {} }: Schema, path: string): void {
  if (additionalProperties === undefined || additionalProperties === true) return;
  if (Object.keys(properties).length === 0) return;
  errors.push(forbidden(`${path}.additionalProperties`, 'additionalProperties and properties are mutual exclusive'));
}

type Below = (part: Schema | undefined, at: string, inner: Scope) => void;

function checkParts(schema: Schema, path: string, scope: Scope, below: Below): void {
  const plain = { ...scope, rules: undefined };
  const additional = additionalOf(schema);
  const values = scope.inMeta ? 'inside additionalProperties applying to object metadata' : scope.noDefaults;
  below(additional, 'additionalProperties', {
    ...scope,
    noDefaults: values,
    rules: additional && scope.rules?.below(additional),
  });
  const mapType = schema['x-kubernetes-map-type'] ?? 'granular';
  const follows = mapType === 'granular' || mapType === 'atomic';
  for (const name of Object.keys(schema.properties ?? {}).sort()) {
    const property = schema.properties?.[name] as Schema;
    const isMeta = (scope.isRoot || isEmbedded(schema)) && META_FIELDS.includes(name);
    below(property, `properties[${name}]`, {
      ...scope,
      inMeta: scope.inMeta || isMeta,
      noDefaults: isMeta && scope.isRoot ? `in top-level ${name}` : scope.noDefaults,
      uncorrelatable: scope.uncorrelatable ?? (follows ? undefined : path),
      rules: scope.rules?.below(property),
    });
  }
  const { not, allOf = [], oneOf = [], anyOf = [], definitions = {}, dependencies = {} } = schema;
  below(not, 'not', plain);
  for (const [index, part] of allOf.entries()) below(part, `allOf[${index}]`, plain);
  for (const [index, part] of oneOf.entries()) below(part, `oneOf[${index}]`, plain);
  for (const [index, part] of anyOf.entries()) below(part, `anyOf[${index}]`, plain);
  for (const [name, part] of Object.entries(definitions)) below(part, `definitions[${name}]`, plain);
  const isKeyed = schema['x-kubernetes-list-type'] === 'map';
  const inList = { ...scope, uncorrelatable: scope.uncorrelatable ?? (isKeyed ? undefined : path) };
  const items = itemsOf(schema);
  below(items, 'items', { ...inList, rules: items && scope.rules?.below(items) });
  if (Array.isArray(schema.items)) {
    for (const [index, part] of schema.items.entries()) below(part, `items[${index}]`, { ...inList, rules: undefined });
  }
  for (const [name, part] of Object.entries(dependencies)) {
    if (!Array.isArray(part)) below(part as Schema, `dependencies[${name}]`, plain);
  }
}

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const NOT_SUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const;

/** upstream: specStandardValidatorV3.validate */
function checkSupported(errors: Errors, schema: Schema, path: string, scope: Scope): void {
  const { type } = schema;
  if (type && !TYPES.includes(type)) errors.push(notSupported(`${path}.type`, type, TYPES));
  if (schema.default !== undefined && schema.default !== null && scope.noDefaults !== undefined) {
    errors.push(forbidden(`${path}.default`, `must not be set ${scope.noDefaults}`));
  }
  for (const name of NOT_SUPPORTED) {
    if (isSet(schema[name])) errors.push(forbidden(`${path}.${name}`, `${name} is not supported`));
  }
  if (type === 'null') {
    const instead = 'type cannot be set to null, use nullable as an alternative';
    errors.push(forbidden(`${path}.type`, instead));
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    errors.push(forbidden(`${path}.items`, 'items must be a schema object and not an array'));
  }
  if (scope.inMeta && isEmbedded(schema)) {
    const where = `${path}.x-kubernetes-embedded-resource`;
    errors.push(forbidden(where, 'must not be used inside of resource meta'));
  }
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.push(invalid(`${path}.x-kubernetes-preserve-unknown-fields`, false, 'must be true or undefined'));
  }
}

function isSet(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
}
