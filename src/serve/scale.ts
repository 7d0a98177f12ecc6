// GET, PUT and PATCH of a kind's scale subresource.

import { patchObject } from '../api/patch/patch';
import { scaleOf, writeScale } from '../api/scale';
import type { Scale } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { readBody } from './body';
import { type Answer, objectAnswer } from './exchange';
import { writeQuery } from './options';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';
import { readPatch } from './update';

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale', schema: 'Scale' };

export function handleScale(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const { server } = served;
  const name = path.name as string;
  if (request.method === 'GET') return scaleAnswer(server.get(row, path.namespace, name));
  const isPatch = request.method === 'PATCH';
  const patch = isPatch ? readPatch(asked) : undefined;
  const kind = isPatch ? 'PatchOptions' : 'UpdateOptions';
  const { dryRun, fieldManager, force } = writeQuery(request, kind, patch && patch.type === 'apply');
  const caller = served.caller(request, fieldManager);
  const options = { dryRun, fieldManager, subresource: 'scale' };
  if (patch) {
    const asking = { namespace: path.namespace, name, type: patch.type, patch: patch.patch, force };
    return scaleAnswer(patchObject(server, caller, row, asking, options));
  }
  const scale = readBody(request, SCALE).value as Scale;
  return scaleAnswer(writeScale(server, caller, row, server.get(row, path.namespace, name), scale, options));
}

const scaleAnswer = (object: KubeObject) => {
  const { apiVersion, kind, ...rest } = scaleOf(object);
  return objectAnswer({ kind, apiVersion, ...rest });
};
