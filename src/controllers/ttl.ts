// The ttl controller: tells kubelets, by an annotation on their node, how long they may keep Secrets and ConfigMaps
// before they ask again; the larger the cluster, the longer.
// upstream: pkg/controller/ttl/ttl_controller.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { Lane } from '../sim/work-queue';
import { refusalOf } from './shared/refusal';

const ANNOTATION = 'node.alpha.kubernetes.io/ttl';

/** Steps overlap, so that a cluster at an edge does not swing between two. */
const STEPS = [
  { least: 0, most: 100, seconds: 0 },
  { least: 90, most: 500, seconds: 15 },
  { least: 450, most: 1000, seconds: 30 },
  { least: 900, most: 2000, seconds: 60 },
  { least: 1800, most: Number.POSITIVE_INFINITY, seconds: 300 },
] as const;

interface Memory {
  nodes: number;
  step: number;
}

export const ttlController = defineActor<Memory>({
  name: 'ttl-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: { create: () => ({ nodes: 0, step: 0 }), fork: ({ nodes, step }) => ({ nodes, step }) },
  watches: [
    watch('Node', ({ type, key, object }, { state }) => {
      if (type === 'ADDED') state.step = nextStep(state.step, ++state.nodes);
      if (type === 'DELETED') state.step = nextStep(state.step, --state.nodes);
      return type !== 'DELETED' && object.metadata.annotations?.[ANNOTATION] !== ttlOf(state.step) ? key : undefined;
    }),
  ],
  reconcile: annotate,
});

/** The step after one node came or went. */
export function nextStep(step: number, nodes: number): number {
  const { least, most } = STEPS[step] as (typeof STEPS)[number];
  if (nodes > most) return step + 1;
  return nodes < least ? step - 1 : step;
}

/** The annotation's value at a step: seconds. */
export function ttlOf(step: number): string {
  return String((STEPS[step] as (typeof STEPS)[number]).seconds);
}

function annotate(cx: ActorContext<Memory>, name: string): void {
  const node = cx.get('Node', undefined, name);
  const ttl = ttlOf(cx.state.step);
  if (node === undefined || node.metadata.annotations?.[ANNOTATION] === ttl) return;
  refusalOf(() => cx.patch('Node', undefined, name, 'merge', { metadata: { annotations: { [ANNOTATION]: ttl } } }));
}
