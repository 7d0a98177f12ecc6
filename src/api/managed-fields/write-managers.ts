// Field managers as the pipeline of writes meets them: what a request says of them itself, whether a write changes
// anything, and what a dry run foresees.

import { equalData } from '../../kinds/equal-data';
import type { KindRow, KubeObject } from '../../kinds/kind';
import type { Caller, RequestOptions } from '../caller';
import type { Store } from '../store';
import { isSameOwnership, type Managers, NO_MANAGERS } from './manager';
import { afterWrite, managersOf, namedManagers, rememberManagers } from './managers-of';

interface Parts {
  readonly store: Store;
  readonly clock: { readonly nowMs: number };
}

/** Those after a write, where they are known already or the request names some. */
export function managersAsked(
  parts: Parts,
  caller: Caller,
  row: KindRow,
  input: KubeObject,
  asked: KubeObject,
  stored: KubeObject | undefined,
  options: RequestOptions,
): Managers | undefined {
  const entries = input.metadata.managedFields;
  if (options.managers || !entries || options.subresource) return options.managers;
  const { store, clock } = parts;
  const named = namedManagers(entries, stored ? managersOf(store, row, stored) : NO_MANAGERS);
  const manager = options.fieldManager ?? caller.manager;
  return afterWrite(row, named, stored, asked, { manager, subresource: undefined, atMs: clock.nowMs });
}

/** Whether there is nothing to write; what is owned is part of an object. */
export function isNothingNew(
  { store }: Parts,
  row: KindRow,
  next: KubeObject,
  stored: KubeObject,
  managers: Managers | undefined,
): boolean {
  if (!equalData(next, stored)) return false;
  return !managers || isSameOwnership(managers, managersOf(store, row, stored));
}

/** Keeps for the answer to a dry run who would own what. */
export function foreseeManagers(
  { store, clock }: Parts,
  caller: Caller,
  row: KindRow,
  planned: KubeObject,
  asked: KubeObject,
  stored: KubeObject | undefined,
  { managers, subresource, fieldManager }: RequestOptions,
): void {
  const by = { manager: fieldManager ?? caller.manager, subresource, atMs: clock.nowMs };
  const standing = stored ? managersOf(store, row, stored) : NO_MANAGERS;
  rememberManagers(planned, managers ?? afterWrite(row, standing, stored, asked, by));
}
