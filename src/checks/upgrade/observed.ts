// An upgrade as it was watched: the cluster before and after, every write between, what was refused and what came of
// the streams. Every judge of the upgrade reads this and nothing else.

import type { Cluster } from '../../actions/acting-cluster';
import type { Change } from '../../api/change';
import type { KubeObject } from '../../kinds/kind';
import type { Manifest } from '../../manifests/check-object';
import type { TrafficResult } from '../../network/traffic-result';
import { type ObjectReference, referenceText } from '../finding';
import { type ManifestSet, referenceOf } from '../manifest-set';
import type { Refusal } from '../start';

export interface Stream {
  readonly service: ObjectReference;
  readonly to: string;
  readonly result: TrafficResult;
}

export interface Observed {
  readonly old: ManifestSet;
  readonly next: ManifestSet;
  /** What the cluster holds besides. */
  readonly base: readonly Manifest[];
  /** The old set, settled. */
  readonly before: Cluster;
  /** The new set, as far as it came. */
  readonly after: Cluster;
  readonly changedAtMs: number;
  /** Every write since the change began, oldest first. */
  readonly changes: readonly Change[];
  readonly oldRefusals: readonly Refusal[];
  readonly refusals: readonly Refusal[];
  /** Objects of the old set that the new one does not have. */
  readonly orphans: readonly Manifest[];
  /** Whether the orphans were deleted. */
  readonly pruned: boolean;
  /** False when something still changed before the change came, or at the end. */
  readonly settled: { readonly before: boolean; readonly after: boolean };
  readonly streams: readonly Stream[];
}

/** The stored object that stands for a manifest; undefined when the cluster does not have it. */
export function storedFor(cluster: Cluster, manifest: Manifest): KubeObject | undefined {
  const { store } = cluster.simulation;
  const row = store.registry.byVersion(manifest.apiVersion, manifest.kind);
  const { namespace, name } = referenceOf(manifest);
  return row && store.get(row, row.namespaced ? `${namespace}/${name}` : name);
}

/** One name for an object in every version of its group: `apps Deployment shop/web`. */
export function identityOf(manifest: Manifest): string {
  const [group = ''] = manifest.apiVersion.includes('/') ? manifest.apiVersion.split('/') : [];
  return `${group} ${referenceText(referenceOf(manifest))}`;
}

/** The manifest behind an object: the new one, or the old one where the new set does not have it. */
export function manifestOf({ old, next }: Observed, object: ObjectReference): Manifest | undefined {
  return next.named(object) ?? old.named(object);
}

/** Milliseconds since the change began. */
export const sinceChange = ({ changedAtMs }: Observed, atMs: number) => atMs - changedAtMs;
