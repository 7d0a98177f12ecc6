// Whether the user may make a request, decided before anything is looked up for it.
// upstream: apiserver/pkg/endpoints/filters/authorization.go, request/requestinfo.go

import type { Attributes } from '../api/authorization/attributes';
import { requireAccess } from '../api/authorization/authorize';
import type { ServedRequest } from './exchange';
import type { ResourcePath } from './path';
import { isTrue } from './resource-request';
import type { ServedCluster } from './served-cluster';

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};

/** @param path undefined for what is no resource. Errors: 403 Forbidden. */
export function authorizeRequest(served: ServedCluster, request: ServedRequest, path: ResourcePath | undefined): void {
  requireAccess(served.server, request.user, attributesOfRequest(request, path));
}

type Asked = Pick<ServedRequest, 'method' | 'path' | 'query'>;

export function attributesOfRequest(request: Asked, path: ResourcePath | undefined): Attributes {
  if (path) return resourceAttributes(request, path);
  return { verb: request.method.toLowerCase(), path: request.path };
}

function resourceAttributes({ method, query }: Asked, path: ResourcePath): Attributes {
  const { group, version, resource, subresource, namespace } = path;
  const named = { group, version, resource, subresource };
  // A namespace is in itself.
  const place = resource === 'namespaces' && group === '' ? path.name : namespace;
  const plain = VERBS[method] ?? '';
  if (path.name !== undefined) {
    const verb = path.watch || (plain === 'get' && isTrue(query.get('watch'))) ? 'watch' : plain;
    return { ...named, verb, namespace: place, name: path.name };
  }
  const [, selected] = /(?:^|,)metadata\.name==?([^,]*)/.exec(query.get('fieldSelector') ?? '') ?? [];
  const name = plain === 'get' || plain === 'delete' ? selected : undefined;
  const lists = path.watch || isTrue(query.get('watch')) ? 'watch' : 'list';
  const verb = plain === 'get' ? lists : plain === 'delete' ? 'deletecollection' : plain;
  return { ...named, verb, namespace: place ?? (resource === 'namespaces' ? name : undefined), name };
}
