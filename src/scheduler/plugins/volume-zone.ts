// VolumeZone: a volume labelled with zones or regions is used from nodes there. upstream: plugins/volumezone

import type { Reader } from '../../api/actor';
import type { PersistentVolume, Pod, StorageClass } from '../../kinds/generated/types.gen';
import { claimClassName } from '../../kinds/storage-class-names';
import { claimNotFound, claimsOf, namesClaim } from '../claims';
import { definePlugin, type Prepared, type Rejection, ready, rejected, skip, unresolvable } from '../framework';
import type { NodeInfo } from '../node-info';

const REJECTED = unresolvable('node(s) had no available volume zone');

/** The old names and what replaced them. */
const CURRENT_NAMES: Readonly<Record<string, string>> = {
  'failure-domain.beta.kubernetes.io/zone': 'topology.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region': 'topology.kubernetes.io/region',
};
const OLD_NAMES = Object.keys(CURRENT_NAMES);
const KEYS = [...OLD_NAMES, ...Object.values(CURRENT_NAMES)];

interface Zone {
  readonly key: string;
  readonly values: readonly string[];
}

/** A label may list several zones. */
function zonesOf({ metadata }: PersistentVolume): Zone[] {
  const zones: Zone[] = [];
  for (const key of KEYS) {
    const label = metadata.labels?.[key];
    if (label !== undefined) zones.push({ key, values: label.split('__').map((zone) => zone.trim()) });
  }
  return zones;
}

function prepare(pod: Pod, reader: Reader): Prepared<readonly Zone[]> {
  const zones: Zone[] = [];
  for (const { name } of claimsOf(pod)) {
    const claim = reader.get('PersistentVolumeClaim', pod.metadata.namespace, name);
    if (!claim) return rejected(unresolvable(claimNotFound(name)));
    const volumeName = claim.spec?.volumeName ?? '';
    if (volumeName === '') {
      const className = claimClassName(claim);
      if (className === '') {
        return rejected(unresolvable('PersistentVolumeClaim had no pv name and storageClass name'));
      }
      const storageClass = reader.get('StorageClass', undefined, className);
      if (storageClass?.volumeBindingMode === 'WaitForFirstConsumer') continue;
      return rejected(unresolvable('PersistentVolume had no name'));
    }
    const volume = reader.get('PersistentVolume', undefined, volumeName);
    if (!volume) return rejected(unresolvable(`persistentvolume "${volumeName}" not found`));
    zones.push(...zonesOf(volume));
  }
  return zones.length === 0 ? skip : ready(zones);
}

/** A node without any zone or region is taken for one of a cluster without zones. */
function filter(_pod: Pod, { node }: NodeInfo, zones: readonly Zone[]): Rejection | undefined {
  const labels = node?.metadata.labels;
  if (!KEYS.some((key) => labels?.[key] !== undefined)) return undefined;
  for (const { key, values } of zones) {
    const own = labels?.[key] ?? labels?.[CURRENT_NAMES[key] ?? ''];
    if (own === undefined || !values.includes(own)) return REJECTED;
  }
  return undefined;
}

export const volumeZone = definePlugin<readonly Zone[]>({
  name: 'VolumeZone',
  preFilter: (pod, { reader }) => prepare(pod, reader),
  filter,
  wakeOn: {
    'Node/add': true,
    'Node/label': true,
    'StorageClass/add': (_pod, { after }) => (after as StorageClass).volumeBindingMode === 'WaitForFirstConsumer',
    'PersistentVolumeClaim/add': (pod, { after }) => namesClaim(pod, after),
    'PersistentVolumeClaim/update': (pod, { after }) => namesClaim(pod, after),
    'PersistentVolume/add': true,
    'PersistentVolume/update': (_pod, { before, after }) =>
      KEYS.some((key) => before?.metadata.labels?.[key] !== after?.metadata.labels?.[key]),
  },
});
