// An object that steps have made already, brought in again: by a merge patch, as kuttl and Chainsaw do, or replaced.

import { isPlainMap } from '../cluster/describe/types';
import type { Data } from './documents';
import { action, type Line } from './draft';
import { type Identity, namespaceOption, targetOf } from './identity';

export function merged(identity: Identity, subresource?: string): Line {
  const patch = Object.keys(identity.part).length > 0 ? identity.part : { metadata: {} };
  return action({ patch: { ...patchOf(identity, patch, 'merge'), ...(subresource ? { subresource } : {}) } });
}

/** @param made the object as it was made first: fields of it that are not said again go */
export function replaced(identity: Identity, made: Data): Line {
  const { metadata, status: _, ...fields } = identity.part;
  const { metadata: oldMetadata, apiVersion: _a, kind: _k, status: _s, ...old } = made;
  const [meta, oldMeta] = [metadata, oldMetadata].map((value) => (isPlainMap(value) ? value : {})) as [Data, Data];
  const kept = ['labels', 'annotations', 'finalizers'];
  const patch = [
    ...gone(old, fields).map((key) => ({ op: 'remove', path: `/${key}` })),
    ...Object.keys(fields).map((key) => ({ op: 'add', path: `/${key}`, value: fields[key] })),
    ...gone(oldMeta, meta)
      .filter((key) => kept.includes(key))
      .map((key) => ({ op: 'remove', path: `/metadata/${key}` })),
    ...kept.filter((key) => key in meta).map((key) => ({ op: 'add', path: `/metadata/${key}`, value: meta[key] })),
  ];
  return action({ patch: patchOf(identity, patch, 'json') });
}

const gone = (old: Data, now: Data) => Object.keys(old).filter((key) => !(key in now));

function patchOf(identity: Identity, patch: unknown, type: string): Data {
  return { target: targetOf(identity), patch, type, ...namespaceOption(identity.namespace) };
}
