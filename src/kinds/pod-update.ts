// What may change in a pod's spec once it exists: images, a deadline that shrinks, tolerations that grow, gates that
// fall.
// upstream: pkg/apis/core/validation ValidatePodUpdate

import { equalData } from './equal-data';
import type { Container, NodeAffinity, NodeSelectorTerm, Pod, PodSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { checkPod } from './pod-rules';
import { checkAnnotationChange, checkPodAnnotations } from './pod-spec/check-annotations';
import { checkImageSpaces } from './pod-spec/check-container';
import { checkOnlyAdded } from './pod-spec/check-tolerations';
import { internalDiff, internalPodSpec, internalValue } from './pod-spec/internal-value';
import { type Errors, forbidden, invalid, required } from './validation/field-error';
import { inclusiveRange } from './validation/names';
import { checkObjectMetaUpdate } from './validation/object-meta';
import { mapSame, withoutField } from './with-defaults';

const CHANGEABLE = [
  '`spec.containers[*].image`',
  '`spec.initContainers[*].image`',
  '`spec.activeDeadlineSeconds`',
  '`spec.tolerations` (only additions to existing tolerations)',
  '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
].join(',');

export function checkPodUpdate(next: Pod, stored: Pod): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  const path = 'metadata.annotations';
  const [annotations, known] = [next.metadata.annotations, stored.metadata.annotations];
  if (next.spec === stored.spec) {
    if (annotations === known) return errors;
    checkPodAnnotations(errors, next, path, known);
    checkAnnotationChange(errors, annotations, known, path);
    return errors;
  }
  checkPod(errors, next);
  checkAnnotationChange(errors, annotations, known, path);
  const { spec } = next;
  const old = stored.spec;
  if (!checkContainerCount(errors, 'spec.containers', spec.containers, old.containers)) return errors;
  if (!checkContainerCount(errors, 'spec.initContainers', spec.initContainers, old.initContainers)) return errors;
  if (!checkDeadline(errors, spec.activeDeadlineSeconds, old.activeDeadlineSeconds)) return errors;
  checkOnlyAdded(errors, 'spec.tolerations', spec.tolerations, old.tolerations);
  checkGatesFall(errors, spec, old);
  if (equalData(spec, old)) return errors;
  const judged = old.schedulingGates?.length
    ? checkGated(errors, withoutChangeable(spec, old), old)
    : withoutChangeable(spec, old);
  if (equalData(judged, old)) return errors;
  const difference = internalDiff(internalPodSpec(old), internalPodSpec(judged));
  errors.push(forbidden('spec', `pod updates may not change fields other than ${CHANGEABLE}\n${difference}`));
  return errors;
}

function checkContainerCount(
  errors: Errors,
  path: string,
  given: readonly Container[] | undefined,
  stored: readonly Container[] | undefined,
): boolean {
  const next = given ?? [];
  if (next.length !== (stored ?? []).length) {
    errors.push(forbidden(path, 'pod updates may not add or remove containers'));
    return false;
  }
  next.forEach((container, index) => {
    if (!container.image) errors.push(required(`${path}[${index}].image`));
    checkImageSpaces(errors, `${path}[${index}]`, container);
  });
  return true;
}

const MAX_INT32 = 2_147_483_647;

/** False when nothing more is to be said of the update. */
function checkDeadline(errors: Errors, next: number | undefined, stored: number | undefined): boolean {
  const path = 'spec.activeDeadlineSeconds';
  if (next === undefined) {
    if (stored !== undefined) errors.push(invalid(path, null, 'must not update from a positive integer to nil value'));
    return true;
  }
  if (next < 0 || next > MAX_INT32) errors.push(invalid(path, next, inclusiveRange(0, MAX_INT32)));
  else if (stored !== undefined && stored < next) {
    errors.push(invalid(path, next, 'must be less than or equal to previous value'));
  } else return true;
  return false;
}

function checkGatesFall(errors: Errors, { schedulingGates = [] }: PodSpec, old: PodSpec): void {
  schedulingGates.forEach(({ name }, index) => {
    if (old.schedulingGates?.some((gate) => gate.name === name)) return;
    const why = `only deletion is allowed, but found new scheduling gate '${name}'`;
    errors.push(forbidden(`spec.schedulingGates[${index}].name`, why));
  });
}

/** The new spec with all that may change put back as it was. */
function withoutChangeable(spec: PodSpec, old: PodSpec): PodSpec {
  const oldImage = (list: readonly Container[] | undefined) => (container: Container, index: number) =>
    ({ ...container, image: list?.[index]?.image }) as Container;
  const kept: Record<string, unknown> = {
    ...spec,
    ...(spec.containers ? { containers: mapSame(spec.containers, oldImage(old.containers)) } : {}),
    ...(spec.initContainers ? { initContainers: mapSame(spec.initContainers, oldImage(old.initContainers)) } : {}),
  };
  for (const field of ['activeDeadlineSeconds', 'schedulingGates', 'tolerations'] as const) {
    if (old[field] === undefined) delete kept[field];
    else kept[field] = old[field];
  }
  const grace = old.terminationGracePeriodSeconds ?? 0;
  if (grace < 0 && spec.terminationGracePeriodSeconds === 1) kept.terminationGracePeriodSeconds = grace;
  return kept as unknown as PodSpec;
}

/** A gated pod may also be tied closer to nodes. */
function checkGated(errors: Errors, spec: PodSpec, old: PodSpec): PodSpec {
  let next = spec;
  if (!equalData(spec.nodeSelector, old.nodeSelector)) {
    const [now, was] = [spec.nodeSelector ?? {}, old.nodeSelector ?? {}];
    if (Object.keys(was).some((key) => now[key] !== was[key])) {
      const why = 'only additions to spec.nodeSelector are allowed (no mutations or deletions)';
      errors.push(invalid('spec.nodeSelector', spec.nodeSelector ?? null, why));
    }
    next = old.nodeSelector ? { ...next, nodeSelector: old.nodeSelector } : withoutField(next, 'nodeSelector');
  }
  const [now, was] = [spec.affinity?.nodeAffinity, old.affinity?.nodeAffinity];
  if (equalData(now, was)) return next;
  checkNodeAffinity(errors, now, was);
  const { nodeAffinity, ...others } = spec.affinity ?? {};
  const affinity = was ? { ...others, nodeAffinity: was } : others;
  if (!old.affinity && Object.keys(affinity).length === 0) return withoutField(next, 'affinity');
  return { ...next, affinity };
}

function checkNodeAffinity(errors: Errors, now: NodeAffinity | undefined, was: NodeAffinity | undefined): void {
  const terms = (affinity: NodeAffinity | undefined) =>
    affinity?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms ?? [];
  const path = 'spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms';
  const [next, old] = [terms(now), terms(was)];
  const shown = (term: NodeSelectorTerm) => internalValue('NodeSelectorTerm', term);
  if (old.length > 0 && old.length !== next.length) {
    const why = 'no additions/deletions to non-empty NodeSelectorTerms list are allowed';
    errors.push(invalid(path, next.length > 0 ? next.map(shown) : null, why));
    return;
  }
  old.forEach((term, index) => {
    const changed = next[index] as NodeSelectorTerm;
    if (onlyAdds(changed, term)) return;
    const why = 'only additions are allowed (no mutations or deletions)';
    errors.push(invalid(`${path}[${index}]`, shown(changed), why));
  });
}

function onlyAdds(next: NodeSelectorTerm, old: NodeSelectorTerm): boolean {
  const lists = ['matchExpressions', 'matchFields'] as const;
  const isEmpty = (term: NodeSelectorTerm) => lists.every((list) => !term[list]?.length);
  if (isEmpty(old)) return isEmpty(next);
  return lists.every((list) => {
    const kept = old[list] ?? [];
    return equalData((next[list] ?? []).slice(0, kept.length), kept);
  });
}
