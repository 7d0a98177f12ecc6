// The state of a cluster as kubectl get prints it: one table for each kind that people look at.

import type { Cluster } from '../cluster/cluster';
import type { KindRow, KubeObject } from '../kinds/kind';
import type { KindName } from '../kinds/kind-map';
import { preferredRows } from '../kinds/registry';
import { columnsOf } from '../printers/columns';
import { cellsOf } from '../printers/table';
import { alignedText } from './aligned-text';

const SHOWN: readonly KindName[] = [
  'Node',
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
  'Pod',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'Service',
  'Ingress',
  'PodDisruptionBudget',
  'HorizontalPodAutoscaler',
  'ResourceQuota',
];

/** Where a pod is, kubectl tells only when it is asked for wide tables. */
const SHOWN_OF_WIDE: Readonly<Record<string, string>> = { Pod: 'Node' };

/** Tables of what people look at in the cluster; kinds without an object are left out. */
export function tablesText(cluster: Cluster): string {
  const tables: string[] = [];
  for (const row of shownRows(cluster)) {
    const objects = cluster.list(row.key) as readonly KubeObject[];
    if (objects.length > 0) tables.push(tableText(row, objects, cluster.nowMs));
  }
  return tables.join('\n\n');
}

/** The kinds that people look at, then those that the cluster's own definitions have made. */
function shownRows(cluster: Cluster): readonly KindRow[] {
  const { registry } = cluster.simulation.store;
  return [...SHOWN.map((kind) => registry.byKey(kind) as KindRow), ...preferredRows(registry.custom)];
}

function tableText(row: KindRow, objects: readonly KubeObject[], nowMs: number): string {
  const spaced = objects.some(({ metadata }) => metadata.namespace !== undefined && metadata.namespace !== 'default');
  const rows = objects.map((object) => tableRow(row, object, nowMs));
  const names = Object.keys(rows[0] ?? {});
  const prefix = `${row.kind.toLowerCase()}/`;
  const lines = rows.map((cells, index) => [
    ...(spaced ? [objects[index]?.metadata.namespace ?? ''] : []),
    ...names.map((name) => (name === 'NAME' ? prefix : '') + (cells[name] as string)),
  ]);
  return alignedText([[...(spaced ? ['NAMESPACE'] : []), ...names], ...lines]);
}

/** An object's line by column. */
export function tableRow(row: KindRow, object: KubeObject, nowMs: number): Readonly<Record<string, string>> {
  const cells = cellsOf(row, object, { nowMs });
  const shown: Record<string, string> = {};
  for (const [index, { name, priority }] of columnsOf(row).entries()) {
    if (priority === 0 || name === SHOWN_OF_WIDE[row.key]) shown[name.toUpperCase()] = String(cells[index] ?? '');
  }
  return shown;
}
