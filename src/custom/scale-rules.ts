// What stands where the scale subresource looks must be counts and a text.
// upstream: pkg/registry/customresource/validator.go ValidateScaleSpec, ValidateScaleStatus

import type { CustomResourceSubresourceScale } from '../kinds/generated/types.gen';
import type { FieldError, KubeObject } from '../kinds/kind';
import { invalid } from '../kinds/validation/field-error';
import { accessorText } from './accessor';
import { isDict } from './schema';

const MAX = 2_147_483_647;

export function checkScaleSpec(errors: FieldError[], object: KubeObject, scale: CustomResourceSubresourceScale): void {
  checkCount(errors, object, scale.specReplicasPath);
}

export function checkScaleStatus(
  errors: FieldError[],
  object: KubeObject,
  { statusReplicasPath, labelSelectorPath }: CustomResourceSubresourceScale,
): void {
  checkCount(errors, object, statusReplicasPath);
  if (!labelSelectorPath) return;
  const found = read(object, labelSelectorPath, (value) => typeof value === 'string', 'string');
  if (found && 'error' in found) errors.push(invalid(labelSelectorPath, '', found.error));
}

function checkCount(errors: FieldError[], object: KubeObject, path: string): void {
  const found = read(object, path, Number.isInteger, 'int64');
  if (!found) return;
  if ('error' in found) errors.push(invalid(path, 0, found.error));
  else if ((found.value as number) < 0) errors.push(invalid(path, found.value, 'should be a non-negative integer'));
  else if ((found.value as number) > MAX) {
    errors.push(invalid(path, found.value, `should be less than or equal to ${MAX}`));
  }
}

type Found = { readonly value: unknown } | { readonly error: string } | undefined;

/** upstream: apimachinery unstructured NestedFieldNoCopy and what is built on it */
function read(object: KubeObject, path: string, fits: (value: unknown) => boolean, type: string): Found {
  const names = path.replace(/^\./, '').split('.');
  let value: unknown = object;
  for (const [index, name] of names.entries()) {
    if (!isDict(value)) {
      return { error: accessorText(`.${names.slice(0, index + 1).join('.')}`, value, 'map[string]interface{}') };
    }
    if (!Object.hasOwn(value, name)) return undefined;
    value = value[name];
  }
  return fits(value) ? { value } : { error: accessorText(`.${names.join('.')}`, value, type) };
}
