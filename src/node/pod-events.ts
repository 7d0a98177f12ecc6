// Events that a kubelet records about a pod or one of its containers.

import { PairTexts } from '../sim/pair-texts';
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

const MAX_PATHS = 10_000;
/** `spec.containers{web}`, one text for all pods. */
const fieldPaths = new PairTexts(MAX_PATHS, (list, container) => `spec.${list}{${container}}`);

/** upstream: pkg/kubelet/container GenerateContainerRef */
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
  const fieldPath = fieldPaths.of(list, container);
  cx.event(worker.pod, { type, reason, message, fieldPath, host: worker.node });
}
