// Events that a kubelet records about a pod or one of its containers.

import type { KubeletContext, PodWorker } from './kubelet-state';
import { isEphemeral } from './restart-policy';

type EventType = 'Normal' | 'Warning';

export function podEvent(
  cx: KubeletContext,
  worker: PodWorker,
  type: EventType,
  reason: string,
  message: string,
  annotations?: Readonly<Record<string, string>>,
): void {
  // A recorder that cannot reach the API server gives up in the end.
  if (cx.state.nodes.get(worker.node)?.isCutOff) return;
  cx.event(worker.pod, { type, reason, message, host: worker.node, ...(annotations ? { annotations } : {}) });
}

/** upstream: pkg/kubelet/container GenerateContainerRef */
const MAX_KNOWN = 10_000;
const fieldPaths = new Map<string, Map<string, string>>();

/** `spec.containers{web}`, one text for all pods. */
function fieldPathOf(list: string, container: string): string {
  let known = fieldPaths.get(list);
  if (!known) {
    known = new Map();
    fieldPaths.set(list, known);
  }
  let path = known.get(container);
  if (path === undefined) {
    path = `spec.${list}{${container}}`;
    if (known.size >= MAX_KNOWN) known.clear();
    known.set(container, path);
  }
  return path;
}

export function containerEvent(
  cx: KubeletContext,
  worker: PodWorker,
  container: string,
  type: EventType,
  reason: string,
  message: string,
): void {
  if (cx.state.nodes.get(worker.node)?.isCutOff) return;
  const { spec } = worker.pod;
  const isInit = spec.initContainers?.some(({ name }) => name === container) ?? false;
  const list = isInit ? 'initContainers' : isEphemeral(spec, container) ? 'ephemeralContainers' : 'containers';
  const fieldPath = fieldPathOf(list, container);
  cx.event(worker.pod, { type, reason, message, fieldPath, host: worker.node });
}
