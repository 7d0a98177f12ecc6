// Which Services a pod belongs to: the selectors of each namespace, compiled once and kept by the two endpoint
// controllers, and upstream's test of what in a pod's change matters to them.
// upstream: k8s.io/endpointslice/util/controller_utils.go

import type { Reader } from '../../api/actor';
import type { Change } from '../../api/change';
import { equalData } from '../../kinds/equal-data';
import type { Pod, Service } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { compileLabels, type LabelMatcher, type Labels } from '../../kinds/labels';
import { Table } from '../../sim/table';
import { isPodReady } from '../shared/pod-state';

export interface ServiceSelector {
  /** `ns/name` of the Service. */
  readonly key: string;
  readonly matches: LabelMatcher;
}

/** Found by what changed, so that one pod among very many, and one Service, cost no more than their own share. */
export interface ServiceSelectors {
  /** Services with a selector, each under one of its pairs: `ns key=value`. */
  readonly byPair: Table<readonly ServiceSelector[]>;
  /** Keys of the pods that a Service selects, in order, by `ns/name` of the Service. */
  readonly members: Table<readonly string[]>;
}

const NONE: readonly ServiceSelector[] = [];
const NOBODY: readonly string[] = Object.freeze([]);

export const createSelectors = (): ServiceSelectors => ({ byPair: new Table(), members: new Table() });

export const forkSelectors = ({ byPair, members }: ServiceSelectors): ServiceSelectors => ({
  byPair: byPair.fork(),
  members: members.fork(),
});

/** The selector of a Service; undefined for an absent or empty one, which selects nothing. */
export function selectorOf(service: Service): Labels | undefined {
  const selector = service.spec.selector;
  if (!selector) return undefined;
  for (const _ in selector) return selector;
  return undefined;
}

/** Keeps `selectors` in step with a Service's change. */
export function trackService(selectors: ServiceSelectors, change: Change<Service>, reader: Reader): void {
  const { key, previous, object } = change;
  const selector = change.type === 'DELETED' ? undefined : selectorOf(object);
  const before = previous && selectorOf(previous);
  if (change.type === 'MODIFIED' && equalData(before, selector)) return;
  const namespace = object.metadata.namespace ?? '';
  forget(selectors, namespace, key, before ?? selectorOf(object));
  if (selector === undefined) return;
  const entry = { key, matches: compileLabels(selector) };
  const pair = rarestPair(selectors, namespace, selector);
  selectors.byPair.set(pair, [...(selectors.byPair.get(pair) ?? NONE), entry]);
  const pods = reader.list('Pod', namespace).filter((pod) => entry.matches(pod.metadata.labels));
  if (pods.length > 0) selectors.members.set(key, pods.map(objectKey));
}

const pairKey = (namespace: string, name: string, value: string) => `${namespace} ${name}=${value}`;

/** The pair under which the fewest Services stand. */
function rarestPair({ byPair }: ServiceSelectors, namespace: string, selector: Labels): string {
  let rarest = '';
  let fewest = Number.POSITIVE_INFINITY;
  for (const name in selector) {
    const pair = pairKey(namespace, name, selector[name] as string);
    const count = byPair.get(pair)?.length ?? 0;
    if (count >= fewest) continue;
    rarest = pair;
    fewest = count;
  }
  return rarest;
}

function forget({ byPair, members }: ServiceSelectors, namespace: string, key: string, selector: Labels = {}): void {
  members.delete(key);
  for (const name in selector) {
    const pair = pairKey(namespace, name, selector[name] as string);
    const known = byPair.get(pair);
    const others = known?.filter((entry) => entry.key !== key);
    if (others?.length === known?.length) continue;
    if (others?.length) byPair.set(pair, others);
    else byPair.delete(pair);
  }
}

/** The pods that a Service selects, in the order of their keys. */
export function podsOf({ members }: ServiceSelectors, reader: Reader, service: string): readonly Pod[] {
  const pods: Pod[] = [];
  for (const key of members.get(service) ?? NOBODY) {
    const { namespace, name } = splitKey(key);
    const pod = reader.get('Pod', namespace, name);
    if (pod) pods.push(pod);
  }
  return pods;
}

export interface PodDifference {
  /** Something of the pod changed that its endpoints show. */
  readonly endpoints: boolean;
  /** Something changed that decides which Services select it. */
  readonly membership: boolean;
}

/** upstream: podEndpointsChanged. Any write to a pod that is being deleted counts. */
export function podDifference(previous: Pod, next: Pod): PodDifference {
  const membership =
    !equalData(previous.metadata.labels, next.metadata.labels) ||
    previous.spec.hostname !== next.spec.hostname ||
    previous.spec.subdomain !== next.spec.subdomain;
  const deleting = next.metadata.deletionTimestamp !== undefined || previous.metadata.deletionTimestamp !== undefined;
  const endpoints =
    deleting || isPodReady(previous) !== isPodReady(next) || !equalData(previous.status?.podIPs, next.status?.podIPs);
  return { endpoints, membership };
}

/** Keys of the Services whose endpoints a pod's change may alter; keeps their pods. upstream: GetServicesToUpdate */
export function trackPod(selectors: ServiceSelectors, change: Change<Pod>): readonly string[] {
  const { previous, object, key } = change;
  if (selectors.byPair.size === 0) return NOBODY;
  if (change.type !== 'MODIFIED' || previous === undefined) {
    const now = matching(selectors, object);
    for (const service of now) setMember(selectors, service, key, change.type !== 'DELETED');
    return now;
  }
  const { endpoints, membership } = podDifference(previous, object);
  if (!endpoints && !membership) return NOBODY;
  const now = matching(selectors, object);
  if (!membership) return now;
  const before = matching(selectors, previous);
  const added = now.filter((service) => !before.includes(service));
  const removed = before.filter((service) => !now.includes(service));
  for (const service of added) setMember(selectors, service, key, true);
  for (const service of removed) setMember(selectors, service, key, false);
  return endpoints ? [...before, ...added] : [...added, ...removed];
}

/** Keys of the Services that select a pod, in order. */
function matching({ byPair }: ServiceSelectors, { metadata: { namespace = '', labels = {} } }: Pod): string[] {
  const keys: string[] = [];
  for (const name in labels) {
    for (const entry of byPair.get(pairKey(namespace, name, labels[name] as string)) ?? NONE) {
      if (entry.matches(labels)) keys.push(entry.key);
    }
  }
  return keys.length > 1 ? keys.sort() : keys;
}

function setMember({ members }: ServiceSelectors, service: string, pod: string, isOne: boolean): void {
  const others = (members.get(service) ?? NOBODY).filter((key) => key !== pod);
  const at = others.findIndex((key) => key > pod);
  if (isOne) others.splice(at < 0 ? others.length : at, 0, pod);
  if (others.length > 0) members.set(service, others);
  else members.delete(service);
}
