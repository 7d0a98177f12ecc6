// What a pod is told when it is evicted because its node runs out of something, in its status and its event.
// upstream: pkg/kubelet/eviction/helpers.go evictionMessage

import { parseQuantity, quantityFromValue, value } from '../kinds/quantity';
import { amountText, type Observation, type Threshold } from './eviction-thresholds';
import type { KubeletState, PodWorker } from './kubelet-state';
import { podUse } from './pod-use';
import { allContainers, isEphemeral } from './restart-policy';

export interface EvictionWords {
  readonly message: string;
  readonly annotations: Readonly<Record<string, string>>;
}

/** Every sentence ends with a space. */
export function evictionWords(
  state: KubeletState,
  worker: PodWorker,
  { resource, quantity }: Threshold,
  observed: Observation,
  nowMs: number,
): EvictionWords {
  const threshold = amountText(quantity(observed.capacity));
  const isCount = resource === 'inodes' || resource === 'pids';
  const available = amountText(observed.available, isCount ? 'DecimalSI' : 'BinarySI');
  let message = `The node was low on resource: ${resource}. `;
  message += `Threshold quantity: ${threshold}, available: ${available}. `;
  const annotations: Record<string, string> = {};
  if (worker.sandbox?.ready !== true) return { message, annotations };
  const blame = (what: string, used: string, request: string) =>
    `${what} was using ${used}, request is ${request}, has larger consumption of ${resource}. `;
  const use = podUse(state, worker, nowMs);
  const podRequest = worker.pod.spec.resources?.requests?.[resource];
  if (resource === 'memory' && podRequest !== undefined) {
    const used = amountText(use.memoryBytes);
    message += blame(`Pod ${worker.name}`, used, parseQuantity(podRequest)?.text ?? '0');
    annotations.offending_pod = worker.name;
    annotations.offending_pod_usage = used;
  }
  const guilty: { readonly name: string; readonly used: string }[] = [];
  for (const container of isCount ? [] : allContainers(worker.pod.spec)) {
    const own = use.containers.find(({ name }) => name === container.name);
    if (!own || isEphemeral(worker.pod.spec, container.name)) continue;
    const bytes = resource === 'memory' ? own.memoryBytes : own.diskBytes;
    const request = parseQuantity(container.resources?.requests?.[resource] ?? '0') ?? quantityFromValue(0);
    if (bytes <= value(request)) continue;
    const used = amountText(bytes);
    message += blame(`Container ${container.name}`, used, request.text);
    guilty.push({ name: container.name, used });
  }
  annotations.offending_containers = guilty.map(({ name }) => name).join(',');
  annotations.offending_containers_usage = guilty.map(({ used }) => used).join(',');
  annotations.starved_resource = resource;
  return { message, annotations };
}
