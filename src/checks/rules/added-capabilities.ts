// What runtimes do not give by default is given with a reason or not at all.

import { BASELINE_CAPABILITIES } from '../../admission/pod-security/checks/capabilities-baseline';
import { listOf, text } from '../../cluster/describe/types';
import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { addedCapabilities, capabilityName, DANGEROUS_CAPABILITIES, isPrivileged } from '../security-context';
import { setting } from '../setting';

export const addedCapabilitiesRule = defineRule({
  id: 'added-capabilities',
  title: 'no container adds capabilities beyond those of the baseline',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Remove the capability, or allow it with the reason why the program needs it.',
  reads: 'manifests',
  settings: [
    setting('allowed', listOf(text('the name of a capability'), 0), BASELINE_CAPABILITIES, 'what may be added'),
  ],
  check: (cx, { allowed }) => {
    const known = [...allowed.map(capabilityName), ...DANGEROUS_CAPABILITIES];
    return perContainer(cx, (container) => {
      if (isPrivileged(container)) return undefined;
      const added = addedCapabilities(container.container.securityContext?.capabilities);
      return [...added]
        .filter(([name]) => !known.includes(name))
        .map(([name, index]) => ({
          at: ['securityContext', 'capabilities', 'add', index],
          says: `adds the capability ${name}`,
        }));
    });
  },
});
