// No capabilities beyond those that runtimes give by default.
// upstream: pod-security-admission/policy/check_capabilities_baseline.go

import { type Check, containers, containersOf, quoted, sorted } from '../check';

/** What may be added: what runtimes give anyway. */
export const BASELINE_CAPABILITIES: readonly string[] = [
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'FOWNER',
  'FSETID',
  'KILL',
  'MKNOD',
  'NET_BIND_SERVICE',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_CHROOT',
];

export const capabilitiesBaseline: Check = {
  id: 'capabilities_baseline',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const added = containersOf(spec).map(({ name, securityContext }) => ({
          name,
          bad: (securityContext?.capabilities?.add ?? []).filter(
            (capability) => !BASELINE_CAPABILITIES.includes(capability),
          ),
        }));
        const bad = added.filter((one) => one.bad.length > 0);
        if (bad.length === 0) return undefined;
        const who = containers(bad.map(({ name }) => name));
        const what = quoted(sorted(bad.flatMap((one) => one.bad)));
        return {
          reason: 'non-default capabilities',
          detail: `${who} must not include ${what} in securityContext.capabilities.add`,
        };
      },
    },
  ],
};
