// What of a pod's containers is the kubelet's own: which come back after a kill, and in which order they stand.

import type { Container, PodSpec } from '../kinds/generated/types.gen';

/** Whether a container that a probe or a changed definition kills comes back; exit code rules do not count here. */
export function restartsAfterKill(container: Container, spec: PodSpec): boolean {
  return (container.restartPolicy ?? spec.restartPolicy ?? 'Always') !== 'Never';
}

/** Init containers first, then the regular ones, in the order of the spec; ephemeral containers last. */
export function allContainers(spec: PodSpec): readonly Container[] {
  const { initContainers, containers, ephemeralContainers } = spec;
  if (!initContainers?.length && !ephemeralContainers?.length) return containers;
  return [...(initContainers ?? []), ...containers, ...ephemeralOf(spec)];
}

const NONE: readonly Container[] = Object.freeze([]);

/** Containers that were added to the running pod. They are what any container is, but for what they may not have. */
export function ephemeralOf({ ephemeralContainers }: PodSpec): readonly Container[] {
  return ephemeralContainers ?? NONE;
}

export function isEphemeral(spec: PodSpec, name: string): boolean {
  return spec.ephemeralContainers?.some((container) => container.name === name) ?? false;
}
