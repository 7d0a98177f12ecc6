// What a pod asks for as a whole: sums over its containers, the peak of its init containers, pod-level resources,
// overhead.
// upstream: component-helpers/resource PodRequests and PodLimits (without the resize status)

import type { Container, PodSpec } from '../generated/types.gen';
import { memoised } from '../with-defaults';
import {
  addAmounts,
  addTo,
  quantityOf,
  type ResourceList,
  type Resources,
  raiseTo,
  toResources,
} from './resource-list';

type Side = 'requests' | 'limits';

export const isSidecar = (container: Container) => container.restartPolicy === 'Always';

/** The resources of a pod that has one container, when nothing else counts: all pods of a template share them. */
export function onlyResources({ containers, initContainers, resources, overhead }: PodSpec) {
  if (containers.length !== 1 || resources !== undefined || overhead !== undefined) return undefined;
  return initContainers === undefined || initContainers.length === 0 ? containers[0]?.resources : undefined;
}

/** What is worked out of a pod's resources is remembered under this. */
export const resourcesKey = (spec: PodSpec): object => onlyResources(spec) ?? spec;

/** Resources that can be set for the pod as a whole. */
export const isPodLevelResource = (name: string) =>
  name === 'cpu' || name === 'memory' || name.startsWith('hugepages-');

export const isHugePages = (name: string) => name.startsWith('hugepages-');

/** The requests the scheduler and quota count: pod-level ones where given, else the containers', plus the overhead. */
export const podRequests = memoised((spec: PodSpec): Resources => {
  const amounts = containerTotal(spec, 'requests');
  overrideByPod(amounts, spec.resources?.requests);
  addTo(amounts, spec.overhead);
  return amounts;
});

/** The limits quota counts; the overhead counts only where there is a limit. */
export const podLimits = memoised((spec: PodSpec): Resources => {
  const amounts = containerTotal(spec, 'limits');
  overrideByPod(amounts, spec.resources?.limits);
  for (const name in spec.overhead) {
    const limit = amounts.get(name);
    if (limit && limit.nano !== 0n) addTo(amounts, { [name]: spec.overhead[name] as string });
  }
  return amounts;
});

/** upstream: AggregateContainerRequests, AggregateContainerLimits */
export function containerTotal(spec: PodSpec, side: Side): Resources {
  const total: Resources = new Map();
  for (const container of spec.containers ?? []) addTo(total, container.resources?.[side]);
  const sidecars: Resources = new Map();
  const peak: Resources = new Map();
  for (const container of spec.initContainers ?? []) {
    const own = container.resources?.[side];
    if (isSidecar(container)) {
      addTo(total, own);
      addTo(sidecars, own);
      raiseTo(peak, sidecars);
    } else {
      const running = toResources(own);
      addAmounts(running, sidecars);
      raiseTo(peak, running);
    }
  }
  raiseTo(total, peak);
  return total;
}

function overrideByPod(amounts: Resources, list: ResourceList | undefined): void {
  for (const name in list) {
    const amount = isPodLevelResource(name) ? quantityOf(list, name) : undefined;
    if (amount) amounts.set(name, amount);
  }
}
