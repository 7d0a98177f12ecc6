// Manifests on their way to the API server: read, sent one by one, refusals told with the file and line they stand at.
// A load of several objects that is refused leaves nothing half done.

import { ApiError } from '../api/api-error';
import type { Answer } from '../api/request';
import type { StoreClient } from '../cluster/client';
import type { Cluster } from '../cluster/cluster';
import { type ArgumentType, problem } from '../cluster/describe/argument';
import { type KubeObject, objectKey } from '../kinds/kind';
import type { Manifest } from '../manifests/check-object';
import { codeFrame } from '../manifests/frame';
import { loadManifests, type ManifestInput } from '../manifests/load';
import { type FieldPath, locate, placeOf } from '../manifests/source';
import type { ActionContext } from './action';
import { customKinds, waitForKind } from './custom-kinds';

/** Files, folders, globs, `-`, YAML text, objects, or a list of them. */
export function manifests(): ArgumentType<ManifestInput | readonly ManifestInput[]> {
  const expected = 'manifests: a file, a folder, a glob, - for standard input, YAML text, an object, or a list of them';
  const one = { anyOf: [{ type: 'string', minLength: 1 }, { type: 'object' }] };
  const isInput = (input: unknown) =>
    (typeof input === 'string' && input !== '') || (typeof input === 'object' && input !== null);
  return {
    expected,
    typeText: 'Manifests',
    schema: { anyOf: [...one.anyOf, { type: 'array', items: one, minItems: 1 }] },
    read: (input) => {
      const inputs = Array.isArray(input) ? input : [input];
      return inputs.length > 0 && inputs.every(isInput) ? { value: input as ManifestInput } : problem(expected, input);
    },
  };
}

export type Send = (client: StoreClient, body: unknown) => Answer;

/**
 * Reads the manifests and sends each; all or nothing. Errors: ManifestError, or the ApiError with the manifest's place.
 */
export function sendManifests(
  cx: ActionContext,
  inputs: ManifestInput | readonly ManifestInput[],
  namespace: string | undefined,
  send: Send,
): void {
  const bodies = inLoadOrder(
    loadManifests(inputs, { base: cx.folder, namespace, customKinds: customKinds(cx.cluster) }),
  );
  const sendEach = () => sendAll(cx.cluster, cx.cause, bodies, send);
  if (bodies.length > 1) cx.cluster.allOrNothing(sendEach);
  else sendEach();
}

/** One after the other, as kubectl does it: controllers see the first before the last is sent. */
function sendAll(cluster: Cluster, cause: number, bodies: readonly Manifest[], send: Send): void {
  const { requestMs } = cluster.simulation.parts.timings;
  for (const [index, body] of bodies.entries()) {
    if (index > 0) cluster.advanceMs(requestMs);
    waitForKind(cluster, body.apiVersion, body.kind);
    remember(cluster, body, sendOne(cluster.client(cause), body, send).object);
  }
}

/**
 * Sends objects that have been read, each for itself: what is refused is told and the others go on.
 * @param refused is given the object, the refusal and the path of the field that it names first.
 */
export function sendEach(
  cluster: Cluster,
  bodies: readonly Manifest[],
  send: Send,
  refused: (body: Manifest, error: ApiError, path: FieldPath) => void,
): void {
  const { requestMs } = cluster.simulation.parts.timings;
  cluster.act('load', '', undefined, (_client, cause) => {
    for (const body of inLoadOrder(bodies)) {
      try {
        sendAll(cluster, cause, [body], send);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        refused(body, error, fieldPath(error.details?.causes?.[0]?.field ?? ''));
      }
      cluster.advanceMs(requestMs);
    }
  });
}

/** What others stand in comes first, in whatever order it was written. */
const FIRST = ['CustomResourceDefinition', 'Namespace'];

function inLoadOrder(bodies: readonly Manifest[]): readonly Manifest[] {
  const isFirst = ({ kind }: Manifest) => FIRST.includes(kind);
  return [...bodies.filter(isFirst), ...bodies.filter((body) => !isFirst(body))];
}

function sendOne(client: StoreClient, body: Manifest, send: Send): Answer {
  try {
    return send(client, body);
  } catch (error) {
    if (error instanceof ApiError) placeError(error, body);
    throw error;
  }
}

/** The error as it is printed shows the manifest at the field it is about; its message stays the server's. */
function placeError(error: ApiError, body: Manifest): void {
  const place = locate(body, fieldPath(error.details?.causes?.[0]?.field ?? ''));
  if (!place || place.text === '') return;
  error.place = `${place.file}:${place.line}:${place.column}`;
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line)) ?? [];
  const frame = codeFrame(place.text, place.line, place.column, place.length);
  error.stack = [`${error.name}: ${error.place}: ${error.message}`, '', frame, '', ...frames].join('\n');
}

/** `spec.containers[0].image`, `data[settings.ini]` */
function fieldPath(field: string): FieldPath {
  const steps = field.matchAll(/\[(\d+)\]|\[([^\]]*)\]|([^.[\]]+)/g);
  return [...steps].map(([, index, key, name]) => (index === undefined ? (key ?? name ?? '') : Number(index)));
}

function remember(cluster: Cluster, body: Manifest, object: KubeObject): void {
  const place = placeOf(body);
  const row = cluster.simulation.store.registry.byVersion(object.apiVersion, object.kind);
  if (!place || !row) return;
  const { file, line, column } = place;
  cluster.rememberSource(row.key, objectKey(object), { file, line, column });
}
