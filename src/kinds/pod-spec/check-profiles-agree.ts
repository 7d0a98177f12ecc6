// A profile that is named both by an annotation and by a field has to be the same one.
// upstream: pkg/apis/core/validation validateSeccompAnnotationsAndFields,
// validateAppArmorAnnotationsAndFieldsMatchOnCreate

import type { AppArmorProfile, PodSpec, SeccompProfile } from '../generated/types.gen';
import { type Errors, forbidden } from '../validation/field-error';
import { APP_ARMOR, LOCALHOST, SECCOMP_OF_CONTAINER, SECCOMP_OF_POD } from './check-profile-annotations';

type Annotations = Readonly<Record<string, string>> | undefined;

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;
const RUNTIME_DEFAULT: Readonly<Record<string, readonly string[]>> = {
  seccomp: ['runtime/default', 'docker/default'],
  apparmor: ['runtime/default'],
};

/** `path` is that of the spec. */
export function checkProfilesAgree(errors: Errors, annotations: Annotations, spec: PodSpec, path: string): void {
  if (!annotations) return;
  const { seccompProfile, appArmorProfile: ofPod } = spec.securityContext ?? {};
  check(errors, `${path}.securityContext.seccompProfile`, annotations[SECCOMP_OF_POD], seccompProfile, 'seccomp');
  forEachContainer(spec, path, ({ name, securityContext }, at) => {
    const field = `${at}.securityContext.seccompProfile`;
    check(errors, field, annotations[SECCOMP_OF_CONTAINER + name], securityContext?.seccompProfile, 'seccomp');
  });
  if (spec.os?.name === 'windows') return;
  forEachContainer(spec, path, ({ name, securityContext }, at) => {
    const profile = securityContext?.appArmorProfile ?? ofPod;
    check(errors, `${at}.securityContext.appArmorProfile`, annotations[APP_ARMOR + name], profile, 'apparmor');
  });
}

type Container = NonNullable<PodSpec['containers']>[number];

function forEachContainer(spec: PodSpec, path: string, visit: (container: Container, path: string) => void): void {
  for (const list of LISTS) {
    spec[list]?.forEach((container, index) => {
      visit(container as Container, `${path}.${list}[${index}]`);
    });
  }
}

function check(
  errors: Errors,
  path: string,
  annotation: string | undefined,
  profile: SeccompProfile | AppArmorProfile | undefined,
  what: 'seccomp' | 'apparmor',
): void {
  if (annotation === undefined || !profile) return;
  const { type, localhostProfile } = profile;
  let field = 'type';
  if (type === 'Unconfined') {
    if (annotation === 'unconfined') return;
  } else if (type === 'RuntimeDefault') {
    if (RUNTIME_DEFAULT[what]?.includes(annotation)) return;
  } else if (type === 'Localhost') {
    if (annotation === LOCALHOST + localhostProfile) return;
    if (annotation.startsWith(LOCALHOST)) field = 'localhostProfile';
  } else return;
  const word = field === 'type' ? 'type' : 'profile';
  errors.push(forbidden(`${path}.${field}`, `${what} ${word} in annotation and field must match`));
}
