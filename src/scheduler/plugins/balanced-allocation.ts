// NodeResourcesBalancedAllocation: prefers nodes that the pod leaves with their resources used evenly, measured as the
// change that the pod makes: cpu and memory, unless its arguments say otherwise.
// upstream: plugins/noderesources balanced_allocation.go (the formula of 1.36)

import { type AnyPlugin, definePlugin, ready, skip } from '../framework';
import type { NodeInfo } from '../node-info';
import { type Amounts, podRequests } from '../requests';
import { amountsFor, requestOf } from '../resource-amounts';

export interface BalanceArgs {
  readonly resources?: readonly { readonly name: string }[];
}

/** 100 when both are used to the same share, less the further apart they are. */
function balance(node: NodeInfo, milliCpu: number, memory: number): number {
  const allMilliCpu = node.allocatableMilliCpu;
  const allMemory = node.allocatableMemory;
  if (allMilliCpu === 0 || allMemory === 0) return 100;
  const cpuShare = Math.min(1, milliCpu / allMilliCpu);
  const memoryShare = Math.min(1, memory / allMemory);
  return evennessOfTwo(cpuShare, memoryShare);
}

const evennessOfTwo = (one: number, other: number) => Math.trunc((1 - Math.abs((one - other) / 2)) * 100);

/** 100 when all are used to the same share, less by the shares' standard deviation. */
function evenness(shares: readonly number[]): number {
  if (shares.length < 2) return 100;
  if (shares.length === 2) return evennessOfTwo(shares[0] as number, shares[1] as number);
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  const squares = shares.reduce((sum, share) => sum + (share - mean) * (share - mean), 0);
  return Math.trunc((1 - Math.sqrt(squares / shares.length)) * 100);
}

function scoreOver(names: readonly string[], asked: Amounts, node: NodeInfo): number {
  const before: number[] = [];
  const after: number[] = [];
  for (const name of names) {
    const [request, capacity, used] = amountsFor(name, asked, node);
    if (capacity === 0) continue;
    before.push(Math.min(1, used / capacity));
    after.push(Math.min(1, (used + request) / capacity));
  }
  return 50 + Math.trunc((50 + evenness(after) - evenness(before)) / 2);
}

/** Over these resources; each weighs the same. */
export function balancedAllocationWith({ resources }: BalanceArgs): AnyPlugin {
  if (!resources) return balancedAllocation;
  const names = resources.map(({ name }) => name);
  return definePlugin<undefined, Amounts>({
    name: 'NodeResourcesBalancedAllocation',
    preScore: (pod) => {
      const asked = podRequests(pod.spec);
      return names.some((name) => requestOf(name, asked) > 0) ? ready(asked) : skip;
    },
    score: (_pod, node, asked) => scoreOver(names, asked, node),
  });
}

/** The usual case, answered without making anything. */
export const balancedAllocation: AnyPlugin = definePlugin<undefined, Amounts>({
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
