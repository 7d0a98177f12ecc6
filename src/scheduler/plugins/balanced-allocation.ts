// NodeResourcesBalancedAllocation: prefers nodes that the pod leaves with cpu and memory used evenly, measured as the
// change that the pod makes. upstream: plugins/noderesources balanced_allocation.go (the formula of 1.36)

import { definePlugin, ready, skip } from '../framework';
import type { NodeInfo } from '../node-info';
import { type Amounts, podRequests } from '../requests';

/** 100 when both are used to the same share, less the further apart they are. */
function balance(node: NodeInfo, milliCpu: number, memory: number): number {
  const allMilliCpu = node.allocatableMilliCpu;
  const allMemory = node.allocatableMemory;
  if (allMilliCpu === 0 || allMemory === 0) return 100;
  const cpuShare = Math.min(1, milliCpu / allMilliCpu);
  const memoryShare = Math.min(1, memory / allMemory);
  const deviation = Math.abs((cpuShare - memoryShare) / 2);
  return Math.trunc((1 - deviation) * 100);
}

export const balancedAllocation = definePlugin<undefined, Amounts>({
  name: 'NodeResourcesBalancedAllocation',
  preScore: (pod) => {
    const asked = podRequests(pod.spec);
    return asked.milliCpu === 0 && asked.memory === 0 ? skip : ready(asked);
  },
  score: (_pod, node, asked) => {
    const before = balance(node, node.milliCpu, node.memory);
    const after = balance(node, node.milliCpu + asked.milliCpu, node.memory + asked.memory);
    return 50 + Math.trunc((50 + after - before) / 2);
  },
});
