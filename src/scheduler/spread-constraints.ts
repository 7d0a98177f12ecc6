// Topology spread constraints of a pod, compiled: which pods they count and which nodes take part. System defaults
// included.
// upstream: plugins/podtopologyspread common.go, plugin.go; plugins/helper DefaultSelector

import type { Reader } from '../api/actor';
import type { LabelSelector, Node, Pod, TopologySpreadConstraint } from '../kinds/generated/types.gen';
import {
  compileRequirements,
  type Labels,
  matchesNothing,
  type Requirement,
  requirementsOf,
  requirementText,
} from '../kinds/labels';
import { hasRequiredAffinity, matchesRequiredAffinity } from '../kinds/node-selector';
import { controllerOf } from '../kinds/owner';
import { hardTaints, toleratesAll } from '../kinds/taints';
import type { SchedulerCache } from './cache';
import type { CycleContext } from './framework';
import type { PodQuery } from './pod-counts';

export const HOSTNAME = 'kubernetes.io/hostname';

export interface SpreadConstraint {
  readonly topologyKey: string;
  readonly maxSkew: number;
  readonly minDomains: number;
  readonly honorsAffinity: boolean;
  readonly honorsTaints: boolean;
  readonly matches: (labels: Labels | undefined) => boolean;
  /** Existing pods that count: same namespace, matching, not terminating. An empty selector counts none. */
  readonly query: PodQuery;
}

/** The pod's own constraints of one kind, in spec order. */
export function ownConstraints(pod: Pod, when: TopologySpreadConstraint['whenUnsatisfiable']): SpreadConstraint[] {
  const constraints = pod.spec.topologySpreadConstraints;
  if (!constraints) return [];
  return constraints.filter((one) => one.whenUnsatisfiable === when).map((one) => compile(one, pod));
}

/** A constraint of the profile's, without selector: that is the pod's Services' and workload's. */
export type DefaultConstraint = Omit<TopologySpreadConstraint, 'labelSelector' | 'matchLabelKeys'>;

const whenever = 'ScheduleAnyway' as const;

/** upstream: plugins/podtopologyspread systemDefaultConstraints */
export const SYSTEM_DEFAULTS: readonly DefaultConstraint[] = [
  { topologyKey: HOSTNAME, maxSkew: 3, whenUnsatisfiable: whenever },
  { topologyKey: 'topology.kubernetes.io/zone', maxSkew: 5, whenUnsatisfiable: whenever },
];

/** Spreading of one kind that every pod of a Service or a workload gets when it names no constraints. */
export function defaultConstraints(
  constraints: readonly DefaultConstraint[],
  when: TopologySpreadConstraint['whenUnsatisfiable'],
  pod: Pod,
  { reader, cache }: CycleContext,
): SpreadConstraint[] {
  const wanted = constraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when);
  if (wanted.length === 0) return [];
  const requirements = defaultSelector(pod, reader, cache);
  if (requirements.length === 0) return [];
  const query = queryOf(pod, requirements);
  const matches = compileRequirements(requirements);
  return wanted.map((constraint) => ({ ...shapeOf(constraint), matches, query }));
}

function shapeOf({ topologyKey, maxSkew, minDomains = 1, ...policies }: DefaultConstraint) {
  const honorsAffinity = policies.nodeAffinityPolicy !== 'Ignore';
  return { topologyKey, maxSkew, minDomains, honorsAffinity, honorsTaints: policies.nodeTaintsPolicy === 'Honor' };
}

/** Which nodes' pods and domains take part in a constraint, by its inclusion policies; undefined when all do. */
export function nodeInclusion(constraint: SpreadConstraint, pod: Pod): ((node: Node) => boolean) | undefined {
  const asksAffinity = constraint.honorsAffinity && hasRequiredAffinity(pod);
  const { honorsTaints } = constraint;
  if (!asksAffinity && !honorsTaints) return undefined;
  return (node) => {
    if (asksAffinity && !matchesRequiredAffinity(pod, node)) return false;
    return !honorsTaints || toleratesAll(pod, hardTaints(node));
  };
}

function compile(constraint: TopologySpreadConstraint, pod: Pod): SpreadConstraint {
  const { labelSelector, matchLabelKeys } = constraint;
  const requirements = labelSelector ? withLabelKeys(labelSelector, matchLabelKeys, pod) : undefined;
  return {
    ...shapeOf(constraint),
    matches: requirements ? compileRequirements(requirements) : matchesNothing,
    query: queryOf(pod, requirements ?? []),
  };
}

function withLabelKeys(selector: LabelSelector, keys: readonly string[] | undefined, pod: Pod): readonly Requirement[] {
  const requirements = [...requirementsOf(selector)];
  for (const key of keys ?? []) {
    const value = pod.metadata.labels?.[key];
    if (value !== undefined) requirements.push({ key, operator: '=', values: [value] });
  }
  return requirements;
}

function queryOf({ metadata: { namespace } }: Pod, requirements: readonly Requirement[]): PodQuery {
  const matches = compileRequirements(requirements);
  const countsNone = requirements.length === 0;
  return {
    id: `spread ${namespace} ${requirements.map(requirementText).join(',')}`,
    requirements,
    matches: ({ metadata }) =>
      !countsNone && metadata.namespace === namespace && !metadata.deletionTimestamp && matches(metadata.labels),
    readsNamespaces: false,
  };
}

/**
 * Labels that the pod's services ask for, and what the selector of its ReplicaSet, controller or StatefulSet asks
 * for.
 */
function defaultSelector(pod: Pod, reader: Reader, cache: SchedulerCache): readonly Requirement[] {
  const labels: Record<string, string> = {};
  for (const selector of cache.serviceSelectorsOf(pod)) Object.assign(labels, selector);
  const owner = controllerOf(pod);
  const namespace = pod.metadata.namespace;
  let ofOwner: LabelSelector | undefined;
  switch (owner && `${owner.apiVersion}/${owner.kind}`) {
    case 'v1/ReplicationController':
      Object.assign(labels, reader.get('ReplicationController', namespace, owner?.name as string)?.spec?.selector);
      break;
    case 'apps/v1/ReplicaSet':
      ofOwner = reader.get('ReplicaSet', namespace, owner?.name as string)?.spec?.selector;
      break;
    case 'apps/v1/StatefulSet':
      ofOwner = reader.get('StatefulSet', namespace, owner?.name as string)?.spec?.selector;
  }
  const ofLabels = requirementsOf({ matchLabels: labels });
  return ofOwner ? [...ofLabels, ...requirementsOf(ofOwner)] : ofLabels;
}
