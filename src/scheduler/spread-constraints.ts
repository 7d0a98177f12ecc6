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
): readonly SpreadConstraint[] {
  if (!constraints.some(({ whenUnsatisfiable }) => whenUnsatisfiable === when)) return NONE;
  const labels = serviceLabels(pod, reader, cache);
  const selector = ownerSelector(pod, reader);
  if (!selector || labels) return compileDefaults(constraints, when, pod, labels, selector);
  // All pods of a workload have the same.
  const known = ofSelector.get(selector);
  const { namespace } = pod.metadata;
  if (known?.namespace === namespace && known?.constraints === constraints && known.when === when)
    return known.compiled;
  const compiled = compileDefaults(constraints, when, pod, labels, selector);
  ofSelector.set(selector, { namespace, constraints, when, compiled });
  return compiled;
}

const NONE: readonly SpreadConstraint[] = [];

interface Compiled {
  readonly namespace: string | undefined;
  readonly constraints: readonly DefaultConstraint[];
  readonly when: TopologySpreadConstraint['whenUnsatisfiable'];
  readonly compiled: readonly SpreadConstraint[];
}

const ofSelector = new WeakMap<LabelSelector, Compiled>();

function compileDefaults(
  constraints: readonly DefaultConstraint[],
  when: TopologySpreadConstraint['whenUnsatisfiable'],
  pod: Pod,
  labels: Readonly<Record<string, string>> | undefined,
  selector: LabelSelector | undefined,
): readonly SpreadConstraint[] {
  const ofLabels = labels ? requirementsOf({ matchLabels: labels }) : [];
  const requirements = selector ? [...ofLabels, ...requirementsOf(selector)] : ofLabels;
  if (requirements.length === 0) return NONE;
  const query = queryOf(pod, requirements);
  const matches = compileRequirements(requirements);
  const wanted = constraints.filter(({ whenUnsatisfiable }) => whenUnsatisfiable === when);
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

/** Labels that the pod's services and its replication controller ask for; undefined when there are none. */
function serviceLabels(pod: Pod, reader: Reader, cache: SchedulerCache): Readonly<Record<string, string>> | undefined {
  const selectors = [...cache.serviceSelectorsOf(pod)];
  const owner = controllerOf(pod);
  if (owner?.kind === 'ReplicationController' && owner.apiVersion === 'v1') {
    const controller = reader.get('ReplicationController', pod.metadata.namespace, owner.name);
    if (controller?.spec?.selector) selectors.push(controller.spec.selector);
  }
  return selectors.length === 0 ? undefined : (Object.assign({}, ...selectors) as Record<string, string>);
}

/** What the selector of its ReplicaSet or StatefulSet asks for. */
function ownerSelector(pod: Pod, reader: Reader): LabelSelector | undefined {
  const owner = controllerOf(pod);
  if (owner?.apiVersion !== 'apps/v1') return undefined;
  const { namespace } = pod.metadata;
  if (owner.kind === 'ReplicaSet') return reader.get('ReplicaSet', namespace, owner.name)?.spec?.selector;
  return owner.kind === 'StatefulSet' ? reader.get('StatefulSet', namespace, owner.name)?.spec?.selector : undefined;
}
