// The secrets that a pod names for its registries: each sync reads them, and tells which are not there.
// upstream: pkg/kubelet/kubelet_pods.go getPullSecretsForPod

import { sourcesFor } from './kept-objects';
import type { KubeletContext, PodWorker } from './kubelet-state';
import { podEvent } from './pod-events';

export function readPullSecrets(cx: KubeletContext, worker: PodWorker): void {
  const named = worker.pod.spec.imagePullSecrets;
  if (!named || named.length === 0) return;
  const sources = sourcesFor(cx, worker);
  const missing = named.flatMap(({ name }) => (name && !sources.get('Secret', worker.namespace, name) ? [name] : []));
  if (missing.length === 0) return;
  const message = `Unable to retrieve some image pull secrets (${missing.join(', ')}); attempting to pull the image may not succeed.`;
  podEvent(cx, worker, 'Warning', 'FailedToRetrieveImagePullSecret', message);
}
