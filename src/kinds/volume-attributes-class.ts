// VolumeAttributesClass: what the API server does with one of its own. Nothing in it changes.
// upstream: pkg/registry/storage/volumeattributesclass/strategy.go, pkg/apis/storage/validation

import { equalData } from './equal-data';
import type { VolumeAttributesClass } from './generated/types.gen';
import { defineKind } from './kind';
import { checkDriver, checkParameters } from './storage-parameters';
import { type Errors, forbidden, required } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

export const volumeAttributesClass = defineKind<VolumeAttributesClass>({
  returnsDeleted: true,
  validate: (object) => {
    const errors: Errors = [];
    checkClass(errors, object);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    for (const field of ['driverName', 'parameters'] as const) {
      if (equalData(next[field], stored[field])) continue;
      errors.push(forbidden(field, `updates to ${field} are forbidden.`));
    }
    checkClass(errors, next);
    return errors;
  },
});

function checkClass(errors: Errors, object: VolumeAttributesClass): void {
  const { driverName, parameters = {} } = object;
  checkObjectMeta(errors, object);
  checkDriver(errors, 'driverName', driverName);
  checkParameters(errors, 'parameters', parameters);
  if (Object.keys(parameters).length === 0) {
    errors.push(required('parameters', 'must contain at least one key/value pair'));
  }
}
