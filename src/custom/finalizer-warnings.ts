// Finalizers of custom resources may have any name; the server warns of those that invite a clash.
// upstream: pkg/registry/customresource/validator.go validateKubeFinalizerName

import type { KubeObject } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import { qualifiedName } from '../kinds/validation/names';

const STANDARD = ['orphan', 'foregroundDeletion', 'kubernetes'];
const PREFER = 'prefer a domain-qualified finalizer name';
const WHY = 'to avoid accidental conflicts with other finalizer writers';

/** Warnings about the finalizers that this write adds. */
export function finalizerWarnings({ metadata }: KubeObject, stored?: KubeObject): readonly string[] {
  if (!metadata.finalizers) return [];
  const known = stored?.metadata.finalizers ?? [];
  const added = metadata.finalizers.filter((finalizer) => !known.includes(finalizer));
  return [...new Set(added)].sort().flatMap(warningsOf);
}

function warningsOf(finalizer: string): readonly string[] {
  const about = (what: string) => `metadata.finalizers: ${goQuote(finalizer)}: ${what}`;
  const warnings = qualifiedName(finalizer).map(about);
  if (finalizer.includes('/') || STANDARD.includes(finalizer)) return warnings;
  const better = finalizer.includes('.') ? `${PREFER} including a path (/)` : PREFER;
  return [...warnings, about(`${better} ${WHY}`)];
}
