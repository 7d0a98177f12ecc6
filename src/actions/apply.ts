// kubectl apply, both ways. The client-side one keeps what it applied last in an annotation and takes away what it no
// longer says. upstream: kubectl pkg/cmd/apply/apply.go, pkg/util/apply.go

import { checkAccess } from '../api/authorization/authorize';
import { difference } from '../api/managed-fields/field-set';
import { mergeTyped, removeFields, withNamedFields } from '../api/managed-fields/merge-typed';
import { shapeOf } from '../api/managed-fields/shape';
import { toFieldSet } from '../api/managed-fields/typed';
import { isMap } from '../api/patch/merge-patch';
import { type Answer, createFromBody, patchFromBody, rowOfBody } from '../api/request';
import type { StoreClient } from '../cluster/client';
import { LAST_APPLIED } from '../kinds/annotations';
import { goJson } from '../kinds/go-json';
import type { KindRow, KubeObject } from '../kinds/kind';

const MANAGER = 'kubectl';
const CLIENT_SIDE_MANAGER = 'kubectl-client-side-apply';

export function applyOnServer(
  client: StoreClient,
  body: unknown,
  namespace: string | undefined,
  force: boolean,
): Answer {
  const row = rowOfBody(client.server.kinds, body);
  const { metadata } = body as KubeObject;
  const place = placeFor(row, metadata, namespace);
  const request = { row, namespace: place, name: metadata.name, type: 'apply' as const, patch: body, force };
  return patchFromBody(client.server, client.caller, request, { fieldManager: MANAGER });
}

export function applyAsKubectl(client: StoreClient, body: unknown, namespace: string | undefined): Answer {
  const row = rowOfBody(client.server.kinds, body);
  const { metadata } = body as KubeObject;
  const place = placeFor(row, metadata, namespace);
  const modified = withLastApplied(body as KubeObject, place);
  const options = { fieldManager: CLIENT_SIDE_MANAGER };
  const key = place === undefined ? metadata.name : `${place}/${metadata.name}`;
  checkAccess(client.server, client.caller, row, 'get', { namespace: place, name: metadata.name });
  const stored = client.server.parts.store.get(row, key);
  if (!stored) return createFromBody(client.server, client.caller, modified, { namespace: place, ...options });
  const before = lastApplied(stored);
  const shape = shapeOf(row.schema);
  // With what leads to a field: who takes away a probe takes the defaults inside it along.
  const said = (object: unknown) => withNamedFields(shape, toFieldSet(shape, object));
  const dropped = difference(said(before), said(modified));
  const merged = mergeTyped(shape, removeFields(shape, stored, dropped), modified);
  const request = { row, namespace: place, name: metadata.name, type: 'merge' as const, patch: merged };
  return patchFromBody(client.server, client.caller, { ...request, patch: asPatch(stored, merged) }, options);
}

function placeFor(row: KindRow, metadata: KubeObject['metadata'], namespace: string | undefined): string | undefined {
  return row.namespaced ? (metadata.namespace ?? namespace ?? 'default') : undefined;
}

/** A merge patch from one document to the other: what went is null. */
function asPatch(from: unknown, to: unknown): unknown {
  if (!isMap(from) || !isMap(to)) return to;
  const patch: Record<string, unknown> = {};
  for (const key of Object.keys(from)) if (!(key in to)) patch[key] = null;
  for (const key of Object.keys(to)) if (to[key] !== from[key]) patch[key] = asPatch(from[key], to[key]);
  return patch;
}

function lastApplied(stored: KubeObject): unknown {
  const text = stored.metadata.annotations?.[LAST_APPLIED];
  return text === undefined ? {} : JSON.parse(text);
}

/** The configuration with itself, as one line of JSON with sorted keys, in its annotation. */
function withLastApplied(body: KubeObject, namespace: string | undefined): unknown {
  const { [LAST_APPLIED]: ignored, ...annotations } = body.metadata.annotations ?? {};
  const metadata = { ...body.metadata, annotations, ...(namespace === undefined ? {} : { namespace }) };
  const text = `${goJson({ ...body, metadata })}\n`;
  return { ...body, metadata: { ...metadata, annotations: { ...annotations, [LAST_APPLIED]: text } } };
}
