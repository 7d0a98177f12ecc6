// Probes and hooks ask the pod itself, not another host in the kubelet's name.
// upstream: pod-security-admission/policy/check_hostProbesAndhostLifecycle.go

import type { Container } from '../../../kinds/generated/types.gen';
import { type Check, containers, containersOf, plural, quoted, sorted } from '../check';

function hostsOf({ livenessProbe, readinessProbe, startupProbe, lifecycle }: Container): string[] {
  const handlers = [livenessProbe, readinessProbe, startupProbe, lifecycle?.postStart, lifecycle?.preStop];
  return handlers
    .flatMap((handler) => [handler?.httpGet?.host, handler?.tcpSocket?.host])
    .filter((host) => !!host) as string[];
}

export const hostProbesAndHostLifecycle: Check = {
  id: 'hostProbesAndHostLifecycle',
  level: 'baseline',
  versions: [
    {
      since: 34,
      check: ({ spec }) => {
        const bad = containersOf(spec).filter((container) => hostsOf(container).length > 0);
        if (bad.length === 0) return undefined;
        const names = sorted(bad.map(({ name }) => name));
        const hosts = sorted(bad.flatMap(hostsOf));
        const use = names.length === 1 ? 'uses' : 'use';
        const what = `${plural('probe or lifecycle host', hosts.length)} ${quoted(hosts)}`;
        return { reason: 'probe or lifecycle host', detail: `${containers(names)} ${use} ${what}` };
      },
    },
  ],
};
