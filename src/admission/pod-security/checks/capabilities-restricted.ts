// All capabilities are dropped; only low ports may be bound again.
// upstream: pod-security-admission/policy/check_capabilities_restricted.go

import { type Check, type CheckPod, containers, containersOf, exceptWindows, quoted, sorted } from '../check';

const ALL = 'ALL';
const ALLOWED = 'NET_BIND_SERVICE';

const check: CheckPod = ({ spec }) => {
  const all = containersOf(spec).map(({ name, securityContext }) => ({
    name,
    drops: securityContext?.capabilities?.drop?.includes(ALL) ?? false,
    adds: (securityContext?.capabilities?.add ?? []).filter((capability) => capability !== ALLOWED),
  }));
  const keeping = all.filter(({ drops }) => !drops).map(({ name }) => name);
  const adding = all.filter(({ adds }) => adds.length > 0);
  const details: string[] = [];
  if (keeping.length > 0) details.push(`${containers(keeping)} must set securityContext.capabilities.drop=["ALL"]`);
  if (adding.length > 0) {
    const who = containers(adding.map(({ name }) => name));
    const what = quoted(sorted(adding.flatMap(({ adds }) => adds)));
    details.push(`${who} must not include ${what} in securityContext.capabilities.add`);
  }
  return details.length > 0 ? { reason: 'unrestricted capabilities', detail: details.join('; ') } : undefined;
};

export const capabilitiesRestricted: Check = {
  id: 'capabilities_restricted',
  level: 'restricted',
  overrides: 'capabilities_baseline',
  versions: [
    { since: 22, check },
    { since: 25, check: exceptWindows(check) },
  ],
};
