// The node's network, processes and memory are not the pod's.
// upstream: pod-security-admission/policy/check_hostNamespaces.go

import type { Check } from '../check';

const FIELDS = ['hostNetwork', 'hostPID', 'hostIPC'] as const;

export const hostNamespaces: Check = {
  id: 'hostNamespaces',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const shared = FIELDS.filter((field) => spec[field]).map((field) => `${field}=true`);
        return shared.length > 0 ? { reason: 'host namespaces', detail: shared.join(', ') } : undefined;
      },
    },
  ],
};
