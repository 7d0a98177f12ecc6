// Warnings about pods and pod templates: what is accepted, but hardly meant so.
// upstream: pkg/api/pod/warnings.go, pkg/api/node/util.go

import type {
  Affinity,
  Container,
  ContainerPort,
  EnvVar,
  NodeSelectorTerm,
  PersistentVolumeClaimSpec,
  PodAffinityTerm,
  PodSpec,
  PodTemplateSpec,
  Volume,
} from './generated/types.gen';
import type { KubeObject } from './kind';
import { APP_ARMOR, SECCOMP_OF_CONTAINER, SECCOMP_OF_POD } from './pod-spec/check-profile-annotations';
import { DEPRECATED_APP_ARMOR, isSameProfile } from './pod-spec/sync-app-armor';
import { parseQuantity } from './quantity';
import { ipWarnings } from './validation/ip-address';
import { dns1123Label, labelValue } from './validation/names';
import { pathWarnings } from './volume-path-warnings';
import { memoised } from './with-defaults';

/** A controller's name becomes part of its pods' names. */
export function nameWarnings({ metadata }: KubeObject): readonly string[] {
  return hostnameWarnings(
    metadata.name,
    'this is used in Pod names and hostnames, which can result in surprising behavior',
  );
}

/** A pod's name is its hostname. */
export function podWarnings({ metadata, spec }: KubeObject & { readonly spec: PodSpec }): readonly string[] {
  return [
    ...hostnameWarnings(metadata.name, "this is used in the Pod's hostname, which can result in surprising behavior"),
    ...annotationWarnings(metadata.annotations, spec, false),
    ...placed(specWarnings(spec), ''),
  ];
}

function hostnameWarnings(name: string, why: string): readonly string[] {
  const problems = dns1123Label(name);
  return problems.length === 0 ? [] : [`metadata.name: ${why}; a DNS label is recommended: [${problems.join(' ')}]`];
}

type Workload = KubeObject & { readonly spec?: { readonly template?: PodTemplateSpec | undefined } | undefined };

/** For a new workload its name and template; for a changed one only its template, and only when its spec changed. */
export function workloadWarnings(object: Workload, stored: Workload | undefined): readonly string[] {
  if (stored) return isRespecified(object, stored) ? templateWarnings('spec.template', object.spec?.template) : [];
  return [...nameWarnings(object), ...templateWarnings('spec.template', object.spec?.template)];
}

/** Whether this write counted the generation up. */
export function isRespecified(object: KubeObject, stored: KubeObject | undefined): boolean {
  return object.metadata.generation !== stored?.metadata.generation;
}

/** `path` is the template's, e.g. `spec.template`. */
export function templateWarnings(path: string, template: PodTemplateSpec | undefined): readonly string[] {
  if (!template) return [];
  return [
    ...annotationWarnings(template.metadata?.annotations, template.spec, true).map((text) => `${path}.${text}`),
    ...placed(specWarnings(template.spec), `${path}.`),
  ];
}

/** Stands where the path to a spec goes; what names a volume has no path. */
const AT = '\u0000';

const placed = (warnings: readonly string[], prefix: string) =>
  warnings.length === 0 ? warnings : warnings.map((text) => text.replaceAll(AT, prefix));

const DEPRECATED_ANNOTATIONS: Readonly<Record<string, string>> = {
  'scheduler.alpha.kubernetes.io/critical-pod': 'non-functional in v1.16+; use the "priorityClassName" field instead',
  'security.alpha.kubernetes.io/sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
  'security.alpha.kubernetes.io/unsafe-sysctls': 'non-functional in v1.11+; use the "sysctls" field instead',
};
const SECCOMP_TEXT = 'non-functional in v1.27+; use the "seccompProfile" field instead';

/** Warnings about annotations that became fields, each with its path from `metadata` on. */
export function annotationWarnings(
  annotations: Readonly<Record<string, string>> | undefined,
  spec: PodSpec,
  isTemplate: boolean,
): readonly string[] {
  const warnings: string[] = [];
  if (!annotations) return warnings;
  const warn = (key: string, text: string) => {
    if (annotations[key] !== undefined) warnings.push(`metadata.annotations[${key}]: ${text}`);
  };
  for (const key in DEPRECATED_ANNOTATIONS) warn(key, DEPRECATED_ANNOTATIONS[key] as string);
  if (!spec.securityContext?.seccompProfile) warn(SECCOMP_OF_POD, SECCOMP_TEXT);
  for (const [{ name, securityContext }] of containers(spec)) {
    if (!securityContext?.seccompProfile) warn(SECCOMP_OF_CONTAINER + name, SECCOMP_TEXT);
    if (!isTemplate || securityContext?.appArmorProfile) continue;
    const key = APP_ARMOR + name;
    if (!isSameProfile(annotations[key], spec.securityContext?.appArmorProfile)) {
      warn(key, DEPRECATED_APP_ARMOR);
    }
  }
  return warnings;
}

/** Warnings about a spec. Remembered by identity. */
const specWarnings = memoised((spec: PodSpec): readonly string[] => [
  ...schedulingWarnings(spec),
  ...(spec.volumes ?? []).flatMap(volumeWarnings),
  ...(spec.volumes ?? []).flatMap(pathWarnings),
  ...listWarnings(spec),
  ...containers(spec).flatMap(([container, path]) => containerWarnings(container, path)),
  ...portWarnings(spec),
  ...((spec.terminationGracePeriodSeconds ?? 0) < 0 ? [NEGATIVE_GRACE] : []),
  ...affinityWarnings(spec.affinity),
  ...(spec.dnsConfig?.nameservers ?? []).flatMap((ip, index) =>
    ipWarnings(`${AT}spec.dnsConfig.nameservers[${index}]`, ip),
  ),
  ...(spec.hostAliases ?? []).flatMap(({ ip }, index) => ipWarnings(`${AT}spec.hostAliases[${index}].ip`, ip)),
]);

const NEGATIVE_GRACE = `${AT}spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1`;
const NO_SELECTOR = 'a null labelSelector results in matching no pod';

type Listed = readonly (readonly [Container, string])[];

function containers(spec: PodSpec): Listed {
  return (['initContainers', 'containers', 'ephemeralContainers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, index) => [container as Container, `${AT}spec.${list}[${index}]`] as const),
  );
}

export const DEPRECATED_LABELS: Readonly<Record<string, string>> = {
  'beta.kubernetes.io/arch': 'deprecated since v1.14; use "kubernetes.io/arch" instead',
  'beta.kubernetes.io/os': 'deprecated since v1.14; use "kubernetes.io/os" instead',
  'failure-domain.beta.kubernetes.io/region': 'deprecated since v1.17; use "topology.kubernetes.io/region" instead',
  'failure-domain.beta.kubernetes.io/zone': 'deprecated since v1.17; use "topology.kubernetes.io/zone" instead',
  'beta.kubernetes.io/instance-type': 'deprecated since v1.17; use "node.kubernetes.io/instance-type" instead',
  'app.kubernetes.io/created-by': 'deprecated since v1.9',
  'scheduler.alpha.kubernetes.io/preferAvoidPods': 'deprecated since v1.22; use Taints and Tolerations instead',
};

function schedulingWarnings(spec: PodSpec): readonly string[] {
  const warnings: string[] = [];
  for (const key in spec.nodeSelector) {
    if (DEPRECATED_LABELS[key]) warnings.push(`${AT}spec.nodeSelector[${key}]: ${DEPRECATED_LABELS[key]}`);
  }
  const node = spec.affinity?.nodeAffinity;
  const at = `${AT}spec.affinity.nodeAffinity`;
  node?.requiredDuringSchedulingIgnoredDuringExecution?.nodeSelectorTerms?.forEach((term, index) => {
    const path = `${at}.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[${index}]`;
    warnings.push(...deprecatedTermWarnings(term, path));
  });
  node?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ preference }, index) => {
    const path = `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].preference`;
    warnings.push(...deprecatedTermWarnings(preference, path), ...valueWarnings(preference, path));
  });
  spec.topologySpreadConstraints?.forEach(({ topologyKey, labelSelector }, index) => {
    const path = `${AT}spec.topologySpreadConstraints[${index}]`;
    const text = DEPRECATED_LABELS[topologyKey];
    if (text) warnings.push(`${path}.topologyKey: ${topologyKey} is ${text}`);
    if (!labelSelector) warnings.push(`${path}.labelSelector: ${NO_SELECTOR}`);
  });
  return warnings;
}

export function deprecatedTermWarnings({ matchExpressions }: NodeSelectorTerm, path: string): readonly string[] {
  return (matchExpressions ?? []).flatMap(({ key }, index) => {
    const text = DEPRECATED_LABELS[key];
    return text ? [`${path}.matchExpressions[${index}].key: ${key} is ${text}`] : [];
  });
}

/** Values that no label can have: a preference for them is never met. */
function valueWarnings({ matchExpressions }: NodeSelectorTerm, path: string): readonly string[] {
  return (matchExpressions ?? []).flatMap(({ values = [] }, index) =>
    values.flatMap((value, position) => {
      const at = `${path}.matchExpressions[${index}].values[${position}]`;
      return labelValue(value).map((problem) => `${at}: ${value} is invalid, ${problem}`);
    }),
  );
}

const DEPRECATED_VOLUMES: readonly (readonly [keyof Volume, string, string])[] = [
  ['photonPersistentDisk', 'photonPersistentDisk', 'deprecated in v1.11, non-functional in v1.16+'],
  ['gitRepo', 'gitRepo', 'deprecated in v1.11, and disabled by default in v1.33+'],
  ['scaleIO', 'scaleIO', 'deprecated in v1.16, non-functional in v1.22+'],
  ['flocker', 'flocker', 'deprecated in v1.22, non-functional in v1.25+'],
  ['storageos', 'storageOS', 'deprecated in v1.22, non-functional in v1.25+'],
  ['quobyte', 'quobyte', 'deprecated in v1.22, non-functional in v1.25+'],
  ['glusterfs', 'glusterfs', 'deprecated in v1.25, non-functional in v1.26+'],
  ['cephfs', 'cephfs', 'deprecated in v1.28, non-functional in v1.31+'],
  ['rbd', 'rbd', 'deprecated in v1.28, non-functional in v1.31+'],
];

function volumeWarnings(volume: Volume, index: number): readonly string[] {
  const path = `${AT}spec.volumes[${index}]`;
  const deprecated = DEPRECATED_VOLUMES.filter(([source]) => volume[source] !== undefined).map(
    ([, name, text]) => `${path}.${name}: ${text}`,
  );
  if (!volume.ephemeral?.volumeClaimTemplate) return deprecated;
  const { spec } = volume.ephemeral.volumeClaimTemplate;
  return [...deprecated, ...claimWarnings(`${path}.ephemeral.volumeClaimTemplate.spec`, spec)];
}

/** Entries that are there twice, or empty. */
function listWarnings({ hostAliases = [], imagePullSecrets = [], overhead }: PodSpec): readonly string[] {
  const warnings: string[] = [];
  hostAliases.forEach(({ ip }, index) => {
    if (hostAliases.findIndex((other) => other.ip === ip) === index) return;
    warnings.push(`${AT}spec.hostAliases[${index}].ip: duplicate ip "${ip}"`);
  });
  imagePullSecrets.forEach(({ name = '' }, index) => {
    if (imagePullSecrets.findIndex((other) => (other.name ?? '') === name) === index) return;
    warnings.push(`${AT}spec.imagePullSecrets[${index}].name: duplicate name "${name}"`);
  });
  imagePullSecrets.forEach(({ name }, index) => {
    if (!name) warnings.push(`${AT}spec.imagePullSecrets[${index}].name: invalid empty name ""`);
  });
  for (const name of BYTES) warnings.push(...fractionWarnings(`${AT}spec.overhead[${name}]`, overhead?.[name]));
  return warnings;
}

const BYTES = ['memory', 'ephemeral-storage'];

function fractionWarnings(path: string, text: string | number | undefined): readonly string[] {
  const amount = text === undefined ? undefined : parseQuantity(text);
  if (!amount || amount.milli % 1000 === 0) return [];
  return [`${path}: fractional byte value "${amount.text}" is invalid, must be an integer`];
}

/** upstream: pkg/api/persistentvolumeclaim GetWarningsForPersistentVolumeClaimSpec */
export function claimWarnings(path: string, spec: PersistentVolumeClaimSpec | undefined): readonly string[] {
  const { requests, limits } = spec?.resources ?? {};
  return [
    ...fractionWarnings(`${path}.resources.requests[storage]`, requests?.storage),
    ...fractionWarnings(`${path}.resources.limits[storage]`, limits?.storage),
  ];
}

function containerWarnings({ resources, env = [] }: Container, path: string): readonly string[] {
  const warnings: string[] = [];
  for (const name of BYTES) {
    for (const side of ['limits', 'requests'] as const) {
      warnings.push(...fractionWarnings(`${path}.resources.${side}[${name}]`, resources?.[side]?.[name]));
    }
  }
  env.forEach((variable, index) => {
    const isFirst = env.findIndex(({ name }) => name === variable.name) === index;
    if (isFirst || buildsOnItself(variable)) return;
    const why = `hides previous definition of "${variable.name}", which may be dropped when using apply`;
    warnings.push(`${path}.env[${index}]: ${why}`);
  });
  return warnings;
}

/** `PATH: $(PATH):/opt` means to extend the earlier value. */
function buildsOnItself({ name, value = '', valueFrom }: EnvVar): boolean {
  const reference = `$(${name})`;
  return !valueFrom && value !== reference && value.includes(reference);
}

interface SeenPort {
  readonly path: string;
  readonly port: ContainerPort;
}

function portWarnings(spec: PodSpec): readonly string[] {
  const warnings: string[] = [];
  const names: string[] = [];
  const seen = new Map<string, SeenPort[]>();
  const named = new Map<string, string>();
  for (const [{ ports = [] }, at] of containers(spec)) {
    ports.forEach((port, index) => {
      const path = `${at}.ports[${index}]`;
      if (port.hostIP && !port.hostPort) warnings.push(`${path}: hostIP set without hostPort: ${portText(port)}`);
      const key = `${port.containerPort}/${port.protocol}`;
      const others = seen.get(key) ?? [];
      for (const other of others) {
        const text = overlap(port, other.port);
        if (text) warnings.push(`${path}: ${text} port definition with ${other.path}`);
      }
      seen.set(key, [...others, { path, port }]);
      if (!port.name) return;
      const first = named.get(port.name);
      if (first === undefined) named.set(port.name, path);
      else {
        const use = `services and probes that select ports by name will use ${first}`;
        names.push(`${path}: duplicate port name "${port.name}" with ${first}, ${use}`);
      }
    });
  }
  return [...warnings, ...names];
}

/** A port as Go's %+v prints it. */
const portText = ({ name = '', hostPort = 0, containerPort, protocol, hostIP = '' }: ContainerPort) =>
  `{Name:${name} HostPort:${hostPort} ContainerPort:${containerPort} Protocol:${protocol} HostIP:${hostIP}}`;

function overlap(a: ContainerPort, b: ContainerPort): string | undefined {
  const [ipA, ipB, portA, portB] = [a.hostIP ?? '', b.hostIP ?? '', a.hostPort ?? 0, b.hostPort ?? 0];
  if (ipA === ipB && portA === portB) return 'duplicate';
  if (portA === 0 || portB === 0) return 'overlapping';
  return portA === portB && (ipA === '') !== (ipB === '') ? 'dangerously ambiguous' : undefined;
}

function affinityWarnings(affinity: Affinity | undefined): readonly string[] {
  const warnings: string[] = [];
  const check = (term: PodAffinityTerm, path: string) => {
    if (!term.labelSelector) warnings.push(`${path}.labelSelector: ${NO_SELECTOR}`);
  };
  for (const kind of ['podAffinity', 'podAntiAffinity'] as const) {
    const at = `${AT}spec.affinity.${kind}`;
    affinity?.[kind]?.requiredDuringSchedulingIgnoredDuringExecution?.forEach((term, index) => {
      check(term, `${at}.requiredDuringSchedulingIgnoredDuringExecution[${index}]`);
    });
    affinity?.[kind]?.preferredDuringSchedulingIgnoredDuringExecution?.forEach(({ podAffinityTerm }, index) => {
      check(podAffinityTerm, `${at}.preferredDuringSchedulingIgnoredDuringExecution[${index}].podAffinityTerm`);
    });
  }
  return warnings;
}
