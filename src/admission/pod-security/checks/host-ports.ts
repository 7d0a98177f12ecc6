// The node's ports are not the pod's.
// upstream: pod-security-admission/policy/check_hostPorts.go

import { type Check, containers, containersOf, plural, sorted } from '../check';

export const hostPorts: Check = {
  id: 'hostPorts',
  level: 'baseline',
  versions: [
    {
      since: 0,
      check: ({ spec }) => {
        const bad = containersOf(spec).filter(({ ports }) => ports?.some(({ hostPort }) => hostPort));
        if (bad.length === 0) return undefined;
        const ports = sorted(
          bad.flatMap((one) => (one.ports ?? []).flatMap(({ hostPort }) => (hostPort ? [String(hostPort)] : []))),
        );
        const use = bad.length === 1 ? 'uses' : 'use';
        const what = `${plural('hostPort', ports.length)} ${ports.join(', ')}`;
        return { reason: 'hostPort', detail: `${containers(bad.map(({ name }) => name))} ${use} ${what}` };
      },
    },
  ],
};
