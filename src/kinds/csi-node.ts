// CSINode: what the API server does with one of its own. A driver's entry keeps all but its count.
// upstream: pkg/registry/storage/csinode/strategy.go, pkg/apis/storage/validation ValidateCSINode

import { equalData } from './equal-data';
import type { CSINode, CSINodeDriver } from './generated/types.gen';
import { defineKind } from './kind';
import { checkCsiDriverName } from './pod-spec/check-volumes';
import { internalValue } from './pod-spec/internal-value';
import {
  addInvalid,
  checkNonNegative,
  duplicate,
  type Errors,
  FIELD_IMMUTABLE,
  invalid,
  required,
} from './validation/field-error';
import { qualifiedName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { withoutField } from './with-defaults';

const MAX_NODE_ID = 256;

export const csiNode = defineKind<CSINode>({
  returnsDeleted: true,
  updateNeedsResourceVersion: true,
  validate: checkNode,
  validateUpdate: (next, stored) => {
    const errors = checkNode(next);
    for (const old of stored.spec.drivers ?? []) {
      for (const driver of next.spec.drivers ?? []) {
        if (driver.name !== old.name) continue;
        const [now, before] = [withoutField(driver, 'allocatable'), withoutField(old, 'allocatable')];
        if (equalData(now, before)) continue;
        errors.push(invalid('spec.drivers', internalValue('CSINodeDriver', now), FIELD_IMMUTABLE));
      }
    }
    return errors;
  },
});

function checkNode(object: CSINode): Errors {
  const errors: Errors = [];
  checkObjectMeta(errors, object);
  const names = new Set<string>();
  object.spec.drivers?.forEach((driver, index) => {
    checkDriver(errors, `spec.drivers[${index}]`, driver, names);
  });
  return errors;
}

function checkDriver(errors: Errors, path: string, driver: CSINodeDriver, names: Set<string>): void {
  const { name, nodeID = '', allocatable } = driver;
  const topologyKeys = driver.topologyKeys ?? [];
  checkCsiDriverName(errors, `${path}.name`, name);
  if (nodeID === '') errors.push(required(`${path}.nodeID`));
  if (nodeID.length > MAX_NODE_ID) {
    errors.push(invalid(`${path}.nodeID`, nodeID, `must be ${MAX_NODE_ID} characters or less`));
  }
  checkNonNegative(errors, `${path}.allocatable.count`, allocatable?.count);
  if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
  names.add(name);
  topologyKeys.forEach((key, index) => {
    if (key === '') errors.push(required(path));
    if (topologyKeys.indexOf(key) < index) errors.push(duplicate(path, key));
    addInvalid(errors, path, key, qualifiedName(key));
  });
}
