// What a fresh cluster holds before a user's first line: namespaces, built-in priority classes, the kubernetes Service.

import type { KubeObject } from '../kinds/kind';
import { KUBERNETES_SERVICE } from '../kinds/kubernetes-service';
import type { Simulation } from './simulation';

const NAMESPACES = ['default', 'kube-node-lease', 'kube-public', 'kube-system'];

function namespace(name: string): unknown {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name } };
}

function priorityClass(name: string, value: number, description: string): unknown {
  const apiVersion = 'scheduling.k8s.io/v1';
  return { apiVersion, kind: 'PriorityClass', metadata: { name }, value, description };
}

const CRITICAL = 'Used for system critical pods that must';
const PRIORITY_CLASSES = [
  priorityClass(
    'system-cluster-critical',
    2_000_000_000,
    `${CRITICAL} run in the cluster, but can be moved to another node if necessary.`,
  ),
  priorityClass('system-node-critical', 2_000_001_000, `${CRITICAL} not be moved from their current node.`),
];

/** Creates the objects that the API server itself makes at its first start. */
export function bootstrap(simulation: Simulation): void {
  const client = simulation.client(
    { actor: 'kube-apiserver', component: 'kube-apiserver', manager: 'kube-apiserver' },
    0,
  );
  const objects = [...NAMESPACES.map(namespace), ...PRIORITY_CLASSES, KUBERNETES_SERVICE];
  for (const object of objects) client.create(object as KubeObject);
}
