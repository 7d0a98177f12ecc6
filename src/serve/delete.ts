// DELETE of an object and of a collection.
// upstream: apiserver/pkg/endpoints/handlers/delete.go

import type { DeleteOptions } from '../api/actor';
import { deleteObject } from '../api/deletion';
import { withWarnings } from '../api/request';
import { readBody } from './body';
import { type Answer, objectAnswer, type ServedRequest } from './exchange';
import { deletedStatus } from './http-status';
import { listFor } from './list';
import { clientName, deleteQuery } from './options';
import { present, presentList } from './present';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

const DELETE_OPTIONS = { group: '', version: 'v1', kind: 'DeleteOptions', schema: 'DeleteOptions' };
const ORPHANS_BY_DEFAULT =
  'child pods are preserved by default when jobs are deleted; set propagationPolicy=Background to remove them or set ' +
  'propagationPolicy=Orphan to suppress this warning';

export function deleteOne(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const options = readOptions(request);
  const warnings: string[] = jobWarnings(asked, options);
  const caller = served.caller(request, clientName(request));
  const { server } = served;
  const name = path.name as string;
  const done = withWarnings(warnings, () =>
    deleteObject(server, caller, row, path.namespace, name, options, { warnings }),
  );
  // Who asks for a cascade in the old way is also told that the object stays.
  const status = !done.removed && options.orphanDependents === false ? 202 : 200;
  const shows = !done.removed || row.returnsDeleted === true;
  return objectAnswer(shows ? present(served, asked, done.object) : deletedStatus(row, done.object), status, warnings);
}

export function deleteCollection(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row } = asked;
  const options = readOptions(request);
  const warnings: string[] = jobWarnings(asked, options);
  const caller = served.caller(request, clientName(request));
  const { items, metadata } = listFor(served, asked);
  for (const object of items) {
    const { namespace, name } = object.metadata;
    deleteObject(served.server, caller, row, namespace, name, options, { warnings });
  }
  return objectAnswer(presentList(served, asked, items, metadata), 200, warnings);
}

function readOptions(request: ServedRequest): DeleteOptions {
  const body = request.body.length === 0 ? undefined : readBody(request, DELETE_OPTIONS).value;
  return deleteQuery(request, body);
}

/** upstream: pkg/registry/batch/job/storage Delete */
function jobWarnings({ row }: ResourceRequest, { propagationPolicy, orphanDependents }: DeleteOptions): string[] {
  const says = propagationPolicy !== undefined || orphanDependents !== undefined;
  return row.key === 'Job' && !says ? [ORPHANS_BY_DEFAULT] : [];
}
