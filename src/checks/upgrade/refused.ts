// What the API server would not take of the new set, in its words, at the line that it is about.

import { equalData } from '../../kinds/equal-data';
import type { Manifest } from '../../manifests/check-object';
import type { FieldPath } from '../../manifests/source';
import { referenceOf } from '../manifest-set';
import type { Refusal } from '../start';
import { changedFields, changeText, pathText, placeIn, type Step } from './changed-fields';
import type { Effect } from './effect';
import { identityOf, type Observed } from './observed';

/** What may change of a spec that the server otherwise holds fast: its message names the spec as a whole. */
const MAY_CHANGE: Readonly<Record<string, readonly string[]>> = {
  StatefulSet: [
    'replicas',
    'ordinals',
    'template',
    'updateStrategy',
    'revisionHistoryLimit',
    'persistentVolumeClaimRetentionPolicy',
    'minReadySeconds',
  ],
  PersistentVolumeClaim: ['resources', 'volumeAttributesClassName'],
};

export function refusedObjects(observed: Observed): readonly Effect[] {
  const again = new Set(observed.refusals.map(({ object }) => identityOf(object)));
  return [
    ...observed.refusals.map((refusal) => refusedEffect(observed, refusal)),
    ...observed.oldRefusals.filter(({ object }) => !again.has(identityOf(object))).map(refusedBefore),
  ];
}

function refusedEffect(observed: Observed, { object, message, path }: Refusal): Effect {
  const reference = referenceOf(object);
  const former = observed.old.named(reference);
  const changed = former && changedUnder(former, object, HOLDS_FAST.test(message) ? namedPart(object, path) : path);
  const blamed = changed?.[0]?.path ?? path;
  return {
    effect: 'refused',
    severity: 'error',
    object: reference,
    message,
    details: changed?.map(changeText) ?? [],
    atMs: undefined,
    field: blamed.length > 0 ? pathText(blamed) : undefined,
    place: placeIn(object, blamed),
  };
}

function refusedBefore({ object, message, path }: Refusal): Effect {
  return {
    effect: 'refused-before',
    severity: 'note',
    object: referenceOf(object),
    message: `of the old set is refused, so nothing of it was there: ${message}`,
    details: [],
    field: path.length > 0 ? pathText(path) : undefined,
    place: placeIn(object, path),
  };
}

/** What was changed inside the field that the server names: more precise than its message, for a change it forbids. */
function changedUnder(former: Manifest, object: Manifest, path: FieldPath) {
  const top = path[0];
  if (top === undefined) return undefined;
  const [before, after] = [valueAt(former, path), valueAt(object, path)];
  if (equalData(before, after)) return undefined;
  const steps: readonly Step[] = path;
  const mayChange = path.length === 1 && top === 'spec' ? (MAY_CHANGE[object.kind] ?? []) : [];
  const changed = changedFields(before, after, steps);
  const forbidden = changed.filter(({ path: of }) => !mayChange.includes(String(of[1])));
  return forbidden.length > 0 ? forbidden : changed;
}

/** What the server says of fields that may not change; it may name one that it fills in itself, as clusterIPs. */
const HOLDS_FAST = /immutable|may not (?:be )?change|Forbidden/;

/** The path as far as the manifest has it. */
function namedPart(object: Manifest, path: FieldPath): FieldPath {
  let named = path;
  while (named.length > 1 && valueAt(object, named) === undefined) named = named.slice(0, -1);
  return named;
}

function valueAt(object: unknown, path: FieldPath): unknown {
  let value = object;
  for (const step of path) value = (value as Record<string | number, unknown> | null | undefined)?.[step];
  return value;
}
