// AppArmor profiles in a new pod's annotations become the fields that took their place, with a warning.
// upstream: pkg/registry/core/pod applyAppArmorVersionSkew

import type { AppArmorProfile, Container, Pod, PodSpec } from '../generated/types.gen';
import type { Errors } from '../validation/field-error';
import { changeItems, withField } from '../with-defaults';
import { APP_ARMOR, LOCALHOST } from './check-profile-annotations';
import { checkAppArmor } from './check-security';

const LISTS = ['initContainers', 'containers', 'ephemeralContainers'] as const;
export const DEPRECATED_APP_ARMOR = 'deprecated since v1.30; use the "appArmorProfile" field instead';

/** The spec with its annotations' profiles; the same spec when there is none to copy. */
export function syncAppArmor({ metadata, spec }: Pod, warn: (text: string) => void): PodSpec {
  const { annotations } = metadata;
  if (!annotations || spec.os?.name === 'windows') return spec;
  const ofPod = spec.securityContext?.appArmorProfile;
  const sync = (container: Container): Container => {
    const key = APP_ARMOR + container.name;
    const annotation = annotations[key];
    if (annotation === undefined || container.securityContext?.appArmorProfile) return container;
    const profile = validProfile(annotation);
    if (profile && isSame(profile, ofPod)) return container;
    warn(`metadata.annotations[${key}]: ${DEPRECATED_APP_ARMOR}`);
    if (!profile) return container;
    return withField(container, 'securityContext', { ...container.securityContext, appArmorProfile: profile });
  };
  let next = spec;
  for (const list of LISTS) next = changeItems(next, list, sync as never);
  return next;
}

/** Whether an annotation says what a field says. */
export function isSameProfile(annotation: string | undefined, profile: AppArmorProfile | undefined): boolean {
  return annotation !== undefined && profile !== undefined && isSame(profileOf(annotation), profile);
}

function validProfile(annotation: string): AppArmorProfile | undefined {
  const profile = profileOf(annotation);
  const errors: Errors = [];
  checkAppArmor(errors, '', profile);
  return errors.length === 0 ? profile : undefined;
}

/** upstream: pkg/api/pod ApparmorFieldForAnnotation */
function profileOf(annotation: string): AppArmorProfile | undefined {
  if (annotation === 'unconfined') return { type: 'Unconfined' };
  if (annotation === 'runtime/default') return { type: 'RuntimeDefault' };
  const name = annotation.startsWith(LOCALHOST) ? annotation.slice(LOCALHOST.length) : '';
  return name === '' ? undefined : { type: 'Localhost', localhostProfile: name };
}

const isSame = (a: AppArmorProfile | undefined, b: AppArmorProfile | undefined) =>
  a?.type === b?.type && a?.localhostProfile === b?.localhostProfile;
