// Kernel parameters that a pod may set: those that are its own and harm nobody else.
// upstream: pkg/kubelet/sysctl allowlist.go, safe_sysctls.go

import type { Pod } from '../kinds/generated/types.gen';

/** Harmless ones, and whose they are: a pod that shares that with its node may not set them. */
const SAFE: Readonly<Record<string, 'IPC' | 'Net'>> = {
  'kernel.shm_rmid_forced': 'IPC',
  'net.ipv4.ip_local_port_range': 'Net',
  'net.ipv4.tcp_syncookies': 'Net',
  'net.ipv4.ping_group_range': 'Net',
  'net.ipv4.ip_unprivileged_port_start': 'Net',
  'net.ipv4.ip_local_reserved_ports': 'Net',
  'net.ipv4.tcp_keepalive_time': 'Net',
  'net.ipv4.tcp_fin_timeout': 'Net',
  'net.ipv4.tcp_keepalive_intvl': 'Net',
  'net.ipv4.tcp_keepalive_probes': 'Net',
  'net.ipv4.tcp_rmem': 'Net',
  'net.ipv4.tcp_wmem': 'Net',
};

/** Why the node does not take the pod: the first parameter that it may not set. */
export function forbiddenSysctl({ spec }: Pod): string | undefined {
  for (const { name } of spec.securityContext?.sysctls ?? []) {
    const plain = dotted(name);
    const owner = SAFE[plain];
    const quoted = JSON.stringify(plain);
    if (!owner) return `forbidden sysctl: ${quoted} not allowlisted`;
    const isShared = owner === 'Net' ? spec.hostNetwork : spec.hostIPC;
    if (isShared) return `forbidden sysctl: ${quoted} not allowed with host ${owner} enabled`;
  }
  return undefined;
}

/** Slashes may stand for dots, and dots for slashes, as the first of them tells. upstream: NormalizeName */
function dotted(name: string): string {
  const first = /[./]/.exec(name)?.[0];
  if (first !== '/') return name;
  return name.replace(/[./]/g, (sign) => (sign === '/' ? '.' : '/'));
}
