// What admitted pods hold on their node: requests, places, host ports.

import type { Pod } from '../kinds/generated/types.gen';
import { type KubeletContext, type NodeRecord, ownNode, type PodWorker } from './kubelet-state';
import { hostPortsOf, requestsOf } from './node-admission';

/** Counts an admitted pod on its node. */
export function holdResources(cx: KubeletContext, worker: PodWorker): void {
  const node = ownNode(cx.state, worker.node);
  if (!node) return;
  node.pods++;
  count(node.used, worker.pod, 1);
  const ports = hostPortsOf(worker.pod);
  if (ports.length > 0) node.hostPorts = [...node.hostPorts, ...ports.map((port) => ({ ...port, uid: worker.uid }))];
}

export function releaseResources(cx: KubeletContext, worker: PodWorker): void {
  const node = ownNode(cx.state, worker.node);
  if (!node) return;
  node.pods--;
  count(node.used, worker.pod, -1);
  if (node.hostPorts.length > 0) node.hostPorts = node.hostPorts.filter(({ uid }) => uid !== worker.uid);
}

/** The requests with those of a pod added or taken away. */
export function withRequests(used: NodeRecord['used'], pod: Pod, sign: 1 | -1): NodeRecord['used'] {
  const next = { ...used };
  count(next, pod, sign);
  return next;
}

function count(used: NodeRecord['used'], pod: Pod, sign: 1 | -1): void {
  const requests = requestsOf(pod);
  for (const name in requests) used[name] = (used[name] ?? 0) + sign * (requests[name] as number);
}
