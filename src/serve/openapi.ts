// The OpenAPI documents: an index of group versions, one document for each, and the old one over all. They are made
// from the schema facts when somebody asks; upstream's prose is not in them.

import { createHash } from 'node:crypto';
import type { KindRow } from '../kinds/kind';
import { discoveryPath, groupsOf } from './discovery';
import { type Answer, objectAnswer, type ServedRequest } from './exchange';
import { documentOf, swaggerOf } from './openapi-document';
import type { ServedCluster } from './served-cluster';

const V3 = '/openapi/v3';

/** Undefined for other paths than those of the documents. */
export function openApiAnswer(served: ServedCluster, request: ServedRequest): Answer | undefined {
  const { path } = request;
  if (path === '/openapi/v2') return objectAnswer(swaggerOf(served.kinds));
  if (path === V3 || path === `${V3}/`) return objectAnswer({ paths: index(served) });
  if (!path.startsWith(`${V3}/`)) return undefined;
  const rows = groupVersions(served).get(path.slice(V3.length + 1));
  return rows && objectAnswer(documentOf(rows));
}

/** By path without its first slash, e.g. `apis/apps/v1`. */
function groupVersions(served: ServedCluster): ReadonlyMap<string, readonly KindRow[]> {
  const found = new Map<string, readonly KindRow[]>();
  for (const { name, versions } of groupsOf(served)) {
    for (const { version, rows } of versions) found.set(discoveryPath(name, version).slice(1), rows);
  }
  return found;
}

function index(served: ServedCluster): Record<string, unknown> {
  const entries = [...groupVersions(served)].map(([path, rows]) => {
    const facts = rows.map((row) => [row.kind, row.schema, row.plural]);
    const hash = createHash('sha512')
      .update(JSON.stringify([path, facts]))
      .digest('hex')
      .toUpperCase();
    return [path, { serverRelativeURL: `${V3}/${path}?hash=${hash}` }] as const;
  });
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}
