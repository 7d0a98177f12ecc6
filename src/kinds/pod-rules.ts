// Rules for pods, beyond those for their spec.
// upstream: pkg/apis/core/validation validatePodMetadataAndSpec, ValidatePodCreate

import { forGates } from './feature-gates';
import type { Pod, PodSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { checkPodAnnotations } from './pod-spec/check-annotations';
import { checkImageSpaces } from './pod-spec/check-container';
import { checkPodSpec } from './pod-spec/check-pod-spec';
import { checkProfilesAgree } from './pod-spec/check-profiles-agree';
import { areTwins } from './pod-spec/twins';
import { type Errors, forbidden } from './validation/field-error';
import { checkObjectMeta } from './validation/object-meta';

export function checkPod(errors: Errors, pod: Pod): void {
  checkObjectMeta(errors, pod);
  checkPodAnnotations(errors, pod, 'metadata.annotations');
  const before = errors.length;
  const known = passed();
  const twin = known.get(pod.spec.securityContext ?? pod.spec);
  if (twin && areTwins(twin, pod.spec)) return;
  checkSpec(errors, pod);
  if (errors.length === before) known.set(pod.spec.securityContext ?? pod.spec, pod.spec);
}

/** The last spec that passed, by its security context, which pods of one template share. */
const passed = forGates(() => new WeakMap<object, PodSpec>());

function checkSpec(errors: Errors, { metadata, spec }: Pod): void {
  checkPodSpec(errors, 'spec', spec, { isPod: true, podName: metadata.name });
  if (!spec.serviceAccountName) {
    spec.volumes?.forEach((volume, index) => {
      volume.projected?.sources?.forEach(({ serviceAccountToken }, position) => {
        if (!serviceAccountToken) return;
        const at = `spec.volumes[${index}].projected.sources[${position}].serviceAccountToken`;
        errors.push(forbidden(at, 'must not be specified when serviceAccountName is not set'));
      });
    });
  }
  spec.containers?.forEach((container, index) => {
    checkImageSpaces(errors, `spec.containers[${index}]`, container);
  });
  spec.initContainers?.forEach((container, index) => {
    checkImageSpaces(errors, `spec.initContainers[${index}]`, container);
  });
}

export function checkNewPod(pod: Pod): readonly FieldError[] {
  const errors: Errors = [];
  checkPod(errors, pod);
  const { spec } = pod;
  if (spec.ephemeralContainers?.length) errors.push(forbidden('spec.ephemeralContainers', 'cannot be set on create'));
  if (spec.nodeName && spec.schedulingGates?.length) {
    errors.push(forbidden('spec.nodeName', 'cannot be set until all schedulingGates have been cleared'));
  }
  checkProfilesAgree(errors, pod.metadata.annotations, spec, 'spec');
  return errors;
}
