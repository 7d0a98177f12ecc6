// The state of a pod or a node as one of a few that a bar can show.

import type { Node, Pod } from '../kinds/generated/types.gen';
import { podRequests } from '../kinds/pod-spec/pod-resources';
import { milliValue, value } from '../kinds/quantity';
import { type Amounts, NODE_STATES, POD_STATES } from './page-data';

type PodState = (typeof POD_STATES)[number];
type NodeState = (typeof NODE_STATES)[number];

/** Reasons to wait that are part of every start. */
const STARTING: ReadonlySet<string> = new Set(['', 'ContainerCreating', 'PodInitializing']);

export const podStateNumber = (pod: Pod): number => POD_STATES.indexOf(podState(pod));

export const nodeStateNumber = (node: Node): number => NODE_STATES.indexOf(nodeState(node));

function podState({ metadata, spec, status = {} }: Pod): PodState {
  const { phase } = status;
  if (metadata.deletionTimestamp) return 'terminating';
  if (phase === 'Succeeded') return 'succeeded';
  if (phase === 'Failed') return 'failed';
  if (phase === 'Unknown') return 'unknown';
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  if (containers.some(({ state }) => !STARTING.has(state?.waiting?.reason ?? ''))) return 'failed';
  if (phase === 'Running') {
    const ready = status.conditions?.find(({ type }) => type === 'Ready');
    return ready?.status === 'True' ? 'ready' : 'not ready';
  }
  return spec.nodeName ? 'starting' : 'pending';
}

function nodeState({ spec, status }: Node): NodeState {
  const ready = status?.conditions?.find(({ type }) => type === 'Ready')?.status;
  if (ready === 'Unknown') return 'unreachable';
  if (ready !== 'True') return 'not ready';
  return spec?.unschedulable ? 'cordoned' : 'ready';
}

/** What a pod takes of its node; nothing once it has ended. */
export function podAmounts({ spec, status }: Pod): Amounts {
  if (status?.phase === 'Succeeded' || status?.phase === 'Failed') return [0, 0, 0];
  const requests = podRequests(spec);
  return [milliValue(requests.get('cpu')), Math.ceil(milliValue(requests.get('memory')) / 1000), 1];
}

export function nodeAmounts({ status }: Node): Amounts {
  const { cpu, memory, pods } = status?.allocatable ?? {};
  return [milliValue(cpu), value(memory), value(pods)];
}
