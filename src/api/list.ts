// LIST and GET at a resourceVersion: of what stands now or of an older state, whole or in pages.
// upstream: apiserver/pkg/storage/interfaces.go ValidateListOptions, storage/cacher GetList, etcd3/store.go GetList

import type { ListMeta } from '../kinds/generated/types.gen';
import { apiVersionOf, type KindRow, type KubeObject, keyOf } from '../kinds/kind';
import { ApiError, badRequest } from './api-error';
import { type ContinueToken, decodeToken, encodeToken, tokenAfter } from './continue-token';
import type { ObjectTest } from './field-selector';
import { checkListOptions, compileSelection, type ListOptions, shardOf } from './list-options';
import type { ObjectTable } from './object-table';
import {
  compactedRevision,
  expired,
  parseResourceVersion,
  readResourceVersion,
  tooLargeResourceVersion,
} from './resource-version';
import type { ApiServer } from './server';
import { viewOf } from './stored-view';

export interface ObjectList<T extends KubeObject = KubeObject> {
  /** `PodList` */
  readonly kind: string;
  readonly apiVersion: string;
  readonly metadata: ListMeta;
  /** Whole objects, their kind included, in the order of their keys. */
  readonly items: readonly T[];
}

const LIST_TOO_OLD = 'The resourceVersion for the provided list is too old.';
const CONTINUE_TOO_OLD =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
  'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
  'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
  'deleted between the time the first chunk was returned and now may show up in the list.';

/** Errors: ApiError as the server answers it: 400, 410 Expired, 422, 504. */
export function listObjects(server: ApiServer, row: KindRow, options: ListOptions = {}): ObjectList {
  checkListOptions(options);
  const selected = compileSelection(row, options);
  const { store } = server.parts;
  // A watch may follow, from this list's version.
  if (row.transient) store.historyOf(row);
  const token = options.continue ? readToken(options.continue, options.resourceVersion) : undefined;
  const exact = token ? Math.max(token.revision, 0) : exactRevision(server, row, options);
  if (exact > 0) checkExact(server, row, exact, token);
  const table = exact > 0 && exact < store.revision ? store.tableAt(row, exact) : store.table(row);
  const isCounted = !selected || !(options.labelSelector || options.fieldSelector);
  const page = readPage(table, row, options, token, selected, isCounted);
  const revision = exact > 0 ? exact : store.revision;
  // Lists of custom resources have no place for it.
  const shard = row.custom ? undefined : shardOf(options);
  const metadata: ListMeta = {
    resourceVersion: String(revision),
    ...(page.lastKey === undefined ? {} : { continue: tokenAfter(page.lastKey, revision, !row.uncached) }),
    ...(shard === undefined ? {} : { shardInfo: { selector: shard.text } }),
    ...(page.remaining === undefined ? {} : { remainingItemCount: page.remaining }),
  };
  const kind = row.custom?.listKind ?? `${row.kind}List`;
  return { kind, apiVersion: apiVersionOf(row), metadata, items: page.items };
}

/** GET with a resourceVersion: not older than that. Errors: 404, 500 for what is no version, 504. */
export function getObject(
  server: ApiServer,
  row: KindRow,
  namespace: string | undefined,
  name: string,
  resourceVersion = '',
): KubeObject {
  checkReached(server, row, parseResourceVersion(resourceVersion));
  return server.get(row, namespace, name);
}

function readToken(text: string, resourceVersion: string | undefined): ContinueToken {
  const token = decodeToken(text);
  if (resourceVersion && resourceVersion !== '0') {
    throw badRequest('specifying resource version is not allowed when using continue');
  }
  return token;
}

/** The revision whose state is asked for; 0 when what stands now will do. */
function exactRevision(server: ApiServer, row: KindRow, options: ListOptions): number {
  const revision = readResourceVersion(options.resourceVersion ?? '');
  if (typeof revision !== 'number') {
    throw badRequest(`invalid resource version: ${revision.field}: ${revision.message}`);
  }
  const { resourceVersionMatch: match, limit = 0 } = options;
  if (match === 'Exact' || (!match && limit > 0)) return revision;
  checkReached(server, row, revision);
  return 0;
}

function checkReached(server: ApiServer, row: KindRow, asked: number): void {
  const current = server.parts.store.revision;
  if (asked > current) throw tooLargeResourceVersion(asked, current, row.uncached ? undefined : 1);
}

function checkExact(server: ApiServer, row: KindRow, exact: number, token: ContinueToken | undefined): void {
  const { store } = server.parts;
  if (exact > store.revision) throw tooLargeResourceVersion(exact, store.revision);
  if (exact >= Math.max(compactedRevision(server), store.historyOf(row).start)) return;
  if (!token) throw expired(LIST_TOO_OLD);
  const fresh = encodeToken({ ...token, revision: -1 }, !row.uncached);
  throw new ApiError(410, 'Expired', CONTINUE_TOO_OLD, undefined, { continue: fresh });
}

interface Page {
  readonly items: readonly KubeObject[];
  /** Of the last object, within the namespace listed, when there are more objects after it. */
  readonly lastKey: string | undefined;
  /** How many come after; told only when nothing is selected by labels or fields. Counts other shards' objects too. */
  readonly remaining: number | undefined;
}

function readPage(
  table: ObjectTable,
  row: KindRow,
  { namespace, limit = 0, resourceVersion }: ListOptions,
  token: ContinueToken | undefined,
  selected: ObjectTest | undefined,
  isCounted: boolean,
): Page {
  const scope = row.namespaced ? namespace : undefined;
  const keys = scope === undefined ? table.keys() : (table.keysBy('namespace', scope) ?? []);
  const first = token ? firstKey(keys, keyOf(scope, token.fromKey)) : 0;
  // The watch cache answers resourceVersion 0 and does so whole.
  const most = limit > 0 && (row.uncached || resourceVersion !== '0') ? limit : keys.length;
  const items: KubeObject[] = [];
  let at = first;
  for (; at < keys.length && items.length < most; at++) {
    const object = viewOf(row, table.get(keys[at] as string) as KubeObject);
    if (!selected || selected(object)) items.push(object);
  }
  if (at >= keys.length) return { items, lastKey: undefined, remaining: undefined };
  const { metadata } = items[items.length - 1] as KubeObject;
  const lastKey = keyOf(scope === undefined ? metadata.namespace : undefined, metadata.name);
  return { items, lastKey, remaining: isCounted ? keys.length - first - items.length : undefined };
}

/** Where the first key stands that is not less. */
function firstKey(keys: readonly string[], from: string): number {
  let [low, high] = [0, keys.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((keys[middle] as string) < from) low = middle + 1;
    else high = middle;
  }
  return low;
}
