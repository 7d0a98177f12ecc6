// Claims and volumes that the upgrade takes away, and claims that nobody mounts any more.

import type { Cluster } from '../../actions/acting-cluster';
import type {
  ObjectReference as ClaimReference,
  PersistentVolume,
  PersistentVolumeClaim,
} from '../../kinds/generated/types.gen';
import { claimKeysOf } from '../../kinds/pod-claims';
import { someOf } from '../../report/value-text';
import { type ObjectReference, referenceText } from '../finding';
import { referenceOf } from '../manifest-set';
import { placeIn } from './changed-fields';
import type { Effect } from './effect';
import { manifestOf, type Observed, sinceChange } from './observed';

/** Data that nobody has any more, or that nobody sees. */
export function lostStorage(observed: Observed): readonly Effect[] {
  const { before, after } = observed;
  const claims = before.list('PersistentVolumeClaim').flatMap((claim) => claimEffect(observed, claim) ?? []);
  const volumes = before
    .list('PersistentVolume')
    .filter(
      ({ spec, metadata }) =>
        !after.get('PersistentVolume', undefined, metadata.name) && !claimWent(observed, spec?.claimRef),
    )
    .map((volume) => volumeEffect(observed, volume));
  return [...claims, ...volumes];
}

function claimWent({ before, after }: Observed, claim: ClaimReference | undefined): boolean {
  if (!claim?.name) return false;
  return (
    Boolean(before.get('PersistentVolumeClaim', claim.namespace, claim.name)) &&
    !after.get('PersistentVolumeClaim', claim.namespace, claim.name)
  );
}

function claimEffect(observed: Observed, claim: PersistentVolumeClaim): Effect | undefined {
  const { before, after } = observed;
  const object = referenceOf(claim);
  const now = after.get('PersistentVolumeClaim', object.namespace, object.name);
  const replaced = now !== undefined && now.metadata.uid !== claim.metadata.uid;
  if (!now || replaced) return lostClaim(observed, claim, replaced);
  const key = `${object.namespace}/${object.name}`;
  const had = mounters(before, key);
  const place = placeIn(manifestOf(observed, object), []);
  if (now.metadata.deletionTimestamp && !claim.metadata.deletionTimestamp) {
    const message = 'is deleted and goes with the last pod that mounts it';
    return { effect: 'volume-lost', severity: 'error', object, message, details: mounters(after, key), place };
  }
  if (had.length === 0 || mounters(after, key).length > 0) return undefined;
  const message = `is mounted by nobody any more: its data stay and are not seen (before: ${someOf(had)})`;
  return { effect: 'volume-unmounted', severity: 'warning', object, message, details: [], place };
}

function lostClaim(observed: Observed, claim: PersistentVolumeClaim, replaced: boolean): Effect {
  const object = referenceOf(claim);
  const gone = observed.changes.find(
    ({ type, kind, key }) =>
      type === 'DELETED' && kind === 'PersistentVolumeClaim' && key === `${object.namespace}/${object.name}`,
  );
  const volume = claim.spec?.volumeName;
  return {
    effect: 'volume-lost',
    severity: volume === undefined ? 'warning' : 'error',
    object,
    message: `is gone${replaced ? ', another of its name is there' : ''}: ${dataText(observed, volume)}`,
    details: [],
    atMs: gone && sinceChange(observed, gone.atMs),
    place: placeIn(manifestOf(observed, object), []),
  };
}

function dataText({ before, after }: Observed, volume: string | undefined): string {
  if (volume === undefined) return 'it had no volume yet';
  const find = (shop: Cluster) => shop.get('PersistentVolume', undefined, volume);
  const named = `its volume ${volume} (reclaim policy ${find(before)?.spec?.persistentVolumeReclaimPolicy})`;
  return find(after) ? `${named} stays and is bound to no claim by itself` : `${named} and the data went with it`;
}

function volumeEffect(observed: Observed, volume: PersistentVolume): Effect {
  const object = referenceOf(volume);
  const claim = volume.spec?.claimRef;
  return {
    effect: 'volume-lost',
    severity: claim ? 'error' : 'warning',
    object,
    message: claim ? `is gone; claim ${claim.namespace}/${claim.name} has lost it` : 'is gone; no claim had it',
    details: [],
    place: placeIn(manifestOf(observed, object), []),
  };
}

/** Names of the pods that have it among their volumes and have not ended. */
function mounters(shop: Cluster, claim: string): readonly string[] {
  return shop
    .list('Pod')
    .filter((pod) => !['Succeeded', 'Failed'].includes(pod.status?.phase ?? '') && claimKeysOf(pod)?.includes(claim))
    .map(({ metadata }) =>
      referenceText({
        kind: 'Pod',
        namespace: metadata.namespace ?? '',
        name: metadata.name,
      } satisfies ObjectReference),
    );
}
