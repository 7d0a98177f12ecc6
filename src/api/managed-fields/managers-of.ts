// Who owns which field of an object. Nothing is tracked while controllers write: every change is kept with what was
// asked for, and each is reached from the one after it by the resourceVersion of what stood before. So the managers are
// worked out from the object's own history when somebody asks, and remembered for that state of it.

import { FLOW_CONSUMER, FLOW_PRODUCER } from '../../kinds/default-flow-control';
import type { ManagedFieldsEntry } from '../../kinds/generated/types.gen';
import { apiVersionOf, type KindRow, type KubeObject } from '../../kinds/kind';
import { parseRfc3339, rfc3339 } from '../../sim/time';
import type { Change } from '../change';
import { scaleOf } from '../scale-of';
import type { Store } from '../store';
import { isEmpty } from './field-set';
import { asksForReset, asRead, fromManagedFields, type Managers, NO_MANAGERS, toManagedFields } from './manager';
import { resetFields } from './reset-fields';
import { scaleTaken } from './scale-managers';
import { shapeOf } from './shape';
import { toFieldSet } from './typed';
import { updateManagers, type Write } from './update-managers';

const SERVER = 'kube-apiserver';
const FLOW_GROUP = 'flowcontrol.apiserver.k8s.io';

const known = new WeakMap<KubeObject, Managers>();

/** The managers of an object as it is or was stored. Kinds without history have none. */
export function managersOf(store: Store, row: KindRow, object: KubeObject): Managers {
  const later: Change[] = [];
  let at: KubeObject | undefined = object;
  let managers: Managers | undefined;
  while (at && !managers) {
    managers = known.get(at);
    const change: Change | undefined = managers ? undefined : store.changeOf(row, at);
    managers ??= change?.managers;
    if (change && !managers) later.push(change);
    if (!change && !managers) managers = ofTheServer(row, at);
    at = change?.previous;
  }
  managers ??= NO_MANAGERS;
  for (let index = later.length - 1; index >= 0; index--) managers = afterChange(row, managers, later[index] as Change);
  known.set(object, managers);
  return managers;
}

/** What is there from the start the server has made; of kinds without history nothing is known. */
function ofTheServer(row: KindRow, object: KubeObject): Managers {
  if (row.transient || !object.metadata.resourceVersion) return NO_MANAGERS;
  const atMs = parseRfc3339(object.metadata.creationTimestamp ?? '');
  const by = { manager: row.group === FLOW_GROUP ? FLOW_PRODUCER : SERVER, subresource: undefined, atMs };
  const { status, ...made } = object as KubeObject & { readonly status?: object };
  if (row.key !== 'FlowSchema') return afterWrite(row, NO_MANAGERS, undefined, object, by);
  // Whoever makes a FlowSchema leaves its status to another part of the server.
  const told = writeOf(apiVersionOf(row), row, { ...by, manager: FLOW_CONSUMER, subresource: 'status' }, 'Apply');
  const consumer = { ...told.by, time: told.time, fields: toFieldSet(shapeOf(row.schema), { status }) };
  return [...afterWrite(row, NO_MANAGERS, undefined, made as KubeObject, by), consumer];
}

/** Keeps the managers of an object that is not stored: the answer to a dry run. */
export function rememberManagers(object: KubeObject, managers: Managers): void {
  known.set(object, managers);
}

/** metadata.managedFields of an object as it is or was stored; undefined when nobody owns anything of it. */
export function managedFieldsOf(
  store: Store,
  row: KindRow,
  object: KubeObject,
): readonly ManagedFieldsEntry[] | undefined {
  return toManagedFields(managersOf(store, row, object));
}

function afterChange(row: KindRow, managers: Managers, change: Change): Managers {
  const { asked, previous } = change;
  return asked ? afterWrite(row, managers, previous, asked, change) : managers;
}

export interface WriteBy extends Pick<Change, 'manager' | 'subresource' | 'atMs'> {}

/** The managers after a plain write that asked for this object. */
export function afterWrite(
  row: KindRow,
  managers: Managers,
  previous: KubeObject | undefined,
  asked: KubeObject,
  by: WriteBy,
): Managers {
  // An object whose managers were forgotten is tracked again only when somebody applies to it.
  if (managers.length === 0 && previous) return managers;
  const { subresource } = by;
  const write = writeOf(asked.apiVersion || apiVersionOf(row), row, by, 'Update');
  if (subresource === 'scale') {
    const counts = { before: countOf(row, previous), after: countOf(row, asked) };
    return scaleTaken(row, managers, write.by, counts);
  }
  return updateManagers(shapeOf(row.schema), previous ?? {}, asked, asRead(managers), write);
}

const countOf = (row: KindRow, object: KubeObject | undefined) =>
  object === undefined ? 0 : (scaleOf(object, row.custom?.scale).spec?.replicas ?? 0);

/** A write as the field managers see it. */
export function writeOf(
  apiVersion: string,
  row: KindRow,
  { manager, subresource, atMs }: WriteBy,
  operation: 'Apply' | 'Update',
): Write {
  return {
    by: { name: manager === '' ? 'unknown' : manager, operation, apiVersion, subresource },
    time: rfc3339(atMs),
    ignored: resetFields(row, subresource),
  };
}

/** The managers that a request's own metadata.managedFields leave; those that stand where it says nothing usable. */
export function namedManagers(entries: readonly ManagedFieldsEntry[], standing: Managers): Managers {
  if (asksForReset(entries)) return NO_MANAGERS;
  const named = fromManagedFields(entries);
  return named && named.length > 0 ? named.filter(({ fields }) => !isEmpty(fields)) : standing;
}
