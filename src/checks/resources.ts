// What a container may use and what is kept for it, once the defaults are in: a limit is a request too, and LimitRanges
// of the namespace fill in what is missing.

import type { LimitRange } from '../kinds/generated/types.gen';
import { limitRange } from '../kinds/limit-range';
import { quantityOf, type ResourceList } from '../kinds/pod-spec/resource-list';
import type { Quantity } from '../kinds/quantity';
import type { Manifest } from '../manifests/check-object';
import type { CheckContext } from './context';
import type { PlacedContainer } from './faults';
import { type DescribedPod, referenceOf } from './manifest-set';
import { withoutNulls } from './without-nulls';

export type ResourceName = 'cpu' | 'memory' | 'ephemeral-storage';

/** What is not set, or set to nothing, is undefined. */
export interface Amounts {
  readonly request: Quantity | undefined;
  readonly limit: Quantity | undefined;
}

/** What the cluster will see of a container. */
export function amountsOf(cx: CheckContext, { pod, container }: PlacedContainer, name: ResourceName): Amounts {
  const { requests, limits } = container.resources ?? {};
  const defaults = rangesOf(cx).get(pod.reference.namespace);
  const limit = quantityOf(limits, name);
  return {
    request: some(quantityOf(requests, name) ?? limit ?? quantityOf(defaults?.requests, name)),
    limit: some(limit ?? quantityOf(defaults?.limits, name)),
  };
}

/** What is set for the pod as a whole. */
export function podAmounts({ spec }: DescribedPod, name: ResourceName): Amounts {
  const limit = quantityOf(spec.resources?.limits, name);
  return { request: some(quantityOf(spec.resources?.requests, name) ?? limit), limit: some(limit) };
}

const some = (amount: Quantity | undefined) => (amount && amount.nano > 0n ? amount : undefined);

interface Defaults {
  readonly requests: ResourceList;
  readonly limits: ResourceList;
}

const ranges = new WeakMap<CheckContext, ReadonlyMap<string, Defaults>>();

/** By namespace. */
function rangesOf(cx: CheckContext): ReadonlyMap<string, Defaults> {
  let known = ranges.get(cx);
  if (!known) {
    known = readRanges([...cx.base.filter(({ kind }) => kind === 'LimitRange'), ...cx.manifests.ofKind('LimitRange')]);
    ranges.set(cx, known);
  }
  return known;
}

function readRanges(objects: readonly (Manifest | LimitRange)[]): ReadonlyMap<string, Defaults> {
  const byNamespace = new Map<string, Defaults>();
  for (const object of objects) {
    const range = withoutNulls(object) as LimitRange;
    const { namespace } = referenceOf(object);
    for (const item of (limitRange.defaults?.(range) ?? range).spec?.limits ?? []) {
      if (item.type !== 'Container') continue;
      const before = byNamespace.get(namespace);
      byNamespace.set(namespace, {
        requests: { ...before?.requests, ...item.defaultRequest },
        limits: { ...before?.limits, ...item.default },
      });
    }
  }
  return byNamespace;
}
