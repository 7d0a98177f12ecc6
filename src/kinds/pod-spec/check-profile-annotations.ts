// Rules for the annotations that named seccomp and AppArmor profiles before there were fields.
// upstream: pkg/apis/core/validation ValidateSeccompPodAnnotations, ValidateAppArmorPodAnnotations

import type { PodSpec } from '../generated/types.gen';
import { type Errors, goQuote, invalid } from '../validation/field-error';
import { checkDescendingPath } from '../validation/paths';

export const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
export const SECCOMP_OF_POD = 'seccomp.security.alpha.kubernetes.io/pod';
export const SECCOMP_OF_CONTAINER = 'container.seccomp.security.alpha.kubernetes.io/';

const SECCOMP_WORDS = ['runtime/default', 'docker/default', 'unconfined'];
const APP_ARMOR_WORDS = ['', 'runtime/default', 'unconfined'];
export const LOCALHOST = 'localhost/';

export function checkProfileAnnotations(
  errors: Errors,
  annotations: Readonly<Record<string, string>> | undefined,
  spec: PodSpec,
  path: string,
): void {
  if (!annotations) return;
  for (const key in annotations) {
    const profile = annotations[key] as string;
    if (key === SECCOMP_OF_POD || key.startsWith(SECCOMP_OF_CONTAINER)) checkSeccomp(errors, `${path}.${key}`, profile);
    else if (key.startsWith(APP_ARMOR)) checkAppArmor(errors, `${path}[${key}]`, profile, key, spec);
  }
}

function checkSeccomp(errors: Errors, at: string, profile: string): void {
  if (SECCOMP_WORDS.includes(profile)) return;
  if (profile.startsWith(LOCALHOST)) checkDescendingPath(errors, at, profile.slice(LOCALHOST.length));
  else errors.push(invalid(at, profile, 'must be a valid seccomp profile'));
}

function checkAppArmor(errors: Errors, at: string, profile: string, key: string, spec: PodSpec): void {
  const container = key.slice(APP_ARMOR.length);
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  if (![...containers, ...initContainers, ...ephemeralContainers].some(({ name }) => name === container)) {
    errors.push(invalid(at, container, 'container not found'));
  }
  if (APP_ARMOR_WORDS.includes(profile) || profile.startsWith(LOCALHOST)) return;
  errors.push(invalid(at, profile, `invalid AppArmor profile name: ${goQuote(profile)}`));
}
