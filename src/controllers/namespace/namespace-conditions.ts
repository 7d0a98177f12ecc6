// The five conditions of a namespace that is being deleted: what is left in it, and why it is still there.
// upstream: pkg/controller/namespace/deletion/status_condition_utils.go

import type { NamespaceCondition, NamespaceStatus } from '../../kinds/generated/types.gen';
import { rfc3339 } from '../../sim/time';

/** What one pass over a namespace's contents found. */
export interface Remains {
  /** How many objects are left, by `plural.group` (the core group gives `configmaps.`). */
  readonly resources: ReadonlyMap<string, number>;
  /** How many of them a finalizer holds, by its name. */
  readonly finalizers: ReadonlyMap<string, number>;
  readonly errors: readonly string[];
  /** Groups and versions that nobody answers for: what is in them, nobody knows. */
  readonly staleGroups: readonly string[];
}

export const NOTHING_REMAINS: Remains = { resources: new Map(), finalizers: new Map(), errors: [], staleGroups: [] };

/** Each condition's reason and message while all is well, in the order in which they stand. */
const GOOD: readonly (readonly [type: string, reason: string, message: string])[] = [
  ['NamespaceDeletionDiscoveryFailure', 'ResourcesDiscovered', 'All resources successfully discovered'],
  ['NamespaceDeletionGroupVersionParsingFailure', 'ParsedGroupVersions', 'All legacy kube types successfully parsed'],
  [
    'NamespaceDeletionContentFailure',
    'ContentDeleted',
    'All content successfully deleted, may be waiting on finalization',
  ],
  ['NamespaceContentRemaining', 'ContentRemoved', 'All content successfully removed'],
  ['NamespaceFinalizersRemaining', 'ContentHasNoFinalizers', 'All content-preserving finalizers finished'],
];

/** The status with its conditions up to date; the same status when they are. */
export function withDeletionConditions(status: NamespaceStatus, remains: Remains, nowMs: number): NamespaceStatus {
  const bad = badConditions(remains);
  const conditions = [...(status.conditions ?? [])];
  let changed = false;
  for (const [type, reason, message] of GOOD) {
    const wanted = bad.get(type) ?? { reason, message };
    const next = { status: bad.has(type) ? 'True' : 'False', type, ...wanted };
    const index = conditions.findIndex((condition) => condition.type === type);
    const old = conditions[index];
    if (old && old.status === next.status && old.reason === next.reason && old.message === next.message) continue;
    changed = true;
    const lastTransitionTime = old?.status === next.status ? old.lastTransitionTime : rfc3339(nowMs);
    const condition: NamespaceCondition = { ...next, lastTransitionTime };
    if (old) conditions[index] = condition;
    else conditions.push(condition);
  }
  return changed ? { ...status, conditions } : status;
}

function badConditions({ resources, finalizers, errors, staleGroups }: Remains) {
  const bad = new Map<string, { readonly reason: string; readonly message: string }>();
  if (staleGroups.length > 0) {
    const failing = staleGroups.map((name) => `${name}: stale GroupVersion discovery: ${name}`).sort();
    const why = `unable to retrieve the complete list of server APIs: ${failing.join(', ')}`;
    const message = `Discovery failed for some groups, ${failing.length} failing: ${why}`;
    bad.set('NamespaceDeletionDiscoveryFailure', { reason: 'DiscoveryFailed', message });
  }
  if (errors.length > 0) {
    const message = `Failed to delete all resource types, ${errors.length} remaining: ${[...errors].sort().join(', ')}`;
    bad.set('NamespaceDeletionContentFailure', { reason: 'ContentDeletionFailed', message });
  }
  if (resources.size > 0) {
    const list = counted(resources, 'has');
    bad.set('NamespaceContentRemaining', {
      reason: 'SomeResourcesRemain',
      message: `Some resources are remaining: ${list}`,
    });
  }
  if (finalizers.size > 0) {
    const list = counted(finalizers, 'in');
    bad.set('NamespaceFinalizersRemaining', {
      reason: 'SomeFinalizersRemain',
      message: `Some content in the namespace has finalizers remaining: ${list}`,
    });
  }
  return bad;
}

function counted(counts: ReadonlyMap<string, number>, word: string): string {
  const texts = [...counts].map(([name, count]) => `${name} ${word} ${count} resource instances`);
  return texts.sort().join(', ');
}
