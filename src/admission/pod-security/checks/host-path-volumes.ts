// The node's files are not the pod's.
// upstream: pod-security-admission/policy/check_hostPathVolumes.go

import { type Check, plural, quoted } from '../check';

export const hostPathVolumes: Check = {
  id: 'hostPathVolumes',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const bad = (spec.volumes ?? []).filter(({ hostPath }) => hostPath).map(({ name }) => name);
        if (bad.length === 0) return undefined;
        return { reason: 'hostPath volumes', detail: `${plural('volume', bad.length)} ${quoted(bad)}` };
      },
    },
  ],
};
