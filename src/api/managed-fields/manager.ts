// Field managers: who wrote which fields of an object, how and when; and their form in metadata.managedFields.
// upstream: apimachinery/pkg/util/managedfields/internal/managedfields.go

import type { ManagedFieldsEntry } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { parseRfc3339 } from '../../sim/time';
import { type FieldSet, fromFieldsV1, isSameSet, toFieldsV1 } from './field-set';

/** What tells one manager from another. */
export interface ManagerName {
  readonly name: string;
  readonly operation: 'Apply' | 'Update';
  /** Does not tell appliers apart. */
  readonly apiVersion: string;
  readonly subresource: string | undefined;
}

export interface Manager extends ManagerName {
  /** RFC 3339; a manager that only came to share fields has none. */
  readonly time: string | undefined;
  readonly fields: FieldSet;
}

export type Managers = readonly Manager[];

export const NO_MANAGERS: Managers = [];

export function isSameManager(a: ManagerName, b: ManagerName): boolean {
  if (a.name !== b.name || a.operation !== b.operation || a.subresource !== b.subresource) return false;
  return a.operation === 'Apply' || a.apiVersion === b.apiVersion;
}

/** The text by which upstream sorts managers in conflicts. */
export function managerKey({ name, operation, apiVersion, subresource }: ManagerName): string {
  return JSON.stringify({ manager: name, operation, ...(operation === 'Apply' ? {} : { apiVersion }), subresource });
}

/** Whether the two lists say the same but for the times. */
export function isSameOwnership(a: Managers, b: Managers): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  return a.every((manager) => {
    const other = b.find((each) => isSameManager(each, manager));
    return other?.apiVersion === manager.apiVersion && isSameSet(other.fields, manager.fields);
  });
}

const secondsOf = (time: string | undefined) => (time === undefined ? 0 : Math.floor(parseRfc3339(time) / 1000));

const compareTexts = (a = '', b = '') => (a < b ? -1 : a > b ? 1 : 0);

/** Appliers before updaters, then by time, name, version and subresource. */
export function compareManagers(a: Manager, b: Manager): number {
  return (
    compareTexts(a.operation, b.operation) ||
    secondsOf(a.time) - secondsOf(b.time) ||
    compareTexts(a.name, b.name) ||
    compareTexts(a.apiVersion, b.apiVersion) ||
    compareTexts(a.subresource, b.subresource)
  );
}

/**
 * The managers as the next write reads them from the object: of two entries of one manager, as a write through the
 * scale subresource may leave them, the latter is left. upstream: DecodeManagedFields
 */
export function asRead(managers: Managers): Managers {
  if (managers.every(({ time }) => time !== undefined)) return managers;
  const inOrder = [...managers].sort(compareManagers);
  const left = inOrder.filter((manager, at) => !inOrder.slice(at + 1).some((later) => isSameManager(later, manager)));
  return left.length === managers.length ? managers : left;
}

const entriesOf = new WeakMap<Managers, readonly ManagedFieldsEntry[]>();

/** metadata.managedFields; undefined when nobody owns anything. */
export function toManagedFields(managers: Managers): readonly ManagedFieldsEntry[] | undefined {
  if (managers.length === 0) return undefined;
  let entries = entriesOf.get(managers);
  if (!entries) {
    entries = [...managers].sort(compareManagers).map(toEntry);
    entriesOf.set(managers, entries);
  }
  return entries;
}

const toEntry = ({ name, operation, apiVersion, time, fields, subresource }: Manager): ManagedFieldsEntry => ({
  apiVersion,
  fieldsType: 'FieldsV1',
  fieldsV1: toFieldsV1(fields) as NonNullable<ManagedFieldsEntry['fieldsV1']>,
  ...(name === '' ? {} : { manager: name }),
  operation,
  ...(subresource === undefined ? {} : { subresource }),
  ...(time === undefined ? {} : { time }),
});

/** The managers that a request names; undefined when one of them is not well formed, which discards them all. */
export function fromManagedFields(entries: readonly ManagedFieldsEntry[]): Managers | undefined {
  const managers: Manager[] = [];
  for (const entry of entries) {
    const manager = readEntry(entry);
    if (!manager) return undefined;
    const at = managers.findIndex((known) => isSameManager(known, manager));
    if (at < 0) managers.push(manager);
    else managers[at] = manager;
  }
  return managers;
}

function readEntry(entry: ManagedFieldsEntry): Manager | undefined {
  const { apiVersion, fieldsType, fieldsV1, manager = '', operation, subresource, time } = entry;
  if ((operation !== 'Apply' && operation !== 'Update') || !apiVersion || fieldsType !== 'FieldsV1') return undefined;
  const fields = fromFieldsV1(fieldsV1 ?? {});
  if (!fields) return undefined;
  return {
    name: manager,
    operation,
    apiVersion,
    subresource: subresource || undefined,
    time: (time as string | null | undefined) ?? undefined,
    fields,
  };
}

/** Decoding leaves out an empty list, but of managedFields it asks for something. */
export function withAskedReset(given: unknown, decoded: KubeObject): KubeObject {
  const managedFields = (given as Partial<KubeObject> | null)?.metadata?.managedFields;
  if (!Array.isArray(managedFields) || managedFields.length > 0) return decoded;
  return { ...decoded, metadata: { ...decoded.metadata, managedFields } };
}

/** `[]` and `[{}]` in a request ask to forget all managers. */
export function asksForReset(entries: readonly ManagedFieldsEntry[]): boolean {
  return entries.length === 0 || (entries.length === 1 && Object.keys(entries[0] as object).length === 0);
}
