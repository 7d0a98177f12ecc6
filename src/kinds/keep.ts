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

function keepPart<T extends KubeObject>(next: T, stored: T, part: keyof Part): T {
  const value = (stored as Part)[part];
  if (value === undefined) return withoutField(next as T & Part, part) as T;
  return withField(next as T & Part, part, value as never) as T;
}

/** The object with this status, whatever it came with. */
export function withStatus<T extends KubeObject, S>(object: T, status: S): T {
  return { ...object, status };
}
