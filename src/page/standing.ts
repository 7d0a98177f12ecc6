// What stood where a served cluster's history begins: the changes before are forgotten, and so the objects that they
// left are told as if they had been made at their last one.

import type { Change } from '../api/change';
import { type Store, storedKey } from '../api/store';

/** In the order in which they were written; empty where nothing is forgotten. */
export function standingBefore(store: Store): Change[] {
  if (store.forgottenRevision === 0) return [];
  const before = store.fork();
  for (const change of store.changes.toReversed()) before.takeBack(change);
  const standing: Change[] = [];
  for (const kind of before.kinds()) {
    const row = before.registry.byKey(kind);
    if (!row || row.transient || storedKey(row) !== row.key) continue;
    for (const object of before.table(row).values()) {
      const change = before.changeOf(row, object);
      if (change) standing.push({ ...change, type: 'ADDED' });
    }
  }
  return standing.sort((a, b) => a.revision - b.revision);
}
