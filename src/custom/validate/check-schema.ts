// Checks a value against a schema as the API server does, errors in its words: type, alternatives, texts, numbers,
// lists, enums, maps, in that order. upstream: kube-openapi/pkg/validation/validate

import { goQuote } from '../../kinds/validation/field-error';
import { additionalOf, isDict, itemsOf, propertyOf, type Schema } from '../schema';
import { checkAlternatives } from './check-alternatives';
import { checkItems } from './check-items';
import { checkNumber } from './check-number';
import { checkText } from './check-text';
import { checkType } from './check-type';
import type { Correlated } from './correlated';
import { enumError, Result, requiredError, tooManyError, valueError } from './result';

/**
 * @param path of the value within what is checked, '' for the whole
 * @param pair the value with what stood there before; without one nothing is let pass
 */
export function checkSchema(value: unknown, schema: Schema, path: string, pair?: Correlated): Result {
  const result = new Result();
  checkType(result, value, schema, path);
  if (value === null || value === undefined) {
    checkEnum(result, null, schema, path);
    return result;
  }
  checkAlternatives(result, schema, path, (part) => checkSchema(value, part, path, pair));
  if (typeof value === 'string') checkText(result, value, schema, path);
  if (typeof value === 'number') checkNumber(result, value, schema, path);
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    if (items) {
      for (const [index, item] of value.entries()) {
        result.merge(checkPair(item, items, `${path}[${index}]`, pair?.index(index)));
      }
    }
    checkItems(result, value, schema, path);
  }
  checkEnum(result, value, schema, path);
  result.matchCount++;
  if (isDict(value)) checkMap(result, value, schema, path, pair);
  result.matchCount++;
  return result;
}

/** As `checkSchema`; what is wrong in a value that has not changed is let pass. */
export function checkPair(value: unknown, schema: Schema, path: string, pair: Correlated | undefined): Result {
  const result = checkSchema(value, schema, path, pair);
  return pair && !result.isValid && pair.isSame ? result.withoutErrors() : result;
}

function checkEnum(result: Result, value: unknown, schema: Schema, path: string): void {
  const allowed = schema.enum ?? [];
  if (allowed.length === 0 || allowed.some((word) => isSame(value, word))) return;
  result.add(enumError(path, value, allowed));
}

const isSame = (value: unknown, word: unknown) =>
  value === word || (typeof word === 'object' && word !== null && JSON.stringify(value) === JSON.stringify(word));

function checkMap(
  result: Result,
  value: Readonly<Record<string, unknown>>,
  schema: Schema,
  path: string,
  pair: Correlated | undefined,
): void {
  const names = Object.keys(value).sort();
  const { minProperties, maxProperties, properties = {}, additionalProperties, required = [] } = schema;
  if (minProperties !== undefined && names.length < minProperties) {
    result.add(valueError(path, `should have at least ${minProperties} properties`, names.length));
  }
  if (maxProperties !== undefined && names.length > maxProperties) {
    result.add(tooManyError(path, 'properties', names.length, maxProperties));
  }
  const additional = additionalOf(schema);
  for (const name of names) {
    if (propertyOf(schema, name)) continue;
    if (additionalProperties === false) result.add(forbiddenProperty(path, name));
    else if (additional) result.merge(checkPair(value[name], additional, `${path}.${name}`, pair?.key(name)));
  }
  for (const name of Object.keys(properties).sort()) {
    if (!Object.hasOwn(value, name)) continue;
    const isTypeMeta = path === '' && (name === 'apiVersion' || name === 'kind');
    const below = path === '' ? name : `${path}.${name}`;
    const inner = properties[name] as Schema;
    result.merge(checkPair(value[name], inner, below, isTypeMeta ? undefined : pair?.key(name)));
  }
  for (const name of required) {
    if (!Object.hasOwn(value, name)) result.add(requiredError(`${path}.${name}`));
  }
}

function forbiddenProperty(path: string, name: string) {
  const { field } = valueError(path, 'is a forbidden property', name);
  return { text: `${path}.${name} in body is a forbidden property`, field: (base: string) => renamed(field(base)) };
  function renamed(error: ReturnType<typeof field>) {
    return { ...error, message: `Invalid value: ${goQuote(name)}: ${path}.${name} in body is a forbidden property` };
  }
}
