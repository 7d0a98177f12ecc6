// Gives the objects of a load a namespace that name none, as a Helm release does.

import { type Candidate, servedResource } from './check-object';

/** Objects of kinds that stand in no namespace stay as they are, and so does what is no object. */
export function inNamespace(candidates: readonly Candidate[], namespace: string | undefined): readonly Candidate[] {
  if (namespace === undefined) return candidates;
  const clusterWide = new Set(candidates.flatMap(({ value }) => clusterWideKind(value)));
  return candidates.map((candidate) => {
    const object = asRecord(candidate.value);
    const { apiVersion, kind } = object;
    const metadata = asRecord(object.metadata);
    if (typeof apiVersion !== 'string' || typeof kind !== 'string' || metadata.namespace) return candidate;
    const [group = ''] = apiVersion.includes('/') ? apiVersion.split('/') : [];
    const isNamespaced = servedResource(apiVersion, kind)?.namespaced ?? !clusterWide.has(`${group} ${kind}`);
    return isNamespaced ? { ...candidate, value: { ...object, metadata: { ...metadata, namespace } } } : candidate;
  });
}

/** The kind that a definition serves for the whole cluster. */
function clusterWideKind(value: unknown): readonly string[] {
  const { kind, spec } = asRecord(value);
  const { scope, group, names } = asRecord(spec);
  return kind === 'CustomResourceDefinition' && scope === 'Cluster' ? [`${group} ${asRecord(names).kind}`] : [];
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
