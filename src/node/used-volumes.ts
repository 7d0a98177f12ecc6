// Which of a pod's volumes the kubelet looks at: those that a container mounts.

import type { PodSpec, Volume } from '../kinds/generated/types.gen';
import { allContainers } from './restart-policy';

const NO_VOLUMES: readonly Volume[] = Object.freeze([]);
const usedBySpec = new WeakMap<PodSpec, readonly Volume[]>();

/** The volumes that a container mounts; the others are not looked at. upstream: getExpectedVolumes */
export function usedVolumes(spec: PodSpec): readonly Volume[] {
  if (!spec.volumes || spec.volumes.length === 0) return NO_VOLUMES;
  let known = usedBySpec.get(spec);
  if (!known) {
    const names = new Set<string>();
    for (const { volumeMounts, volumeDevices } of allContainers(spec)) {
      for (const { name } of volumeMounts ?? []) names.add(name);
      for (const { name } of volumeDevices ?? []) names.add(name);
    }
    known = spec.volumes.every(({ name }) => names.has(name))
      ? spec.volumes
      : spec.volumes.filter(({ name }) => names.has(name));
    usedBySpec.set(spec, known);
  }
  return known;
}
