// The binder: brings claims and volumes together, follows what becomes of either, and reclaims released volumes.
// Volumes that come and classes that appear are noticed by claims only when all are looked at again, every 15 s.
// upstream: pkg/controller/volume/persistentvolume/pv_controller_base.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { BIND_COMPLETED, claimClassName, volumeClassName } from '../../kinds/storage-class-names';
import { Lane } from '../../sim/work-queue';
import { forget, REQUEST_MS, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { isDefaultClass } from './default-class';
import { findVolume } from './match';
import { syncClaim } from './sync-claim';
import { syncVolume } from './sync-volume';

const RESYNC_MS = 15_000;
const RESYNC = 'resync';

type Context = ActorContext<Retries>;

export const persistentVolumeBinder = defineActor<Retries>({
  name: 'persistent-volume-binder',
  component: 'kube-controller-manager',
  eventSource: 'persistentvolume-controller',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  start: (cx) => cx.after(untilResyncMs(cx), RESYNC, { background: true }),
  watches: [
    watch('PersistentVolumeClaim', ({ type, key, object }, cx) => {
      const volume = type === 'DELETED' ? object.spec?.volumeName : undefined;
      if (volume) return [`claim ${key}`, `volume ${volume}`];
      return type === 'ADDED' && isBeforeItsPods(cx, key, object) ? `new ${key}` : `claim ${key}`;
    }),
    watch('PersistentVolume', ({ type, key, object }) => {
      const reference = type === 'DELETED' ? object.spec?.claimRef : undefined;
      return reference ? [`volume ${key}`, `claim ${reference.namespace}/${reference.name}`] : `volume ${key}`;
    }),
    // What somebody waits for keeps `settle` waiting until it is noticed.
    watch(
      'PersistentVolume',
      ({ type, object }, cx) => (type !== 'DELETED' && isAwaited(cx, object) ? RESYNC : undefined),
      {
        delayMs: (_change, cx) => untilResyncMs(cx),
      },
    ),
    watch(
      'StorageClass',
      ({ type, object }, cx) => (type !== 'DELETED' && isClassAwaited(cx, object) ? RESYNC : undefined),
      {
        delayMs: (_change, cx) => untilResyncMs(cx),
      },
    ),
  ],
  reconcile: (cx, key) => {
    if (key === RESYNC) resync(cx);
    else syncOrRetry(cx, cx.state, key, () => sync(cx, key));
  },
});

function untilResyncMs({ nowMs }: Context): number {
  return RESYNC_MS - (nowMs % RESYNC_MS);
}

function sync(cx: Context, key: string): void {
  const space = key.indexOf(' ');
  const [task, { namespace, name }] = [key.slice(0, space), splitKey(key.slice(space + 1))];
  if (task !== 'volume') {
    const claim = cx.get('PersistentVolumeClaim', namespace, name);
    if (!claim) forget(cx.state, key);
    else if (syncClaim(cx, claim, task === 'new') === 'again') cx.after(REQUEST_MS, `claim ${objectKey(claim)}`);
    return;
  }
  const volume = cx.get('PersistentVolume', undefined, name);
  if (!volume) forget(cx.state, key);
  else if (syncVolume(cx, volume) === 'wake-claim') {
    const { claimRef } = volume.spec ?? {};
    cx.after(0, `claim ${claimRef?.namespace}/${claimRef?.name}`);
  }
}

/** A StatefulSet makes the claim, then the pod: the binder has looked at the claim by then, and knows of no pod. */
function isBeforeItsPods(cx: Context, key: string, claim: PersistentVolumeClaim): boolean {
  const isDelayed = isDelayedClass(cx.get('StorageClass', undefined, claimClassName(claim)));
  return isDelayed && cx.by('Pod', 'claim', key).length === 0;
}

/** All that is not settled; a bound pair is told of by its changes. */
function resync(cx: Context): void {
  const waiting = cx.list('PersistentVolumeClaim').filter(isOpen);
  for (const claim of waiting) cx.after(0, `claim ${objectKey(claim)}`);
  for (const { metadata, status } of cx.list('PersistentVolume')) {
    if (status?.phase !== 'Bound' && status?.phase !== 'Available') cx.after(0, `volume ${metadata.name}`);
  }
  cx.after(RESYNC_MS, RESYNC, { background: true });
}

const isOpen = ({ metadata }: PersistentVolumeClaim) => metadata.annotations?.[BIND_COMPLETED] === undefined;

/** Whether the volume would do for a claim that waits, or is the one it asks for. */
function isAwaited(cx: Context, volume: PersistentVolume): boolean {
  if (volume.status?.phase !== 'Available') return false;
  const className = volumeClassName(volume);
  const isDelayed = isDelayedClass(cx.get('StorageClass', undefined, className));
  return cx
    .by('PersistentVolumeClaim', 'unbound', className)
    .some((claim) =>
      claim.spec?.volumeName
        ? claim.spec.volumeName === volume.metadata.name
        : findVolume(claim, [volume], isDelayed) !== undefined,
    );
}

function isClassAwaited(cx: Context, storageClass: StorageClass): boolean {
  const open = (className: string) => cx.by('PersistentVolumeClaim', 'unbound', className).length > 0;
  return open(storageClass.metadata.name) || (isDefaultClass(storageClass) && open(''));
}

const isDelayedClass = (storageClass: StorageClass | undefined) =>
  storageClass?.volumeBindingMode === 'WaitForFirstConsumer';
