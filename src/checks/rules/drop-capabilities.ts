// Most services need none of the capabilities that runtimes give by default.

import { BASELINE_CAPABILITIES } from '../../admission/pod-security/checks/capabilities-baseline';
import { listOf, text } from '../../cluster/describe/types';
import { perContainer } from '../faults';
import { defineRule } from '../rule';
import { capabilityName, isPrivileged, isWindows } from '../security-context';
import { setting } from '../setting';

/** What runtimes give by default; some leave NET_RAW out. */
const DEFAULTS = [...BASELINE_CAPABILITIES, 'NET_RAW'];

export const dropCapabilities = defineRule({
  id: 'drop-capabilities',
  title: 'every container drops the capabilities that it does not need',
  severity: 'warning',
  profile: 'strict',
  others: { 'kube-linter': ['drop-net-raw-capability'], polaris: ['insecureCapabilities'] },
  remedy: 'Set securityContext.capabilities.drop to ["ALL"], and add those that the program needs by name.',
  reads: 'manifests',
  settings: [setting('names', listOf(text('the name of a capability')), ['ALL'], 'what is to be dropped')],
  check: (cx, { names }) => {
    const wanted = names.map(capabilityName);
    return perContainer(cx, (container) => {
      if (isPrivileged(container) || isWindows(container.pod)) return undefined;
      const dropped = (container.container.securityContext?.capabilities?.drop ?? []).map(capabilityName);
      const isAll = dropped.includes('ALL') || DEFAULTS.every((name) => dropped.includes(name));
      const kept = isAll ? [] : wanted.filter((name) => !dropped.includes(name));
      if (kept.length === 0) return undefined;
      const what = kept.includes('ALL') ? 'capabilities that every container has by default' : kept.join(', ');
      return { at: ['securityContext', 'capabilities', 'drop'], says: `keeps ${what}` };
    });
  },
});
