// System calls are filtered: baseline forbids to switch that off, restricted wants it said.
// upstream: pod-security-admission/policy/check_seccompProfile_baseline.go, check_seccompProfile_restricted.go

import type { PodSpec, SeccompProfile } from '../../../kinds/generated/types.gen';
import { SECCOMP_OF_CONTAINER, SECCOMP_OF_POD } from '../../../kinds/pod-spec/check-profile-annotations';
import { goQuote } from '../../../kinds/validation/field-error';
import {
  type Check,
  type CheckPod,
  containers,
  containersOf,
  containersWith,
  exceptWindows,
  plural,
  quoted,
  setters,
  sorted,
  type Violation,
} from '../check';

const ALLOWED: readonly string[] = ['RuntimeDefault', 'Localhost'];
const REASON = 'seccompProfile';

const isBad = (profile: SeccompProfile | undefined): profile is SeccompProfile =>
  profile !== undefined && !ALLOWED.includes(profile.type);

/** Before there were fields for it. */
const annotations: CheckPod = ({ annotations: given, spec }) => {
  const keys = [SECCOMP_OF_POD, ...containersOf(spec).map(({ name }) => SECCOMP_OF_CONTAINER + name)];
  const isAllowed = (value: string) =>
    value === 'runtime/default' || value === 'docker/default' || value.startsWith('localhost/');
  const forbidden = sorted(
    keys.flatMap((key) => {
      const value = given[key];
      return value === undefined || isAllowed(value) ? [] : [`${key}=${goQuote(value)}`];
    }),
  );
  if (forbidden.length === 0) return undefined;
  return { reason: REASON, detail: `forbidden ${plural('annotation', forbidden.length)} ${forbidden.join(', ')}` };
};

function explicitlyBad(spec: PodSpec): Violation | undefined {
  const ofPod = spec.securityContext?.seccompProfile;
  const bad = containersOf(spec).filter(({ securityContext }) => isBad(securityContext?.seccompProfile));
  const profiles = [ofPod, ...bad.map(({ securityContext }) => securityContext?.seccompProfile)].filter(isBad);
  if (profiles.length === 0) return undefined;
  const who = setters(
    isBad(ofPod),
    bad.map(({ name }) => name),
  );
  const what = quoted(sorted(profiles.map(({ type }) => type)));
  return { reason: REASON, detail: `${who} must not set securityContext.seccompProfile.type to ${what}` };
}

const restricted: CheckPod = ({ spec }) => {
  const explicit = explicitlyBad(spec);
  if (explicit || spec.securityContext?.seccompProfile) return explicit;
  const silent = containersWith(spec, ({ seccompProfile }) => seccompProfile === undefined);
  if (silent.length === 0) return undefined;
  const how = 'must set securityContext.seccompProfile.type to "RuntimeDefault" or "Localhost"';
  return { reason: REASON, detail: `pod or ${containers(silent)} ${how}` };
};

export const seccompProfileBaseline: Check = {
  id: 'seccompProfile_baseline',
  level: 'baseline',
  versions: [
    { since: 0, check: annotations },
    { since: 19, check: ({ spec }) => explicitlyBad(spec) },
  ],
};

export const seccompProfileRestricted: Check = {
  id: 'seccompProfile_restricted',
  level: 'restricted',
  overrides: 'seccompProfile_baseline',
  versions: [
    { since: 19, check: restricted },
    { since: 25, check: exceptWindows(restricted) },
  ],
};
