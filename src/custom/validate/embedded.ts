// Resources embedded in a custom resource: they say what they are, and their metadata follows the rules of metadata.
// upstream: pkg/apiserver/schema/objectmeta/validation.go

import type { FieldError, KubeObject } from '../../kinds/kind';
import { invalid, required } from '../../kinds/validation/field-error';
import { dns1035Label, pathSegmentName } from '../../kinds/validation/names';
import { checkAnyObjectMeta } from '../../kinds/validation/object-meta';
import { additionalOf, type Dict, isDict, isEmbedded, itemsOf, propertyOf, type Schema } from '../schema';

export function checkEmbedded(errors: FieldError[], value: unknown, schema: Schema, path: string): void {
  if (Array.isArray(value)) {
    const items = itemsOf(schema);
    if (items) for (const [index, item] of value.entries()) checkEmbedded(errors, item, items, `${path}[${index}]`);
    return;
  }
  if (!isDict(value)) return;
  if (isEmbedded(schema)) checkResource(errors, value, path);
  const additional = additionalOf(schema);
  for (const name of Object.keys(value).sort()) {
    const property = propertyOf(schema, name);
    const below = path === '' ? name : `${path}.${name}`;
    if (property) checkEmbedded(errors, value[name], property, below);
    else if (additional) checkEmbedded(errors, value[name], additional, `${path}[${name}]`);
  }
}

function checkResource(errors: FieldError[], value: Dict, path: string): void {
  const at = (name: string) => (path === '' ? name : `${path}.${name}`);
  const { apiVersion, kind, metadata } = value;
  if (apiVersion === undefined) errors.push(required(at('apiVersion')));
  if (kind === undefined) errors.push(required(at('kind')));
  if (apiVersion !== undefined) {
    if (typeof apiVersion !== 'string') errors.push(invalid(at('apiVersion'), apiVersion, 'must be a string'));
    else if (apiVersion === '') errors.push(invalid(at('apiVersion'), apiVersion, 'must not be empty'));
    else if (apiVersion.split('/').length > 2) {
      errors.push(invalid(at('apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
    }
  }
  if (kind !== undefined) checkKind(errors, kind, at('kind'));
  if (isDict(metadata)) checkMetadata(errors, metadata, at('metadata'));
}

function checkKind(errors: FieldError[], kind: unknown, path: string): void {
  if (typeof kind !== 'string') errors.push(invalid(path, kind, 'must be a string'));
  else if (kind === '') errors.push(invalid(path, kind, 'must not be empty'));
  else {
    const problems = dns1035Label(kind.toLowerCase());
    const words = `may have mixed case, but should otherwise match: ${problems.join(',')}`;
    if (problems.length > 0) errors.push(invalid(path, kind, words));
  }
}

function checkMetadata(errors: FieldError[], metadata: Dict, path: string): void {
  const own: FieldError[] = [];
  const named = { ...metadata, name: metadata.name || 'fakename' };
  checkAnyObjectMeta(own, { metadata: named } as unknown as KubeObject, pathSegmentName);
  for (const error of own) errors.push({ ...error, field: error.field.replace(/^metadata/, path) });
}
