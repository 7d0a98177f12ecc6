// CSIStorageCapacity: what the API server does with one of its own.
// upstream: pkg/registry/storage/csistoragecapacity/strategy.go, pkg/apis/storage/validation

import { equalData } from './equal-data';
import type { CSIStorageCapacity } from './generated/types.gen';
import { defineKind } from './kind';
import { parseQuantity } from './quantity';
import { addInvalid, type Errors, FIELD_IMMUTABLE, IS_NEGATIVE, invalid } from './validation/field-error';
import { checkLabelSelector, selectorValue } from './validation/label-selector';
import { dns1123Subdomain } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { DEPRECATED_LABELS } from './warnings';

export const csiStorageCapacity = defineKind<CSIStorageCapacity>({
  returnsDeleted: true,
  validate: (object) => {
    const errors: Errors = [];
    checkCapacity(errors, object);
    return errors;
  },
  updateNeedsResourceVersion: true,
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkCapacity(errors, next);
    checkObjectMetaUpdate(errors, next);
    const { nodeTopology, storageClassName } = next;
    if (!equalData(nodeTopology, stored.nodeTopology)) {
      const value = nodeTopology ? selectorValue(nodeTopology) : null;
      errors.push(invalid('nodeTopology', value, FIELD_IMMUTABLE));
    }
    if (storageClassName !== stored.storageClassName) {
      errors.push(invalid('storageClassName', storageClassName, FIELD_IMMUTABLE));
    }
    return errors;
  },
  warnings: ({ nodeTopology }) => {
    const expressions = (nodeTopology?.matchExpressions ?? []).flatMap(({ key }, index) => {
      const text = DEPRECATED_LABELS[key];
      return text ? [`nodeTopology.matchExpressions[${index}].key: ${key} is ${text}`] : [];
    });
    const labels = Object.keys(nodeTopology?.matchLabels ?? {}).flatMap((label) => {
      const text = DEPRECATED_LABELS[label];
      return text ? [`nodeTopology.matchLabels.${label}: ${text}`] : [];
    });
    return [...expressions, ...labels];
  },
});

function checkCapacity(errors: Errors, object: CSIStorageCapacity): void {
  const { nodeTopology, storageClassName = '', capacity } = object;
  checkObjectMeta(errors, object);
  checkLabelSelector(errors, 'nodeTopology', nodeTopology);
  addInvalid(errors, 'storageClassName', storageClassName, dns1123Subdomain(storageClassName));
  const amount = capacity === undefined ? undefined : parseQuantity(capacity);
  if (amount && amount.nano < 0n) errors.push(invalid('capacity', amount.text, IS_NEGATIVE));
}
