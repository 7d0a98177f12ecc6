// Protection of what is in use: a deleted claim stays until no pod that has a node names it, a deleted volume until it
// is not bound, a deleted class of attributes until nothing is of it. Finalizers that are missing are added.
// upstream: pkg/controller/volume/{pvcprotection,pvprotection,vacprotection}

import { type Actor, type ActorContext, defineActor, type Reader, type Watch, watch } from '../../api/actor';
import { isEnabled } from '../../kinds/feature-gates';
import type {
  PersistentVolume,
  PersistentVolumeClaim,
  PersistentVolumeClaimCondition,
  Pod,
} from '../../kinds/generated/types.gen';
import { type KubeObject, objectKey, splitKey } from '../../kinds/kind';
import type { KindName } from '../../kinds/kind-map';
import { isControlledBy } from '../../kinds/owner';
import { claimKeysOf, claimNameOf } from '../../kinds/pod-claims';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { isPodTerminal } from '../shared/pod-state';
import { forget, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';

type Context = ActorContext<Retries>;

interface Protection<T extends KubeObject> {
  /** Done before the finalizer is looked at, for objects that stay. */
  readonly tell?: (cx: Context, object: T) => void;
  /** Whether there is something to tell of the object. */
  readonly isUntold?: (object: T) => boolean;
  readonly name: string;
  readonly kind: KindName;
  readonly finalizer: string;
  readonly isUsed: (object: T, reader: Reader) => boolean;
  /** Besides the kind's own: changes after which something may be free. */
  readonly watches?: readonly Watch<Retries>[];
}

function defineProtection<T extends KubeObject>(protection: Protection<T>): Actor<Retries> {
  const { name, kind, finalizer } = protection;
  return defineActor<Retries>({
    name,
    component: 'kube-controller-manager',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    memory: retriesMemory,
    watches: [
      watch<KindName, Retries>(kind, ({ type, key, object }) =>
        type !== 'DELETED' &&
        (planProtection(object as T, finalizer, false) !== 'leave' || protection.isUntold?.(object as T))
          ? key
          : undefined,
      ),
      ...(protection.watches ?? []),
    ],
    reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => sync(cx, protection, key)),
  });
}

/** What is to be done about an object's finalizer. */
export function planProtection(object: KubeObject, finalizer: string, isUsed: boolean): 'add' | 'remove' | 'leave' {
  const has = object.metadata.finalizers?.includes(finalizer) ?? false;
  if (object.metadata.deletionTimestamp) return has && !isUsed ? 'remove' : 'leave';
  return has ? 'leave' : 'add';
}

function sync<T extends KubeObject>(cx: Context, protection: Protection<T>, key: string): void {
  const { kind, finalizer, isUsed } = protection;
  const { namespace, name } = splitKey(key);
  const object = cx.get(kind, namespace, name) as T | undefined;
  if (!object) {
    forget(cx.state, key);
    return;
  }
  const mayGo = object.metadata.deletionTimestamp !== undefined;
  if (!mayGo) protection.tell?.(cx, object);
  const plan = planProtection(object, finalizer, mayGo && isUsed(object, cx));
  if (plan === 'leave') return;
  const { finalizers = [] } = object.metadata;
  const next = plan === 'add' ? [...finalizers, finalizer] : finalizers.filter((each) => each !== finalizer);
  cx.update({ ...object, metadata: { ...object.metadata, finalizers: next } });
}

/** Whether a pod holds the claim. upstream: podUsesPVCForDeletion */
export function holdsClaim(pod: Pod, claim: PersistentVolumeClaim): boolean {
  if (!pod.spec.nodeName) return false;
  const isShutDown = pod.metadata.deletionTimestamp !== undefined && pod.metadata.deletionGracePeriodSeconds === 0;
  return (pod.spec.volumes ?? []).some((volume) => {
    if (claimNameOf(volume, pod.metadata.name) !== claim.metadata.name) return false;
    // An ephemeral volume's claim may go before the pod's object: the pod may wait for its owner's finalizers.
    return volume.persistentVolumeClaim !== undefined || (!isShutDown && isControlledBy(claim, pod));
  });
}

const UNUSED = 'Unused';

const isTold = (claim: PersistentVolumeClaim) => claim.status?.conditions?.some(({ type }) => type === UNUSED) ?? false;

/** Says since when no pod names the claim. upstream: updateUnusedCondition, podUsesPVCForUnusedSince */
function tellUnused(cx: Context, claim: PersistentVolumeClaim): void {
  if (!isEnabled('PersistentVolumeClaimUnusedSinceTime')) return;
  const isUsed = cx.by('Pod', 'claim', objectKey(claim)).some((pod) => !isPodTerminal(pod) && namesClaim(pod, claim));
  const conditions = claim.status?.conditions ?? [];
  const status = isUsed ? 'False' : 'True';
  if (conditions.some((condition) => condition.type === UNUSED && condition.status === status)) return;
  const condition: PersistentVolumeClaimCondition = {
    lastProbeTime: null as unknown as undefined,
    lastTransitionTime: rfc3339(cx.nowMs),
    message: isUsed ? 'A pod is currently referencing this PVC' : 'No pods are currently referencing this PVC',
    reason: isUsed ? 'PodUsingPVC' : 'NoPodsUsingPVC',
    status,
    type: UNUSED,
  };
  const next = isTold(claim)
    ? conditions.map((one) => (one.type === UNUSED ? condition : one))
    : [...conditions, condition];
  cx.updateStatus({ ...claim, status: { ...claim.status, conditions: next } });
}

const namesClaim = (pod: Pod, claim: PersistentVolumeClaim) =>
  (pod.spec.volumes ?? []).some(
    (volume) =>
      claimNameOf(volume, pod.metadata.name) === claim.metadata.name &&
      (volume.persistentVolumeClaim !== undefined || isControlledBy(claim, pod)),
  );

export const claimProtection = defineProtection<PersistentVolumeClaim>({
  name: 'pvc-protection-controller',
  kind: 'PersistentVolumeClaim',
  finalizer: 'kubernetes.io/pvc-protection',
  isUsed: (claim, reader) => reader.by('Pod', 'claim', objectKey(claim)).some((pod) => holdsClaim(pod, claim)),
  tell: tellUnused,
  isUntold: (claim) => isEnabled('PersistentVolumeClaimUnusedSinceTime') && !isTold(claim),
  watches: [
    // A pod that runs on does not free its claims.
    watch('Pod', ({ type, object }) =>
      type === 'DELETED' ||
      isPodTerminal(object) ||
      !object.spec.nodeName ||
      isEnabled('PersistentVolumeClaimUnusedSinceTime')
        ? claimKeysOf(object)
        : undefined,
    ),
  ],
});

export const volumeProtection = defineProtection<PersistentVolume>({
  name: 'pv-protection-controller',
  kind: 'PersistentVolume',
  finalizer: 'kubernetes.io/pv-protection',
  isUsed: ({ status }) => status?.phase === 'Bound',
});

export const volumeAttributesClassProtection = defineProtection<KubeObject>({
  name: 'volumeattributesclass-protection-controller',
  kind: 'VolumeAttributesClass',
  finalizer: 'kubernetes.io/vac-protection',
  isUsed: ({ metadata }, reader) =>
    reader.list('PersistentVolume').some(({ spec }) => spec?.volumeAttributesClassName === metadata.name) ||
    reader.list('PersistentVolumeClaim').some((claim) => attributeClassesOf(claim).includes(metadata.name)),
  watches: [
    watch('PersistentVolumeClaim', ({ object, previous }) => left(attributeClassesOf, previous, object)),
    watch('PersistentVolume', ({ object, previous }) =>
      left(({ spec }) => spec?.volumeAttributesClassName ?? [], previous, object),
    ),
  ],
});

const attributeClassesOf = ({ spec, status }: PersistentVolumeClaim): readonly string[] =>
  [
    spec?.volumeAttributesClassName,
    status?.currentVolumeAttributesClassName,
    status?.modifyVolumeStatus?.targetVolumeAttributesClassName,
  ].filter((name) => name !== undefined);

/** The classes that an object named before or at its end. */
function left<T>(classesOf: (object: T) => string | readonly string[], previous: T | undefined, object: T): string[] {
  return [...new Set([...(previous ? [classesOf(previous)] : []), classesOf(object)].flat())];
}
