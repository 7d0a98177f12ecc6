// What a write to one half of an object keeps of the stored other half.

import type { KubeObject } from './kind';
import { withField, withoutField } from './with-defaults';

type Part = { readonly spec?: unknown; readonly status?: unknown };

/** `next` with the stored status. */
export function keepStatus<T extends KubeObject>(next: T, stored: T): T {
  return keepPart(next, stored, 'status');
}

/** `next` with the stored spec. */
export function keepSpec<T extends KubeObject>(next: T, stored: T): T {
  return keepPart(next, stored, 'spec');
}

/**
 * `next` with the stored spec and all of the stored metadata that a client could write.
 * upstream: metav1.ResetObjectMetaForStatus
 */
export function keepAllButStatus<T extends KubeObject>(next: T, stored: T): T {
  const { labels, annotations, finalizers, ownerReferences } = stored.metadata;
  let { metadata } = next;
  metadata = withField(metadata, 'labels', labels);
  metadata = withField(metadata, 'annotations', annotations);
  metadata = withField(metadata, 'finalizers', finalizers);
  metadata = withField(metadata, 'ownerReferences', ownerReferences);
  return keepSpec(withField(next as KubeObject, 'metadata', metadata) as T, stored);
}

function keepPart<T extends KubeObject>(next: T, stored: T, part: keyof Part): T {
  const value = (stored as Part)[part];
  if (value === undefined) return withoutField(next as T & Part, part) as T;
  return withField(next as T & Part, part, value as never) as T;
}

/** The object with this phase where its status names none. */
export function withDefaultPhase<T extends KubeObject>(object: T, phase: string): T {
  const { status } = object as { readonly status?: { readonly phase?: string } };
  return status?.phase ? object : withStatus(object, { ...status, phase });
}

/** The object with this status, whatever it came with. */
export function withStatus<T extends KubeObject, S>(object: T, status: S): T {
  return { ...object, status };
}
