// What a cluster that runs for long does not keep: changes and their causes from so long ago that no watch, no page of
// a list and no apply needs them. Who owns which field of an object stays known.

import type { KindRow } from '../kinds/kind';
import type { Trace } from '../sim/trace';
import type { Change } from './change';
import { NO_MANAGERS } from './managed-fields/manager';
import { managersOf } from './managed-fields/managers-of';
import type { Store } from './store';
import { forgetWatched } from './watch-history';

/** So many changes are kept at least: 70 MiB of them. */
const KEPT = 20_000;
/** Forgetting is done in steps, so that it costs little a change. */
const STEP = 5_000;

/** Forgets the oldest part of a long history; nothing happens to a short one. */
export function forgetHistory(store: Store, trace: Trace): void {
  const count = surplus(store.changes);
  const transientCount = surplus(store.knownTransient);
  if (count === 0 && transientCount === 0) return;
  forgetWatched(store, count, transientCount);
  store.forgetTransient(transientCount);
  if (count === 0) return;
  store.forget(count, (change) => {
    const row: KindRow | undefined = store.registry.byKey(change.kind);
    return row ? managersOf(store, row, change.object) : NO_MANAGERS;
  });
  trace.forgetBefore((store.changes[0] as Change).trace);
}

const surplus = ({ length }: readonly Change[]) => (length >= KEPT + STEP ? length - KEPT : 0);
