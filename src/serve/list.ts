// GET of a collection: lists and watches.

import { badRequest } from '../api/api-error';
import type { KubeObject } from '../kinds/kind';
import { apiVersionOf } from '../kinds/kind';
import { parseSelector } from '../kinds/label-selector-parse';
import { type Answer, objectAnswer } from './exchange';
import { type ListMeta, presenter, presentList } from './present';
import { isTrue, type ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';
import { watchAnswer } from './watch';

interface Listed {
  readonly items: readonly KubeObject[];
  readonly metadata: ListMeta;
}

export function listOrWatch(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, path } = asked;
  if (path.watch || isTrue(request.query.get('watch'))) return watchCollection(served, asked);
  const { items, metadata } = listFor(served, asked);
  return objectAnswer(presentList(served, asked, items, metadata));
}

function watchCollection(served: ServedCluster, asked: ResourceRequest): Answer {
  const { row, request } = asked;
  const { query } = request;
  const version = query.get('resourceVersion') ?? '';
  const begins = version === '' || version === '0' || isTrue(query.get('sendInitialEvents'));
  const revision = String(served.server.parts.store.revision);
  const timeout = Number(query.get('timeoutSeconds') ?? 0);
  const bookmark = {
    kind: row.kind,
    apiVersion: apiVersionOf(row),
    metadata: { resourceVersion: revision, annotations: { 'k8s.io/initial-events-end': 'true' } },
  } as unknown as KubeObject;
  const marks = begins && isTrue(query.get('allowWatchBookmarks'));
  return watchAnswer(served, {
    row,
    matches: matcherFor(asked),
    initial: begins ? listFor(served, asked).items : [],
    afterRevision: begins ? Number(revision) : Number(version),
    initialEventsEnd: marks ? bookmark : undefined,
    timeoutSeconds: timeout > 0 ? timeout : undefined,
    show: presenter(served, asked),
  });
}

export function listFor(served: ServedCluster, asked: ResourceRequest): Listed {
  const store = served.server.parts.store;
  const items = store.list(asked.row).filter(matcherFor(asked));
  return { items, metadata: { resourceVersion: String(store.revision) } };
}

function matcherFor({ request, row, path }: ResourceRequest): (object: KubeObject) => boolean {
  const selector = parseSelector(request.query.get('labelSelector') ?? '');
  if ('error' in selector) throw badRequest(selector.error);
  const fields = (request.query.get('fieldSelector') ?? '').split(',').filter((word) => word !== '');
  const wanted = fields.map((text) => {
    const [, field = '', operator = '', value = ''] = /^(.*?)(!=|==?)(.*)$/.exec(text) ?? [];
    const read = row.selectableFields?.[field];
    const get = (object: KubeObject) =>
      field === 'metadata.name'
        ? object.metadata.name
        : field === 'metadata.namespace'
          ? object.metadata.namespace
          : read?.(object);
    return (object: KubeObject) => ((get(object) ?? '') === value) === (operator !== '!=');
  });
  return (object) =>
    (path.namespace === undefined || object.metadata.namespace === path.namespace) &&
    (path.name === undefined || object.metadata.name === path.name) &&
    selector.matches(object.metadata.labels) &&
    wanted.every((matches) => matches(object));
}
