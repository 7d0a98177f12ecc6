// Field managers as the scale subresource sees them: of the whole object only who owns the count, and back again.
// upstream: apimachinery/pkg/util/managedfields/scalehandler.go

import { difference, type FieldSet, intersection, isEmpty, pathSet } from './field-set';
import { isSameManager, type Manager, type ManagerName, type Managers } from './manager';
import { fieldElement } from './path-element';

export const SCALE_VERSION = 'autoscaling/v1';
const REPLICAS = pathSet(fieldElement('spec'), fieldElement('replicas'));

const hasReplicas = (fields: FieldSet) => !isEmpty(intersection(fields, REPLICAS));

/** The managers of the count, as managers of a Scale. */
export function managersOfScale(managers: Managers): Managers {
  return managers
    .filter(({ fields }) => hasReplicas(fields))
    .map((manager) => ({ ...manager, apiVersion: SCALE_VERSION, fields: REPLICAS }));
}

/** The managers of the object after those of its Scale have changed. A new one comes without a time. */
export function withScaleManagers(managers: Managers, ofScale: Managers, apiVersion: string): Managers {
  const isStill = (manager: Manager) =>
    ofScale.some((each) => isSameManager({ ...each, apiVersion: manager.apiVersion }, manager));
  const left = managers.flatMap((manager) => {
    if (!hasReplicas(manager.fields) || isStill(manager)) return [manager];
    const fields = difference(manager.fields, REPLICAS);
    return isEmpty(fields) ? [] : [{ ...manager, fields }];
  });
  const isNew = (each: Manager) =>
    !managers.some((known) => isSameManager(known, { ...each, apiVersion: known.apiVersion }));
  const fresh = ofScale.filter((each) => hasReplicas(each.fields) && isNew(each));
  return [...left, ...fresh.map((each) => ({ ...each, apiVersion, time: undefined }))];
}

/**
 * A plain write through /scale takes the count from everybody. A count that nobody had stays nobody's.
 * upstream: apimachinery/pkg/util/managedfields/internal/skipnonapplied.go
 */
export function scaleTaken(managers: Managers, by: ManagerName): Managers {
  if (managersOfScale(managers).length === 0) return managers;
  const own: Manager = { ...by, apiVersion: SCALE_VERSION, time: undefined, fields: REPLICAS };
  return withScaleManagers(managers, [own], by.apiVersion);
}
