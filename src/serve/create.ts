// POST to a collection.

import { createFromBody } from '../api/request';
import { readBody } from './body';
import { checkBodyKind } from './body-kind';
import { type Answer, objectAnswer } from './exchange';
import { writeQuery } from './options';
import { present } from './present';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

export function createObject(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const { dryRun, fieldManager, fieldValidation } = writeQuery(request, 'CreateOptions');
  const { value, duplicates } = readBody(request, row);
  checkBodyKind(served, row, value);
  const namespace = path.namespace ?? '';
  const options = { namespace, fieldValidation, duplicates, dryRun, fieldManager };
  const caller = served.caller(request, fieldManager);
  const { object, warnings } = createFromBody(served.server, caller, value, options);
  return objectAnswer(present(served, asked, object), 201, warnings);
}
