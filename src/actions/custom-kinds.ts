// Kinds that a load brings along: its objects are sent once the server serves their kind.
// upstream: apiextensions-apiserver customresource_handler.go serveResource

import type { Cluster } from '../cluster/cluster';
import { runUntil } from '../cluster/run';
import { conditionOf } from '../custom/conditions';
import { apiVersionOf } from '../kinds/kind';
import { gatedKinds } from '../kinds/table';
import type { KnownKind } from '../manifests/hints';
import { parseRfc3339 } from '../sim/time';

/** How long a definition is given to be established. */
const PATIENCE_MS = 30_000;
/** The server holds creates of a kind that it has served for less than this, so that other servers know it, too. */
const SETTLING_MS = 2_000;

/** The kinds of the definitions in the cluster, whether they are served yet or not, and those it was told to serve. */
export function customKinds(cluster: Cluster): readonly KnownKind[] {
  const defined = cluster
    .list('CustomResourceDefinition')
    .flatMap(({ spec }) =>
      spec.versions.map(({ name }) => ({ apiVersion: `${spec.group}/${name}`, kind: spec.names.kind })),
    );
  const { registry } = cluster.simulation.store;
  const gated = gatedKinds.filter((row) => registry.byVersion(apiVersionOf(row), row.kind));
  return [...defined, ...gated.map((row) => ({ apiVersion: apiVersionOf(row), kind: row.kind }))];
}

/** Lets time pass until objects of the kind can be created; nothing happens for kinds that have been there. */
export function waitForKind(cluster: Cluster, apiVersion: string, kind: string): void {
  const { simulation } = cluster;
  const row = () => simulation.store.registry.byVersion(apiVersion, kind);
  if (!row() && customKinds(cluster).some((known) => known.apiVersion === apiVersion && known.kind === kind)) {
    runUntil(simulation, () => row() !== undefined, PATIENCE_MS);
  }
  const served = row();
  if (!served?.custom) return;
  const definition = cluster.get('CustomResourceDefinition', undefined, served.custom.definition);
  const since = definition && conditionOf(definition, 'Established')?.lastTransitionTime;
  if (since && cluster.nowMs - parseRfc3339(since) < SETTLING_MS) cluster.advanceMs(SETTLING_MS);
}
