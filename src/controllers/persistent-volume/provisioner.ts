// A simulated external provisioner, resizer and deleter for the classes that name it: the binder marks a claim with the
// provisioner's name, and some time later there is a volume for it.
// upstream: sig-storage-lib-external-provisioner controller.go, external-resizer

import { type Actor, type ActorContext, defineActor, watch } from '../../api/actor';
import type { PersistentVolume, PersistentVolumeClaim, StorageClass } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { claimClassName, PROVISIONED_BY, SELECTED_NODE, STORAGE_PROVISIONER } from '../../kinds/storage-class-names';
import { Lane } from '../../sim/work-queue';
import { forget, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { PROVISIONER_FINALIZER, volumeFor, volumeNameFor } from './provisioned-volume';
import type { StorageOptions } from './storage-options';
import { wantsToGrow } from './volume-expansion';

type Context = ActorContext<Retries>;

/** Tasks that take the provisioner its time. */
const WORK = ['make', 'grow', 'delete'];

export function volumeProvisioner({ provisioners, provisionMs }: StorageOptions): Actor<Retries> {
  const isOurs = (name: string | undefined) => name !== undefined && provisioners.includes(name);
  return defineActor<Retries>({
    name: 'volume-provisioner',
    component: 'external-provisioner',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    memory: retriesMemory,
    watches: [
      watch('PersistentVolumeClaim', ({ type, key, object }, cx) => {
        if (type === 'DELETED') return undefined;
        if (isOurs(object.metadata.annotations?.[STORAGE_PROVISIONER]) && isToBeMade(object, cx)) return `begin ${key}`;
        return isOurs(driverOf(cx, object)) && wantsToGrow(object) ? `resize ${key}` : undefined;
      }),
      watch('PersistentVolume', ({ type, key, object }) =>
        type !== 'DELETED' && isOurs(object.metadata.annotations?.[PROVISIONED_BY]) && isToBeDeleted(object)
          ? `release ${key}`
          : undefined,
      ),
    ],
    reconcile: (cx, key) => {
      const space = key.indexOf(' ');
      const [task, of] = [key.slice(0, space), key.slice(space + 1)];
      const next = WORK[['begin', 'resize', 'release'].indexOf(task)];
      if (next) beginWork(cx, task, of, `${next} ${of}`, provisionMs);
      else syncOrRetry(cx, cx.state, key, () => doWork(cx, task, of));
    },
  });
}

/** upstream: shouldProvision */
function isToBeMade(claim: PersistentVolumeClaim, cx: Context): boolean {
  const { metadata, spec } = claim;
  if (spec?.volumeName || metadata.deletionTimestamp) return false;
  const storageClass = cx.get('StorageClass', undefined, claimClassName(claim));
  if (!storageClass || cx.get('PersistentVolume', undefined, volumeNameFor(claim))) return false;
  return (
    storageClass.volumeBindingMode !== 'WaitForFirstConsumer' || metadata.annotations?.[SELECTED_NODE] !== undefined
  );
}

/** upstream: shouldDelete */
export function isToBeDeleted({ metadata, spec, status }: PersistentVolume): boolean {
  if (metadata.deletionTimestamp && !metadata.finalizers?.includes(PROVISIONER_FINALIZER)) return false;
  return status?.phase === 'Released' && spec?.persistentVolumeReclaimPolicy === 'Delete';
}

function driverOf(cx: Context, { spec, status }: PersistentVolumeClaim): string | undefined {
  if (status?.phase !== 'Bound') return undefined;
  return cx.get('PersistentVolume', undefined, spec?.volumeName ?? '')?.spec?.csi?.driver;
}

/** Says what is begun; the work is done when its time has passed. */
function beginWork(cx: Context, task: string, of: string, work: string, provisionMs: number): void {
  const { namespace, name } = splitKey(of);
  const claim = task === 'release' ? undefined : cx.get('PersistentVolumeClaim', namespace, name);
  if (claim && task === 'begin') {
    if (!isToBeMade(claim, cx)) return;
    if (claim.spec?.selector) {
      const why = 'claim Selector is not supported';
      const message = `failed to provision volume with StorageClass "${claimClassName(claim)}": ${why}`;
      cx.event(claim, { type: 'Warning', reason: 'ProvisioningFailed', message });
      return;
    }
    const message = `External provisioner is provisioning volume for claim "${of}"`;
    cx.event(claim, { type: 'Normal', reason: 'Provisioning', message });
  } else if (claim) {
    const message = `External resizer is resizing volume ${claim.spec?.volumeName}`;
    cx.event(claim, { type: 'Normal', reason: 'Resizing', message });
  }
  cx.after(provisionMs, work);
}

function doWork(cx: Context, task: string, of: string): void {
  const { namespace, name } = splitKey(of);
  if (task === 'delete') {
    const volume = cx.get('PersistentVolume', undefined, name);
    if (volume && isToBeDeleted(volume)) removeVolume(cx, volume);
    return;
  }
  const claim = cx.get('PersistentVolumeClaim', namespace, name);
  if (!claim) forget(cx.state, `${task} ${of}`);
  else if (task === 'make' && isToBeMade(claim, cx)) makeVolume(cx, claim);
  else if (task === 'grow' && wantsToGrow(claim)) growVolume(cx, claim);
}

function makeVolume(cx: Context, claim: PersistentVolumeClaim): void {
  const { annotations } = claim.metadata;
  const storageClass = cx.get('StorageClass', undefined, claimClassName(claim)) as StorageClass;
  const node = cx.get('Node', undefined, annotations?.[SELECTED_NODE] ?? '');
  const driver = annotations?.[STORAGE_PROVISIONER] ?? '';
  const volume = cx.create(volumeFor(claim, storageClass, driver, node));
  const message = `Successfully provisioned volume ${volume.metadata.name}`;
  cx.event(claim, { type: 'Normal', reason: 'ProvisioningSucceeded', message });
}

/** A disk that grows without its node's help. */
function growVolume(cx: Context, claim: PersistentVolumeClaim): void {
  const volume = cx.get('PersistentVolume', undefined, claim.spec?.volumeName ?? '');
  const storage = claim.spec?.resources?.requests?.storage;
  if (!volume || storage === undefined) return;
  cx.update({ ...volume, spec: { ...volume.spec, capacity: { ...volume.spec?.capacity, storage } } });
  const allocatedResources = { ...claim.status?.allocatedResources, storage };
  const status = { ...claim.status, allocatedResources, capacity: { ...claim.status?.capacity, storage } };
  const grown = cx.updateStatus({ ...claim, status });
  cx.event(grown, { type: 'Normal', reason: 'VolumeResizeSuccessful', message: 'Resize volume succeeded' });
}

function removeVolume(cx: Context, volume: PersistentVolume): void {
  const { name } = volume.metadata;
  cx.delete('PersistentVolume', undefined, name);
  const left = cx.get('PersistentVolume', undefined, name);
  if (!left) return;
  const finalizers = (left.metadata.finalizers ?? []).filter((finalizer) => finalizer !== PROVISIONER_FINALIZER);
  cx.update({ ...left, metadata: { ...left.metadata, finalizers } });
}
