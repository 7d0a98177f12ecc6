// How the objects of one kind count against ResourceQuotas: which of a quota's resources they use, how much of each,
// and when. The admission plugin and the controller ask the same evaluator. upstream: apiserver/pkg/quota/v1 Evaluator

import type { ScopedResourceSelectorRequirement } from '../generated/types.gen';
import type { KubeObject } from '../kind';
import type { Resources } from '../pod-spec/resource-list';

export type QuotaScope = ScopedResourceSelectorRequirement;

/** A request as far as quotas ask about it. */
export interface Charge<T extends KubeObject = KubeObject> {
  readonly operation: string;
  readonly subresource: string | undefined;
  readonly object: T;
  readonly stored: T | undefined;
}

export interface QuotaEvaluator<T extends KubeObject = KubeObject> {
  /** Whether a quota's resource is used by objects of this kind. */
  readonly counts: (resource: string) => boolean;
  readonly usage: (object: T, nowMs: number) => Resources;
  /** Whether an object lies in a scope; objects of a kind without this lie in none. */
  readonly isIn?: (object: T, scope: QuotaScope) => boolean;
  /** Whether a request can raise the usage. */
  readonly charges: (charge: Charge<T>) => boolean;
  /** What an object has to say and does not, when a quota limits these resources. */
  readonly missing?: (object: T, resources: readonly string[]) => string | undefined;
  /** Whether an update may lower the usage, so that the quotas have to be counted again. */
  readonly frees?: (before: T, after: T, nowMs: number) => boolean;
}

/** For one kind's own file; the table holds evaluators of many kinds. */
export function defineEvaluator<T extends KubeObject>(evaluator: QuotaEvaluator<T>): QuotaEvaluator {
  return evaluator as unknown as QuotaEvaluator;
}

/** `count/deployments.apps`, `count/pods` */
export const countName = ({ plural, group }: { readonly plural: string; readonly group: string }) =>
  group === '' ? `count/${plural}` : `count/${plural}.${group}`;
