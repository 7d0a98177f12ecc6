// The expand controller: no volume is resized by Kubernetes itself any more, so it only says whom a claim that wants to
// grow waits for. upstream: pkg/controller/volume/expand/expand_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { PersistentVolumeClaim } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { compareQuantity } from '../../kinds/quantity';
import { Lane } from '../../sim/work-queue';
import { forget, type Retries, retriesMemory, SyncFailure, syncOrRetry } from '../shared/syncing';
import { formerPluginOf } from './former-plugins';

const RESIZER = 'volume.kubernetes.io/storage-resizer';

type Context = ActorContext<Retries>;

export const volumeExpansionController = defineActor<Retries>({
  name: 'volume-expand-controller',
  component: 'kube-controller-manager',
  eventSource: 'volume_expand',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('PersistentVolumeClaim', ({ type, key, object, previous }) => {
      if (object.status?.phase !== 'Bound' || type === 'DELETED') return undefined;
      const grew = !previous || compareQuantity(requestOf(object), requestOf(previous)) > 0;
      return grew || compareQuantity(capacityOf(object), capacityOf(previous)) > 0 ? key : undefined;
    }),
  ],
  reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => sync(cx, key)),
});

const requestOf = ({ spec }: PersistentVolumeClaim) => spec?.resources?.requests?.storage ?? 0;
const capacityOf = ({ status }: PersistentVolumeClaim) => status?.capacity?.storage ?? 0;

/** Whether the claim asks for more than it has. */
export const wantsToGrow = (claim: PersistentVolumeClaim): boolean =>
  compareQuantity(requestOf(claim), capacityOf(claim)) > 0;

function sync(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const claim = cx.get('PersistentVolumeClaim', namespace, name);
  if (!claim) {
    forget(cx.state, key);
    return;
  }
  const volume = cx.get('PersistentVolume', undefined, claim.spec?.volumeName ?? '');
  if (!volume) throw new SyncFailure(`no PersistentVolume "${claim.spec?.volumeName}"`);
  if (volume.spec?.claimRef?.uid !== claim.metadata.uid) throw new SyncFailure('the volume is bound to another claim');
  if (!wantsToGrow(claim)) return;
  const former = formerPluginOf(volume);
  const waits = former
    ? `CSI migration enabled for ${former.name}; waiting for external resizer to expand the pvc`
    : 'waiting for an external controller to expand this PVC';
  cx.event(claim, { type: 'Normal', reason: 'ExternalExpanding', message: waits });
  if (!former || claim.metadata.annotations?.[RESIZER] === former.driver) return;
  const annotations = { ...claim.metadata.annotations, [RESIZER]: former.driver };
  cx.update({ ...claim, metadata: { ...claim.metadata, annotations } });
}
