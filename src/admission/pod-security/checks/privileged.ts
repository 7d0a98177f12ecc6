// A privileged container is the node's root.
// upstream: pod-security-admission/policy/check_privileged.go

import { type Check, containers, containersWith } from '../check';

export const privileged: Check = {
  id: 'privileged',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const bad = containersWith(spec, (context) => context.privileged === true);
        if (bad.length === 0) return undefined;
        return { reason: 'privileged', detail: `${containers(bad)} must not set securityContext.privileged=true` };
      },
    },
  ],
};
