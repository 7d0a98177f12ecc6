// One schema of a definition: structural, its defaults fine, its expressions compiled.
// upstream: apis/apiextensions/validation/validation.go validateCustomResourceDefinitionValidation

import type { CustomResourceValidation } from '../../kinds/generated/types.gen';
import { type Errors, forbidden, invalid } from '../../kinds/validation/field-error';
import type { Schema } from '../schema';
import { checkDefaults } from './check-defaults';
import { RuleScope } from './check-expressions';
import { checkOpenApi } from './check-open-api';
import { checkStructural } from './check-structural';
import { internalSchema, setFields } from './internal-value';
import { RuleCosts } from './rule-costs';
import { unsupportedPart } from './unsupported';

export function checkValidation(
  errors: Errors,
  validation: CustomResourceValidation | undefined,
  hasStatus: boolean,
  path: string,
): void {
  const schema = validation?.openAPIV3Schema;
  if (!schema) return;
  const found: Errors = [];
  const field = `${path}.openAPIV3Schema`;
  if (hasStatus) checkRoot(found, schema, field);
  if (schema.nullable) found.push(forbidden(`${field}.nullable`, 'nullable cannot be true at the root'));
  const unsupported = unsupportedPart(schema);
  const structural: Errors = [];
  if (unsupported === undefined) {
    checkStructural(structural, schema, field);
    if (structural.length === 0) checkDefaults(structural, schema, field);
  }
  found.push(...structural);
  const isStructural = unsupported === undefined && structural.length === 0;
  const costs = new RuleCosts();
  found.push(...checkOpenApi(schema, field, isStructural ? new RuleScope(schema, true, costs, 1) : undefined));
  if (found.length === 0 && unsupported !== undefined) found.push(invalid(field, '', unsupported));
  costs.check(found, field);
  errors.push(...found);
}

const AT_ROOT = [
  'Description',
  'Type',
  'Format',
  'Title',
  'Maximum',
  'ExclusiveMaximum',
  'Minimum',
  'ExclusiveMinimum',
  'MaxLength',
  'MinLength',
  'Pattern',
  'MaxItems',
  'MinItems',
  'UniqueItems',
  'MultipleOf',
  'Required',
  'Items',
  'Properties',
  'ExternalDocs',
  'Example',
  'XPreserveUnknownFields',
  'XValidations',
];

/** With the status subresource the status is checked by its own part of the schema: what stands above is not seen. */
function checkRoot(errors: Errors, schema: Schema, field: string): void {
  const condition = 'at the root of the schema if the status subresource is enabled';
  for (const name of setFields(schema)) {
    if (name === 'Type' && schema.type !== 'object') {
      errors.push(invalid(`${field}.type`, schema.type, `only "object" is allowed as the type ${condition}`));
      return;
    }
    if (AT_ROOT.includes(name)) continue;
    const detail = `only [${AT_ROOT.join(' ')}] fields are allowed ${condition}`;
    errors.push(invalid(field, internalSchema(schema), detail));
    return;
  }
}
