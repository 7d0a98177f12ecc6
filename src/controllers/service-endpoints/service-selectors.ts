// Which Services a pod belongs to: the selectors of each namespace, compiled once and kept by the two endpoint
// controllers, and upstream's test of what in a pod's change matters to them.
// upstream: k8s.io/endpointslice/util/controller_utils.go

import type { Change } from '../../api/change';
import { equalData } from '../../kinds/equal-data';
import type { Pod, Service } from '../../kinds/generated/types.gen';
import { compileLabels, type LabelMatcher, type Labels } from '../../kinds/labels';
import type { Table } from '../../sim/table';
import { isPodReady } from '../shared/pod-state';

export interface ServiceSelector {
  /** `ns/name` of the Service. */
  readonly key: string;
  readonly matches: LabelMatcher;
}

/** A namespace's Services that have a selector, by name. */
export type ServiceSelectors = Table<readonly ServiceSelector[]>;

const NONE: readonly ServiceSelector[] = [];

/** The selector of a Service; undefined for an absent or empty one, which selects nothing. */
export function selectorOf(service: Service): Labels | undefined {
  const selector = service.spec.selector;
  if (!selector) return undefined;
  for (const _ in selector) return selector;
  return undefined;
}

/** Keeps `selectors` in step with a Service's change. */
export function trackService(selectors: ServiceSelectors, change: Change<Service>): void {
  const namespace = change.object.metadata.namespace ?? '';
  const known = selectors.get(namespace) ?? NONE;
  const others = known.filter((entry) => entry.key !== change.key);
  const selector = change.type === 'DELETED' ? undefined : selectorOf(change.object);
  if (selector === undefined && others.length === known.length) return;
  const next = selector ? [...others, { key: change.key, matches: compileLabels(selector) }] : others;
  selectors.set(namespace, next);
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

/** Keys of the Services whose endpoints a pod's change may alter. upstream: GetServicesToUpdate */
export function servicesToUpdate(selectors: ServiceSelectors, change: Change<Pod>): readonly string[] {
  const entries = selectors.get(change.object.metadata.namespace ?? '');
  if (entries === undefined || entries.length === 0) return [];
  const { previous, object } = change;
  if (change.type !== 'MODIFIED' || previous === undefined) return matching(entries, object.metadata.labels);
  const { endpoints, membership } = podDifference(previous, object);
  if (!endpoints && !membership) return [];
  const now = matching(entries, object.metadata.labels);
  if (!membership) return now;
  const before = matching(entries, previous.metadata.labels);
  const added = now.filter((key) => !before.includes(key));
  if (endpoints) return [...before, ...added];
  return [...added, ...before.filter((key) => !now.includes(key))];
}

function matching(entries: readonly ServiceSelector[], labels: Labels | undefined): string[] {
  const keys: string[] = [];
  for (const entry of entries) if (entry.matches(labels)) keys.push(entry.key);
  return keys;
}
