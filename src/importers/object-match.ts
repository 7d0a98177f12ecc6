// An object of somebody's assertion as an expectation: the object, or any with its labels, has all that it says. Lists
// have the same items in the same order, as kuttl and Chainsaw compare them.

import { isPlainMap } from '../cluster/describe/types';
import type { Data } from './documents';
import { type Identity, isSelectable, namedSubject, selection } from './identity';

/** Matchers by subject, as they stand under `expect:`. */
export interface Asked {
  readonly subject: string;
  readonly matcher: unknown;
}

/** Why something has no equal. */
export interface NoEqual {
  readonly category: string;
  readonly text: string;
}

export type Matched = { readonly asked: readonly Asked[]; readonly lost: readonly NoEqual[] };

/** The object is there and has all of the part. */
export function expectObject(identity: Identity): Matched {
  const { part, lost } = askable(identity);
  const subject = identity.name === undefined ? `any ${selection(identity)}` : namedSubject(identity);
  if (identity.name === undefined && !isSelectable(identity)) return { asked: [], lost: [...lost, UNSELECTABLE] };
  // What says only what is lost asks nothing.
  if (lost.length > 0 && Object.keys(part).length === 0) return { asked: [], lost };
  return { asked: [{ subject: subjectOf(identity, part, subject), matcher: matcherOf(part) }], lost };
}

/** No such object is there that has all of the part. `wasMade`: it was there before, or may be. */
export function expectNoObject(identity: Identity, wasMade: boolean): Matched {
  const { part, lost } = askable(identity);
  // Less of the part would ask for more than the suite does.
  if (lost.length > 0) return { asked: [], lost };
  if (identity.name === undefined && !isSelectable(identity)) return { asked: [], lost: [UNSELECTABLE] };
  const isWhole = Object.keys(part).length === 0;
  const absent = identity.name === undefined ? selection(identity) : namedSubject(identity);
  if (isWhole || (identity.name !== undefined && !wasMade)) {
    return { asked: [{ subject: absent, matcher: { not: 'toExist' } }], lost };
  }
  return { asked: [{ subject: `none ${selection(identity)}`, matcher: matcherOf(part) }], lost };
}

const UNSELECTABLE: NoEqual = { category: 'labels that are no selector', text: 'the labels of the object' };

const matcherOf = (part: Data): unknown =>
  Object.keys(part).length === 0 ? 'toExist' : { toMatchManifest: withLists(part) };

/** Order and length of lists count, where there are lists. */
function withLists(manifest: Data): Data {
  if (hasList(manifest)) return { manifest, lists: 'position' };
  return Object.keys(manifest).every((key) => FIELDS.includes(key)) ? manifest : { manifest };
}

/** A part with other fields at the top could read as options. */
const FIELDS = ['metadata', 'spec', 'status', 'data', 'type'];

function hasList(value: unknown): boolean {
  if (Array.isArray(value)) return true;
  return isPlainMap(value) && Object.values(value).some(hasList);
}

/** A selection that exists is asked as such. */
function subjectOf(identity: Identity, part: Data, subject: string): string {
  return identity.name === undefined && Object.keys(part).length === 0 ? selection(identity) : subject;
}

/** What of the part can be asked: labels that select are asked already. */
function askable({ part, name, kind }: Identity): { part: Data; lost: readonly NoEqual[] } {
  const lost: NoEqual[] = [];
  let rest = part;
  if (name === undefined) rest = withoutLabels(rest);
  if (kind.isCustom && 'status' in rest) {
    const { status, ...others } = rest;
    rest = others;
    lost.push({
      category: 'the status of a custom resource: its controller does not run',
      text: `status of ${kind.word}/${name ?? ''}: ${JSON.stringify(status)}`,
    });
  }
  if (hasNull(rest)) {
    lost.push({ category: 'null in an assertion', text: `null in ${kind.word}/${name ?? ''}` });
    rest = withoutNulls(rest);
  }
  return { part: rest, lost };
}

function withoutLabels({ metadata, ...rest }: Data): Data {
  const { labels: _, ...meta } = isPlainMap(metadata) ? metadata : {};
  return Object.keys(meta).length > 0 ? { metadata: meta, ...rest } : rest;
}

function hasNull(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(hasNull);
  return value === null || (isPlainMap(value) && Object.values(value).some(hasNull));
}

/** Without the fields at the top that hold a null anywhere. */
function withoutNulls(part: Data): Data {
  return Object.fromEntries(Object.entries(part).filter(([, value]) => !hasNull(value)));
}

/** `{ subject: matcher }`, several of one subject in a list. */
export function expectMap(asked: readonly Asked[]): Data {
  const map = new Map<string, unknown[]>();
  for (const { subject, matcher } of asked) map.set(subject, [...(map.get(subject) ?? []), matcher]);
  return Object.fromEntries(
    [...map].map(([subject, [first, ...more]]) => [subject, more.length ? [first, ...more] : first]),
  );
}
