// No process may gain more privileges than its parent.
// upstream: pod-security-admission/policy/check_allowPrivilegeEscalation.go

import { type Check, type CheckPod, containers, containersWith, exceptWindows } from '../check';

const check: CheckPod = ({ spec }) => {
  const bad = containersWith(spec, ({ allowPrivilegeEscalation }) => allowPrivilegeEscalation !== false);
  if (bad.length === 0) return undefined;
  const detail = `${containers(bad)} must set securityContext.allowPrivilegeEscalation=false`;
  return { reason: 'allowPrivilegeEscalation != false', detail };
};

export const allowPrivilegeEscalation: Check = {
  id: 'allowPrivilegeEscalation',
  level: 'restricted',
  versions: [
    { since: 8, check },
    { since: 25, check: exceptWindows(check) },
  ],
};
