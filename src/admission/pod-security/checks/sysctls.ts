// Kernel parameters that reach beyond the pod stay as they are.
// upstream: pod-security-admission/policy/check_sysctls.go

import type { Check, CheckPod } from '../check';

const SINCE_0 = [
  'kernel.shm_rmid_forced',
  'net.ipv4.ip_local_port_range',
  'net.ipv4.tcp_syncookies',
  'net.ipv4.ping_group_range',
  'net.ipv4.ip_unprivileged_port_start',
];
const SINCE_27 = [...SINCE_0, 'net.ipv4.ip_local_reserved_ports'];
const SINCE_29 = [
  ...SINCE_27,
  'net.ipv4.tcp_keepalive_time',
  'net.ipv4.tcp_fin_timeout',
  'net.ipv4.tcp_keepalive_intvl',
  'net.ipv4.tcp_keepalive_probes',
];
/** Those that concern the pod alone; the kubelet has the same list. */
export const SAFE_SYSCTLS: readonly string[] = [...SINCE_29, 'net.ipv4.tcp_rmem', 'net.ipv4.tcp_wmem'];

const allowing =
  (allowed: readonly string[]): CheckPod =>
  ({ spec }) => {
    const set = (spec.securityContext?.sysctls ?? []).map(({ name }) => name);
    const forbidden = set.filter((name) => !allowed.includes(name));
    return forbidden.length > 0 ? { reason: 'forbidden sysctls', detail: forbidden.join(', ') } : undefined;
  };

export const sysctls: Check = {
  id: 'sysctls',
  level: 'baseline',
  versions: [
    { since: 0, check: allowing(SINCE_0) },
    { since: 27, check: allowing(SINCE_27) },
    { since: 29, check: allowing(SINCE_29) },
    { since: 32, check: allowing(SAFE_SYSCTLS) },
  ],
};
