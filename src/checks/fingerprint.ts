// What stays the same of a finding while lines move and numbers change: the rule, the object, the field by names
// instead of places in lists, and the words of the message.

import { createHash } from 'node:crypto';
import type { FieldPath } from '../manifests/source';
import { type ObjectReference, referenceText } from './finding';

interface Fingerprinted {
  readonly rule: string;
  readonly object?: ObjectReference | undefined;
  /** Where no object could be read: the file. */
  readonly file?: string | undefined;
  readonly path: FieldPath;
  readonly message: string;
}

/**
 * One for each, the same in every run.
 * @param manifestOf gives the object as written, for the names of what stands in lists.
 */
export function fingerprints(
  findings: readonly Fingerprinted[],
  manifestOf: (object: ObjectReference) => object | undefined,
): readonly string[] {
  const seen = new Map<string, number>();
  return findings.map(({ rule, object, file = '', path, message }) => {
    const subject = object ? referenceText(object) : file;
    const field = stablePath(object && manifestOf(object), path).join('.');
    const text = [rule, subject, field, message.replace(/\d+/g, '#')].join('\0');
    const hash = createHash('sha256').update(text).digest('hex').slice(0, 20);
    const times = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, times);
    return times === 1 ? hash : `${hash}-${times}`;
  });
}

/** Items that have a name go by it. */
export function stablePath(object: object | undefined, path: FieldPath): readonly string[] {
  let at: unknown = object;
  return path.map((step) => {
    at = (at as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
    const name = typeof step === 'number' ? (at as { readonly name?: unknown } | null | undefined)?.name : undefined;
    return typeof name === 'string' ? `[${name}]` : String(step);
  });
}
