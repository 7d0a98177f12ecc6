// Requests for a subresource: those that are the object itself go the object's way, the others have a way of their own.

import { bindPod } from '../api/binding';
import { evictPod } from '../api/eviction';
import type { Pod } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { readBody } from './body';
import { type Answer, objectAnswer } from './exchange';
import { createdStatus, methodNotAllowed, noSuchResource } from './http-status';
import { writeQuery } from './options';
import { answerPodLog } from './pod-log';
import { present } from './present';
import { answerProxy } from './proxy';
import type { ResourceRequest } from './resource-request';
import { handleScale } from './scale';
import type { ServedCluster } from './served-cluster';
import { createToken } from './token';
import { patchOne, updateOne } from './update';

type Handler = (served: ServedCluster, asked: ResourceRequest) => Answer;

/** By `resource/subresource`; what is not named here is the object itself. */
const OWN: Readonly<Record<string, Handler>> = {
  'pods/binding': binding,
  'pods/eviction': eviction,
  'pods/log': answerPodLog,
  'serviceaccounts/token': createToken,
};

const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  PUT: 'update',
  PATCH: 'patch',
  POST: 'create',
  DELETE: 'delete',
};

export function handleSubresource(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const facts = row.subresources.find(({ name }) => name === path.subresource);
  if (!facts) throw noSuchResource();
  if (facts.name === 'proxy') return answerProxy(served, asked);
  const verb = VERBS[request.method] ?? '';
  if (!facts.verbs.includes(verb)) throw methodNotAllowed();
  if (facts.name === 'scale') return handleScale(served, asked);
  const own = OWN[`${row.plural}/${facts.name}`];
  if (own) return own(served, asked);
  if (verb === 'update') return updateOne(served, asked);
  if (verb === 'patch') return patchOne(served, asked);
  if (verb !== 'get' || facts.kind !== row.kind) throw methodNotAllowed();
  const kept = served.server.get(row, path.namespace, path.name as string);
  return objectAnswer(present(served, asked, kept));
}

const rowOf = (served: ServedCluster, key: string) => served.kinds.find((row) => row.key === key) as KindRow;

function binding(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const { fieldManager } = writeQuery(request, 'CreateOptions');
  const { value } = readBody(request, rowOf(served, 'Binding'));
  const pod = served.server.get(row, path.namespace, path.name as string) as Pod;
  bindPod(served.server, served.caller(request, fieldManager), row, pod, value);
  return objectAnswer(createdStatus(), 201);
}

const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction', schema: 'Eviction' };

function eviction(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const { fieldManager, dryRun } = writeQuery(request, 'CreateOptions');
  const { value } = readBody(request, EVICTION);
  const pod = served.server.get(row, path.namespace, path.name as string) as Pod;
  const budgets = rowOf(served, 'PodDisruptionBudget');
  evictPod(served.server, served.caller(request, fieldManager), row, budgets, pod, value, dryRun);
  return objectAnswer(createdStatus(), 201);
}
