// Rules for pods that name their operating system: what does not exist there must not be set.
// upstream: pkg/apis/core/validation validateOS, validateLinux, validateWindows

import type { PodSpec } from '../generated/types.gen';
import { type Errors, forbidden, notSupported, required } from '../validation/field-error';

const SYSTEMS = ['linux', 'windows'];

export function checkOs(errors: Errors, path: string, spec: PodSpec): void {
  if (!spec.os) return;
  const { name } = spec.os;
  if (!name) errors.push(required(`${path}.os.name`));
  else if (!SYSTEMS.includes(name)) errors.push(notSupported(`${path}.os`, name, SYSTEMS));
  else if (name === 'linux') checkLinux(errors, path, spec);
  else checkWindows(errors, path, spec);
}

function checkLinux(errors: Errors, path: string, spec: PodSpec): void {
  const why = 'windows options cannot be set for a linux pod';
  if (spec.securityContext?.windowsOptions) errors.push(forbidden(`${path}.securityContext.windowsOptions`, why));
  eachContainer(spec, path, (context, at) => {
    if (context.windowsOptions !== undefined) errors.push(forbidden(`${at}.securityContext.windowsOptions`, why));
  });
}

const NOT_ON_WINDOWS = 'cannot be set for a windows pod';

/** In upstream's order; those with a dot are of the security context. */
const POD_FIELDS = [
  'securityContext.appArmorProfile',
  'securityContext.seLinuxOptions',
  'hostUsers',
  'hostPID',
  'hostIPC',
  'securityContext.seccompProfile',
  'securityContext.fsGroup',
  'securityContext.fsGroupChangePolicy',
  'securityContext.sysctls',
  'shareProcessNamespace',
  'securityContext.runAsUser',
  'securityContext.runAsGroup',
  'securityContext.supplementalGroups',
  'securityContext.supplementalGroupsPolicy',
  'securityContext.seLinuxChangePolicy',
];

const CONTAINER_FIELDS = [
  'appArmorProfile',
  'seLinuxOptions',
  'seccompProfile',
  'capabilities',
  'readOnlyRootFilesystem',
  'privileged',
  'allowPrivilegeEscalation',
  'procMount',
  'runAsUser',
  'runAsGroup',
];

type Context = Readonly<Record<string, unknown>>;

function checkWindows(errors: Errors, path: string, spec: PodSpec): void {
  const own = spec as unknown as Context;
  const context = (spec.securityContext ?? {}) as Context;
  for (const field of POD_FIELDS) {
    const value = field.includes('.') ? context[field.slice(field.indexOf('.') + 1)] : own[field];
    if (value !== undefined && value !== false) errors.push(forbidden(`${path}.${field}`, NOT_ON_WINDOWS));
    else if (value === false && (field === 'hostUsers' || field === 'shareProcessNamespace')) {
      errors.push(forbidden(`${path}.${field}`, NOT_ON_WINDOWS));
    }
  }
  eachContainer(spec, path, (inner, at) => {
    for (const field of CONTAINER_FIELDS) {
      if (inner[field] !== undefined) errors.push(forbidden(`${at}.securityContext.${field}`, NOT_ON_WINDOWS));
    }
  });
}

function eachContainer(spec: PodSpec, path: string, visit: (context: Context, at: string) => void): void {
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    spec[list]?.forEach(({ securityContext }, index) => {
      if (securityContext) visit(securityContext as Context, `${path}.${list}[${index}]`);
    });
  }
}
