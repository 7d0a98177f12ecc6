// DeleteOptions: what a client may ask of a deletion, and the refusal of what makes no sense.
// upstream: apimachinery/pkg/apis/meta/v1/validation ValidateDeleteOptions

import type { FieldError } from '../kinds/kind';
import type { DeleteOptions } from './actor';
import { type ApiError, invalid } from './api-error';

const PROPAGATIONS: readonly string[] = ['Foreground', 'Background', 'Orphan'];

/** Errors: 422 Invalid. */
export function checkDeleteOptions({ orphanDependents, propagationPolicy, dryRun }: DeleteOptions): void {
  if (propagationPolicy === undefined && dryRun === undefined) return;
  const errors: FieldError[] = [];
  if (orphanDependents !== undefined && propagationPolicy !== undefined) {
    const why = 'orphanDependents and deletionPropagation cannot be both set';
    const message = `Invalid value: ${JSON.stringify(propagationPolicy)}: ${why}`;
    errors.push({ type: 'FieldValueInvalid', field: 'propagationPolicy', message });
  }
  if (propagationPolicy !== undefined && !PROPAGATIONS.includes(propagationPolicy)) {
    const supported = 'supported values: "Foreground", "Background", "Orphan", "nil"';
    const message = `Unsupported value: ${JSON.stringify(propagationPolicy)}: ${supported}`;
    errors.push({ type: 'FieldValueNotSupported', field: 'propagationPolicy', message });
  }
  errors.push(...dryRunErrors(dryRun ?? []));
  if (errors.length > 0) throw invalidOptions('DeleteOptions', errors);
}

export function dryRunErrors(values: readonly string[]): FieldError[] {
  if (values.every((value) => value === 'All')) return [];
  const message = `Unsupported value: ${JSON.stringify(values)}: supported values: "All"`;
  return [{ type: 'FieldValueNotSupported', field: 'dryRun', message }];
}

/** @param kind of the options, e.g. `CreateOptions` */
export function invalidOptions(kind: string, errors: readonly FieldError[]): ApiError {
  return invalid({ group: 'meta.k8s.io', kind, plural: kind.toLowerCase() }, '', errors);
}

/** The propagation asked for, in either way; undefined when the object or its kind decides. */
export function propagationAsked({ propagationPolicy, orphanDependents }: DeleteOptions) {
  if (propagationPolicy !== undefined || orphanDependents === undefined) return propagationPolicy;
  return orphanDependents ? 'Orphan' : 'Background';
}

export const isDryRun = ({ dryRun = [] }: DeleteOptions) => dryRun.length > 0;
