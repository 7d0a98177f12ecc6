// Rows of budgets, quotas, priorities and flow control. upstream: printers.go printPodDisruptionBudget,
// printResourceQuota, printPriorityClass, printFlowSchema, printPriorityLevelConfiguration

import type {
  FlowSchema,
  PodDisruptionBudget,
  PriorityClass,
  PriorityLevelConfiguration,
  ResourceQuota,
} from '../kinds/generated/types.gen';
import { quantityCell } from './cells';
import { age, definePrinter } from './printer';

export const printPodDisruptionBudget = definePrinter<PodDisruptionBudget>((object, cx) => {
  const { metadata, spec, status } = object;
  return [
    metadata.name,
    String(spec?.minAvailable ?? 'N/A'),
    String(spec?.maxUnavailable ?? 'N/A'),
    status?.disruptionsAllowed ?? 0,
    age(object, cx),
  ];
});

export const printResourceQuota = definePrinter<ResourceQuota>((object, cx) => {
  const { hard = {}, used = {} } = object.status ?? {};
  const requests: string[] = [];
  const limits: string[] = [];
  for (const resource of Object.keys(hard).sort()) {
    const column = resource.startsWith('limits.') ? limits : requests;
    column.push(`${resource}: ${quantityCell(used[resource])}/${quantityCell(hard[resource])}`);
  }
  return [object.metadata.name, requests.join(', '), limits.join(', '), age(object, cx)];
});

export const printPriorityClass = definePrinter<PriorityClass>((object, cx) => {
  const { metadata, value, globalDefault, preemptionPolicy } = object;
  return [metadata.name, value ?? 0, globalDefault ?? false, age(object, cx), preemptionPolicy ?? ''];
});

export const printFlowSchema = definePrinter<FlowSchema>((object, cx) => {
  const { metadata, spec, status } = object;
  return [
    metadata.name,
    spec?.priorityLevelConfiguration.name ?? '',
    spec?.matchingPrecedence ?? 0,
    spec?.distinguisherMethod?.type ?? '<none>',
    age(object, cx),
    status?.conditions?.find(({ type }) => type === 'Dangling')?.status ?? '?',
  ];
});

/** Flow schemas are listed in the order in which requests are matched against them. */
export function byPrecedence(a: FlowSchema, b: FlowSchema): number {
  const difference = (a.spec?.matchingPrecedence ?? 0) - (b.spec?.matchingPrecedence ?? 0);
  if (difference !== 0) return difference;
  return a.metadata.name < b.metadata.name ? -1 : 1;
}

export const printPriorityLevelConfiguration = definePrinter<PriorityLevelConfiguration>((object, cx) => {
  const { metadata, spec } = object;
  const { limited } = spec ?? {};
  const queuing = limited?.limitResponse?.queuing;
  return [
    metadata.name,
    spec?.type ?? '',
    limited ? (limited.nominalConcurrencyShares ?? 0) : '<none>',
    queuing ? (queuing.queues ?? 0) : '<none>',
    queuing ? (queuing.handSize ?? 0) : '<none>',
    queuing ? (queuing.queueLengthLimit ?? 0) : '<none>',
    age(object, cx),
  ];
});
