// SELinux types are those of containers; user and role are the runtime's.
// upstream: pod-security-admission/policy/check_seLinuxOptions.go

import type { SELinuxOptions } from '../../../kinds/generated/types.gen';
import { type Check, type CheckPod, containersOf, plural, quoted, setters, sorted } from '../check';

const TYPES: readonly string[] = ['', 'container_t', 'container_init_t', 'container_kvm_t'];

const allowing =
  (types: readonly string[]): CheckPod =>
  ({ spec }) => {
    const isBad = (options: SELinuxOptions | undefined): options is SELinuxOptions =>
      options !== undefined && (!types.includes(options.type ?? '') || !!options.user || !!options.role);
    const ofPod = spec.securityContext?.seLinuxOptions;
    const bad = containersOf(spec).filter(({ securityContext }) => isBad(securityContext?.seLinuxOptions));
    const options = [ofPod, ...bad.map(({ securityContext }) => securityContext?.seLinuxOptions)].filter(isBad);
    if (options.length === 0) return undefined;
    const badTypes = sorted(options.map(({ type = '' }) => type).filter((type) => !types.includes(type)));
    const who = setters(
      isBad(ofPod),
      bad.map(({ name }) => name),
    );
    const what = [
      ...(badTypes.length > 0 ? [`${plural('type', badTypes.length)} ${quoted(badTypes)}`] : []),
      ...(options.some(({ user }) => user) ? ['user may not be set'] : []),
      ...(options.some(({ role }) => role) ? ['role may not be set'] : []),
    ];
    const detail = `${who} set forbidden securityContext.seLinuxOptions: ${what.join('; ')}`;
    return { reason: 'seLinuxOptions', detail };
  };

export const seLinuxOptions: Check = {
  id: 'seLinuxOptions',
  level: 'baseline',
  versions: [
    { since: 0, check: allowing(TYPES) },
    { since: 31, check: allowing([...TYPES, 'container_engine_t']) },
  ],
};
