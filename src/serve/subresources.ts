// Requests for a subresource: those that are the object itself go the object's way, the others have a way of their own.

import { badRequest, methodNotAllowed } from '../api/api-error';
import { bindPod } from '../api/binding';
import { evictPod } from '../api/eviction';
import { checkSubresource, decodeBody, withWarnings } from '../api/request';
import type { KindRow, KubeObject } from '../kinds/kind';
import { readBody } from './body';
import { isPodStream } from './connect';
import { type Answer, objectAnswer } from './exchange';
import { createdStatus } from './http-status';
import { type WriteQuery, writeQuery } from './options';
import { answerPodLog } from './pod-log';
import { refuseStream } from './pod-streams';
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
  const hasProxy = row.subresources.some(({ name }) => name === 'proxy');
  if (hasProxy && path.subresource === 'proxy') return answerProxy(served, asked);
  const verb = VERBS[request.method] ?? '';
  const facts = checkSubresource(row, path.name ?? '', path.subresource ?? '', verb);
  if (isPodStream(row, facts.name)) return refuseStream(served, asked);
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
  return written(asked, rowOf(served, 'Binding'), ({ fieldManager }, body) => {
    bindPod(served.server, served.caller(request, fieldManager), row, path.namespace, path.name as string, body);
  });
}

/** POST to the old collection of bindings: the body names the pod. upstream: LegacyBindingREST */
export function legacyBinding(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  return written(asked, row, ({ fieldManager }, body) => {
    const { name } = body.metadata ?? {};
    if (!name) throw badRequest('Name parameter required.');
    const pods = rowOf(served, 'Pod');
    const target = { operation: 'CREATE', row, subresource: undefined } as const;
    bindPod(served.server, served.caller(request, fieldManager), pods, path.namespace, name, body, target);
  });
}

const EVICTION = { group: 'policy', version: 'v1', kind: 'Eviction', plural: 'evictions', schema: 'Eviction' };

function eviction(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  return written(asked, { ...row, ...EVICTION }, ({ fieldManager, dryRun }, body) => {
    const budgets = rowOf(served, 'PodDisruptionBudget');
    const caller = served.caller(request, fieldManager);
    evictPod(served.server, caller, row, budgets, path.namespace, path.name as string, body, dryRun);
  });
}

/** A write whose body is of a kind of its own, and whose answer tells that it was made. */
function written(
  { request }: ResourceRequest,
  endpoint: KindRow,
  write: (query: WriteQuery, body: KubeObject) => void,
): Answer {
  const query = writeQuery(request, 'CreateOptions');
  const { fieldValidation } = query;
  const { value, duplicates } = readBody(request, endpoint);
  const warnings: string[] = [];
  return withWarnings(warnings, () => {
    write(query, decodeBody(endpoint, value, { fieldValidation, duplicates }, warnings));
    return objectAnswer(createdStatus(), 201, warnings);
  });
}
