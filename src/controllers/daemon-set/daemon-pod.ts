// The pods of a DaemonSet: made for one node by affinity, tolerating what befalls nodes, labelled with their revision.
// upstream: pkg/controller/daemon/util/daemonset_util.go

import type { Affinity, DaemonSet, Pod, PodSpec, PodTemplateSpec, Toleration } from '../../kinds/generated/types.gen';

export const REVISION_HASH_LABEL = 'controller-revision-hash';
const GENERATION_LABEL = 'pod-template-generation';
const GENERATION_ANNOTATION = 'deprecated.daemonset.template.generation';

const toleration = (key: string, effect: 'NoExecute' | 'NoSchedule'): Toleration => ({
  key: `node.kubernetes.io/${key}`,
  operator: 'Exists',
  effect,
});

const TOLERATIONS: readonly Toleration[] = [
  toleration('not-ready', 'NoExecute'),
  toleration('unreachable', 'NoExecute'),
  toleration('disk-pressure', 'NoSchedule'),
  toleration('memory-pressure', 'NoSchedule'),
  toleration('pid-pressure', 'NoSchedule'),
  toleration('unschedulable', 'NoSchedule'),
];
const HOST_NETWORK = toleration('network-unavailable', 'NoSchedule');

const tolerant = new WeakMap<PodSpec, PodSpec>();

/** The spec with what every daemon tolerates; one object for each spec. */
export function withDaemonTolerations(spec: PodSpec): PodSpec {
  let next = tolerant.get(spec);
  if (next === undefined) {
    const added = spec.hostNetwork ? [...TOLERATIONS, HOST_NETWORK] : TOLERATIONS;
    next = { ...spec, tolerations: added.reduce(putToleration, spec.tolerations ?? []) };
    tolerant.set(spec, next);
  }
  return next;
}

/** In place of those that differ from it only in their seconds, else at the end. */
function putToleration(list: readonly Toleration[], added: Toleration): readonly Toleration[] {
  const isSame = ({ key, effect, operator, value }: Toleration) =>
    key === added.key && effect === added.effect && operator === added.operator && !value;
  return list.some(isSame) ? list.map((each) => (isSame(each) ? added : each)) : [...list, added];
}

/** The template of the pod for one node, as of the revision with this hash. */
export function daemonTemplate(set: DaemonSet, hash: string, node: string): PodTemplateSpec {
  const { metadata, spec } = set.spec.template;
  const generation = templateGeneration(set);
  const labels = {
    ...metadata?.labels,
    ...(generation === undefined ? {} : { [GENERATION_LABEL]: generation }),
    [REVISION_HASH_LABEL]: hash,
  };
  return {
    metadata: { ...metadata, labels },
    spec: { ...withDaemonTolerations(spec), affinity: pinnedTo(spec.affinity, node) },
  };
}

/** The node's name replaces all that the template requires of nodes: it has been looked at already. */
function pinnedTo(affinity: Affinity | undefined, node: string): Affinity {
  const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [node] }];
  const required = { nodeSelectorTerms: [{ matchFields }] };
  const nodeAffinity = { ...affinity?.nodeAffinity, requiredDuringSchedulingIgnoredDuringExecution: required };
  return { ...affinity, nodeAffinity };
}

/** Name of the node that a pod is on or made for; undefined when it names none. */
export function targetNode({ spec: { nodeName, affinity } }: Pod): string | undefined {
  if (nodeName) return nodeName;
  const required = affinity?.nodeAffinity?.requiredDuringSchedulingIgnoredDuringExecution;
  for (const { matchFields = [] } of required?.nodeSelectorTerms ?? []) {
    const field = matchFields.find(({ key, operator }) => key === 'metadata.name' && operator === 'In');
    if (field) return field.values?.length === 1 ? field.values[0] : undefined;
  }
  return undefined;
}

/** Made of the present template: by its hash or, for pods older than the hash, by the template's generation. */
export function isUpdated(set: DaemonSet, hash: string, pod: Pod): boolean {
  const { labels } = pod.metadata;
  if (labels?.[REVISION_HASH_LABEL] === hash) return true;
  const generation = templateGeneration(set);
  return generation !== undefined && labels?.[GENERATION_LABEL] === generation;
}

function templateGeneration({ metadata }: DaemonSet): string | undefined {
  const text = metadata.annotations?.[GENERATION_ANNOTATION];
  return text !== undefined && /^[+-]?\d+$/.test(text) ? String(Number(text)) : undefined;
}

/** Scheduled pods first, then the oldest. upstream: podByCreationTimestampAndPhase */
export function bySeniority(a: Pod, b: Pod): number {
  const [left, right] = [seniority(a), seniority(b)];
  return left < right ? -1 : left > right ? 1 : 0;
}

// RFC 3339 texts of one length sort as the times do.
function seniority({ spec, metadata }: Pod): string {
  return `${spec.nodeName ? 0 : 1} ${metadata.creationTimestamp ?? ''} ${metadata.name}`;
}
