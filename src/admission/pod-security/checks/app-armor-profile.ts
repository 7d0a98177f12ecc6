// The default AppArmor profile may not be switched off.
// upstream: pod-security-admission/policy/check_appArmorProfile.go

import type { AppArmorProfile } from '../../../kinds/generated/types.gen';
import { APP_ARMOR } from '../../../kinds/pod-spec/check-profile-annotations';
import { goQuote } from '../../../kinds/validation/field-error';
import { type Check, containersOf, plural, quoted, setters, sorted } from '../check';

const ALLOWED: readonly string[] = ['RuntimeDefault', 'Localhost'];

const isBad = (profile: AppArmorProfile | undefined): profile is AppArmorProfile =>
  profile !== undefined && !ALLOWED.includes(profile.type);

const isAllowedAnnotation = (value: string) =>
  value === '' || value === 'runtime/default' || value.startsWith('localhost/');

export const appArmorProfile: Check = {
  id: 'appArmorProfile',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ annotations, spec }) => {
        const ofPod = spec.securityContext?.appArmorProfile;
        const bad = containersOf(spec).filter(({ securityContext }) => isBad(securityContext?.appArmorProfile));
        const types = [ofPod, ...bad.map(({ securityContext }) => securityContext?.appArmorProfile)].filter(isBad);
        const annotated = Object.entries(annotations)
          .filter(([key, value]) => key.startsWith(APP_ARMOR) && !isAllowedAnnotation(value))
          .map(([key, value]) => `${key}=${goQuote(value)}`)
          .sort();
        const who = setters(
          isBad(ofPod),
          bad.map(({ name }) => name),
        );
        const all = [who, annotated.length > 0 ? plural('annotation', annotated.length) : ''].filter(Boolean);
        if (all.length === 0) return undefined;
        const values = [...sorted(types.map(({ type }) => type)), ...annotated];
        return {
          reason: plural('forbidden AppArmor profile', values.length),
          detail: `${all.join(' and ')} must not set AppArmor profile type to ${quoted(values)}`,
        };
      },
    },
  ],
};
