// StorageClass: what the API server does with one of its own.
// upstream: pkg/apis/storage/v1 SetDefaults_StorageClass, pkg/apis/storage/validation ValidateStorageClass

import { equalData } from './equal-data';
import type { StorageClass, TopologySelectorTerm } from './generated/types.gen';
import { defineKind } from './kind';
import { addInvalid, duplicate, type Errors, invalid, notSupported, required, tooLong } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { qualifiedName } from './validation/names';
import { byteLength, checkObjectMeta } from './validation/object-meta';
import { DEPRECATED_LABELS } from './warnings';
import { withDefaults } from './with-defaults';

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];
const MAX_PARAMETERS = 512;
const MAX_PARAMETER_BYTES = 256 * 1024;

export const storageClass = defineKind<StorageClass>({
  returnsDeleted: true,
  defaults: (object) => withDefaults(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
  validate: checkClass,
  validateUpdate: (next, stored) => {
    const errors = checkClass(next);
    checkImmutable(errors, 'parameters', next.parameters, stored.parameters);
    checkImmutable(errors, 'provisioner', next.provisioner, stored.provisioner);
    checkImmutable(errors, 'reclaimPolicy', next.reclaimPolicy, stored.reclaimPolicy);
    checkImmutable(errors, 'volumeBindingMode', next.volumeBindingMode, stored.volumeBindingMode);
    return errors;
  },
  warnings: ({ allowedTopologies = [] }) =>
    allowedTopologies.flatMap(({ matchLabelExpressions = [] }, index) =>
      matchLabelExpressions.flatMap(({ key }, at) => {
        const text = DEPRECATED_LABELS[key];
        return text ? [`allowedTopologies[${index}].matchLabelExpressions[${at}].key: ${text}`] : [];
      }),
    ),
});

function checkClass(object: StorageClass): Errors {
  const errors: Errors = [];
  const { provisioner, parameters = {}, reclaimPolicy, volumeBindingMode, allowedTopologies = [] } = object;
  checkObjectMeta(errors, object);
  if (!provisioner) errors.push(required('provisioner'));
  else {
    const name = provisioner.toLowerCase();
    addInvalid(errors, 'provisioner', name, qualifiedName(name));
  }
  checkParameters(errors, 'parameters', parameters);
  if (reclaimPolicy && !RECLAIM_POLICIES.includes(reclaimPolicy)) {
    errors.push(notSupported('reclaimPolicy', reclaimPolicy, RECLAIM_POLICIES));
  }
  if (volumeBindingMode === undefined) errors.push(required('volumeBindingMode'));
  else if (!BINDING_MODES.includes(volumeBindingMode)) {
    errors.push(notSupported('volumeBindingMode', volumeBindingMode, BINDING_MODES));
  }
  allowedTopologies.forEach((term, index) => {
    checkTopology(errors, `allowedTopologies[${index}].matchLabelExpressions`, term);
    const isTwice = allowedTopologies.slice(0, index).some((other) => equalData(other, term));
    if (isTwice) errors.push(duplicate(`allowedTopologies[${index}].matchLabelExpressions`, ''));
  });
  return errors;
}

function checkParameters(errors: Errors, path: string, parameters: Readonly<Record<string, string>>): void {
  const entries = Object.entries(parameters);
  if (entries.length > MAX_PARAMETERS) return void errors.push(tooLong(path, MAX_PARAMETERS));
  if (parameters[''] !== undefined) errors.push(invalid(path, '', 'field can not be empty.'));
  const bytes = entries.reduce((sum, [key, value]) => sum + byteLength(key) + byteLength(value), 0);
  if (bytes > MAX_PARAMETER_BYTES) errors.push(tooLong(path, MAX_PARAMETER_BYTES));
}

function checkTopology(errors: Errors, path: string, { matchLabelExpressions = [] }: TopologySelectorTerm): void {
  matchLabelExpressions.forEach((expression, index) => {
    const { key = '' } = expression;
    const values = expression.values ?? [];
    const at = `${path}[${index}]`;
    if (values.length === 0) errors.push(required(`${at}.values`));
    values.forEach((value, position) => {
      if (values.indexOf(value) < position) errors.push(duplicate(`${at}.values[${position}]`, value));
    });
    addInvalid(errors, `${at}.key`, key, qualifiedName(key));
    const isTwice = matchLabelExpressions.slice(0, index).some((other) => other.key === key);
    if (isTwice) errors.push(duplicate(`${at}.key`, key));
  });
}
