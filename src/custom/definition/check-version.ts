// The parts of a version besides its schema: deprecation, subresources, printer columns, fields to select by.
// upstream: apiextensions-apiserver/pkg/apis/apiextensions/validation/validation.go

import type {
  CustomResourceColumnDefinition,
  CustomResourceDefinitionVersion,
  CustomResourceSubresources,
  SelectableField,
} from '../../kinds/generated/types.gen';
import { duplicate, type Errors, invalid, required, tooMany } from '../../kinds/validation/field-error';
import { byteLength } from '../../kinds/validation/object-meta';
import { readRulePath } from '../rules/rule-path';
import type { Schema } from '../schema';

const MAX_SELECTABLE_FIELDS = 8;

export function checkDeprecation(
  errors: Errors,
  { deprecated, deprecationWarning: warning }: CustomResourceDefinitionVersion,
  path: string,
): void {
  if (warning === undefined || warning === null) return;
  const add = (detail: string) => errors.push(invalid(`${path}.deprecationWarning`, warning, detail));
  if (!deprecated) {
    add('can only be set for deprecated versions');
    return;
  }
  if (byteLength(warning) > 256) add('must be <= 256 characters long');
  if (warning === '') add('must not be an empty string');
  const at = warning.search(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u);
  if (at >= 0) {
    const index = byteLength(warning.slice(0, at));
    add(`must only contain printable UTF-8 characters; non-printable character found at index ${index}`);
  }
}

export function checkSubresources(
  errors: Errors,
  subresources: CustomResourceSubresources | undefined,
  path: string,
): void {
  const { scale } = subresources ?? {};
  if (!scale) return;
  const check = (name: 'specReplicasPath' | 'statusReplicasPath', root: string) => {
    const value = scale[name];
    const field = `${path}.scale.${name}`;
    if (value === '') errors.push(required(field));
    else if (!checkSimplePath(errors, value, field) || value.startsWith(`.${root}.`)) return;
    else errors.push(invalid(field, value, `should be a json path under .${root}`));
  };
  check('specReplicasPath', 'spec');
  check('statusReplicasPath', 'status');
  const selector = scale.labelSelectorPath;
  if (!selector) return;
  const field = `${path}.scale.labelSelectorPath`;
  if (checkSimplePath(errors, selector, field) && !/^\.(spec|status)\./.test(selector)) {
    errors.push(invalid(field, selector, 'should be a json path under either .spec or .status'));
  }
}

function checkSimplePath(errors: Errors, text: string, field: string): boolean {
  if (text.startsWith('.')) return true;
  errors.push(invalid(field, text, 'must be a simple json path starting with .'));
  return false;
}

const TYPES = ['boolean', 'date', 'integer', 'number', 'string'];
const FORMATS = ['byte', 'date', 'date-time', 'double', 'float', 'int32', 'int64', 'password'];

export function checkColumn(errors: Errors, column: CustomResourceColumnDefinition, path: string): void {
  const { name, type, format, jsonPath } = column;
  const types = `must be one of ${TYPES.join(',')}`;
  if (name === '') errors.push(required(`${path}.name`));
  if (type === '') errors.push(required(`${path}.type`, types));
  else if (!TYPES.includes(type)) errors.push(invalid(`${path}.type`, type, types));
  if (format && !FORMATS.includes(format)) {
    errors.push(invalid(`${path}.format`, format, `must be one of ${FORMATS.join(',')}`));
  }
  if (jsonPath === '') errors.push(required(`${path}.JSONPath`));
  else checkSimplePath(errors, jsonPath, `${path}.JSONPath`);
}

const SELECTABLE = 'must point to a field of type string, boolean or integer.';
const ALLOWED = 'Enum string fields and strings with formats are allowed.';

export function checkSelectableFields(
  errors: Errors,
  fields: readonly SelectableField[],
  schema: Schema,
  path: string,
): void {
  const known = new Set<string>();
  for (const [index, { jsonPath }] of fields.entries()) {
    const field = `${path}[${index}].jsonPath`;
    if (jsonPath === '') {
      errors.push(required(field));
      continue;
    }
    const read = readRulePath(jsonPath, schema, false);
    if ('error' in read) {
      errors.push(invalid(field, jsonPath, `is an invalid path: ${read.error}`));
      continue;
    }
    if (read.path.split(/[.[]/)[0] === 'metadata') {
      errors.push(invalid(field, jsonPath, 'must not point to fields in metadata'));
    }
    if (!['string', 'boolean', 'integer'].includes(read.schema.type ?? '')) {
      errors.push(invalid(field, jsonPath, `${SELECTABLE} ${ALLOWED}`));
    }
    if (known.has(read.path)) errors.push(duplicate(field, jsonPath));
    known.add(read.path);
  }
  if (known.size > MAX_SELECTABLE_FIELDS) errors.push(tooMany(path, known.size, MAX_SELECTABLE_FIELDS));
}
