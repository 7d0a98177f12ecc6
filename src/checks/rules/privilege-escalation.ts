// Unless it is forbidden, a set-uid program in the image makes root of any user.

import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { isPrivileged, isWindows } from '../security-context';

export const privilegeEscalation = defineRule({
  id: 'privilege-escalation',
  title: 'no process gains more privileges than its parent',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-linter': ['privilege-escalation-container'], polaris: ['privilegeEscalationAllowed'] },
  remedy: 'Set securityContext.allowPrivilegeEscalation to false.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, (container) => {
      const allowed = container.container.securityContext?.allowPrivilegeEscalation;
      if (allowed === false || isPrivileged(container) || isWindows(container.pod)) return undefined;
      return {
        at: ['securityContext', 'allowPrivilegeEscalation'],
        says: `allows privilege escalation${allowed === undefined ? ', as every container that does not forbid it' : ''}`,
      };
    }),
});
