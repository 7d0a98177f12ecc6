// Rules for the security contexts of pods and containers.
// upstream: pkg/apis/core/validation ValidateSecurityContext, validatePodSpecSecurityContext

import { isEnabled } from '../feature-gates';
import type { AppArmorProfile, PodSpec, SeccompProfile, SecurityContext, Sysctl } from '../generated/types.gen';
import { goStruct } from '../go-json';
import {
  addInvalid,
  duplicate,
  type Errors,
  invalid,
  notSupported,
  required,
  tooLong,
} from '../validation/field-error';
import { inclusiveRange } from '../validation/names';
import { checkDescendingPath } from '../validation/paths';
import { checkWindowsOptions } from './check-windows';
import { internalValue } from './internal-value';

const MAX_ID = 2_147_483_647;

function checkId(errors: Errors, path: string, id: number | undefined): void {
  if (id === undefined || (id >= 0 && id <= MAX_ID)) return;
  errors.push(invalid(path, id, inclusiveRange(0, MAX_ID)));
}

export function checkContainerSecurity(
  errors: Errors,
  path: string,
  context: SecurityContext | undefined,
  hostUsers: boolean,
): void {
  if (!context) return;
  checkId(errors, `${path}.runAsUser`, context.runAsUser);
  checkId(errors, `${path}.runAsGroup`, context.runAsGroup);
  const { procMount } = context;
  if (procMount !== undefined) {
    if (procMount !== 'Default' && procMount !== 'Unmasked') {
      errors.push(notSupported(`${path}.procMount`, procMount, ['Default', 'Unmasked']));
    }
    if (hostUsers && procMount === 'Unmasked') {
      errors.push(invalid(`${path}.procMount`, procMount, '`hostUsers` must be false to use `Unmasked`'));
    }
  }
  checkSeccomp(errors, `${path}.seccompProfile`, context.seccompProfile);
  if (context.allowPrivilegeEscalation === false) {
    const refuse = (why: string) => {
      const detail = `cannot set \`allowPrivilegeEscalation\` to false and ${why}`;
      errors.push(invalid(path, internalValue('SecurityContext', context), detail));
    };
    if (context.privileged) refuse('`privileged` to true');
    for (const capability of context.capabilities?.add ?? []) {
      if (capability === 'CAP_SYS_ADMIN') refuse('`capabilities.Add` CAP_SYS_ADMIN');
    }
  }
  checkWindowsOptions(errors, `${path}.windowsOptions`, context.windowsOptions);
  checkAppArmor(errors, `${path}.appArmorProfile`, context.appArmorProfile);
}

const FS_GROUP_POLICIES = ['Always', 'OnRootMismatch'];
const GROUP_POLICIES = ['Merge', 'Strict'];
const SELINUX_POLICIES = ['MountOption', 'Recursive'];
const ONLY_RECURSIVE = ['Recursive'];

export function checkPodSecurity(errors: Errors, path: string, spec: PodSpec): void {
  const context = spec.securityContext ?? {};
  checkId(errors, `${path}.fsGroup`, context.fsGroup);
  checkId(errors, `${path}.runAsUser`, context.runAsUser);
  checkId(errors, `${path}.runAsGroup`, context.runAsGroup);
  context.supplementalGroups?.forEach((group, index) => {
    checkId(errors, `${path}.supplementalGroups[${index}]`, group);
  });
  if (spec.shareProcessNamespace && spec.hostPID) {
    const why = 'ShareProcessNamespace and HostPID cannot both be enabled';
    errors.push(invalid(`${path}.shareProcessNamespace`, true, why));
  }
  checkSysctls(errors, `${path}.sysctls`, context.sysctls, spec);
  checkWord(errors, `${path}.fsGroupChangePolicy`, context.fsGroupChangePolicy, FS_GROUP_POLICIES);
  checkSeccomp(errors, `${path}.seccompProfile`, context.seccompProfile);
  checkWindowsOptions(errors, `${path}.windowsOptions`, context.windowsOptions);
  checkAppArmor(errors, `${path}.appArmorProfile`, context.appArmorProfile);
  checkWord(errors, `${path}.supplementalGroupsPolicy`, context.supplementalGroupsPolicy, GROUP_POLICIES);
  const changePolicies = isEnabled('SELinuxMount') ? SELINUX_POLICIES : ONLY_RECURSIVE;
  checkWord(errors, `${path}.seLinuxChangePolicy`, context.seLinuxChangePolicy, changePolicies);
}

function checkWord(errors: Errors, path: string, word: string | undefined, known: readonly string[]): void {
  if (word !== undefined && !known.includes(word)) errors.push(notSupported(path, word, known));
}

const SYSCTL_SEGMENT = '[a-z0-9]([-_a-z0-9]*[a-z0-9])?';
const SYSCTL_PATTERN = `^(${SYSCTL_SEGMENT}[\\./])*${SYSCTL_SEGMENT}$`;
const SYSCTL = new RegExp(SYSCTL_PATTERN);

function checkSysctls(errors: Errors, path: string, sysctls: readonly Sysctl[] | undefined, spec: PodSpec): void {
  const seen = new Set<string>();
  sysctls?.forEach(({ name }, index) => {
    const at = `${path}[${index}].name`;
    if (!name) errors.push(required(at));
    else if (name.length > 253 || !SYSCTL.test(name)) {
      errors.push(invalid(at, name, `must have at most 253 characters and match regex ${SYSCTL_PATTERN}`));
    } else if (seen.has(name)) errors.push(duplicate(at, name));
    const dotted = (name ?? '').replaceAll('/', '.');
    if (spec.hostNetwork && dotted.startsWith('net.')) {
      errors.push(invalid(at, name, "may not be specified when 'hostNetwork' is true"));
    } else if (spec.hostIPC && /^(kernel\.shm|kernel\.msg|fs\.mqueue\.)|^kernel\.sem$/.test(dotted)) {
      errors.push(invalid(at, name, "may not be specified when 'hostIPC' is true"));
    }
    seen.add(name);
  });
}

const PROFILE_TYPES = ['Localhost', 'RuntimeDefault', 'Unconfined'];

function checkSeccomp(errors: Errors, path: string, profile: SeccompProfile | undefined): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  if (!type) errors.push(required(`${path}.type`, 'type is required when seccompProfile is set'));
  else if (!PROFILE_TYPES.includes(type)) errors.push(notSupported(`${path}.type`, type, PROFILE_TYPES));
  const at = `${path}.localhostProfile`;
  if (type === 'Localhost') {
    if (localhostProfile === undefined) errors.push(required(at, 'must be set when seccomp type is Localhost'));
    else checkDescendingPath(errors, at, localhostProfile);
  } else if (localhostProfile !== undefined) {
    const value = goStruct({ Type: type, LocalhostProfile: localhostProfile });
    errors.push(invalid(at, value, 'can only be set when seccomp type is Localhost'));
  }
}

export function checkAppArmor(errors: Errors, path: string, profile: AppArmorProfile | undefined): void {
  if (!profile) return;
  const { type, localhostProfile } = profile;
  const at = `${path}.localhostProfile`;
  if (!type) errors.push(required(`${path}.type`, 'type is required when appArmorProfile is set'));
  else if (!PROFILE_TYPES.includes(type)) errors.push(notSupported(`${path}.type`, type, PROFILE_TYPES));
  else if (type !== 'Localhost') {
    if (localhostProfile === undefined) return;
    errors.push(invalid(at, localhostProfile, 'can only be set when AppArmor type is Localhost'));
  } else if (localhostProfile === undefined) {
    errors.push(required(at, 'must be set when AppArmor type is Localhost'));
  } else {
    if (localhostProfile.trim() !== localhostProfile) {
      addInvalid(errors, at, localhostProfile, ['must not be padded with whitespace']);
    } else if (localhostProfile === '') errors.push(required(at, 'must be set when AppArmor type is Localhost'));
    if (localhostProfile.length > 4095) errors.push(tooLong(at, 4095));
  }
}
