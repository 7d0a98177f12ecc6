// What the manifests cannot tell: pods that operators make of custom resources, and namespaces that others fill.

import type { LabelSelector } from '../kinds/generated/types.gen';
import { compileRequirements, type Labels, type Requirement, requirementsOf } from '../kinds/labels';
import { type Manifest, servedResource } from '../manifests/check-object';
import type { CheckContext } from './context';
import { groupedBy } from './grouped-by';
import { referenceOf } from './manifest-set';

interface Facts {
  /** Custom resources by namespace. */
  readonly custom: ReadonlyMap<string, readonly Manifest[]>;
  readonly namespaces: ReadonlySet<string>;
}

const known = new WeakMap<CheckContext, Facts>();

function factsOf(cx: CheckContext): Facts {
  let facts = known.get(cx);
  if (!facts) {
    const objects = [...cx.manifests.objects, ...cx.base];
    const custom = objects.filter(({ apiVersion, kind }) => !servedResource(apiVersion, kind));
    const namespaces = new Set(objects.map((object) => referenceOf(object).namespace));
    for (const shared of ['kube-system', 'kube-public', 'kube-node-lease']) namespaces.delete(shared);
    facts = { custom: groupedBy(custom, (object) => referenceOf(object).namespace), namespaces };
    known.set(cx, facts);
  }
  return facts;
}

/** Whether what is in a namespace is what manifests and base say; the system's own are filled by the cluster. */
export const isKnownNamespace = (cx: CheckContext, namespace: string) => factsOf(cx).namespaces.has(namespace);

/**
 * Whether the pods that a selector means may be those of a custom resource in the namespace: it has the labels itself
 * or in a template, or the selector names it or its kind.
 */
export function mayBeOperated(cx: CheckContext, namespace: string, selector: LabelSelector): boolean {
  const requirements = requirementsOf(selector);
  return (factsOf(cx).custom.get(namespace) ?? []).some((object) => isMeant(object, requirements));
}

interface Labelled {
  readonly metadata?: { readonly labels?: Labels };
  readonly spec?: { readonly template?: Labelled };
}

function isMeant(object: Manifest, requirements: readonly Requirement[]): boolean {
  const { metadata, spec } = object as unknown as Labelled;
  const matches = compileRequirements(requirements);
  if (matches(metadata?.labels) || matches(spec?.template?.metadata?.labels)) return true;
  const names = [object.metadata.name, object.kind.toLowerCase()];
  return requirements.some(({ values }) => values.some((value) => names.includes(value)));
}
