// What makes a schema structural: every value has one known type, and alternatives only narrow what is known.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/validation.go, complete.go

import { compileRegularExpression } from '../../cel/regular-expression';
import { equalData } from '../../kinds/equal-data';
import { type Errors, forbidden, invalid, required } from '../../kinds/validation/field-error';
import { additionalOf, isEmbedded, itemsOf, preservesUnknown, propertyOf, type Schema } from '../schema';
import { checkCompleteness } from './check-completeness';

type Level = 'root' | 'item' | 'field';

const EMPTY_TYPE: Readonly<Record<Level, string>> = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};

/** Errors in the order of their texts. */
export function checkStructural(errors: Errors, schema: Schema, path: string): void {
  const found: Errors = [];
  checkInvariants(found, schema, 'root', path);
  checkCompleteness(found, schema, schema, path, path);
  const text = ({ field, message }: Errors[number]) => `${field}: ${message}`;
  errors.push(...found.sort((a, b) => (text(a) < text(b) ? -1 : 1)));
}

function checkInvariants(errors: Errors, schema: Schema, level: Level, path: string): void {
  const items = itemsOf(schema);
  if (schema.type === 'array' && !items) errors.push(required(`${path}.items`, 'must be specified'));
  if (items) checkInvariants(errors, items, 'item', `${path}.items`);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    checkInvariants(errors, property, 'field', `${path}.properties[${name}]`);
  }
  const additional = additionalOf(schema);
  if (schema.additionalProperties !== undefined && level === 'root') {
    errors.push(forbidden(`${path}.additionalProperties`, 'must not be used at the root'));
  }
  if (additional) checkInvariants(errors, additional, 'field', `${path}.additionalProperties`);
  checkExtensions(errors, schema, path);
  const skips = { anyOf: isIntOrString(schema.anyOf), firstAllOf: isIntOrString(schema.allOf?.[0]?.anyOf) };
  checkValueRules(errors, schema, skips, path);
  checkTypes(errors, schema, level, path);
  checkMeta(errors, schema, level, path);
}

function checkExtensions(errors: Errors, schema: Schema, path: string): void {
  if (!schema['x-kubernetes-int-or-string']) return;
  for (const name of ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const) {
    if (!schema[name]) continue;
    errors.push(invalid(`${path}.${name}`, true, 'must be false if x-kubernetes-int-or-string is true'));
  }
}

function checkTypes(errors: Errors, schema: Schema, level: Level, path: string): void {
  const { type = '' } = schema;
  const field = `${path}.type`;
  if (isEmbedded(schema) && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? required(field, detail) : invalid(field, type, detail));
  } else if (type === '' && !schema['x-kubernetes-int-or-string'] && !preservesUnknown(schema)) {
    errors.push(required(field, EMPTY_TYPE[level]));
  }
  if (isEmbedded(schema) && schema.additionalProperties !== undefined) {
    const detail = 'must not be used if x-kubernetes-embedded-resource is set';
    errors.push(forbidden(`${path}.additionalProperties`, detail));
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.push(invalid(field, type, 'must be object at the root'));
  }
}

function checkMeta(errors: Errors, schema: Schema, level: Level, path: string): void {
  const isResource = level === 'root' || isEmbedded(schema);
  for (const name of ['kind', 'apiVersion']) {
    const property = isResource ? propertyOf(schema, name) : undefined;
    if (!property || property.type === 'string') continue;
    errors.push(invalid(`${path}.properties[${name}].type`, property.type ?? '', 'must be string'));
  }
  const metadata = propertyOf(schema, 'metadata');
  const field = `${path}.properties[metadata]`;
  if (metadata && isResource && metadata.type !== 'object') {
    errors.push(invalid(`${field}.type`, metadata.type ?? '', 'must be object'));
  }
  if (metadata && level === 'root' && saysMoreThanNames(metadata)) {
    const only = 'must not specify anything other than name and generateName, but metadata is implicitly specified';
    errors.push(forbidden(field, only));
  }
  const isBare = Object.keys(schema.properties ?? {}).length === 0;
  if (isEmbedded(schema) && !preservesUnknown(schema) && isBare) {
    const without = 'x-kubernetes-embedded-resource is true without x-kubernetes-preserve-unknown-fields';
    errors.push(required(`${path}.properties`, `must not be empty if ${without}`));
  }
}

function saysMoreThanNames({ type, default: ignored, properties = {}, ...rest }: Schema): boolean {
  const others = Object.keys(properties).filter((name) => name !== 'name' && name !== 'generateName');
  return others.length > 0 || Object.values(rest).some((value) => value !== undefined && value !== null);
}

const INT_OR_STRING = [{ type: 'integer' }, { type: 'string' }];

/** The one use of types in alternatives that is allowed. */
function isIntOrString(anyOf: Schema['anyOf']): boolean {
  return equalData(anyOf, INT_OR_STRING);
}

interface Skips {
  readonly anyOf: boolean;
  readonly firstAllOf: boolean;
}

const NO_SKIPS: Skips = { anyOf: false, firstAllOf: false };

function checkValueRules(errors: Errors, schema: Schema, skips: Skips, path: string): void {
  const { anyOf = [], allOf = [], oneOf = [], not, pattern } = schema;
  if (!skips.anyOf) {
    for (const [index, part] of anyOf.entries()) checkNested(errors, part, NO_SKIPS, `${path}.anyOf[${index}]`);
  }
  for (const [index, part] of allOf.entries()) {
    const inner = { anyOf: skips.firstAllOf && index === 0, firstAllOf: false };
    checkNested(errors, part, inner, `${path}.allOf[${index}]`);
  }
  for (const [index, part] of oneOf.entries()) checkNested(errors, part, NO_SKIPS, `${path}.oneOf[${index}]`);
  if (not) checkNested(errors, not, NO_SKIPS, `${path}.not`);
  if (!pattern) return;
  const compiled = compileRegularExpression(pattern);
  if (!('error' in compiled)) return;
  const detail = `must be a valid regular expression, but isn't: ${compiled.error}`;
  errors.push(invalid(`${path}.pattern`, pattern, detail));
}

const EMPTY = 'must be empty to be structural';
const UNDEFINED = 'must be undefined to be structural';
const FALSE = 'must be false to be structural';

/** What an alternative must not say, since it would say something of the structure. */
const NOT_NESTED: readonly (readonly [name: keyof Schema, detail: string])[] = [
  ['type', EMPTY],
  ['additionalProperties', UNDEFINED],
  ['default', UNDEFINED],
  ['title', EMPTY],
  ['description', EMPTY],
  ['nullable', FALSE],
  ['x-kubernetes-preserve-unknown-fields', FALSE],
  ['x-kubernetes-embedded-resource', FALSE],
  ['x-kubernetes-int-or-string', FALSE],
  ['x-kubernetes-list-map-keys', EMPTY],
  ['x-kubernetes-list-type', UNDEFINED],
  ['x-kubernetes-map-type', UNDEFINED],
  ['x-kubernetes-validations', EMPTY],
];

function checkNested(errors: Errors, schema: Schema, skips: Skips, path: string): void {
  checkValueRules(errors, schema, skips, path);
  const items = itemsOf(schema);
  if (items) checkNested(errors, items, NO_SKIPS, `${path}.items`);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    checkNested(errors, property, NO_SKIPS, `${path}.properties[${name}]`);
  }
  for (const [name, detail] of NOT_NESTED) {
    const value = schema[name];
    const isAbsent = value === undefined || value === null || value === false || value === '';
    if (!isAbsent && !(Array.isArray(value) && value.length === 0)) errors.push(forbidden(`${path}.${name}`, detail));
  }
  if (propertyOf(schema, 'metadata')) {
    errors.push(forbidden(`${path}.properties[metadata]`, 'must not be specified in a nested context'));
  }
}
