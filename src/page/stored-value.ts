// An object as the page keeps it: without its revision, which every write has anyway, and without what a Secret hides,
// for pages are passed around.

import type { KubeObject } from '../kinds/kind';
import type { Ref } from './page-data';
import type { ValueTable } from './value-table';

/** Holds the whole object, a Secret's values too, when `kubectl apply` wrote it. */
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

export function storedValue(values: ValueTable, object: KubeObject): Ref {
  const isSecret = object.kind === 'Secret' && object.apiVersion === 'v1';
  const entries = Object.entries(object).flatMap(([key, value]): [string, Ref][] => {
    if (value === undefined) return [];
    if (key === 'metadata') return [[key, metadataRef(values, value, isSecret)]];
    if (isSecret && (key === 'data' || key === 'stringData')) return [[key, values.ref(hidden(value))]];
    return [[key, values.ref(value)]];
  });
  return values.recordOf(entries);
}

function metadataRef(values: ValueTable, metadata: Readonly<Record<string, unknown>>, isSecret: boolean): Ref {
  const { resourceVersion, annotations, ...rest } = metadata;
  const kept = isSecret ? withoutLastApplied(annotations as Readonly<Record<string, string>> | undefined) : annotations;
  return values.record(Object.entries(kept === undefined ? rest : { ...rest, annotations: kept }));
}

function withoutLastApplied(
  annotations: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  if (!annotations || !(LAST_APPLIED in annotations)) return annotations;
  const { [LAST_APPLIED]: hiding, ...rest } = annotations;
  return rest;
}

function hidden(data: unknown): Record<string, string> {
  return Object.fromEntries(Object.keys(data as object).map((key) => [key, '(hidden)']));
}
