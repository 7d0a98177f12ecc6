// Extended resources that a DeviceClass stands for: what the containers ask for becomes requests of one claim, which
// the scheduler makes itself for the node it chooses.
// upstream: plugins/dynamicresources extendeddynamicresources.go

import type { Reader } from '../../api/actor';
import { EXTENDED_CLAIM_ANNOTATION } from '../../kinds/device/pod-claims';
import { isEnabled } from '../../kinds/feature-gates';
import type {
  Container,
  ContainerExtendedResourceRequest,
  DeviceRequest,
  Pod,
  ResourceClaim,
} from '../../kinds/generated/types.gen';
import { value } from '../../kinds/quantity';
import { isExtended } from '../../kinds/validation/resources';
import type { NodeInfo } from '../node-info';
import { podRequests } from '../requests';
import { CLASS_RESOURCE_PREFIX, type DeviceCache } from './device-cache';

/** The claim's name as long as it is nobody's but the scheduler's. */
export const UNNAMED = '<extended-resources>';

const mayBeDevice = (name: string) => isExtended(name) || name.startsWith(CLASS_RESOURCE_PREFIX);

/** Whether the pod asks for a resource that a class stands for. */
export function asksForDevices(pod: Pod, devices: DeviceCache): boolean {
  if (!isEnabled('DRAExtendedResource') || !devices.hasClasses()) return false;
  for (const [name, amount] of podRequests(pod.spec).scalar) {
    if (amount > 0 && mayBeDevice(name) && devices.classOf(name)) return true;
  }
  return false;
}

export function madeExtendedClaim({ metadata: { uid = '' } }: Pod, reader: Reader): ResourceClaim | undefined {
  const claims = reader.by('ResourceClaim', 'pod', uid);
  return claims.find(({ metadata }) => metadata.annotations?.[EXTENDED_CLAIM_ANNOTATION] === 'true');
}

/** The claim of an earlier attempt, or one that is yet to be made. */
export function extendedClaim(pod: Pod, reader: Reader): ResourceClaim {
  const { namespace, name, uid } = pod.metadata;
  const made = madeExtendedClaim(pod, reader);
  if (made) return made;
  return {
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaim',
    metadata: {
      namespace,
      name: UNNAMED,
      generateName: `${name}-extended-resources-`,
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name, uid: uid ?? '', controller: true }],
      annotations: { [EXTENDED_CLAIM_ANNOTATION]: 'true' },
    },
    spec: {},
  } as ResourceClaim;
}

/** What of the pod's extended resources a node gives as devices; undefined when it lacks one of the others. */
export function devicesAskedOf(node: NodeInfo, pod: Pod, devices: DeviceCache): ReadonlySet<string> | undefined {
  const names = new Set<string>();
  for (const [name, amount] of podRequests(pod.spec).scalar) {
    if (amount === 0 || !mayBeDevice(name)) continue;
    const allocatable = node.allocatableScalar.get(name);
    if (!allocatable && devices.classOf(name)) names.add(name);
    else if (allocatable === undefined) return undefined;
  }
  return names;
}

export interface ExtendedRequests {
  readonly requests: readonly DeviceRequest[];
  readonly mappings: readonly ContainerExtendedResourceRequest[];
}

interface Asked {
  readonly name: string;
  readonly className: string;
  readonly count: number;
}

/** Requests by name; init containers reuse what those that run later hold. upstream: createRequestsAndMappings */
export function extendedRequests(pod: Pod, names: ReadonlySet<string>, devices: DeviceCache): ExtendedRequests {
  const found = [...names].sort().map((resource) => {
    const className = devices.classOf(resource)?.metadata.name ?? '';
    return requestsFor(pod, resource, className);
  });
  const asked = found.flatMap(({ asked }) => asked);
  const requests = asked.map(({ name, className, count }): DeviceRequest => {
    return { name, exactly: { deviceClassName: className, allocationMode: 'ExactCount', count } };
  });
  requests.sort((a, b) => (a.name < b.name ? -1 : 1));
  return { requests, mappings: found.flatMap(({ mappings }) => mappings) };
}

function requestsFor(pod: Pod, resource: string, className: string) {
  const inits = pod.spec.initContainers ?? [];
  const all = [...inits, ...pod.spec.containers];
  const isShortLived = (index: number) => index < inits.length && all[index]?.restartPolicy !== 'Always';
  const lasting: (Asked | undefined)[] = all.map(() => undefined);
  const lastingMappings: ContainerExtendedResourceRequest[] = [];
  all.forEach((container, index) => {
    if (isShortLived(index)) return;
    const { own, used } = askedBy(container, index, resource, className, []);
    lasting[index] = own;
    lastingMappings.push(...used);
  });
  let most: Asked | undefined;
  const shortNames = new Set<string>();
  const shortMappings: ContainerExtendedResourceRequest[] = [];
  all.forEach((container, index) => {
    if (!isShortLived(index)) return;
    const { own, used } = askedBy(container, index, resource, className, lasting.slice(index));
    if (own) shortNames.add(own.name);
    if (own && (!most || most.count < own.count)) most = own;
    shortMappings.push(...used);
  });
  const shared = most?.name;
  const asked = [most, ...lasting].filter((one) => one !== undefined);
  const mappings = shortMappings.map((one) =>
    shared !== undefined && shortNames.has(one.requestName) ? { ...one, requestName: shared } : one,
  );
  return { asked, mappings: [...lastingMappings, ...mappings] };
}

/** A container's own request, if what it may reuse is not enough, and all that it uses. */
function askedBy(
  container: Container,
  index: number,
  resource: string,
  className: string,
  reusable: readonly (Asked | undefined)[],
): { readonly own: Asked | undefined; readonly used: readonly ContainerExtendedResourceRequest[] } {
  const requests = container.resources?.requests ?? {};
  const wanted = value(requests[resource]);
  const used: ContainerExtendedResourceRequest[] = [];
  if (wanted === 0) return { own: undefined, used };
  const use = (requestName: string) =>
    used.push({ containerName: container.name, resourceName: resource, requestName });
  let has = 0;
  for (const one of reusable) {
    if (!one) continue;
    has += one.count;
    use(one.name);
    if (has >= wanted) return { own: undefined, used };
  }
  const position = Object.keys(requests).sort().indexOf(resource);
  const own = { name: `container-${index}-request-${position}`, className, count: wanted - has };
  use(own.name);
  return { own, used };
}
