// Kernel parameters that a pod may set: those that are its own and harm nobody else.
// upstream: pkg/kubelet/sysctl allowlist.go, safe_sysctls.go

import type { Pod } from '../kinds/generated/types.gen';

const SAFE: readonly string[] = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
  'net.ipv4.ip_local_reserved_ports',
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
  'net.ipv4.tcp_rmem',
  'net.ipv4.tcp_wmem',
];

/**
 * Why the node does not take the pod: the first parameter that it may not set. Those of what a pod shares with its
 * node were refused by the API server.
 */
export function forbiddenSysctl({ spec }: Pod): string | undefined {
  const names = (spec.securityContext?.sysctls ?? []).map(({ name }) => dotted(name));
  const forbidden = names.find((name) => !SAFE.includes(name));
  return forbidden === undefined ? undefined : `forbidden sysctl: ${JSON.stringify(forbidden)} not allowlisted`;
}

/** Slashes may stand for dots, and dots for slashes, as the first of them tells. upstream: NormalizeName */
function dotted(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replace(/[./]/g, (sign) => (sign === '/' ? '.' : '/'));
}
