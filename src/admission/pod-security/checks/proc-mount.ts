// What is masked in /proc stays masked.
// upstream: pod-security-admission/policy/check_procMount_baseline.go, check_procMount_restricted.go

import { type Check, type CheckPod, containers, containersOf, exceptUserNamespaces, quoted, sorted } from '../check';

const check: CheckPod = ({ spec }) => {
  const set = containersOf(spec).flatMap(({ name, securityContext }) => {
    const mount = securityContext?.procMount;
    return mount === undefined || mount === 'Default' ? [] : [{ name, mount }];
  });
  if (set.length === 0) return undefined;
  const who = containers(set.map(({ name }) => name));
  const what = quoted(sorted(set.map(({ mount }) => mount)));
  return { reason: 'procMount', detail: `${who} must not set securityContext.procMount to ${what}` };
};

export const procMount: Check = {
  id: 'procMount',
  level: 'baseline',
  versions: [
    { since: 0, check },
    { since: 35, check: exceptUserNamespaces(check) },
  ],
};

export const procMountRestricted: Check = {
  id: 'procMount_restricted',
  level: 'restricted',
  overrides: 'procMount',
  versions: [{ since: 35, check }],
};
