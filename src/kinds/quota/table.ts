// Which evaluator counts the objects of a kind. Every kind in a namespace is counted by its number at least, but for
// events and for what is not stored. upstream: pkg/quota/v1/install/registry.go

import type { ResourceQuota } from '../generated/types.gen';
import { type KindRow, type KubeObject, resourceName } from '../kind';
import { kinds } from '../table';
import { memoised } from '../with-defaults';
import { claimQuota } from './claim-quota';
import type { QuotaEvaluator, QuotaScope } from './evaluator';
import { objectCount } from './object-count';
import { podQuota } from './pod-quota';
import { resourceClaimQuota } from './resource-claim-quota';
import { serviceQuota } from './service-quota';

const IGNORED = new Set([
  'bindings',
  'componentstatuses',
  'events',
  'events.events.k8s.io',
  'localsubjectaccessreviews.authorization.k8s.io',
]);

const OWN: ReadonlyMap<string, QuotaEvaluator> = new Map([
  ['pods', podQuota],
  ['services', serviceQuota],
  ['persistentvolumeclaims', claimQuota],
  ['resourceclaims.resource.k8s.io', resourceClaimQuota],
]);

/** The evaluator of a kind; undefined when no quota counts it. */
export const evaluatorOf = memoised((row: KindRow): QuotaEvaluator | undefined => {
  const name = resourceName(row);
  if (!row.namespaced || IGNORED.has(name)) return undefined;
  return OWN.get(name) ?? objectCount(row);
});

/** Kinds that the controller counts: what can be listed and deleted, each once. upstream: GetQuotableResources */
export const quotableKinds: readonly KindRow[] = kinds.filter(
  (row) =>
    row.key === row.kind &&
    evaluatorOf(row) !== undefined &&
    ['create', 'list', 'watch', 'delete'].every((verb) => row.verbs.includes(verb)),
);

const NO_SCOPES: readonly QuotaScope[] = [];

/** A quota's scopes, both ways of naming them. upstream: getScopeSelectorsFromQuota */
export const scopesOf = memoised(({ spec }: ResourceQuota): readonly QuotaScope[] => {
  const { scopes = [], scopeSelector } = spec ?? {};
  if (scopes.length === 0 && !scopeSelector?.matchExpressions) return NO_SCOPES;
  const named = scopes.map((scopeName): QuotaScope => ({ scopeName, operator: 'Exists' }));
  return [...named, ...(scopeSelector?.matchExpressions ?? [])];
});

/** Whether the object lies in all of a quota's scopes. */
export function isInScopes(quota: ResourceQuota, evaluator: QuotaEvaluator, object: KubeObject): boolean {
  return scopesOf(quota).every((scope) => evaluator.isIn?.(object, scope) ?? false);
}
