// What a plain write does to the field managers: who writes takes what it changes, and everybody loses what is gone.
// upstream: structured-merge-diff merge/update.go Update, apimachinery/pkg/util/managedfields/internal

import { parseRfc3339 } from '../../sim/time';
import { difference, EMPTY, type FieldSet, isEmpty, pathSet, recursiveDifference, union } from './field-set';
import { isSameManager, type Manager, type ManagerName, type Managers, managerKey } from './manager';
import { fieldElement } from './path-element';
import type { Shape } from './shape';
import { type Comparison, compareTyped } from './typed';

const MAX_UPDATERS = 10;
const OLD_UPDATERS = 'ancient-changes';

/** Never owned. upstream: stripmeta.go */
const STRIPPED: FieldSet = [
  ['apiVersion'],
  ['kind'],
  ['metadata'],
  ...['name', 'namespace', 'creationTimestamp', 'selfLink', 'uid', 'clusterName', 'generation', 'managedFields'].map(
    (name) => ['metadata', name],
  ),
  ['metadata', 'resourceVersion'],
]
  .map((path) => pathSet(...path.map(fieldElement)))
  .reduce(union, EMPTY);

export const withoutIdentity = (set: FieldSet) => difference(set, STRIPPED);

export interface Write {
  readonly by: ManagerName;
  readonly time: string;
  /** Fields of which this endpoint takes nothing. */
  readonly ignored: FieldSet;
}

/** The managers after a write of this object; the same list when nothing that anybody owns has changed. */
export function updateManagers(
  shape: Shape,
  before: unknown,
  after: unknown,
  managers: Managers,
  write: Write,
): Managers {
  const changes = changesOf(shape, before, after, write.ignored);
  const left = afterChanges(managers, changes);
  const taken = withoutIdentity(union(changes.modified, changes.added));
  if (isEmpty(taken)) return left;
  const { by, time } = write;
  const own = left.find((manager) => isSameManager(manager, by));
  const mine: Manager = { ...by, time, fields: own ? union(taken, own.fields) : taken };
  return capped([...left.filter((manager) => manager !== own), mine]);
}

export function changesOf(shape: Shape, before: unknown, after: unknown, ignored: FieldSet): Comparison {
  const { removed, modified, added } = compareTyped(shape, before, after);
  if (isEmpty(ignored)) return { removed, modified, added };
  return {
    removed: recursiveDifference(removed, ignored),
    modified: recursiveDifference(modified, ignored),
    added: recursiveDifference(added, ignored),
  };
}

/** The managers without what has changed; who owns nothing any more is none. */
export function afterChanges(managers: Managers, { removed, modified, added }: Comparison): Managers {
  const gone = union(removed, union(modified, added));
  if (isEmpty(gone)) return managers;
  let left: Manager[] | undefined;
  for (let index = 0; index < managers.length; index++) {
    const manager = managers[index] as Manager;
    const fields = difference(manager.fields, gone);
    if (fields === manager.fields) left?.push(manager);
    else {
      left ??= managers.slice(0, index);
      if (!isEmpty(fields)) left.push({ ...manager, fields });
    }
  }
  return left ?? managers;
}

/** Of too many updaters the oldest become one. upstream: capmanagers.go */
function capped(managers: Managers): Managers {
  const updaters = managers.filter(({ operation }) => operation === 'Update');
  if (updaters.length <= MAX_UPDATERS) return managers;
  const secondsOf = ({ time }: Manager) => (time === undefined ? 0 : Math.floor(parseRfc3339(time) / 1000));
  const keyOrder = (a: Manager, b: Manager) => (managerKey(a) < managerKey(b) ? -1 : 1);
  updaters.sort((a, b) => secondsOf(a) - secondsOf(b) || keyOrder(a, b));
  let left = [...managers];
  let count = updaters.length;
  const firstOf = new Map<string, Manager>();
  for (const updater of updaters) {
    if (count <= MAX_UPDATERS) break;
    const { apiVersion } = updater;
    const first = firstOf.get(apiVersion);
    if (!first) {
      firstOf.set(apiVersion, updater);
      continue;
    }
    const bucket = { name: OLD_UPDATERS, operation: 'Update', apiVersion, subresource: undefined } as const;
    const known = left.find((manager) => isSameManager(manager, bucket)) ?? first;
    const merged: Manager = { ...bucket, time: updater.time, fields: union(updater.fields, known.fields) };
    left = [...left.filter((manager) => manager !== known && manager !== updater), merged];
    count--;
  }
  return left;
}
