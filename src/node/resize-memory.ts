// A limit of memory is not lowered beneath what is in use: the resize is an error until less is.
// upstream: pkg/kubelet/kuberuntime validateMemoryResizeAction

import type { Container, PodSpec } from '../kinds/generated/types.gen';
import { podLimits } from '../kinds/pod-spec/pod-resources';
import { value } from '../kinds/quantity';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { actualSpec } from './pod-resize';
import { podUse } from './pod-use';

/** Why the running containers cannot get their new limits now; undefined when they can. */
export function shrinkProblem(
  cx: KubeletContext,
  worker: PodWorker,
  resized: readonly Container[],
): string | undefined {
  const limitOf = (resources: Container['resources']) => value(resources?.limits?.memory);
  const shrinking = resized.filter((container) => {
    const wanted = limitOf(container.resources);
    const current = limitOf(worker.containers[container.name]?.current.resources);
    return isLower(wanted, current) && limitOf(container.resources) > 0;
  });
  const podLimit = memoryLimit(worker.pod.spec);
  const podShrinks = podLimit !== undefined && isLower(podLimit, memoryLimit(actualSpec(worker)) ?? 0);
  if (shrinking.length === 0 && !podShrinks) return undefined;
  const use = podUse(cx.state, worker, cx.nowMs);
  const errors: string[] = [];
  if (podShrinks && use.memoryBytes >= podLimit) {
    errors.push(`attempting to set pod memory limit (${podLimit}) below current usage (${use.memoryBytes})`);
  }
  for (const { name, resources } of shrinking) {
    const bytes = use.containers.find((one) => one.name === name)?.memoryBytes ?? 0;
    const limit = limitOf(resources);
    if (bytes < limit) continue;
    // The pod's use is named for each of its containers.
    const amounts = `memory limit (${limit}) below current usage (${use.memoryBytes})`;
    errors.push(`attempting to set container ${JSON.stringify(name)} ${amounts}`);
  }
  if (errors.length === 0) return undefined;
  return `cannot decrease memory limits: ${errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`}`;
}

/** Zero stands for none. */
const isLower = (wanted: number, current: number) => current === 0 || wanted < current;

/** Of the pod as a whole: its own, or the sum where all of its containers have one. */
function memoryLimit(spec: PodSpec): number | undefined {
  const own = spec.resources?.limits?.memory;
  if (own !== undefined) return value(own);
  const isLimited = ({ resources }: Container) => value(resources?.limits?.memory) > 0;
  const containers = [...spec.containers, ...(spec.initContainers ?? [])];
  return containers.every(isLimited) ? podLimits(spec).get('memory')?.whole : undefined;
}
