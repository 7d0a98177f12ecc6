// The annotation of client-side apply: `kubectl apply --server-side` takes over the fields it names without a conflict,
// and keeps it up to date.
// upstream: apimachinery/pkg/util/managedfields/internal/lastappliedmanager.go, lastappliedupdater.go

import { LAST_APPLIED } from '../../kinds/annotations';
import { goJson } from '../../kinds/go-json';
import type { KubeObject } from '../../kinds/kind';
import { isMap } from '../patch/merge-patch';
import { typedFault } from './check-typed';
import { difference, type FieldSet } from './field-set';
import type { Shape } from './shape';
import { compareTyped, toFieldSet } from './typed';

const MAX_ANNOTATION_BYTES = 256 * 1024;

/** Fields that were applied last and still are as they were; undefined when the annotation does not say. */
export function allowedByLastApplied(
  shape: Shape,
  live: KubeObject | undefined,
  apiVersion: string,
): FieldSet | undefined {
  const text = live?.metadata.annotations?.[LAST_APPLIED];
  const last = text ? parsed(text) : undefined;
  if (!isMap(last) || last.apiVersion !== apiVersion) return undefined;
  if (typedFault(shape, last) !== undefined || typedFault(shape, live) !== undefined) return undefined;
  const { removed, modified, added } = compareTyped(shape, last, live);
  return [modified, added, removed].reduce(difference, toFieldSet(shape, last));
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The object with this configuration in the annotation, if it has the annotation at all. */
export function withLastAppliedOf(object: KubeObject, configuration: KubeObject): KubeObject {
  const annotations = object.metadata?.annotations;
  if (!annotations?.[LAST_APPLIED]) return object;
  const text = lastAppliedText(configuration);
  if (annotations[LAST_APPLIED] === text) return object;
  const { [LAST_APPLIED]: ignored, ...others } = annotations;
  const next = { ...others, [LAST_APPLIED]: text };
  const kept = annotationBytes(next) > MAX_ANNOTATION_BYTES ? others : next;
  return { ...object, metadata: { ...object.metadata, annotations: kept } };
}

const annotationBytes = (annotations: Readonly<Record<string, string>>) =>
  Object.entries(annotations).reduce((sum, [name, value]) => sum + byteLength(name) + byteLength(value), 0);

/** Bytes in UTF-8. */
function byteLength(text: string): number {
  let bytes = 0;
  for (const char of text) {
    const code = char.codePointAt(0) as number;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return bytes;
}

function lastAppliedText(configuration: KubeObject): string {
  const annotations = configuration.metadata?.annotations;
  if (annotations === undefined) return `${goJson(configuration)}\n`;
  const { [LAST_APPLIED]: ignored, ...others } = annotations;
  return `${goJson({ ...configuration, metadata: { ...configuration.metadata, annotations: others } })}\n`;
}
