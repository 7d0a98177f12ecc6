// The OpenAPI documents: an index of group versions, one document for each, and the old one over all. They are made
// from the schema facts when somebody asks; upstream's prose is not in them.

import { createHash } from 'node:crypto';
import { goJsonInOrder } from '../kinds/go-json';
import type { KindRow } from '../kinds/kind';
import { discoveryPath, groupsOf } from './discovery';
import { type Answer, objectAnswer, type ServedRequest, textAnswer } from './exchange';
import { firstAccepted } from './media-type';
import { documentOf, swaggerOf } from './openapi-document';
import { openApiMessage } from './openapi-protobuf';
import type { ServedCluster } from './served-cluster';

const V3 = '/openapi/v3';

/** Undefined for other paths than those of the documents. */
export function openApiAnswer(served: ServedCluster, request: ServedRequest): Answer | undefined {
  const { path } = request;
  if (path === '/openapi/v2') return oldDocument(served, request);
  if (path === V3 || path === `${V3}/`) return objectAnswer({ paths: index(served) });
  if (!path.startsWith(`${V3}/`)) return undefined;
  const rows = groupVersions(served).get(path.slice(V3.length + 1));
  return rows && objectAnswer(documentOf(rows));
}

const PROTOBUF = 'application/com.github.proto-openapi.spec.v2.v1.0+protobuf';
/** Clients still ask by the name that is no proper media type. */
const OFFERED = [
  { asked: 'application/json', answered: 'application/json' },
  { asked: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf', answered: PROTOBUF },
  { asked: PROTOBUF, answered: PROTOBUF },
];

interface Written {
  /** The kinds that may come and go. */
  readonly custom: readonly KindRow[];
  readonly json: Buffer;
  readonly etag: string;
  protobuf?: Buffer;
}

/** The last one written, of each server. */
const written = new WeakMap<ServedCluster, Written>();

/** upstream: kube-openapi pkg/handler RegisterOpenAPIVersionedService */
function oldDocument(served: ServedCluster, { headers }: ServedRequest): Answer {
  const contentType = firstAccepted(headers.accept || '*/*', OFFERED);
  if (contentType === undefined) return { ...textAnswer('', 406), headers: { vary: 'Accept' } };
  const document = writtenFor(served);
  const told = { etag: document.etag, vary: 'Accept' };
  if (headers['if-none-match'] === document.etag) return { kind: 'text', status: 304, text: '', headers: told };
  if (contentType === PROTOBUF) document.protobuf ??= openApiMessage(JSON.parse(document.json.toString()));
  const text = contentType === PROTOBUF ? (document.protobuf as Buffer) : document.json;
  return { kind: 'text', status: 200, text, contentType, zips: true, headers: told };
}

function writtenFor(served: ServedCluster): Written {
  const known = written.get(served);
  const { custom } = served.server.kinds;
  if (known?.custom === custom) return known;
  const json = Buffer.from(goJsonInOrder(swaggerOf(served.kinds)));
  const etag = `"${createHash('sha512').update(json).digest('hex').toUpperCase()}"`;
  const made: Written = { custom, json, etag };
  written.set(served, made);
  return made;
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
