// A pod's containers with what they really hold: while a resize is under way, what is allocated and what runs count as
// well as what is asked for. upstream: component-helpers/resource determineEffectiveRequests, determineEffectiveLimits

import type { Container, ContainerStatus, Pod, PodSpec } from '../generated/types.gen';
import { type ResourceList, type Resources, raiseTo, toResourceList, toResources } from '../pod-spec/resource-list';
import { changeItems } from '../with-defaults';

/** The spec with its containers' resources raised to those of their statuses; the very spec when none is higher. */
export function effectiveSpec({ spec, status }: Pod): PodSpec {
  const statuses = new Map<string, ContainerStatus>();
  for (const each of [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])]) {
    if (each.resources) statuses.set(each.name, each);
  }
  if (statuses.size === 0) return spec;
  const isInfeasible = status?.conditions?.some(
    ({ type, reason }) => type === 'PodResizePending' && reason === 'Infeasible',
  );
  const held = (container: Container) => effective(container, statuses.get(container.name), isInfeasible ?? false);
  const isOwn = (container: Container) => (container.restartPolicy === 'Always' ? held(container) : container);
  return changeItems(changeItems(spec, 'containers', held), 'initContainers', isOwn);
}

function effective(container: Container, status: ContainerStatus | undefined, isInfeasible: boolean): Container {
  if (!status?.resources) return container;
  const { requests, limits } = container.resources ?? {};
  const { requests: actual, limits: actualLimits } = status.resources;
  const nextRequests = highest(isInfeasible ? undefined : requests, actual, status.allocatedResources, requests);
  const nextLimits = highest(isInfeasible ? undefined : limits, actualLimits, undefined, limits);
  if (nextRequests === requests && nextLimits === limits) return container;
  return {
    ...container,
    resources: {
      ...container.resources,
      ...(nextRequests ? { requests: nextRequests } : {}),
      ...(nextLimits ? { limits: nextLimits } : {}),
    },
  };
}

/** The larger of each amount; `known` itself when that is what comes out. */
function highest(
  asked: ResourceList | undefined,
  actual: ResourceList | undefined,
  allocated: ResourceList | undefined,
  known: ResourceList | undefined,
): ResourceList | undefined {
  const most = toResources(asked);
  raiseTo(most, toResources(actual));
  raiseTo(most, toResources(allocated));
  return isSame(most, toResources(known)) ? known : toResourceList(most);
}

function isSame(a: Resources, b: Resources): boolean {
  if (a.size !== b.size) return false;
  for (const [name, amount] of a) if (b.get(name)?.nano !== amount.nano) return false;
  return true;
}
