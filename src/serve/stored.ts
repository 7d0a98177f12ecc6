// Objects in the form of the version that is asked for: they are kept in one.

import { viewOf } from '../api/stored-view';
import type { KindRow, KubeObject } from '../kinds/kind';
import type { ServedCluster } from './served-cluster';

/** The row under which the objects of this one are kept. */
export function keptRow(served: ServedCluster, row: KindRow): KindRow {
  return (row.storedAs && served.server.kinds.byKey(row.storedAs.key)) ?? row;
}

/** A kept object as this row shows it. */
export function shownAs(row: KindRow, kept: KubeObject): KubeObject {
  if (row.custom) return viewOf(row.custom, kept);
  return row.storedAs ? row.storedAs.fromStored(kept) : kept;
}
