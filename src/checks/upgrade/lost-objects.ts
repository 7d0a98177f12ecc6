// Objects that nobody asked to be deleted and that go all the same: with their namespace, their definition, their
// owner.

import type { Manifest } from '../../manifests/check-object';
import { referenceText } from '../finding';
import { referenceOf } from '../manifest-set';
import { placeIn } from './changed-fields';
import type { Effect } from './effect';
import { identityOf, type Observed, sinceChange, storedFor } from './observed';

export function lostObjects(observed: Observed): readonly Effect[] {
  const orphans = new Set(observed.orphans.map(identityOf));
  const kept = new Map([...observed.base, ...observed.next.objects].map((object) => [identityOf(object), object]));
  return [...kept]
    .filter(([identity, { kind }]) => !orphans.has(identity) && !ENDS_BY_ITSELF.includes(kind))
    .flatMap(([, object]) => lostObject(observed, object) ?? []);
}

/** Storage is told as that; a Job may be set to go when it is done. */
const ENDS_BY_ITSELF = ['PersistentVolumeClaim', 'PersistentVolume', 'Job', 'Pod'];

function lostObject(observed: Observed, object: Manifest): Effect | undefined {
  const reference = referenceOf(object);
  const last = storedFor(observed.after, object);
  if (last && !last.metadata.deletionTimestamp) return undefined;
  const gone = observed.changes.findLast(
    ({ type, object: { kind, metadata } }) =>
      type === 'DELETED' &&
      kind === object.kind &&
      metadata.name === reference.name &&
      (metadata.namespace ?? '') === reference.namespace,
  );
  if (!last && !gone) return undefined;
  const cause = causeOf(observed, object);
  return {
    effect: 'object-lost',
    severity: 'error',
    object: reference,
    message: `${last ? 'is being deleted' : 'is gone'}${cause ? `, with ${referenceText(referenceOf(cause))}` : ''}`,
    details: cause ? [`${referenceText(referenceOf(cause))} is not in the new set and is deleted`] : [],
    atMs: gone && sinceChange(observed, gone.atMs),
    place: placeIn(object, []),
  };
}

/** The deleted object that this one went with. */
function causeOf({ orphans, pruned, after }: Observed, object: Manifest): Manifest | undefined {
  if (!pruned) return undefined;
  const { namespace } = referenceOf(object);
  const definition = after.simulation.store.registry.byVersion(object.apiVersion, object.kind)?.custom?.definition;
  const [group = ''] = object.apiVersion.split('/');
  return orphans.find(({ kind, metadata, spec }) => {
    if (kind === 'Namespace') return metadata.name === namespace;
    const defined = spec as { readonly group?: string; readonly names?: { readonly kind?: string } } | undefined;
    return (
      kind === 'CustomResourceDefinition' &&
      (metadata.name === definition || (defined?.group === group && defined.names?.kind === object.kind))
    );
  });
}
