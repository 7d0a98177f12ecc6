// The state of a cluster as kubectl get prints it: one table for each kind that people look at.

import type { Cluster } from '../cluster/cluster';
import type { KubeObject } from '../kinds/kind';
import type { KindName } from '../kinds/kind-map';
import { kindByKey } from '../kinds/table';
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
  for (const kind of SHOWN) {
    const objects = cluster.list(kind) as readonly KubeObject[];
    if (objects.length > 0) tables.push(tableText(kind, objects, cluster.nowMs));
  }
  return tables.join('\n\n');
}

function tableText(kind: KindName, objects: readonly KubeObject[], nowMs: number): string {
  const spaced = objects.some(({ metadata }) => metadata.namespace !== undefined && metadata.namespace !== 'default');
  const rows = objects.map((object) => tableRow(kind, object, nowMs));
  const names = Object.keys(rows[0] ?? {});
  const prefix = `${kind.toLowerCase()}/`;
  const lines = rows.map((row, index) => [
    ...(spaced ? [objects[index]?.metadata.namespace ?? ''] : []),
    ...names.map((name) => (name === 'NAME' ? prefix : '') + (row[name] as string)),
  ]);
  return alignedText([[...(spaced ? ['NAMESPACE'] : []), ...names], ...lines]);
}

/** An object's line by column. */
export function tableRow(kind: KindName, object: KubeObject, nowMs: number): Readonly<Record<string, string>> {
  const row = kindByKey(kind);
  if (!row) return {};
  const cells = cellsOf(row, object, { nowMs });
  const shown: Record<string, string> = {};
  for (const [index, { name, priority }] of columnsOf(row).entries()) {
    if (priority === 0 || name === SHOWN_OF_WIDE[kind]) shown[name.toUpperCase()] = String(cells[index] ?? '');
  }
  return shown;
}
