// Some capabilities are as good as being root on the node.

import { listOf, text } from '../../cluster/describe/types';
import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { addedCapabilities, capabilityName, DANGEROUS_CAPABILITIES, isPrivileged } from '../security-context';
import { setting } from '../setting';

export const dangerousCapabilities = defineRule({
  id: 'dangerous-capabilities',
  title: 'no container has capabilities that lead to the node',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-linter': ['privilege-escalation-container'], polaris: ['dangerousCapabilities'] },
  remedy: 'Remove the capability, or find the narrower one that the program needs.',
  reads: 'manifests',
  settings: [
    setting('names', listOf(text('the name of a capability')), DANGEROUS_CAPABILITIES, 'what counts as dangerous'),
  ],
  check: (cx, { names }) => {
    const dangerous = names.map(capabilityName);
    return perContainer(cx, (container) => {
      if (isPrivileged(container)) return undefined;
      const added = addedCapabilities(container.container.securityContext?.capabilities);
      return [...added]
        .filter(([name]) => dangerous.includes(name))
        .map(([name, index]) => ({
          at: ['securityContext', 'capabilities', 'add', index],
          says: name === 'ALL' ? 'has all capabilities' : `has the capability ${name}`,
        }));
    });
  },
});
