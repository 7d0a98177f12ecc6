// The ephemeral volume controller: makes the claim of a pod's ephemeral volume, owned by the pod; again when somebody
// deletes it. upstream: pkg/controller/volume/ephemeral/controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { ApiError } from '../../api/api-error';
import type { PersistentVolumeClaim, Pod, Volume } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { controllerRef, isControlledBy } from '../../kinds/owner';
import { claimNameOf } from '../../kinds/pod-claims';
import { Lane } from '../../sim/work-queue';
import { forget, REQUEST_MS, type Retries, retriesMemory, SyncFailure, syncOrRetry } from '../shared/syncing';

type Context = ActorContext<Retries>;

export const ephemeralVolumeController = defineActor<Retries>({
  name: 'ephemeral-volume-controller',
  component: 'kube-controller-manager',
  eventSource: 'ephemeral_volume',
  lane: Lane.controller,
  // The claim is there a request later: the scheduler looks first, and says so in an event of its own.
  lagMs: (timings) => timings.controllerLagMs + REQUEST_MS,
  memory: retriesMemory,
  watches: [
    // A pod's volumes never change.
    watch('Pod', ({ type, key, object }) => (type === 'ADDED' && hasEphemeral(object) ? key : undefined)),
    watch('PersistentVolumeClaim', ({ type, key }, cx) =>
      type === 'DELETED' ? cx.by('Pod', 'claim', key).filter(hasEphemeral).map(objectKey) : undefined,
    ),
  ],
  reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => sync(cx, key)),
});

const hasEphemeral = ({ metadata, spec }: Pod) =>
  metadata.deletionTimestamp === undefined && (spec.volumes?.some(({ ephemeral }) => ephemeral) ?? false);

function sync(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const pod = cx.get('Pod', namespace, name);
  if (!pod || pod.metadata.deletionTimestamp) {
    forget(cx.state, key);
    return;
  }
  for (const volume of pod.spec.volumes ?? []) {
    const why = volume.ephemeral && provide(cx, pod, volume);
    if (!why) continue;
    const message = `ephemeral volume ${volume.name}: ${why}`;
    cx.event(pod, { type: 'Warning', reason: 'FailedBinding', message });
    throw new SyncFailure(message);
  }
}

/** Sees to it that the volume's claim is there; answers why it cannot. */
function provide(cx: Context, pod: Pod, volume: Volume): string | undefined {
  const wanted = claimFor(pod, volume);
  const { namespace, name } = wanted.metadata;
  const found = cx.get('PersistentVolumeClaim', namespace, name);
  if (found) {
    if (isControlledBy(found, pod)) return undefined;
    return `PVC ${namespace}/${name} was not created for pod ${namespace}/${pod.metadata.name} (pod is not owner)`;
  }
  try {
    cx.create(wanted);
    return undefined;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return `create PVC ${name}: ${error.message}`;
  }
}

/** The claim that a pod's ephemeral volume asks for. */
export function claimFor(pod: Pod, volume: Volume): PersistentVolumeClaim {
  const template = volume.ephemeral?.volumeClaimTemplate;
  const { labels, annotations } = template?.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimNameOf(volume, pod.metadata.name) ?? '',
      namespace: pod.metadata.namespace,
      ...(labels ? { labels } : {}),
      ...(annotations ? { annotations } : {}),
      ownerReferences: [controllerRef(pod)],
    },
    spec: template?.spec,
  } as PersistentVolumeClaim;
}
