// The manifests of a check as rules read them: by kind, by name, and every pod that they describe with the path to it.

import type { Pod, PodSpec } from '../kinds/generated/types.gen';
import type { KindName, KindOf } from '../kinds/kind-map';
import { type Manifest, namespaceOf, servedResource } from '../manifests/check-object';
import type { FieldPath } from '../manifests/source';
import { type ObjectReference, referenceText } from './finding';
import { withoutNulls } from './without-nulls';

/** A pod that a manifest describes: a Pod itself, or the template of a workload. */
export interface DescribedPod {
  readonly owner: Manifest;
  readonly reference: ObjectReference;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** As written, without what is null. */
  readonly spec: PodSpec;
  /** From the owner to the pod's `spec`. */
  readonly path: FieldPath;
}

/** Where each kind keeps its pods' template. */
const TEMPLATES: Readonly<Record<string, FieldPath>> = {
  'v1/ReplicationController': ['spec', 'template'],
  'apps/v1/Deployment': ['spec', 'template'],
  'apps/v1/ReplicaSet': ['spec', 'template'],
  'apps/v1/StatefulSet': ['spec', 'template'],
  'apps/v1/DaemonSet': ['spec', 'template'],
  'batch/v1/Job': ['spec', 'template'],
  'batch/v1/CronJob': ['spec', 'jobTemplate', 'spec', 'template'],
  'v1/Pod': [],
};

export class ManifestSet {
  /** As written, neither decoded nor defaulted, in the order they were read. */
  readonly objects: readonly Manifest[];
  readonly pods: readonly DescribedPod[];
  readonly #byKind = new Map<string, Manifest[]>();
  readonly #byName = new Map<string, Manifest>();

  constructor(objects: readonly Manifest[]) {
    this.objects = objects;
    for (const object of objects) {
      this.#byName.set(referenceText(referenceOf(object)), object);
      if (!servedResource(object.apiVersion, object.kind)) continue;
      const known = this.#byKind.get(object.kind);
      if (known) known.push(object);
      else this.#byKind.set(object.kind, [object]);
    }
    this.pods = objects.flatMap(describedPod);
  }

  /** The objects of a built-in kind, by the name that the cluster knows it under: as written. */
  ofKind<K extends KindName>(kind: K): readonly KindOf<K>[] {
    return (this.#byKind.get(kind) ?? []) as unknown as readonly KindOf<K>[];
  }

  /** The object that stands behind a reference; undefined when the manifests do not have it. */
  named(reference: ObjectReference): Manifest | undefined {
    return this.#byName.get(referenceText(reference));
  }
}

/** The object's kind, namespace and name as the cluster will have them. */
export function referenceOf(object: object): ObjectReference {
  const manifest = object as Manifest;
  const { name, namespace, generateName = '' } = manifest.metadata;
  return { kind: manifest.kind, namespace: namespaceOf(manifest, namespace), name: name ?? generateName };
}

function describedPod(owner: Manifest): DescribedPod[] {
  const path = servedResource(owner.apiVersion, owner.kind) && TEMPLATES[`${owner.apiVersion}/${owner.kind}`];
  if (!path) return [];
  let template: unknown = owner;
  for (const step of path) template = (template as Record<string | number, unknown> | undefined)?.[step];
  const { metadata, spec } = (template ?? {}) as Partial<Pod>;
  if (!spec) return [];
  return [
    {
      owner,
      reference: referenceOf(owner),
      labels: metadata?.labels ?? {},
      annotations: metadata?.annotations ?? {},
      spec: withoutNulls(spec),
      path: [...path, 'spec'],
    },
  ];
}
