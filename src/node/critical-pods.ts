// Pods that a node keeps when it has to choose. upstream: pkg/kubelet/types/pod_update.go IsCriticalPod, Preemptable

import type { Pod } from '../kinds/generated/types.gen';
import { isMirror, isStatic } from './static-pods';

const SYSTEM_CRITICAL = 2_000_000_000;

/** Static pods and those of the system's priorities. */
export function isCritical(pod: Pod): boolean {
  return isMirror(pod) || isStatic(pod) || (pod.spec.priority ?? 0) >= SYSTEM_CRITICAL;
}

/** Whether the first may take the place of the second. */
export function mayPreempt(preemptor: Pod, victim: Pod): boolean {
  if (isCritical(preemptor) && !isCritical(victim)) return true;
  const [higher, lower] = [preemptor.spec.priority, victim.spec.priority];
  return higher !== undefined && lower !== undefined && higher > lower;
}
