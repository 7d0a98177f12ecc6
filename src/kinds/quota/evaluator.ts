// How the objects of one kind count against ResourceQuotas: which of a quota's resources they use, how much of each,
// and when. The admission plugin and the controller ask the same evaluator. upstream: apiserver/pkg/quota/v1 Evaluator

import type { DeviceClass, Pod, ResourceClaim, ScopedResourceSelectorRequirement } from '../generated/types.gen';
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

/** What of the cluster a usage may depend on. */
export interface QuotaReader {
  get(kind: 'Pod', namespace: string | undefined, name: string): Pod | undefined;
  list(kind: 'DeviceClass'): readonly DeviceClass[];
  by(kind: 'ResourceClaim', index: 'pod', value: string): readonly ResourceClaim[];
}

export interface QuotaEvaluator<T extends KubeObject = KubeObject> {
  /** Whether a quota's resource is used by objects of this kind. */
  readonly counts: (resource: string) => boolean;
  /** The same of a resource that may be used as things stand. */
  readonly countsNow?: (resource: string, reader: QuotaReader) => boolean;
  readonly usage: (object: T, nowMs: number, reader: QuotaReader) => Resources;
  /** Whether an object lies in a scope; objects of a kind without this lie in none. */
  readonly isIn?: (object: T, scope: QuotaScope) => boolean;
  /** Whether a request can raise the usage. */
  readonly charges: (charge: Charge<T>) => boolean;
  /** What an object has to say and does not, when a quota limits these resources. */
  readonly missing?: (object: T, resources: readonly string[]) => string | undefined;
  /** Whether an update may lower the usage, so that the quotas have to be counted again. */
  readonly frees?: (before: T, after: T, nowMs: number) => boolean;
}

/** Those of a quota's resources that objects of this kind use, as things stand. */
export function countedAmong(evaluator: QuotaEvaluator, resources: readonly string[], reader: QuotaReader): string[] {
  const { counts, countsNow } = evaluator;
  return resources.filter((name) => counts(name) || (countsNow?.(name, reader) ?? false));
}

/** For one kind's own file; the table holds evaluators of many kinds. */
export function defineEvaluator<T extends KubeObject>(evaluator: QuotaEvaluator<T>): QuotaEvaluator {
  return evaluator as unknown as QuotaEvaluator;
}

/** `count/deployments.apps`, `count/pods` */
export const countName = ({ plural, group }: { readonly plural: string; readonly group: string }) =>
  group === '' ? `count/${plural}` : `count/${plural}.${group}`;
