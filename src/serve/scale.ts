// GET, PUT and PATCH of a kind's scale subresource.

import { checkName } from '../api/patch/patch-request';
import { decodeBody } from '../api/request';
import { readScale, scaleRow, writeScale } from '../api/scale';
import { scaleOf } from '../api/scale-of';
import type { Scale } from '../kinds/generated/types.gen';
import { since } from '../printers/printer';
import { readBody } from './body';
import { type Answer, objectAnswer } from './exchange';
import { writeQuery } from './options';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';
import { patchAsked } from './update';

const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale', schema: 'Scale' };

export function handleScale(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path } = asked;
  const { server } = served;
  const name = path.name as string;
  const warnings: string[] = [];
  const scaleAnswer = (scale: Scale) => {
    if (request.representation?.as === 'Table') return objectAnswer(scaleTable(scale, served.nowMs));
    const { apiVersion, kind, ...rest } = scale;
    return objectAnswer({ kind, apiVersion, ...rest }, 200, warnings);
  };
  if (request.method === 'GET') return scaleAnswer(readScale(row, server.get(row, path.namespace, name)));
  if (request.method === 'PATCH') {
    const { object, warnings: told } = patchAsked(served, asked);
    warnings.push(...told);
    return scaleAnswer(scaleOf(object, row.custom?.scale));
  }
  const { dryRun, fieldManager, fieldValidation } = writeQuery(request, 'UpdateOptions');
  const { value, duplicates } = readBody(request, SCALE);
  const scale = decodeBody(scaleRow(row), value, { fieldValidation, duplicates }, warnings);
  checkName(scale, name);
  const caller = served.caller(request, fieldManager);
  const options = { dryRun, fieldManager, subresource: 'scale', warnings };
  const stored = server.get(row, path.namespace, name);
  const written = writeScale(server, caller, row, stored, scale as unknown as Scale, options);
  return scaleAnswer(scaleOf(written, row.custom?.scale));
}

const COLUMNS = [
  { name: 'Name', type: 'string', format: 'name', description: '', priority: 0 },
  { name: 'Desired', type: 'integer', format: '', description: '', priority: 0 },
  { name: 'Available', type: 'integer', format: '', description: '', priority: 0 },
  { name: 'Age', type: 'string', format: '', description: '', priority: 0 },
];

/** upstream: pkg/printers/internalversion printScale */
function scaleTable({ metadata = {} as Scale['metadata'], spec, status }: Scale, nowMs: number): unknown {
  const age = since(metadata.creationTimestamp, { nowMs });
  const object = { kind: 'PartialObjectMetadata', apiVersion: 'meta.k8s.io/v1', metadata };
  const cells = [metadata.name, spec?.replicas ?? 0, status?.replicas ?? 0, age];
  const { resourceVersion } = metadata;
  const rows = [{ cells, object }];
  const list = { resourceVersion };
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata: list, columnDefinitions: COLUMNS, rows };
}
