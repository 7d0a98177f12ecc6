// Events that a kubelet records about a pod or one of its containers.

import type { KubeletContext, PodWorker } from './kubelet-state';

type EventType = 'Normal' | 'Warning';

export function podEvent(
  cx: KubeletContext,
  worker: PodWorker,
  type: EventType,
  reason: string,
  message: string,
): void {
  cx.event(worker.pod, { type, reason, message, host: worker.node });
}

/** upstream: pkg/kubelet/container GenerateContainerRef */
export function containerEvent(
  cx: KubeletContext,
  worker: PodWorker,
  container: string,
  type: EventType,
  reason: string,
  message: string,
): void {
  const isInit = worker.pod.spec.initContainers?.some(({ name }) => name === container) ?? false;
  const fieldPath = `spec.${isInit ? 'initContainers' : 'containers'}{${container}}`;
  cx.event(worker.pod, { type, reason, message, fieldPath, host: worker.node });
}
