// Whoever says Unconfined takes away the protection that runtimes give by default.

import { APP_ARMOR } from '../../kinds/pod-spec/check-profile-annotations';
import { type Fault, type PlacedContainer, perContainer } from '../faults';
import { defineRule } from '../rule';
import { effective } from '../security-context';

export const unconfinedProfile = defineRule({
  id: 'unconfined-profile',
  title: 'no container switches seccomp or AppArmor off',
  severity: 'warning',
  profile: 'recommended',
  others: { polaris: ['linuxHardening'] },
  remedy: 'Use RuntimeDefault, or a profile of your own with Localhost.',
  reads: 'manifests',
  check: (cx) => perContainer(cx, (container) => [...fields(container), ...annotation(container)]),
});

function fields(container: PlacedContainer): readonly Fault[] {
  const seccomp = effective(container, 'seccompProfile');
  const appArmor = effective(container, 'appArmorProfile');
  return [
    { ...seccomp, what: 'seccomp' },
    { ...appArmor, what: 'AppArmor' },
  ].flatMap(({ value, at, from, what }) =>
    value?.type === 'Unconfined' ? [{ at: [...at, 'type'], from, says: `runs without ${what}, by Unconfined` }] : [],
  );
}

/** As it was said before there were fields for it; where there is a field, it holds. */
function annotation({ container, pod }: PlacedContainer): readonly Fault[] {
  const key = APP_ARMOR + container.name;
  if (pod.annotations[key] !== 'unconfined' || container.securityContext?.appArmorProfile) return [];
  const at = ['metadata', 'annotations', key];
  return [{ from: pod.path.slice(0, -1), at, says: 'runs without AppArmor, by its annotation' }];
}
