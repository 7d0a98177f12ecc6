// The state of a cluster as kubectl get prints it: one table for each kind that people look at.
// upstream: pkg/printers/internalversion/printers.go

import type { Cluster } from '../cluster/cluster';
import type { Deployment, Node, ReplicaSet, Service } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { KindName } from '../kinds/kind-map';
import { parseRfc3339 } from '../sim/time';
import { humanDuration } from './age';
import { podRow } from './pod-row';

interface Printer {
  readonly kind: KindName;
  readonly columns: readonly string[];
  readonly cells: (object: never, nowMs: number) => readonly string[];
}

const PRINTERS: readonly Printer[] = [
  { kind: 'Node', columns: ['STATUS', 'ROLES'], cells: nodeCells },
  { kind: 'Deployment', columns: ['READY', 'UP-TO-DATE', 'AVAILABLE'], cells: deploymentCells },
  { kind: 'ReplicaSet', columns: ['DESIRED', 'CURRENT', 'READY'], cells: replicaSetCells },
  { kind: 'ReplicationController', columns: ['DESIRED', 'CURRENT', 'READY'], cells: replicaSetCells },
  { kind: 'Pod', columns: ['READY', 'STATUS', 'RESTARTS', 'NODE'], cells: podCells as Printer['cells'] },
  { kind: 'Service', columns: ['TYPE', 'CLUSTER-IP', 'EXTERNAL-IP', 'PORT(S)'], cells: serviceCells },
];

/** Tables of everything in the cluster that has a printer; kinds without an object are left out. */
export function tablesText(cluster: Cluster): string {
  const tables: string[] = [];
  for (const { kind, columns, cells } of PRINTERS) {
    const objects = cluster.list(kind) as readonly KubeObject[];
    if (objects.length === 0) continue;
    const spaced = objects.some(({ metadata }) => metadata.namespace !== undefined && metadata.namespace !== 'default');
    const head = [...(spaced ? ['NAMESPACE'] : []), 'NAME', ...columns, 'AGE'];
    const prefix = `${kind.toLowerCase()}/`;
    const rows = objects.map((object) => {
      const { namespace = '', name, creationTimestamp = '' } = object.metadata;
      const age = humanDuration(cluster.nowMs - parseRfc3339(creationTimestamp));
      return [...(spaced ? [namespace] : []), prefix + name, ...cells(object as never, cluster.nowMs), age];
    });
    tables.push(alignedText([head, ...rows]));
  }
  return tables.join('\n\n');
}

/** An object's line by column, without name and age; undefined for kinds that have no table here. */
export function tableRow(
  kind: KindName,
  object: KubeObject,
  nowMs: number,
): Readonly<Record<string, string>> | undefined {
  const printer = PRINTERS.find((each) => each.kind === kind);
  const cells = printer?.cells(object as never, nowMs);
  return printer && Object.fromEntries(printer.columns.map((column, index) => [column, cells?.[index] ?? '']));
}

/** Columns three blanks apart, as kubectl aligns them. */
export function alignedText(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => (row[column] ?? '').length)));
  return rows
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

function podCells(pod: Parameters<typeof podRow>[0], nowMs: number): readonly string[] {
  const { ready, status, restarts } = podRow(pod, nowMs);
  return [ready, status, restarts, pod.spec.nodeName ?? '<none>'];
}

function deploymentCells({ spec, status }: Deployment): readonly string[] {
  const { readyReplicas = 0, updatedReplicas = 0, availableReplicas = 0 } = status ?? {};
  return [`${readyReplicas}/${spec.replicas ?? 1}`, String(updatedReplicas), String(availableReplicas)];
}

function replicaSetCells({ spec, status }: ReplicaSet): readonly string[] {
  return [String(spec?.replicas ?? 1), String(status?.replicas ?? 0), String(status?.readyReplicas ?? 0)];
}

function nodeCells({ metadata, spec, status }: Node): readonly string[] {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  const state = ready === 'True' ? 'Ready' : ready === undefined ? 'Unknown' : 'NotReady';
  const roles = Object.keys(metadata.labels ?? {})
    .filter((key) => key.startsWith('node-role.kubernetes.io/'))
    .map((key) => key.slice('node-role.kubernetes.io/'.length))
    .sort();
  return [spec?.unschedulable ? `${state},SchedulingDisabled` : state, roles.join(',') || '<none>'];
}

function serviceCells({ spec, status }: Service): readonly string[] {
  const type = spec?.type ?? 'ClusterIP';
  const ports = (spec?.ports ?? []).map(
    ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`,
  );
  return [type, spec?.clusterIP || '<none>', externalAddress(type, spec, status), ports.join(',') || '<none>'];
}

function externalAddress(type: string, spec: Service['spec'], status: Service['status']): string {
  if (type === 'ExternalName') return spec?.externalName ?? '<none>';
  const given = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  const addresses = [...given, ...(spec?.externalIPs ?? [])];
  if (addresses.length > 0) return addresses.join(',');
  return type === 'LoadBalancer' ? '<pending>' : '<none>';
}
