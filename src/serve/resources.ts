// Requests for a resource: finds its row, and hands the verb that method and path make to the handler of that verb.
// upstream: apiserver/pkg/endpoints/installer.go

import { ApiError, badRequest, methodNotAllowed, noSuchResource } from '../api/api-error';
import { getObject } from '../api/list';
import type { KindRow } from '../kinds/kind';
import { createObject } from './create';
import { deleteCollection, deleteOne } from './delete';
import { type Answer, objectAnswer, pageNotFound, type ServedRequest } from './exchange';
import { listOrWatch } from './list';
import type { ResourcePath } from './path';
import { present } from './present';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';
import { handleSubresource, legacyBinding } from './subresources';
import { patchOne, updateOne } from './update';

export function handleResource(served: ServedCluster, request: ServedRequest, path: ResourcePath): Answer {
  const { group, version, resource } = path;
  if (!served.kinds.some((row) => row.group === group && row.version === version)) {
    if (served.kinds.some((row) => row.group === group && !row.custom)) throw noSuchResource();
    return pageNotFound();
  }
  const row = served.rowAt(group, version, resource);
  if (!row) return missing(served, group);
  const asked = { request, row, path };
  if (row.namespaced && path.name !== undefined && path.namespace === undefined) return missing(served, group);
  if (!row.namespaced && path.namespace !== undefined) return missing(served, group);
  const deprecated = row.custom?.warning ?? row.deprecation;
  return deprecated === undefined ? handle(served, asked) : withWarning(deprecated, () => handle(served, asked));
}

/** Groups of custom kinds have no routes, so that nobody is left to say what is missing. */
function missing(served: ServedCluster, group: string): Answer {
  if (served.kinds.some((row) => row.group === group && !row.custom)) throw noSuchResource();
  return pageNotFound();
}

function handle(served: ServedCluster, asked: ResourceRequest): Answer {
  if (asked.path.subresource !== undefined) return handleSubresource(served, asked);
  return asked.path.name === undefined ? handleCollection(served, asked) : handleObject(served, asked);
}

function withWarning(warning: string, run: () => Answer): Answer {
  try {
    const answer = run();
    return answer.kind === 'text' || answer.kind === 'later'
      ? answer
      : { ...answer, warnings: [warning, ...(answer.warnings ?? [])] };
  } catch (error) {
    if (error instanceof ApiError) error.warnings = [warning, ...error.warnings];
    throw error;
  }
}

function handleCollection(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const allowed = (verb: string) => row.verbs.includes(verb);
  switch (request.method) {
    case 'GET':
      if (!allowed('list')) throw methodNotAllowed();
      return listOrWatch(served, asked);
    case 'POST':
      if (!allowed('create') || (row.namespaced && path.namespace === undefined)) throw methodNotAllowed();
      return row.key === 'Binding' ? legacyBinding(served, asked) : createObject(served, asked);
    case 'DELETE':
      if (!allowed('deletecollection') || (row.namespaced && path.namespace === undefined)) throw methodNotAllowed();
      return deleteCollection(served, asked);
    case 'PUT':
    case 'PATCH':
      throw row.custom ? badRequest('name must be provided') : methodNotAllowed();
    default:
      throw methodNotAllowed();
  }
}

/** What a definition that is being deleted leaves can still be changed, although discovery does not say so. */
function isServed(row: KindRow, verb: string): boolean {
  return row.verbs.includes(verb) || (row.custom?.isTerminating === true && ['update', 'patch'].includes(verb));
}

function handleObject(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const verb = { GET: 'get', PUT: 'update', PATCH: 'patch', DELETE: 'delete' }[request.method];
  if (verb === undefined || !isServed(row, verb)) throw methodNotAllowed();
  if (verb === 'update') return updateOne(served, asked);
  if (verb === 'patch') return patchOne(served, asked);
  if (verb === 'delete') return deleteOne(served, asked);
  if (path.watch) return listOrWatch(served, asked);
  const version = request.query.get('resourceVersion') ?? '';
  const kept = getObject(served.server, row, path.namespace, path.name as string, version);
  return objectAnswer(present(served, asked, kept));
}
