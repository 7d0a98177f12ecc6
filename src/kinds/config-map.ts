// ConfigMap: what the API server does with one of its own.
// upstream: pkg/registry/core/configmap/strategy.go, pkg/apis/core/validation ValidateConfigMap

import { base64Length } from './base64';
import { equalData } from './equal-data';
import type { ConfigMap } from './generated/types.gen';
import { defineKind } from './kind';
import { addInvalid, type Errors, forbidden, invalid, tooLong } from './validation/field-error';
import { configMapKey } from './validation/names';
import { byteLength, checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';

/** Of all values of a ConfigMap or Secret together. */
export const MAX_DATA_BYTES = 1_048_576;

export const IMMUTABLE = 'field is immutable when `immutable` is set';

export const configMap = defineKind<ConfigMap>({
  validate: (object) => {
    const errors: Errors = [];
    checkConfigMap(errors, object);
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    if (stored.immutable) {
      if (!next.immutable) errors.push(forbidden('immutable', IMMUTABLE));
      if (!equalData(next.data, stored.data)) errors.push(forbidden('data', IMMUTABLE));
      if (!equalData(next.binaryData, stored.binaryData)) errors.push(forbidden('binaryData', IMMUTABLE));
    }
    checkConfigMap(errors, next);
    return errors;
  },
});

/** upstream: pkg/apis/core/validation ValidateConfigMap */
function checkConfigMap(errors: Errors, object: ConfigMap): void {
  checkObjectMeta(errors, object);
  checkData(errors, object);
}

function checkData(errors: Errors, { data, binaryData }: ConfigMap): void {
  let bytes = 0;
  for (const key in data) {
    addInvalid(errors, `data[${key}]`, key, configMapKey(key));
    if (binaryData?.[key] !== undefined) {
      errors.push(invalid(`data[${key}]`, key, 'duplicate of key present in binaryData'));
    }
    bytes += byteLength(data[key] as string);
  }
  for (const key in binaryData) {
    addInvalid(errors, `binaryData[${key}]`, key, configMapKey(key));
    bytes += base64Length(binaryData[key] as string);
  }
  if (bytes > MAX_DATA_BYTES) errors.push(tooLong('', MAX_DATA_BYTES));
}
