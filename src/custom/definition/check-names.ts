// The names of a definition. upstream: validation.go ValidateCustomResourceDefinitionNames

import type { CustomResourceDefinitionNames } from '../../kinds/generated/types.gen';
import { type Errors, invalid, required } from '../../kinds/validation/field-error';
import { dns1035Label } from '../../kinds/validation/names';

const MIXED = 'may have mixed case, but should otherwise match: ';

export function checkNames(errors: Errors, names: CustomResourceDefinitionNames, path: string): void {
  const label = (field: string, value: string, text = value, before = '') => {
    const problems = dns1035Label(text);
    if (problems.length > 0) errors.push(invalid(`${path}.${field}`, value, before + problems.join(',')));
  };
  const { plural, singular, kind, listKind, shortNames = [], categories = [] } = names;
  if (plural) label('plural', plural);
  if (singular) label('singular', singular);
  if (kind) label('kind', kind, kind.toLowerCase(), MIXED);
  if (listKind) label('listKind', listKind, listKind.toLowerCase(), MIXED);
  for (const [index, name] of shortNames.entries()) label(`shortNames[${index}]`, name);
  if (kind && kind === listKind) {
    errors.push(invalid(`${path}.listKind`, listKind, 'kind and listKind may not be the same'));
  }
  for (const [index, name] of categories.entries()) label(`categories[${index}]`, name);
}

export function checkRequiredNames(errors: Errors, names: CustomResourceDefinitionNames, path: string): void {
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    if (!names[field]) errors.push(required(`${path}.${field}`));
  }
}
