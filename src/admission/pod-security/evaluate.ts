// A pod held against a level at a version: all checks of it, in a fixed order.
// upstream: pod-security-admission/policy/registry.go

import type { Check, CheckedPod, CheckPod, Violation } from './check';
import { allowPrivilegeEscalation } from './checks/allow-privilege-escalation';
import { appArmorProfile } from './checks/app-armor-profile';
import { capabilitiesBaseline } from './checks/capabilities-baseline';
import { capabilitiesRestricted } from './checks/capabilities-restricted';
import { hostNamespaces } from './checks/host-namespaces';
import { hostPathVolumes } from './checks/host-path-volumes';
import { hostPorts } from './checks/host-ports';
import { hostProbesAndHostLifecycle } from './checks/host-probes';
import { privileged } from './checks/privileged';
import { procMount, procMountRestricted } from './checks/proc-mount';
import { restrictedVolumes } from './checks/restricted-volumes';
import { runAsNonRoot } from './checks/run-as-non-root';
import { runAsUser } from './checks/run-as-user';
import { seLinuxOptions } from './checks/se-linux-options';
import { seccompProfileBaseline, seccompProfileRestricted } from './checks/seccomp-profile';
import { sysctls } from './checks/sysctls';
import { windowsHostProcess } from './checks/windows-host-process';
import { type LevelVersion, levelText } from './policy';

/** Those of baseline by id, then those of restricted. */
const CHECKS: readonly Check[] = [
  appArmorProfile,
  capabilitiesBaseline,
  hostNamespaces,
  hostPathVolumes,
  hostPorts,
  hostProbesAndHostLifecycle,
  privileged,
  procMount,
  seLinuxOptions,
  seccompProfileBaseline,
  sysctls,
  windowsHostProcess,
  allowPrivilegeEscalation,
  capabilitiesRestricted,
  procMountRestricted,
  restrictedVolumes,
  runAsNonRoot,
  runAsUser,
  seccompProfileRestricted,
];

const activeChecks = new Map<string, readonly CheckPod[]>();

/** What of the pod the level does not allow; empty when it allows all of it. */
export function violations(enforced: LevelVersion, pod: CheckedPod): Violation[] {
  if (enforced.level === 'privileged') return [];
  const key = levelText(enforced);
  let active = activeChecks.get(key);
  if (!active) {
    active = checksOf(enforced);
    activeChecks.set(key, active);
  }
  return active.flatMap((check) => check(pod) ?? []);
}

/** The checks of a level at a version, but those of baseline that a stricter one stands for. */
function checksOf({ level, version }: LevelVersion): readonly CheckPod[] {
  const active = CHECKS.filter((check) => check.level === 'baseline' || level === 'restricted').flatMap((check) => {
    const run = check.versions.findLast(({ since }) => since <= version)?.check;
    return run ? [{ ...check, run }] : [];
  });
  const overridden = active.map(({ overrides }) => overrides);
  return active.filter(({ id }) => !overridden.includes(id)).map(({ run }) => run);
}

/** `host namespaces (hostNetwork=true), privileged (...)` */
export const detailText = (found: readonly Violation[]): string =>
  found.map(({ reason, detail }) => (detail === '' ? reason : `${reason} (${detail})`)).join(', ');

/** `host namespaces, privileged` */
export const reasonText = (found: readonly Violation[]): string => found.map(({ reason }) => reason).join(', ');
