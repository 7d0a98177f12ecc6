// Who owns which field of an object, worked out from the object's own history when somebody asks: every write is kept
// with its manager, so nothing has to be tracked while controllers write.
// upstream: structured-merge-diff merge/update.go, apiserver managedfields

import { equalData } from '../../kinds/equal-data';
import type { KindRow } from '../../kinds/kind';
import type { Change } from '../change';
import { type FieldSet, fieldSet } from './field-set';

export interface Manager {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  readonly subresource: string | undefined;
  readonly apiVersion: string;
  readonly owned: Set<string>;
}

/** The managers of the object under this key, in the order of their first write. */
export function managersOf(row: KindRow, changes: readonly Change[], key: string): Manager[] {
  const own: Change[] = [];
  for (let index = changes.length - 1; index >= 0; index--) {
    const change = changes[index] as Change;
    if (change.key !== key || change.kind !== row.key) continue;
    own.push(change);
    if (change.type === 'ADDED') break;
  }
  const managers: Manager[] = [];
  for (const change of own.reverse()) follow(row, managers, change);
  return managers.filter((manager) => manager.owned.size > 0);
}

function follow(row: KindRow, managers: Manager[], change: Change): void {
  const before = change.previous ? fieldSet(row.schema, change.previous) : new Map<string, unknown>();
  const after = fieldSet(row.schema, change.object);
  const manager = managerFor(managers, change);
  if (change.applied) {
    const applied = fieldSet(row.schema, change.applied);
    for (const other of managers) if (other !== manager) giveUp(other.owned, changed(before, after));
    manager.owned.clear();
    for (const path of applied.keys()) manager.owned.add(path);
  } else {
    const taken = changed(before, after);
    for (const other of managers) if (other !== manager) giveUp(other.owned, taken);
    // What the server fills in at creation through an apply is nobody's; a plain create owns all that it stored.
    for (const path of taken) if (after.has(path) && isTracked(path, change)) manager.owned.add(path);
  }
  for (const each of managers) for (const path of each.owned) if (!after.has(path)) each.owned.delete(path);
}

function isTracked(path: string, change: Change): boolean {
  const inStatus = path.startsWith('.status');
  return change.subresource === 'status' ? inStatus || path.startsWith('.metadata') : !inStatus;
}

/** Paths that one state has and the other has not, or with another value. */
function changed(before: FieldSet, after: FieldSet): Set<string> {
  const paths = new Set<string>();
  for (const [path, value] of after) if (!before.has(path) || !equalData(before.get(path), value)) paths.add(path);
  for (const path of before.keys()) if (!after.has(path)) paths.add(path);
  return paths;
}

function giveUp(owned: Set<string>, paths: ReadonlySet<string>): void {
  for (const path of paths) owned.delete(path);
}

function managerFor(managers: Manager[], change: Change): Manager {
  const { manager: name, operation, subresource } = change;
  const known = managers.find(
    (manager) => manager.name === name && manager.operation === operation && manager.subresource === subresource,
  );
  if (known) return known;
  const fresh: Manager = { name, operation, subresource, apiVersion: change.object.apiVersion, owned: new Set() };
  managers.push(fresh);
  return fresh;
}
