// Pods that a selector means: those that manifests describe, by the labels of their templates, and those that are in
// the cluster, with the labels that the control plane added.

import type { PodSpec } from '../kinds/generated/types.gen';
import type { LabelMatcher } from '../kinds/labels';
import type { CheckContext } from './context';
import type { ObjectReference } from './finding';
import { groupedBy } from './grouped-by';
import type { DescribedPod, ManifestSet } from './manifest-set';
import { originOf } from './workloads';

export interface SelectedPods {
  /** Who they are of, each once. */
  readonly origins: readonly ObjectReference[];
  /** One for each way in which they are written. */
  readonly specs: readonly PodSpec[];
}

export function selectedPods(cx: CheckContext, namespace: string, matches: LabelMatcher): SelectedPods {
  const origins = new Map<string, ObjectReference>();
  const specs: PodSpec[] = [];
  const add = (reference: ObjectReference, spec: PodSpec) => {
    const key = `${reference.kind}/${reference.name}`;
    if (origins.has(key)) return;
    origins.set(key, reference);
    specs.push(spec);
  };
  for (const { reference, labels, spec } of podsIn(cx.manifests, namespace)) if (matches(labels)) add(reference, spec);
  for (const pod of cx.started.cluster.list('Pod', namespace)) {
    if (matches(pod.metadata.labels)) add(originOf(cx, pod), pod.spec);
  }
  return { origins: [...origins.values()], specs };
}

const byNamespace = new WeakMap<ManifestSet, ReadonlyMap<string, readonly DescribedPod[]>>();

/** The pods that manifests describe in one namespace. */
export function podsIn(manifests: ManifestSet, namespace: string): readonly DescribedPod[] {
  let known = byNamespace.get(manifests);
  if (!known) {
    known = groupedBy(manifests.pods, ({ reference }) => reference.namespace);
    byNamespace.set(manifests, known);
  }
  return known.get(namespace) ?? [];
}
