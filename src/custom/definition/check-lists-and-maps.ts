// Lists that are sets or maps, maps of one piece, and what they ask of their items.
// upstream: apis/apiextensions/validation/validation.go

import { type Errors, forbidden, invalid, notSupported, required } from '../../kinds/validation/field-error';
import { itemsOf, propertyOf, type Schema } from '../schema';
import { internalSchema } from './internal-value';

const LIST = 'x-kubernetes-list-type';
const MAP = 'x-kubernetes-map-type';
const KEYS = 'x-kubernetes-list-map-keys';
const OF_SET = 'must be atomic as item of a list with x-kubernetes-list-type=set';

export function checkListsAndMaps(errors: Errors, schema: Schema, path: string): void {
  const { type = '', [LIST]: listType, [MAP]: mapType, [KEYS]: keys = [] } = schema;
  const needs = (wanted: string, because: string) => {
    const detail = `must be ${wanted} if ${because} is specified`;
    errors.push(type === '' ? required(`${path}.type`, detail) : invalid(`${path}.type`, type, detail));
  };
  if (mapType !== undefined && type !== 'object') needs('object', MAP);
  if (mapType !== undefined && mapType !== 'atomic' && mapType !== 'granular') {
    errors.push(notSupported(`${path}.${MAP}`, mapType, ['atomic', 'granular']));
  }
  if (listType !== undefined && type !== 'array') needs('array', LIST);
  else if (listType === 'set') checkSetItems(errors, schema, path);
  if (listType !== undefined && !['atomic', 'set', 'map'].includes(listType)) {
    errors.push(notSupported(`${path}.${LIST}`, listType, ['atomic', 'set', 'map']));
  }
  if (keys.length > 0 && listType !== 'map') {
    const detail = `must be map if ${KEYS} is non-empty`;
    const field = `${path}.${LIST}`;
    errors.push(listType === undefined ? required(field, detail) : invalid(field, listType, detail));
  }
  if (listType === 'map') checkKeyed(errors, schema, keys, path);
  if (listType === 'map' || listType === 'set') checkKeyFields(errors, schema, listType, keys, path);
}

function checkSetItems(errors: Errors, schema: Schema, path: string): void {
  const items = itemsOf(schema);
  if (items?.type === 'array' && items[LIST] !== undefined && items[LIST] !== 'atomic') {
    errors.push(invalid(`${path}.items.${LIST}`, items[LIST], OF_SET));
  }
  if (items?.type === 'object' && items[MAP] !== 'atomic') {
    // Upstream shows the list type here, whatever the map type is.
    errors.push(invalid(`${path}.items.${MAP}`, items[LIST] ?? null, OF_SET));
  }
}

function checkKeyed(errors: Errors, schema: Schema, keys: readonly string[], path: string): void {
  if (keys.length === 0) {
    errors.push(required(`${path}.${KEYS}`, `must not be empty if ${LIST} is map`));
  }
  if (schema.items === undefined) {
    errors.push(required(`${path}.items`, `must have a schema if ${LIST} is map`));
    return;
  }
  const items = itemsOf(schema);
  if (!items) {
    const shown = { Schema: null, JSONSchemas: (schema.items as readonly Schema[]).map(internalSchema) };
    errors.push(invalid(`${path}.items`, shown, `must only have a single schema if ${LIST} is map`));
    return;
  }
  if (items.type !== 'object') {
    const detail = `must be object if parent array's ${LIST} is map`;
    errors.push(invalid(`${path}.items.type`, items.type ?? '', detail));
    return;
  }
  for (const [index, key] of keys.entries()) {
    const property = propertyOf(items, key);
    if (!property) {
      errors.push(invalid(`${path}.${KEYS}`, keys, 'entries must all be names of item properties'));
    } else if (property.type === 'array' || property.type === 'object') {
      const detail = `must be a scalar type if parent array's ${LIST} is map`;
      errors.push(invalid(`${path}.items.properties[${key}].type`, items.type, detail));
    }
    if (keys.indexOf(key) < index) errors.push(invalid(`${path}.${KEYS}`, keys, 'must not contain duplicate entries'));
  }
}

/** upstream: validateMapListKeysMapSet */
function checkKeyFields(errors: Errors, schema: Schema, listType: string, keys: readonly string[], path: string): void {
  const items = itemsOf(schema);
  if (!items) return;
  if (items.nullable)
    errors.push(forbidden(`${path}.items.nullable`, `cannot be nullable when ${LIST} is ${listType}`));
  if (listType !== 'map') return;
  for (const key of keys) {
    const property = propertyOf(items, key);
    if (!property) continue;
    const field = `${path}.items.properties[${key}]`;
    const hasDefault = property.default !== undefined && property.default !== null;
    if (!items.required?.includes(key) && !hasDefault) {
      const detail = `this property is in ${KEYS}, so it must have a default or be a required property`;
      errors.push(required(`${field}.default`, detail));
    }
    if (property.nullable) {
      errors.push(forbidden(`${field}.nullable`, `this property is in ${KEYS}, so it cannot be nullable`));
    }
  }
}
