// What a write to a pod's status may say: ended containers stay ended where nothing restarts them, addresses are one a
// family, what is said of claims and resources is of the pod's own.
// upstream: pkg/apis/core/validation ValidatePodStatusUpdate

import { isEnabled } from './feature-gates';
import type { ContainerStatus, Pod, PodCondition, PodSpec, PodStatus } from './generated/types.gen';
import { goStruct } from './go-json';
import type { FieldError } from './kind';
import { checkAnnotationChange, checkPodAnnotations } from './pod-spec/check-annotations';
import { couldRestartAll, shouldRestart } from './pod-spec/restart-policy';
import { checkAllocatedResources, checkExtendedClaim, checkResourceClaims, checkUsers } from './pod-status-resources';
import {
  addInvalid,
  type Errors,
  FIELD_IMMUTABLE,
  forbidden,
  invalid,
  required,
  tooLong,
} from './validation/field-error';
import { checkIp, ipFamily, ipWarnings } from './validation/ip-address';
import { dns1123Subdomain, qualifiedName } from './validation/names';
import { byteLength, checkObjectMetaUpdate } from './validation/object-meta';

/** Names that need no look. */
const SYSTEM_CONDITIONS = ['PodScheduled', 'Ready', 'Initialized', 'ContainersReady', 'PodReadyToStartContainers'];
const NON_NEGATIVE = 'must be a non-negative integer';
const ONE_A_FAMILY = 'may specify no more than one IP for each IP family';

export function checkPodStatus(next: Pod, stored: Pod): readonly FieldError[] {
  const errors: Errors = [];
  const status = next.status ?? {};
  const old = stored.status ?? {};
  if (next.metadata !== stored.metadata) {
    checkObjectMetaUpdate(errors, next);
    checkAnnotationChange(errors, next.metadata.annotations, stored.metadata.annotations, 'metadata.annotations');
    checkPodAnnotations(errors, next, 'metadata.annotations');
  }
  checkPodConditions(errors, status.conditions ?? []);
  checkNominatedNode(errors, stored.spec, status.nominatedNodeName, old.nominatedNodeName);
  if ((status.observedGeneration ?? 0) < 0) {
    errors.push(invalid('status.observedGeneration', status.observedGeneration, NON_NEGATIVE));
  }
  if ((status.qosClass ?? '') !== (old.qosClass ?? '')) {
    errors.push(invalid('status.qosClass', status.qosClass ?? '', FIELD_IMMUTABLE));
  }
  checkTransitions(errors, stored.spec, status, old);
  checkResourceClaims(errors, status.resourceClaimStatuses ?? [], next.spec.resourceClaims ?? []);
  checkExtendedClaim(errors, status.extendedResourceClaimStatus, next.spec);
  checkAddresses(errors, 'podIPs', status.podIPs ?? [], old.podIPs ?? []);
  checkHostAddresses(errors, status, old);
  checkUsers(errors, status, next.spec.os?.name ?? 'linux');
  checkAllocatedResources(errors, status, next.spec);
  if (isEnabled('ImageVolumeWithDigest')) checkVolumeStatuses(errors, status);
  return errors;
}

const MAX_IMAGE_REFERENCE_BYTES = 256;

/** The path is upstream's. upstream: validateImageVolumeStatus */
function checkVolumeStatuses(errors: Errors, status: PodStatus): void {
  for (const list of ['containerStatuses', 'initContainerStatuses', 'ephemeralContainerStatuses'] as const) {
    status[list]?.forEach(({ volumeMounts }, index) => {
      volumeMounts?.forEach(({ volumeStatus }, position) => {
        if (!volumeStatus?.image) return;
        const { imageRef = '' } = volumeStatus.image;
        const path = `status.${list}[${index}].volumeMounts[${position}].volumeStatus.imageVolumeStatus.imageRef`;
        if (imageRef === '') errors.push(required(path, 'imageRef must not be empty'));
        if (byteLength(imageRef) > MAX_IMAGE_REFERENCE_BYTES) errors.push(tooLong(path, MAX_IMAGE_REFERENCE_BYTES));
      });
    });
  }
}

export function podStatusWarnings({ status }: Pod): readonly string[] {
  return [
    ...(status?.podIPs ?? []).flatMap(({ ip }, index) => ipWarnings(`status.podIPs[${index}].ip`, ip)),
    ...(status?.hostIPs ?? []).flatMap(({ ip }, index) => ipWarnings(`status.hostIPs[${index}].ip`, ip)),
  ];
}

function checkPodConditions(errors: Errors, conditions: readonly PodCondition[]): void {
  for (let index = 0; index < conditions.length; index++) {
    const { type, observedGeneration = 0 } = conditions[index] as PodCondition;
    const isOfSystem = SYSTEM_CONDITIONS.includes(type);
    if (isOfSystem && observedGeneration >= 0) continue;
    const path = `status.conditions[${index}]`;
    if (observedGeneration < 0) errors.push(invalid(`${path}.observedGeneration`, observedGeneration, NON_NEGATIVE));
    if (!isOfSystem) addInvalid(errors, `${path}.Type`, type, qualifiedName(type));
  }
}

function checkNominatedNode(errors: Errors, { nodeName }: PodSpec, next = '', old = ''): void {
  const path = 'status.nominatedNodeName';
  if (next === old || !next) return;
  addInvalid(errors, path, next, dns1123Subdomain(next));
  if (nodeName) errors.push(forbidden(path, 'may not be set on pods that are already bound to a node'));
}

const STAYS_ENDED = 'may not be transitioned to non-terminated state';

/** upstream: ValidateContainerStateTransition and its kin for init and ephemeral containers */
function checkTransitions(errors: Errors, spec: PodSpec, status: PodStatus, old: PodStatus): void {
  if (
    !hasEnded(old.containerStatuses) &&
    !hasEnded(old.initContainerStatuses) &&
    !hasEnded(old.ephemeralContainerStatuses)
  ) {
    return;
  }
  const mayAllRestart = couldRestartAll(spec);
  for (const [field, containers] of [
    ['containerStatuses', spec.containers],
    ['initContainerStatuses', spec.initContainers ?? []],
  ] as const) {
    if (mayAllRestart) continue;
    checkRevived(errors, field, status[field] ?? [], old[field] ?? [], (name, exitCode) => {
      const container = containers.find((one) => one.name === name);
      return container !== undefined && shouldRestart(container, spec, exitCode);
    });
  }
  const field = 'ephemeralContainerStatuses';
  checkRevived(errors, field, status[field] ?? [], old[field] ?? [], () => false);
}

function hasEnded(statuses: readonly ContainerStatus[] | undefined): boolean {
  return statuses?.some(({ state }) => state?.terminated) ?? false;
}

function checkRevived(
  errors: Errors,
  field: string,
  next: readonly ContainerStatus[],
  old: readonly ContainerStatus[],
  mayRestart: (name: string, exitCode: number) => boolean,
): void {
  old.forEach(({ name, state }, index) => {
    if (!state?.terminated) return;
    const isRevived = next.some((one) => one.name === name && !one.state?.terminated);
    if (!isRevived || mayRestart(name, state.terminated.exitCode ?? 0)) return;
    errors.push(forbidden(`status.${field}[${index}].state`, STAYS_ENDED));
  });
}

type Address = { readonly ip: string };

function checkAddresses(
  errors: Errors,
  field: 'podIPs' | 'hostIPs',
  next: readonly Address[],
  old: readonly Address[],
): void {
  // What was taken once is taken again.
  if (next === old) return;
  const known = old.map(({ ip }) => ip);
  const path = `status.${field}`;
  next.forEach(({ ip }, index) => {
    checkIp(errors, `${path}[${index}]`, ip, known);
  });
  if (next.length < 2) return;
  const families = next.map(({ ip }) => ipFamily(ip));
  const unknown = families.indexOf(undefined);
  if (unknown >= 0) {
    const why = `failed to check for dual stack with error:invalid IP[${unknown}]: ${next[unknown]?.ip}`;
    errors.push({ type: 'InternalError', field: path, message: `Internal error: ${why}` });
  }
  if (unknown < 0 && next.length === 2 && families[0] !== families[1]) return;
  errors.push(
    invalid(
      path,
      next.map(({ ip }) => goStruct({ IP: ip })),
      ONE_A_FAMILY,
    ),
  );
}

function checkHostAddresses(errors: Errors, { hostIP = '', hostIPs = [] }: PodStatus, old: PodStatus): void {
  const first = hostIPs[0]?.ip;
  if (first === undefined) return;
  if (hostIP !== first) errors.push(invalid('status.hostIPs[0].ip', first, 'must be equal to `hostIP`'));
  checkAddresses(errors, 'hostIPs', hostIPs, old.hostIPs ?? []);
}
