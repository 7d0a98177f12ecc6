// What of a resource, by its name, a pod asks for, a node has, and the pods there take.
// upstream: plugins/noderesources resource_allocation.go calculateResourceAllocatableRequest

import type { NodeInfo } from './node-info';
import type { Amounts } from './requests';

/** What the pod asks for. */
export function requestOf(name: string, asked: Amounts): number {
  switch (name) {
    case 'cpu':
      return asked.milliCpu;
    case 'memory':
      return asked.memory;
    case 'ephemeral-storage':
      return asked.ephemeralStorage;
    default:
      return asked.scalar.get(name) ?? 0;
  }
}

/** What the pod asks for, the node has, and its pods take; a pod is not scored by a device that it does not ask for. */
export function amountsFor(name: string, asked: Amounts, node: NodeInfo): readonly [number, number, number] {
  const request = requestOf(name, asked);
  switch (name) {
    case 'cpu':
      return [request, node.allocatableMilliCpu, node.milliCpu];
    case 'memory':
      return [request, node.allocatableMemory, node.memory];
    case 'ephemeral-storage':
      return [request, node.allocatableEphemeralStorage, node.ephemeralStorage];
    default: {
      const capacity = request === 0 ? 0 : (node.allocatableScalar.get(name) ?? 0);
      return [request, capacity, node.scalar.get(name) ?? 0];
    }
  }
}

/** The same with the usual amounts in place of cpu and memory that containers do not ask for. */
export function scoredAmountsFor(name: string, asked: Amounts, node: NodeInfo): readonly [number, number, number] {
  if (name === 'cpu') return [asked.nonZeroMilliCpu, node.allocatableMilliCpu, node.nonZeroMilliCpu];
  if (name === 'memory') return [asked.nonZeroMemory, node.allocatableMemory, node.nonZeroMemory];
  return amountsFor(name, asked, node);
}
