// What a container's security context comes to: its own fields over those of the pod, and what runtimes make of lists.

import type { Capabilities, PodSecurityContext, SecurityContext } from '../kinds/generated/types.gen';
import type { FieldPath } from '../manifests/source';
import type { PlacedContainer } from './faults';
import type { DescribedPod } from './manifest-set';

/** Fields that both have. */
type SharedField = keyof SecurityContext & keyof PodSecurityContext;

export interface Effective<T> {
  readonly value: T | undefined;
  /** The field: below the container or, where the container says nothing, below `from`, its pod's spec. */
  readonly at: FieldPath;
  readonly from: FieldPath | undefined;
}

/** The container's value, else the pod's; where neither says anything, the pod's field is meant. */
export function effective<F extends SharedField>(
  { pod, container }: PlacedContainer,
  field: F,
): Effective<NonNullable<SecurityContext[F]>> {
  const own = container.securityContext?.[field];
  return {
    value: (own ?? pod.spec.securityContext?.[field]) as NonNullable<SecurityContext[F]> | undefined,
    at: ['securityContext', field],
    from: own === undefined ? pod.path : undefined,
  };
}

export const isPrivileged = ({ container }: PlacedContainer): boolean => container.securityContext?.privileged === true;

/** Pods that say so run on Windows; the fields of Linux may then not be set. */
export const isWindows = ({ spec }: DescribedPod): boolean => spec.os?.name === 'windows';

/** What is root inside is nobody on the node. */
export const hasOwnUsers = ({ spec }: DescribedPod): boolean => spec.hostUsers === false;

/** A capability as runtimes name it: `sys_admin` and `CAP_SYS_ADMIN` are SYS_ADMIN. */
export const capabilityName = (name: string): string => name.toUpperCase().replace(/^CAP_/, '');

/**
 * What is added in the end, by name, with its index in the list: dropping ALL undoes adding ALL, but not what is added
 * by name; dropping a name undoes it.
 * upstream: containerd internal/cri/opts WithCapabilities
 */
export function addedCapabilities(capabilities: Capabilities | undefined): ReadonlyMap<string, number> {
  const dropped = new Set((capabilities?.drop ?? []).map(capabilityName));
  const added = (capabilities?.add ?? []).map((name, index) => [capabilityName(name), index] as const);
  return new Map(added.filter(([name]) => !dropped.has(name)));
}

/** Who has one of these gets at the kernel, the disks, the network or the processes of the node. */
export const DANGEROUS_CAPABILITIES: readonly string[] = [
  'ALL',
  'BPF',
  'DAC_READ_SEARCH',
  'NET_ADMIN',
  'SYS_ADMIN',
  'SYS_BOOT',
  'SYS_MODULE',
  'SYS_PTRACE',
  'SYS_RAWIO',
  'SYS_TIME',
];
