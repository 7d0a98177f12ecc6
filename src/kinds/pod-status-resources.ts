// What a pod's status says of its claims, its devices and its users has to fit the pod.
// upstream: pkg/apis/core/validation validatePodResourceClaimStatuses, validatePodExtendedResourceClaimStatus,
// validateContainerStatusUsers, validateContainerStatusAllocatedResourcesStatus

import type {
  Container,
  ContainerStatus,
  PodExtendedResourceClaimStatus,
  PodResourceClaim,
  PodResourceClaimStatus,
  PodSpec,
  PodStatus,
  ResourceStatus,
} from './generated/types.gen';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
  tooLong,
} from './validation/field-error';
import { dns1123Label, dns1123Subdomain, inclusiveRange } from './validation/names';
import { byteLength } from './validation/object-meta';

const MAX_ID = 2_147_483_647;
const MAX_HEALTH_MESSAGE_BYTES = 1024;
const HEALTHS = ['Healthy', 'Unhealthy', 'Unknown'];
const LISTS = ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const;

export function checkResourceClaims(
  errors: Errors,
  statuses: readonly PodResourceClaimStatus[],
  claims: readonly PodResourceClaim[],
): void {
  statuses.forEach(({ name, resourceClaimName }, index) => {
    const path = `status.resourceClaimStatuses[${index}]`;
    if (!claims.some((claim) => claim.name === name)) {
      errors.push(invalid(`${path}.name`, name, 'must match the name of an entry in `spec.resourceClaims`'));
    }
    if (statuses.findIndex((status) => status.name === name) < index) errors.push(duplicate(`${path}.name`, name));
    if (resourceClaimName === undefined) return;
    addInvalid(errors, `${path}.resourceClaimName`, resourceClaimName, dns1123Subdomain(resourceClaimName));
  });
}

export function checkExtendedClaim(
  errors: Errors,
  status: PodExtendedResourceClaimStatus | undefined,
  spec: PodSpec,
): void {
  if (!status) return;
  const path = 'status.extendedResourceClaimStatus';
  const { requestMappings = [], resourceClaimName } = status;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  if (requestMappings.length === 0) {
    errors.push(required(`${path}.requestMappings`, 'at least one request mapping is required'));
  }
  requestMappings.forEach((mapping, index) => {
    const at = `${path}.requestMappings[${index}]`;
    const { containerName, resourceName, requestName } = mapping;
    const container = containers.find(({ name }) => name === containerName);
    const lists = 'spec.initContainers.resources.requests or spec.containers.resources.requests';
    if (!container) {
      const why = 'must match the name of an entry in spec.initContainers.name or spec.containers.name';
      errors.push(invalid(`${at}.containerName`, containerName, why));
    } else if (container.resources?.requests?.[resourceName] === undefined) {
      const why = `must match the extended resource name of an entry in ${lists}`;
      errors.push(invalid(`${at}.resourceName`, resourceName, why));
    }
    addInvalid(errors, `${path}.requestName`, requestName, dns1123Label(requestName));
    const first = requestMappings.findIndex(
      (other) =>
        other.containerName === containerName &&
        other.resourceName === resourceName &&
        other.requestName === requestName,
    );
    if (first === index) return;
    errors.push(duplicate(`${at}.containerName`, containerName));
    errors.push(duplicate(`${at}.resourceName`, resourceName));
    errors.push(duplicate(`${at}.requestName`, requestName));
  });
  if (!resourceClaimName) errors.push(required(`${path}.resourceClaimName`));
  else addInvalid(errors, `${path}.resourceClaimName`, resourceClaimName, dns1123Subdomain(resourceClaimName));
}

export function checkUsers(errors: Errors, status: PodStatus, os: string): void {
  for (const list of LISTS) {
    status[list]?.forEach(({ user }, index) => {
      const linux = user?.linux;
      if (!linux) return;
      const path = `status.${list}[${index}].user.linux`;
      if (os === 'windows') errors.push(forbidden(path, 'cannot be set for a windows pod'));
      if (os !== 'linux') return;
      checkId(errors, `${path}.uid`, linux.uid);
      checkId(errors, `${path}.gid`, linux.gid);
      linux.supplementalGroups?.forEach((gid, position) => {
        checkId(errors, `${path}.supplementalGroups[${position}]`, gid);
      });
    });
  }
}

function checkId(errors: Errors, path: string, id = 0): void {
  if (id < 0 || id > MAX_ID) errors.push(invalid(path, id, inclusiveRange(0, MAX_ID)));
}

export function checkAllocatedResources(errors: Errors, status: PodStatus, spec: PodSpec): void {
  checkAllocated(errors, LISTS[0], status, spec.containers);
  checkAllocated(errors, LISTS[1], status, spec.initContainers ?? []);
  status.ephemeralContainerStatuses?.forEach(({ allocatedResourcesStatus = [] }, index) => {
    if (allocatedResourcesStatus.length === 0) return;
    const path = `status.ephemeralContainerStatuses[${index}].allocatedResourcesStatus`;
    errors.push(forbidden(path, 'must not be specified in container status'));
  });
}

function checkAllocated(
  errors: Errors,
  list: (typeof LISTS)[number],
  status: PodStatus,
  containers: readonly Container[],
): void {
  status[list]?.forEach(({ name, allocatedResourcesStatus = [] }: ContainerStatus, index) => {
    const container = containers.find((one) => one.name === name);
    allocatedResourcesStatus.forEach((resource, position) => {
      const path = `status.${list}[${index}].allocatedResourcesStatus[${position}]`;
      if (container) checkName(errors, `${path}.name`, resource.name, container);
      checkHealths(errors, path, resource);
    });
  });
}

function checkName(errors: Errors, path: string, name: string, { resources }: Container): void {
  if (name.startsWith('claim:')) {
    const isKnown = resources?.claims?.some(
      (claim) => name === `claim:${claim.name}${claim.request ? `/${claim.request}` : ''}`,
    );
    const why =
      "must match one of the container's resource claims in a format 'claim:<claimName>/<request>' or " +
      "'claim:<claimName>' if request is empty";
    if (!isKnown) errors.push(invalid(path, name, why));
  } else if (resources?.requests?.[name] === undefined) {
    errors.push(invalid(path, name, "must match one of the container's resource requests"));
  }
}

function checkHealths(errors: Errors, path: string, { resources = [] }: ResourceStatus): void {
  resources.forEach(({ resourceID, health = '', message }, index) => {
    const at = `${path}.resources[${index}]`;
    if (!HEALTHS.includes(health)) errors.push(notSupported(`${at}.health`, health, HEALTHS));
    if (message === '') errors.push(required(`${at}.message`, 'must be non-empty if specified'));
    else if (message && byteLength(message) > MAX_HEALTH_MESSAGE_BYTES) {
      errors.push(tooLong(`${at}.message`, MAX_HEALTH_MESSAGE_BYTES));
    }
    if (resources.findIndex((other) => other.resourceID === resourceID) < index) {
      errors.push(duplicate(`${at}.resourceID`, resourceID));
    }
  });
}
