// A whole run in three short texts: what happened and why, every object as it stands, every state that any object was
// in.
import { createHash } from 'node:crypto';
import type { Cluster } from '../../src/cluster/cluster';
import { kinds } from '../../src/kinds/table';

export interface Digest {
  readonly trace: string;
  readonly objects: string;
  readonly history: string;
}

export function digestOf(cluster: Cluster): Digest {
  const { trace, store } = cluster.simulation;
  return { trace: trace.hash(), objects: hash([objectsText(cluster)]), history: hash(store.changes.map(changeText)) };
}

/** Every object of every kind as JSON. */
export function objectsText(cluster: Cluster): string {
  const held = new Set(cluster.simulation.store.kinds());
  return JSON.stringify(kinds.filter(({ key }) => held.has(key)).map(({ key }) => cluster.list(key as 'Pod')));
}

function changeText({ type, kind, revision, atMs, writer, manager, object }: ChangeLike): string {
  return JSON.stringify([type, kind, revision, atMs, writer, manager, object]);
}

type ChangeLike = Cluster['simulation']['store']['changes'][number];

function hash(texts: readonly string[]): string {
  const sum = createHash('sha256');
  for (const text of texts) sum.update(text).update('\n');
  return sum.digest('hex').slice(0, 16);
}
