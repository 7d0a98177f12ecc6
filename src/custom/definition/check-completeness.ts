// Whatever alternatives say of a field or of items must be declared outside of them, too.
// upstream: apiextensions-apiserver/pkg/apiserver/schema/complete.go

import { type Errors, required } from '../../kinds/validation/field-error';
import { itemsOf, propertyOf, type Schema } from '../schema';

/**
 * @param rules where something is said of the value
 * @param schema the value's own schema; undefined when it has none
 */
export function checkCompleteness(
  errors: Errors,
  rules: Schema,
  schema: Schema | undefined,
  path: string,
  rulesPath: string,
): void {
  const { not, allOf = [], anyOf = [], oneOf = [] } = rules;
  const check = (part: Schema, at: string) => checkNested(errors, part, schema, path, at);
  if (not) check(not, `${rulesPath}.not`);
  for (const [index, part] of allOf.entries()) check(part, `${rulesPath}.allOf[${index}]`);
  for (const [index, part] of anyOf.entries()) check(part, `${rulesPath}.anyOf[${index}]`);
  for (const [index, part] of oneOf.entries()) check(part, `${rulesPath}.oneOf[${index}]`);
}

function checkNested(errors: Errors, rules: Schema, schema: Schema | undefined, path: string, rulesPath: string): void {
  if (!schema) {
    errors.push(required(path, `because it is defined in ${rulesPath}`));
    return;
  }
  checkCompleteness(errors, rules, schema, path, rulesPath);
  const items = itemsOf(rules);
  if (items) checkNested(errors, items, itemsOf(schema), `${path}.items`, `${rulesPath}.items`);
  for (const [name, property] of Object.entries(rules.properties ?? {})) {
    const below = `properties[${name}]`;
    checkNested(errors, property, propertyOf(schema, name), `${path}.${below}`, `${rulesPath}.${below}`);
  }
}
