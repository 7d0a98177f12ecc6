// StorageClass: what the API server does with one of its own.
// upstream: pkg/apis/storage/v1 SetDefaults_StorageClass, pkg/apis/storage/validation ValidateStorageClass

import { equalData } from './equal-data';
import type { StorageClass, TopologySelectorTerm } from './generated/types.gen';
import { defineKind } from './kind';
import { checkDriver, checkParameters } from './storage-parameters';
import { addInvalid, duplicate, type Errors, notSupported, required } from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { qualifiedName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';
import { DEPRECATED_LABELS } from './warnings';
import { withAbsent } from './with-defaults';

const RECLAIM_POLICIES = ['Delete', 'Retain'];
const BINDING_MODES = ['Immediate', 'WaitForFirstConsumer'];

export const storageClass = defineKind<StorageClass>({
  returnsDeleted: true,
  defaults: (object) => withAbsent(object, { reclaimPolicy: 'Delete', volumeBindingMode: 'Immediate' }),
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
  checkDriver(errors, 'provisioner', provisioner);
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
    // Upstream compares with as many empty terms as there are terms, too.
    const empty = term.matchLabelExpressions?.length ? [] : allowedTopologies;
    const same = allowedTopologies.slice(0, index).filter((other) => equalData(other, term));
    for (const _ of [...empty, ...same]) {
      errors.push(duplicate(`allowedTopologies[${index}].matchLabelExpressions`, ''));
    }
  });
  return errors;
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
