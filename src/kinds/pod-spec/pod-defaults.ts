// What only pods get, not templates: requests from limits, host ports, pod-level requests.
// upstream: pkg/apis/core/v1 SetDefaults_Pod, Convert_v1_Pod_To_core_Pod

import type { Container, ContainerPort, PodSpec, ResourceRequirements } from '../generated/types.gen';
import { changeField, changeItems, memoised, withDefaults, withField } from '../with-defaults';
import { podSpecDefaults } from './defaults';
import { containerTotal, isHugePages, isPodLevelResource } from './pod-resources';
import type { ResourceList } from './resource-list';

/** A pod's spec with all its defaults. Remembered by identity: pods of one template share the answer. */
export const specDefaultsOfPod = memoised((spec: PodSpec): PodSpec => {
  let next = podSpecDefaults(spec);
  next = changeItems(next, 'containers', requestsFromLimits);
  next = changeItems(next, 'initContainers', requestsFromLimits);
  next = podLevelDefaults(next);
  next = withDefaults(next, { enableServiceLinks: true });
  if ((next.terminationGracePeriodSeconds ?? 0) < 0) next = { ...next, terminationGracePeriodSeconds: 1 };
  if (!next.hostNetwork) return next;
  return changeItems(changeItems(next, 'containers', hostPorts), 'initContainers', hostPorts);
});

function requestsFromLimits(container: Container): Container {
  return changeField(container, 'resources', (resources) => {
    if (!resources.limits) return resources;
    return withField(resources, 'requests', addMissing(resources.requests, resources.limits));
  });
}

/** The list with what only `others` has added; the same list when there is nothing to add. */
function addMissing(list: ResourceList | undefined, others: ResourceList): ResourceList | undefined {
  let added: Record<string, string | number> | undefined;
  for (const name in others) {
    if (list?.[name] !== undefined) continue;
    added ??= { ...list };
    added[name] = others[name] as string;
  }
  return added ?? list;
}

function hostPorts(container: Container): Container {
  return changeItems(container, 'ports', (port: ContainerPort) =>
    port.hostPort ? port : { ...port, hostPort: port.containerPort },
  );
}

/** upstream: defaultHugePagePodLimits, defaultPodRequests */
function podLevelDefaults(spec: PodSpec): PodSpec {
  const resources = spec.resources;
  if (!resources || (isEmpty(resources.limits) && isEmpty(resources.requests))) return spec;
  const withLimits = changeField(spec, 'resources', () => hugePageLimits(spec, resources));
  const limits = withLimits.resources?.limits;
  if (!limits || isEmpty(limits)) return withLimits;
  const fromContainers: Record<string, string> = {};
  for (const [name, amount] of containerTotal(spec, 'requests')) {
    if (isPodLevelResource(name) && !isHugePages(name)) fromContainers[name] = amount.text;
  }
  const fromLimits = Object.fromEntries(Object.entries(limits).filter(([name]) => isPodLevelResource(name)));
  const requests = addMissing(addMissing(resources.requests, fromContainers), fromLimits);
  return changeField(withLimits, 'resources', (list) => withField(list, 'requests', requests));
}

function hugePageLimits(spec: PodSpec, resources: ResourceRequirements): ResourceRequirements {
  const found: Record<string, string> = {};
  for (const [name, amount] of containerTotal(spec, 'limits')) {
    if (isHugePages(name) && resources.requests?.[name] === undefined) found[name] = amount.text;
  }
  return withField(resources, 'limits', addMissing(resources.limits, found));
}

function isEmpty(list: ResourceList | undefined): boolean {
  for (const _ in list) return false;
  return true;
}
