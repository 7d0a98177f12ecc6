// GET of a collection: lists and watches.

import { badRequest, methodNotSupported, noSuchResource } from '../api/api-error';
import { listObjects, type ObjectList } from '../api/list';
import type { ListOptions, WatchOptions } from '../api/list-options';
import { watchObjects } from '../api/watch';
import { type Answer, objectAnswer, type ServedRequest } from './exchange';
import { presenter, presentList } from './present';
import { isTrue, type ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';
import { watchAnswer } from './watch';

export function listOrWatch(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, path } = asked;
  if (path.watch || isTrue(request.query.get('watch'))) return watchCollection(served, asked);
  const { items, metadata } = listFor(served, asked);
  return objectAnswer(presentList(served, asked, items, metadata));
}

function watchCollection(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  if (!row.verbs.includes('watch')) throw path.watch ? noSuchResource() : methodNotSupported(row, 'watch');
  const watch = watchObjects(served.server, row, { ...selection(asked), ...watchOptions(request) });
  return watchAnswer(served, watch, presenter(served, asked));
}

/** Errors: 400, 410, 422, 504 as lists have them. */
export function listFor(served: ServedCluster, asked: ResourceRequest): ObjectList {
  const { request, row } = asked;
  numberOf(request.query, 'timeoutSeconds'); // is read, though a list takes no time
  return listObjects(served.server, row, { ...selection(asked), ...listOptions(request) });
}

/** What is meant: in the namespace of the path, and of its name. */
function selection({ request, path }: ResourceRequest): ListOptions {
  const { query } = request;
  const named = path.name === undefined ? [] : [`metadata.name=${path.name}`];
  const fields = [...named, query.get('fieldSelector') ?? ''].filter((text) => text !== '');
  return {
    namespace: path.namespace,
    labelSelector: query.get('labelSelector') ?? '',
    fieldSelector: fields.join(','),
    shardSelector: query.get('shardSelector') ?? '',
  };
}

function listOptions({ query }: ServedRequest): ListOptions {
  return {
    limit: numberOf(query, 'limit'),
    continue: query.get('continue') ?? undefined,
    resourceVersion: query.get('resourceVersion') ?? undefined,
    resourceVersionMatch: query.get('resourceVersionMatch') ?? undefined,
    sendInitialEvents: initialEvents(query),
  };
}

const initialEvents = (query: URLSearchParams) =>
  query.has('sendInitialEvents') ? isTrue(query.get('sendInitialEvents')) : undefined;

function watchOptions({ query }: ServedRequest): WatchOptions {
  return {
    resourceVersion: query.get('resourceVersion') ?? undefined,
    resourceVersionMatch: query.get('resourceVersionMatch') ?? undefined,
    continue: query.get('continue') ?? undefined,
    sendInitialEvents: initialEvents(query),
    allowWatchBookmarks: isTrue(query.get('allowWatchBookmarks')),
    timeoutSeconds: numberOf(query, 'timeoutSeconds'),
  };
}

/** Errors: 400 as Go words them. */
function numberOf(query: URLSearchParams, name: string): number | undefined {
  const text = query.get(name);
  if (text === null) return undefined;
  if (/^[+-]?\d+$/.test(text)) return Number(text);
  throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
}
