// Rules for the annotations that mean something on pods.
// upstream: pkg/apis/core/validation ValidatePodSpecificAnnotations

import { MIRROR_POD } from '../annotations';
import { isEnabled } from '../feature-gates';
import type { PodTemplateSpec } from '../generated/types.gen';
import { type Errors, forbidden, invalid } from '../validation/field-error';
import { APP_ARMOR, checkProfileAnnotations } from './check-profile-annotations';

const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

type Annotations = Readonly<Record<string, string>> | undefined;

/** Of a pod or a template; `path` is that of the annotations, `stored` those of the pod before an update. */
export function checkPodAnnotations(
  errors: Errors,
  { metadata, spec }: PodTemplateSpec,
  path: string,
  stored?: Annotations,
): void {
  const annotations = metadata?.annotations;
  if (!annotations) return;
  const mirror = annotations[MIRROR_POD];
  if (mirror !== undefined && !spec.nodeName) {
    errors.push(invalid(`${path}[${MIRROR_POD}]`, mirror, 'must set spec.nodeName if mirror pod annotation is set'));
  }
  // A cost that was wrong already may stay.
  const known: Errors = [];
  checkDeletionCost(known, stored, path);
  if (known.length === 0) checkDeletionCost(errors, annotations, path);
  checkProfileAnnotations(errors, annotations, spec, path);
}

/** Decimal, without a sign of plus or leading zeros, and it fits 32 bits; nobody looks while the gate is off. */
function checkDeletionCost(errors: Errors, annotations: Annotations, path: string): void {
  const text = annotations?.[DELETION_COST];
  if (text === undefined || !isEnabled('PodDeletionCost')) return;
  const isInteger = /^(0|-?[1-9]\d*)$/.test(text);
  const cost = Number(text);
  if (isInteger && cost >= -(2 ** 31) && cost < 2 ** 31) return;
  errors.push(invalid(`${path}[${DELETION_COST}]`, text, 'must be a 32bit integer'));
}

/** upstream: ValidatePodSpecificAnnotationUpdates */
export function checkAnnotationChange(errors: Errors, next: Annotations, stored: Annotations, path: string): void {
  for (const key of new Set([...Object.keys(stored ?? {}), ...Object.keys(next ?? {})])) {
    const what = key === MIRROR_POD ? 'mirror pod annotation' : key.startsWith(APP_ARMOR) ? 'AppArmor annotations' : '';
    const was = stored?.[key];
    if (what === '' || next?.[key] === was) continue;
    errors.push(forbidden(`${path}[${key}]`, `may not ${was === undefined ? 'add' : 'remove or update'} ${what}`));
  }
}
