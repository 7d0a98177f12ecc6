// What applying a configuration does: it is merged into the live object, what its manager said before and says no more
// goes unless somebody else owns it, and a changed field that another manager owns is a conflict unless forced.
// upstream: structured-merge-diff merge/update.go Apply, prune

import { equalData } from '../../kinds/equal-data';
import { ApiError } from '../api-error';
import {
  difference,
  type FieldSet,
  intersection,
  isEmpty,
  isSameSet,
  pathTexts,
  recursiveDifference,
  union,
} from './field-set';
import { isSameManager, type Manager, type ManagerName, type Managers, managerKey } from './manager';
import { mergeTyped, removeFields, withNamedFields } from './merge-typed';
import type { Shape } from './shape';
import { toFieldSet } from './typed';
import { afterChanges, changesOf, type Write, withoutIdentity } from './update-managers';

export interface Conflict {
  readonly with: ManagerName;
  readonly fields: FieldSet;
}

export interface Applied {
  /** Undefined when the configuration changes nothing. */
  readonly object: unknown;
  readonly managers: Managers;
  readonly conflicts: readonly Conflict[];
}

/**
 * @param live the object as it stands, `{}` when there is none. The result holds whether or not there are conflicts.
 */
export function applyTyped(
  shape: Shape,
  live: unknown,
  configuration: unknown,
  managers: Managers,
  { by, time, ignored }: Write,
): Applied {
  const last = managers.find((manager) => isSameManager(manager, by));
  const others = managers.filter((manager) => manager !== last);
  const said = recursiveDifference(toFieldSet(shape, configuration), ignored);
  const merged = mergeTyped(shape, live, configuration);
  const isRepeated = last !== undefined && isSameSet(withoutIdentity(said), last.fields);
  if (merged === live && isRepeated) {
    return { object: undefined, managers: sameManagers(managers, last, by), conflicts: [] };
  }
  const owned = others.reduce((set, { fields }) => union(set, fields), said);
  const next = last && !isRepeated ? pruned(shape, merged, last.fields, owned) : merged;
  const changes = changesOf(shape, live, next, ignored);
  const taken = union(changes.modified, changes.added);
  const conflicts = others
    .map((manager) => ({ with: manager, fields: intersection(manager.fields, taken) }))
    .filter(({ fields }) => !isEmpty(fields));
  const isChanged = !equalData(live, next);
  const fields = withoutIdentity(said);
  const mine: Manager = { ...by, time: isChanged ? time : last?.time, fields };
  const left = afterChanges(others, changes);
  return { object: isChanged ? next : undefined, managers: isEmpty(fields) ? left : [...left, mine], conflicts };
}

function sameManagers(managers: Managers, last: Manager, by: ManagerName): Managers {
  if (last.apiVersion === by.apiVersion) return managers;
  return managers.map((manager) => (manager === last ? { ...last, ...by } : manager));
}

/** The object without what was said last time, unless it is owned now or was not the manager's alone to take. */
function pruned(shape: Shape, merged: unknown, last: FieldSet, owned: FieldSet): unknown {
  const named = (set: FieldSet) => withNamedFields(shape, set);
  const lastNamed = named(last);
  const all = named(toFieldSet(shape, merged));
  const without = removeFields(shape, merged, lastNamed);
  const kept = union(named(toFieldSet(shape, without)), named(owned));
  const withOwned = removeFields(shape, merged, difference(all, kept));
  const dropped = intersection(difference(all, named(toFieldSet(shape, withOwned))), lastNamed);
  return removeFields(shape, merged, dropped);
}

/** Conflicts without those about these fields. */
export function conflictsBeside(conflicts: readonly Conflict[], allowed: FieldSet): Conflict[] {
  return conflicts
    .map((conflict) => ({ ...conflict, fields: difference(conflict.fields, allowed) }))
    .filter(({ fields }) => !isEmpty(fields));
}

/** 409 Conflict with a cause for each field. upstream: managedfields/internal/conflict.go */
export function conflictError(conflicts: readonly Conflict[]): ApiError {
  const sorted = [...conflicts].sort((a, b) => (managerKey(a.with) < managerKey(b.with) ? -1 : 1));
  const found = sorted.map((conflict) => ({ who: managerText(conflict.with), paths: pathTexts(conflict.fields) }));
  const causes = found.flatMap(({ who, paths }) =>
    paths.map((field) => ({ reason: 'FieldManagerConflict', message: `conflict with ${who}`, field })),
  );
  if (causes.length === 1) {
    const message = `Apply failed with 1 conflict: ${causes[0]?.message}: ${causes[0]?.field}`;
    return new ApiError(409, 'Conflict', message, { causes });
  }
  const lines = found.flatMap(({ who, paths }) => [`conflicts with ${who}:`, ...paths.map((path) => `- ${path}`)]);
  const message = `Apply failed with ${causes.length} conflicts: ${lines.join('\n')}`;
  return new ApiError(409, 'Conflict', message, { causes });
}

/** `"m1"` for an applier, `"curl" using v1`, `"scaler" with subresource "scale" using apps/v1` */
function managerText({ name, operation, subresource, apiVersion }: ManagerName): string {
  const through = subresource === undefined ? '' : ` with subresource "${subresource}"`;
  return operation === 'Apply' ? `"${name}"${through}` : `"${name}"${through} using ${apiVersion}`;
}
