// What holds of the present state once a cluster has settled: controllers have caught up with one another.
import type { Cluster } from '../../src/cluster/cluster';
import type { EndpointSlice, Endpoints, Node, Pod, Service } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { milliValue } from '../../src/kinds/quantity';
import { kinds } from '../../src/kinds/table';
import { isOver, isOverdue, overcommitted, requested } from './invariants';

const SERVICE = 'kubernetes.io/service-name';

/** What is broken in a settled cluster. `down`: nodes whose machine is dead. */
export function* settledProblems(cluster: Cluster, down: ReadonlySet<string>): Generator<string> {
  const pods = cluster.list('Pod');
  for (const service of cluster.list('Service')) {
    if (service.spec?.selector && !service.metadata.deletionTimestamp) yield* endpointProblems(cluster, service, pods);
  }
  yield* ownerProblems(cluster);
  yield* addressProblems(pods, down);
  yield* replicaProblems(cluster, pods);
  yield* quotaProblems(cluster, pods);
  for (const pod of pods) {
    const { deletionTimestamp, finalizers, name } = pod.metadata;
    if (deletionTimestamp && !finalizers?.length && !down.has(pod.spec.nodeName ?? '')) yield `pod ${name} does not go`;
  }
}

const isReady = ({ status }: Pod) =>
  status?.conditions?.some(({ type, status: is }) => type === 'Ready' && is === 'True') ?? false;

function* endpointProblems(cluster: Cluster, service: Service, pods: readonly Pod[]): Generator<string> {
  const { name, namespace } = service.metadata;
  const selector = Object.entries(service.spec?.selector ?? {});
  const selected = pods.filter(
    (pod) =>
      pod.metadata.namespace === namespace && selector.every(([key, value]) => pod.metadata.labels?.[key] === value),
  );
  const ready = selected.filter((pod) => isReady(pod) && !pod.metadata.deletionTimestamp && !isOver(pod));
  const wanted = namesOf(ready.map(({ metadata }) => metadata.name));
  const slices = cluster
    .list('EndpointSlice', namespace)
    .filter(({ metadata }) => metadata.labels?.[SERVICE] === name) as readonly EndpointSlice[];
  const inSlices = slices.flatMap(({ endpoints }) =>
    (endpoints ?? []).flatMap(({ conditions, targetRef }) => (conditions?.ready ? [targetRef?.name ?? '?'] : [])),
  );
  // Slices name the endpoints' zones: pods of a node that is no more are left out with the next look at the Service.
  const lost = ready.filter(({ spec }) => !cluster.get('Node', undefined, spec.nodeName ?? ''));
  const isPlaced = (pod: string) => !lost.some(({ metadata }) => metadata.name === pod);
  const expected = namesOf(ready.map(({ metadata }) => metadata.name).filter(isPlaced));
  const actual = namesOf(inSlices.filter(isPlaced));
  if (actual !== expected) yield `service ${name} has the ready endpoints [${actual}] instead of [${expected}]`;
  const endpoints = cluster.get('Endpoints', namespace, name) as Endpoints | undefined;
  const addresses = (endpoints?.subsets ?? []).flatMap((subset) => subset.addresses ?? []);
  const listed = namesOf(addresses.map(({ targetRef }) => targetRef?.name ?? '?'));
  if (listed !== wanted) yield `endpoints ${name} has [${listed}] instead of [${wanted}]`;
}

const namesOf = (names: readonly string[]) => [...names].sort().join(' ');

/** Whoever has owners has one that exists, or is about to go. */
function* ownerProblems(cluster: Cluster): Generator<string> {
  const uids = new Set<string>();
  const all: KubeObject[] = [];
  const held = new Set(cluster.simulation.store.kinds());
  for (const row of kinds.filter(({ key }) => held.has(key))) {
    for (const object of cluster.list(row.key as 'Pod') as readonly KubeObject[]) {
      uids.add(object.metadata.uid ?? '');
      all.push(object);
    }
  }
  for (const { kind, metadata } of all) {
    const owners = metadata.ownerReferences ?? [];
    if (owners.length === 0 || metadata.deletionTimestamp || owners.some(({ uid }) => uids.has(uid))) continue;
    yield `${kind} ${metadata.name} outlives its owner ${owners[0]?.kind} ${owners[0]?.name}`;
  }
}

function* addressProblems(pods: readonly Pod[], down: ReadonlySet<string>): Generator<string> {
  const users = new Map<string, string>();
  for (const { metadata, spec, status } of pods) {
    if (!status?.podIP || spec.hostNetwork || OVER.includes(status.phase ?? '') || down.has(spec.nodeName ?? ''))
      continue;
    const other = users.get(status.podIP);
    if (other) yield `pods ${other} and ${metadata.name} have the address ${status.podIP}`;
    users.set(status.podIP, metadata.name);
  }
}

const OVER = ['Succeeded', 'Failed'];

/** A ReplicaSet has as many live pods as it wants and says so. */
function* replicaProblems(cluster: Cluster, pods: readonly Pod[]): Generator<string> {
  for (const set of cluster.list('ReplicaSet')) {
    const { name, namespace, uid, deletionTimestamp } = set.metadata;
    const isLeaving = cluster.get('Namespace', undefined, namespace ?? '')?.metadata.deletionTimestamp;
    const isLimited = cluster.list('ResourceQuota', namespace).length > 0;
    // What was refused is tried again after a back-off.
    const isRefused = set.status?.conditions?.some(
      ({ type, status }) => type === 'ReplicaFailure' && status === 'True',
    );
    if (deletionTimestamp || isLeaving || isLimited || isRefused) continue;
    const active = pods.filter(
      (pod) =>
        pod.metadata.ownerReferences?.some((owner) => owner.controller && owner.uid === uid) &&
        !pod.metadata.deletionTimestamp &&
        !isOver(pod),
    );
    const wanted = set.spec?.replicas ?? 1;
    if (active.length !== wanted) yield `replicaset ${name} has ${active.length} pods instead of ${wanted}`;
    if ((set.status?.replicas ?? 0) !== active.length) yield `replicaset ${name} says ${set.status?.replicas} pods`;
    const ready = active.filter(isReady).length;
    if ((set.status?.readyReplicas ?? 0) !== ready) yield `replicaset ${name} says ${set.status?.readyReplicas} ready`;
  }
}

/** A quota says what the namespace's pods use; those that overstay their grace may count until somebody looks again. */
function* quotaProblems(cluster: Cluster, pods: readonly Pod[]): Generator<string> {
  for (const { metadata, status } of cluster.list('ResourceQuota')) {
    const { name, namespace } = metadata;
    const most = pods.filter((pod) => pod.metadata.namespace === namespace && !isOver(pod));
    const least = most.filter((pod) => !isOverdue(pod, cluster.nowMs));
    const cpu = (of: readonly Pod[]) => of.reduce((sum, pod) => sum + requested(pod, 'cpu'), 0);
    const { pods: count, 'requests.cpu': used } = status?.used ?? {};
    if (count !== undefined && (Number(count) < least.length || Number(count) > most.length)) {
      yield `quota ${name} says ${count} pods instead of ${least.length}`;
    }
    if (used !== undefined && (milliValue(used) < cpu(least) || milliValue(used) > cpu(most))) {
      yield `quota ${name} says ${used} of cpu instead of ${cpu(least)}m`;
    }
  }
}

/**
 * Pods that wait although a node would take them. Only for pods that ask for nothing but resources, and only when the
 * scheduler has had its time: back-offs are over.
 */
export function* waitingProblems(cluster: Cluster): Generator<string> {
  const pods = cluster.list('Pod');
  const waiting = pods.filter(
    ({ spec, metadata }) => !spec.nodeName && !metadata.deletionTimestamp && !spec.affinity && !spec.schedulingGates,
  );
  for (const pod of waiting) {
    if (pod.spec.topologySpreadConstraints || pod.spec.nodeSelector) continue;
    const taker = cluster.list('Node').find((node) => takes(node, pod, pods));
    if (taker) yield `pod ${pod.metadata.name} waits although node ${taker.metadata.name} has room`;
  }
}

function takes(node: Node, pod: Pod, pods: readonly Pod[]): boolean {
  if (node.spec?.unschedulable || node.metadata.deletionTimestamp) return false;
  if (node.spec?.taints?.some(({ effect }) => effect !== 'PreferNoSchedule')) return false;
  const others = pods.filter((other) => other.spec.nodeName === node.metadata.name && !isOver(other));
  // A pod may keep others away from its node.
  if (others.some(({ spec }) => spec.affinity)) return false;
  return [...overcommitted(node, [...others, pod])].length === 0;
}
