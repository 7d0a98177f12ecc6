// The cluster that a check begins with: everything that the API server takes, applied and settled. What it refuses is
// kept with its words; what the manifests lean on and do not bring is made up and told.

import { type Cluster, cluster } from '../actions/acting-cluster';
import { applyAsKubectl } from '../actions/apply';
import { type Send, sendEach } from '../actions/bodies';
import { LivelockError } from '../cluster/livelock';
import type { ClusterOptions } from '../cluster/options';
import { NotSettledError } from '../cluster/run';
import type { Manifest } from '../manifests/check-object';
import type { FieldPath } from '../manifests/source';
import { withCampaignImages } from './campaigns/images';
import { knownPrograms } from './known-programs';
import { type ManifestSet, referenceOf } from './manifest-set';
import { standIns } from './stand-ins';

/** An object that the API server would not take. */
export interface Refusal {
  readonly object: Manifest;
  /** The server's words. */
  readonly message: string;
  /** The field that they name first; empty when they name none. */
  readonly path: FieldPath;
}

export interface Started {
  readonly cluster: Cluster;
  readonly refusals: readonly Refusal[];
  /** Namespaces that objects stand in and nobody brought. */
  readonly assumed: readonly string[];
  /** False when something still changed after an hour: its state is looked at as it is then. */
  readonly settled: boolean;
}

const HOUR_MS = 3_600_000;

/** As `kubectl apply` sends an object. */
export const apply: Send = (client, body) => applyAsKubectl(client, body, undefined);

/**
 * @param base what the cluster holds before: objects that are not checked themselves.
 */
export function start(set: ManifestSet, base: readonly Manifest[], options: ClusterOptions): Started {
  const made = standIns(set, base, options.storage);
  const programs = knownPrograms(set, options.programs ?? []);
  const shop = cluster(withCampaignImages({ ...options, programs, storage: made.storage }));
  const refusals: Refusal[] = [];
  const assumed = missingNamespaces([...base, ...set.objects]);
  sendEach(shop, [...assumed.map(namespaceNamed), ...made.storageClasses, ...base], apply, (_object, error) => {
    throw error;
  });
  const own = new Set(set.objects);
  sendEach(shop, [...made.secrets, ...set.objects], apply, (object, { message }, path) => {
    if (own.has(object)) refusals.push({ object, message, path });
  });
  return { cluster: shop, refusals, assumed, settled: settle(shop) };
}

/** Whether it came to rest within an hour, and before it had written more than any start needs. */
export function settle(shop: Cluster): boolean {
  const endMs = shop.nowMs + HOUR_MS;
  const mostRevision = shop.mark().revision + MOST_WRITES + MOST_WRITES_A_POD * wantedPods(shop);
  while (shop.nowMs < endMs && shop.mark().revision < mostRevision) {
    try {
      shop.settleWithin(SLICE_MS);
      return true;
    } catch (error) {
      if (error instanceof LivelockError) return false;
      if (!(error instanceof NotSettledError)) throw error;
    }
  }
  return false;
}

const SLICE_MS = 10_000;
/** A pod that every kubelet rejects is replaced at once, for ever: an hour of that is a quarter million writes. */
const MOST_WRITES = 20_000;
/** From its creation to Ready it is a dozen. */
const MOST_WRITES_A_POD = 100;

function wantedPods(shop: Cluster): number {
  const replicated = ['Deployment', 'StatefulSet', 'ReplicaSet', 'ReplicationController'] as const;
  const workloads = replicated.flatMap(
    (kind) => shop.list(kind) as readonly { readonly spec?: { replicas?: number } }[],
  );
  const others = shop.list('DaemonSet').length * shop.list('Node').length + shop.list('Job').length;
  return workloads.reduce((sum, { spec }) => sum + (spec?.replicas ?? 1), others);
}

const BUILT_IN = ['default', 'kube-system', 'kube-public', 'kube-node-lease'];

/** Namespaces that objects stand in and none of them is, in the order of names. */
export function missingNamespaces(objects: readonly Manifest[]): readonly string[] {
  const there = new Set([...BUILT_IN, ...objects.flatMap(({ kind, metadata }) => namedNamespace(kind, metadata.name))]);
  const wanted = new Set(objects.map((object) => referenceOf(object).namespace).filter((name) => name !== ''));
  return [...wanted].filter((name) => !there.has(name)).sort();
}

const namedNamespace = (kind: string, name: string | undefined) =>
  kind === 'Namespace' && name !== undefined ? [name] : [];

export const namespaceNamed = (name: string): Manifest => ({ apiVersion: 'v1', kind: 'Namespace', metadata: { name } });
