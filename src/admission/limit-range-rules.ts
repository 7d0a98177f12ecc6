// What a LimitRange refuses, in words: minimum, maximum and ratio of requests and limits, for containers, pods, claims.
// upstream: plugin/pkg/admission/limitranger/admission.go

import type {
  LimitRangeItem,
  PersistentVolumeClaim,
  Pod,
  PodSpec,
  ResourceRequirements,
} from '../kinds/generated/types.gen';
import { containerTotal } from '../kinds/pod-spec/pod-resources';
import { quantityOf, type ResourceList, toResourceList } from '../kinds/pod-spec/resource-list';
import { parseQuantity, type Quantity } from '../kinds/quantity';

export function podProblems(limits: readonly LimitRangeItem[], { spec }: Pod): readonly string[] {
  const problems: string[] = [];
  for (const item of limits) {
    if (item.type === 'Container') {
      for (const container of [...(spec.containers ?? []), ...(spec.initContainers ?? [])]) {
        check(problems, item, container.resources ?? {});
      }
    } else if (item.type === 'Pod') check(problems, item, wholePod(spec));
  }
  return problems;
}

export function claimProblems(limits: readonly LimitRangeItem[], { spec }: PersistentVolumeClaim): readonly string[] {
  const problems: string[] = [];
  const requests = spec?.resources?.requests;
  for (const item of limits) {
    if (item.type !== 'PersistentVolumeClaim') continue;
    eachBound(item.min, (name, bound) => add(problems, belowMinimum(item.type, name, bound, { requests })));
    eachBound(item.max, (name, bound) => {
      const request = quantityOf(requests, name);
      const start = `maximum ${name} usage per ${item.type} is ${bound.text}`;
      if (!request) problems.push(`${start}.  No request is specified`);
      else if (request.nano > bound.nano) problems.push(`${start}, but request is ${request.text}`);
    });
  }
  return problems;
}

/** Sums over the containers; what is set for the pod as a whole counts instead, without overhead. */
function wholePod(spec: PodSpec): ResourceRequirements {
  const side = (name: 'requests' | 'limits') => {
    const list: Record<string, string | number> = { ...toResourceList(containerTotal(spec, name)) };
    for (const resource of ['cpu', 'memory']) {
      const own = spec.resources?.[name]?.[resource];
      if (own !== undefined) list[resource] = own;
    }
    return list;
  };
  return { requests: side('requests'), limits: side('limits') };
}

function check(problems: string[], item: LimitRangeItem, resources: ResourceRequirements): void {
  const { type } = item;
  eachBound(item.min, (name, bound) => add(problems, belowMinimum(type, name, bound, resources)));
  eachBound(item.max, (name, bound) => add(problems, aboveMaximum(type, name, bound, resources)));
  eachBound(item.maxLimitRequestRatio, (name, bound) => add(problems, aboveRatio(type, name, bound, resources)));
}

function eachBound(list: ResourceList | undefined, visit: (name: string, bound: Quantity) => void): void {
  for (const name in list) {
    const bound = parseQuantity(list[name] as string);
    if (bound) visit(name, bound);
  }
}

function add(problems: string[], problem: string | undefined): void {
  if (problem !== undefined) problems.push(problem);
}

function belowMinimum(
  type: string,
  name: string,
  bound: Quantity,
  resources: ResourceRequirements,
): string | undefined {
  const request = quantityOf(resources.requests, name);
  const limit = quantityOf(resources.limits, name);
  const start = `minimum ${name} usage per ${type} is ${bound.text}`;
  if (!request) return `${start}.  No request is specified`;
  if (request.nano < bound.nano) return `${start}, but request is ${request.text}`;
  return limit && limit.nano < bound.nano ? `${start}, but limit is ${limit.text}` : undefined;
}

function aboveMaximum(
  type: string,
  name: string,
  bound: Quantity,
  resources: ResourceRequirements,
): string | undefined {
  const request = quantityOf(resources.requests, name);
  const limit = quantityOf(resources.limits, name);
  const start = `maximum ${name} usage per ${type} is ${bound.text}`;
  if (!limit) return `${start}.  No limit is specified`;
  if (limit.nano > bound.nano) return `${start}, but limit is ${limit.text}`;
  return request && request.nano > bound.nano ? `${start}, but request is ${request.text}` : undefined;
}

function aboveRatio(type: string, name: string, bound: Quantity, resources: ResourceRequirements): string | undefined {
  const request = quantityOf(resources.requests, name);
  const limit = quantityOf(resources.limits, name);
  const start = `${name} max limit to request ratio per ${type} is ${bound.text}`;
  if (!request || request.milli === 0) return `${start}, but no request is specified or request is 0`;
  if (!limit || limit.milli === 0) return `${start}, but no limit is specified or limit is 0`;
  const ratio = limit.milli / request.milli;
  return ratio * 1000 > bound.milli ? `${start}, but provided ratio is ${ratio.toFixed(6)}` : undefined;
}
