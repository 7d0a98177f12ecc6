// Field managers as the scale subresource sees them: of the whole object only who owns the count, and back again.
// upstream: apimachinery/pkg/util/managedfields/scalehandler.go

import type { KindRow } from '../../kinds/kind';
import { difference, type FieldSet, intersection, isEmpty, pathSet } from './field-set';
import { asRead, isSameManager, type Manager, type ManagerName, type Managers } from './manager';
import { fieldElement } from './path-element';

export const SCALE_VERSION = 'autoscaling/v1';
/** The count in a Scale. */
export const SCALE_COUNT = pathSet(fieldElement('spec'), fieldElement('replicas'));

/** Where the object has its count. */
function countPath({ custom }: KindRow): FieldSet {
  const path = custom?.scale?.specReplicasPath;
  return path === undefined ? SCALE_COUNT : pathSet(...path.replace(/^\./, '').split('.').map(fieldElement));
}

const has = (fields: FieldSet, path: FieldSet) => !isEmpty(intersection(fields, path));

/** The managers of the count, as managers of a Scale. */
export function managersOfScale(row: KindRow, managers: Managers): Managers {
  const path = countPath(row);
  return asRead(managers)
    .filter(({ fields }) => has(fields, path))
    .map((manager) => ({ ...manager, apiVersion: SCALE_VERSION, fields: SCALE_COUNT }));
}

/**
 * The managers of the object after those of its Scale have changed. The version is part of an updater's name, so that
 * it is never found again: its count becomes an entry of its own, without a time.
 */
export function withScaleManagers(row: KindRow, managers: Managers, ofScale: Managers, apiVersion: string): Managers {
  const path = countPath(row);
  const found = new Set<Manager>();
  const left = asRead(managers).flatMap((manager) => {
    if (!has(manager.fields, path)) return [manager];
    const still = ofScale.find((each) => isSameManager(each, manager));
    if (still) {
      found.add(still);
      return [manager];
    }
    const fields = difference(manager.fields, path);
    return isEmpty(fields) ? [] : [{ ...manager, fields }];
  });
  const fresh = ofScale.filter((each) => !found.has(each) && has(each.fields, SCALE_COUNT));
  return [...left, ...fresh.map((each) => ({ ...each, apiVersion, time: undefined, fields: path }))];
}

/**
 * A plain write through /scale takes the count, if it changes it, from everybody; a count of 0 is none. What nobody had
 * stays nobody's. upstream: apimachinery/pkg/util/managedfields/internal/skipnonapplied.go
 */
export function scaleTaken(
  row: KindRow,
  managers: Managers,
  by: ManagerName,
  { before, after }: { readonly before: number; readonly after: number },
): Managers {
  const standing = managersOfScale(row, managers);
  if (standing.length === 0) return asRead(managers);
  const own: Manager = { ...by, apiVersion: SCALE_VERSION, time: undefined, fields: SCALE_COUNT };
  const next = before === after ? standing : after === 0 ? [] : [own];
  return withScaleManagers(row, managers, next, by.apiVersion);
}
