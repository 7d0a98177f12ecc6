// What a document of a suite is about: a kind that the tank serves, a name or labels, a namespace; and the words by
// which a spec names that.

import { isPlainMap } from '../cluster/describe/types';
import type { Data } from './documents';
import type { Known, KnownKindWord } from './known';

export interface Identity {
  readonly kind: KnownKindWord;
  readonly name: string | undefined;
  /** undefined for kinds that stand in none. */
  readonly namespace: string | undefined;
  readonly labels: Data;
  /** All that the document says besides kind, name and namespace. */
  readonly part: Data;
}

/** undefined for kinds that nobody serves. */
export function identityOf(known: Known, object: Data, namespace: string): Identity | undefined {
  const { apiVersion, kind: kindName, metadata, ...rest } = object;
  const kind = known.kind(String(apiVersion), String(kindName));
  if (!kind) return undefined;
  const { name, namespace: own, ...meta } = isPlainMap(metadata) ? metadata : {};
  const place = typeof own === 'string' && own !== '' ? own : namespace;
  return {
    kind,
    name: typeof name === 'string' && name !== '' ? name : undefined,
    namespace: kind.namespaced ? place : undefined,
    labels: isPlainMap(meta.labels) ? meta.labels : {},
    part: Object.keys(meta).length > 0 ? { metadata: meta, ...rest } : rest,
  };
}

/** `deployment/web`, as actions name it. */
export const targetOf = ({ kind, name }: Identity) => `${kind.word}/${name}`;

/** ` in shop`; nothing for the namespace that a spec means by itself. */
export function placeWords(namespace: string | undefined): string {
  return namespace === undefined || namespace === 'default' ? '' : ` in ${namespace}`;
}

/** The option of actions. */
export function namespaceOption(namespace: string | undefined): { readonly namespace?: string } {
  return namespace === undefined || namespace === 'default' ? {} : { namespace };
}

/** `deployment/web in shop` */
export const namedSubject = (identity: Identity) => `${targetOf(identity)}${placeWords(identity.namespace)}`;

/** `pods app=web in shop`: the objects with these labels, or of this name. */
export function selection({ kind, name, labels, namespace }: Identity): string {
  const selector = Object.keys(labels).map((key) => `${key}=${String(labels[key])}`);
  const words = name === undefined ? selector.join(',') : `metadata.name=${name}`;
  return `${kind.plural} ${words}`.trimEnd() + placeWords(namespace);
}

/** Labels that a selector cannot be written of in a subject's words. */
export function isSelectable({ labels }: Identity): boolean {
  return Object.keys(labels).every((key) => {
    const value = labels[key];
    return typeof value === 'string' && /^[\w./-]+$/.test(key) && /^[\w.-]*$/.test(value) && !FIELD.test(key);
  });
}

const FIELD = /^(metadata|spec|status)\./;
