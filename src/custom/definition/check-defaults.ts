// Defaults are values of their schema like any other, and say nothing that would be taken out again.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/defaulting/validation.go

import { equalData } from '../../kinds/equal-data';
import { type Errors, invalid } from '../../kinds/validation/field-error';
import { prune } from '../prune';
import { checkRules } from '../rules/check-rules';
import { ruleTree } from '../rules/rule-tree';
import { isEmbedded, itemsOf, META_FIELDS, type Schema } from '../schema';
import { checkSchema } from '../validate/check-schema';
import { checkEmbedded } from '../validate/embedded';

export function checkDefaults(errors: Errors, schema: Schema, path: string): void {
  checkBelow(errors, schema, path, true, false);
}

function checkBelow(errors: Errors, schema: Schema, path: string, isResource: boolean, inMeta: boolean): void {
  const insideMeta = isEmbedded(schema) ? false : inMeta;
  const { default: value } = schema;
  if (value !== undefined && value !== null) checkOne(errors, schema, value, `${path}.default`, insideMeta);
  const items = itemsOf(schema);
  if (items) checkBelow(errors, items, `${path}.items`, false, insideMeta);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isMeta = (isResource || isEmbedded(schema)) && META_FIELDS.includes(name);
    checkBelow(errors, property, `${path}.properties[${name}]`, false, insideMeta || isMeta);
  }
}

function checkOne(errors: Errors, schema: Schema, value: unknown, path: string, insideMeta: boolean): void {
  if (!insideMeta && !equalData(prune(value, schema, isEmbedded(schema)), value)) {
    errors.push(invalid(path, value, 'must not have unknown fields'));
  }
  const found: Errors = [];
  if (!insideMeta) checkEmbedded(found, value, schema, path);
  if (found.length === 0) {
    for (const error of checkSchema(value, schema, '').errors) found.push(error.field(path));
  }
  const rules = found.length === 0 ? ruleTree(schema, isEmbedded(schema)) : undefined;
  if (rules) {
    // As it is, and as something that came about.
    const kept = checkRules(rules, value, value, path).errors;
    found.push(...(kept.length > 0 ? kept : checkRules(rules, value, undefined, path).errors));
  }
  errors.push(...found);
}
