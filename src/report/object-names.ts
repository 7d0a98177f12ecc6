// An object's kind as the kinds table names it, its place in the store, and its name as failures say it.

import type { Reader } from '../api/actor';
import { targetText } from '../cluster/timeline';
import { type KubeObject, keyOf, objectKey } from '../kinds/kind';
import { controllerOf } from '../kinds/owner';
import { kindByVersion } from '../kinds/table';

/** `Pod`, `Event.events.k8s.io`, `CronTab.stable.example.com`. */
export function kindKeyOf({ apiVersion, kind }: Pick<KubeObject, 'apiVersion' | 'kind'>): string {
  const [group, version] = apiVersion.split('/');
  return kindByVersion(apiVersion, kind)?.key ?? (version === undefined ? kind : `${kind}.${group}`);
}

/** `pod/web-0`, `shop/pod/web-0` outside of the namespace default. */
export const nameText: (object: KubeObject) => string = targetText;

/** The object's controller, its controller's controller, and so on; those that still exist. */
export function ownersOf(reader: Reader, object: KubeObject): readonly KubeObject[] {
  const owners: KubeObject[] = [];
  let current: KubeObject | undefined = object;
  while (current && owners.length < 10) {
    const reference = controllerOf(current);
    if (!reference) break;
    const row = reader.registry.byVersion(reference.apiVersion, reference.kind);
    const namespace: string | undefined = row?.namespaced ? current.metadata.namespace : undefined;
    const owner: KubeObject | undefined = row && reader.get(row.key, namespace, reference.name);
    current = owner?.metadata.uid === reference.uid ? owner : undefined;
    if (current) owners.push(current);
  }
  return owners;
}

/** Objects that this one controls, and those that they control; of one kind if it is given. */
export function descendantsOf(reader: Reader, object: KubeObject, kind?: string): readonly KubeObject[] {
  const found: KubeObject[] = [];
  const seen = new Set<string>();
  let wave: readonly KubeObject[] = [object];
  while (wave.length > 0) {
    const next: KubeObject[] = [];
    for (const { metadata } of wave) {
      for (const owned of ownedKinds(kind)) next.push(...readOwned(reader, owned, metadata.uid ?? '', seen));
    }
    found.push(...next.filter((owned) => kind === undefined || kindKeyOf(owned) === kind));
    wave = next;
  }
  return found;
}

const CONTROLLED = ['ReplicaSet', 'Pod', 'Job', 'ControllerRevision', 'EndpointSlice'] as const;

const ownedKinds = (kind: string | undefined): readonly string[] =>
  kind === undefined || (CONTROLLED as readonly string[]).includes(kind) ? CONTROLLED : [...CONTROLLED, kind];

function readOwned(reader: Reader, kind: string, uid: string, seen: Set<string>): readonly KubeObject[] {
  if (uid === '') return [];
  return reader.by(kind, 'owner', uid).filter((object) => {
    const key = `${kind} ${objectKey(object)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `ns/name` as the store has it. */
export const storeKey = ({ metadata: { namespace, name } }: KubeObject) => keyOf(namespace, name);
