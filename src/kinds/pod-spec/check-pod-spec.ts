// Rules for a PodSpec, in pods and templates.
// upstream: pkg/apis/core/validation ValidatePodSpec

import { isEnabled } from '../feature-gates';
import type { PodDNSConfig, PodSpec, Volume } from '../generated/types.gen';
import { parseQuantity } from '../quantity';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notFound,
  notSupported,
  required,
  tooLong,
} from '../validation/field-error';
import { checkIp } from '../validation/ip-address';
import {
  dns1123Label,
  dns1123Subdomain,
  dns1123SubdomainWithUnderscore,
  inclusiveRange,
  qualifiedName,
} from '../validation/names';
import { checkLabels } from '../validation/object-meta';
import { checkContainerResourceName, checkPodResourceName, checkRequirements } from '../validation/resources';
import { checkAffinity, checkSpread } from './check-affinity';
import {
  type ContainerContext,
  checkContainers,
  checkEphemeralContainers,
  checkInitContainers,
} from './check-container';
import { checkOs } from './check-os';
import { checkPodSecurity } from './check-security';
import { checkTolerations } from './check-tolerations';
import { checkVolumes, type PodContext } from './check-volumes';
import { checkHostProcesses } from './check-windows';
import { internalValue } from './internal-value';
import { containerTotal, isHugePages } from './pod-resources';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const MAX_INT32 = 2_147_483_647;

export function checkPodSpec(errors: Errors, path: string, spec: PodSpec, pod: PodContext): void {
  if (spec.terminationGracePeriodSeconds === undefined) errors.push(required(`${path}.terminationGracePeriodSeconds`));
  const volumes = checkVolumes(errors, `${path}.volumes`, spec.volumes, pod);
  const claimNames = checkResourceClaims(errors, `${path}.resourceClaims`, spec);
  const cx: ContainerContext = { spec, volumes, claimNames };
  checkContainers(errors, `${path}.containers`, cx);
  checkInitContainers(errors, `${path}.initContainers`, cx);
  checkEphemeralContainers(errors, `${path}.ephemeralContainers`, cx);
  checkPodResources(errors, `${path}.resources`, spec, claimNames);
  checkHostNetworkPorts(errors, `${path}.containers`, spec, pod);
  checkOneOf(errors, `${path}.restartPolicy`, spec.restartPolicy, RESTART_POLICIES);
  checkOneOf(errors, `${path}.dnsPolicy`, spec.dnsPolicy, DNS_POLICIES);
  checkLabels(errors, spec.nodeSelector, `${path}.nodeSelector`);
  checkPodSecurity(errors, `${path}.securityContext`, spec);
  checkAffinity(errors, `${path}.affinity`, spec.affinity);
  checkDns(errors, `${path}.dnsConfig`, spec.dnsConfig, spec.dnsPolicy);
  checkGates(errors, path, spec);
  checkSpread(errors, `${path}.topologySpreadConstraints`, spec.topologySpreadConstraints);
  checkHostProcesses(errors, path, spec);
  checkHostUsers(errors, path, spec);
  checkHostname(errors, path, spec);
  checkNames(errors, path, spec);
  checkRequirements(
    errors,
    `${path}.overhead`,
    spec.overhead && { limits: spec.overhead },
    checkContainerResourceName,
    [],
  );
  checkOs(errors, path, spec);
  checkFileKeyVolumes(errors, path, spec);
}

function checkOneOf(errors: Errors, path: string, word: string | undefined, known: readonly string[]): void {
  if (!word) errors.push(required(path));
  else if (!known.includes(word)) errors.push(notSupported(path, word, known));
}

const NO_CLAIMS: readonly string[] = [];

/** Answers the names that containers may use. upstream: ValidatePodResourceClaims, gatherPodResourceClaimNames */
function checkResourceClaims(errors: Errors, path: string, { resourceClaims }: PodSpec): readonly string[] {
  if (!resourceClaims) return NO_CLAIMS;
  const seen = new Set<string>();
  resourceClaims.forEach((claim, index) => {
    const at = `${path}[${index}]`;
    const { name, resourceClaimName, resourceClaimTemplateName } = claim;
    if (!name) errors.push(required(`${at}.name`));
    else if (seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    else addInvalid(errors, `${at}.name`, name, dns1123Label(name));
    seen.add(name);
    const value = () => internalValue('PodResourceClaim', claim);
    if (resourceClaimName !== undefined && resourceClaimTemplateName !== undefined) {
      const why = 'at most one of `resourceClaimName` or `resourceClaimTemplateName` may be specified';
      errors.push(invalid(at, value(), why));
    }
    if (resourceClaimName === undefined && resourceClaimTemplateName === undefined) {
      errors.push(invalid(at, value(), 'must specify one of: `resourceClaimName`, `resourceClaimTemplateName`'));
    }
    for (const field of ['resourceClaimName', 'resourceClaimTemplateName'] as const) {
      const text = claim[field];
      if (text !== undefined) addInvalid(errors, `${at}.${field}`, text, dns1123Subdomain(text));
    }
  });
  return [...seen].filter((name) => name !== '');
}

/** upstream: validatePodResources, validatePodResourceConsistency */
function checkPodResources(errors: Errors, path: string, spec: PodSpec, claimNames: readonly string[]): void {
  const { resources } = spec;
  if (!resources) return;
  if (spec.os?.name === 'windows') return void errors.push(forbidden(path, 'may not be set for a windows pod'));
  if (resources.claims) errors.push(forbidden(`${path}.claims`, 'claims may not be set for Resources at pod-level'));
  checkRequirements(errors, path, resources, checkPodResourceName, claimNames);
  for (const [name, total] of containerTotal(spec, 'requests')) {
    const own = resources.requests?.[name] === undefined ? undefined : parseQuantity(resources.requests[name]);
    if (!own || total.nano <= own.nano) continue;
    const why = `must be greater than or equal to aggregate container requests of ${total.text}`;
    errors.push(invalid(`${path}.requests[${name}]`, own.text, why));
  }
  for (const [name, total] of containerTotal(spec, 'limits')) {
    const own = resources.limits?.[name] === undefined ? undefined : parseQuantity(resources.limits[name]);
    if (!isHugePages(name) || !own || total.nano <= own.nano) continue;
    const why = `must be greater than or equal to aggregate container limits of ${total.text}`;
    errors.push(invalid(`${path}.limits[${name}]`, own.text, why));
  }
  spec.containers?.forEach((container, index) => {
    for (const name in container.resources?.limits) {
      const limit = parseQuantity(container.resources.limits[name] as string);
      const own = resources.limits?.[name] === undefined ? undefined : parseQuantity(resources.limits[name]);
      if (!own || !limit || limit.nano <= own.nano) continue;
      const at = `${path}.containers[${index}][${name}].limits`;
      errors.push(invalid(at, limit.text, `must be less than or equal to pod limits of ${own.text}`));
    }
  });
}

/** upstream: validatePodHostNetworkDeps */
function checkHostNetworkPorts(errors: Errors, path: string, spec: PodSpec, { isPod }: PodContext): void {
  if (!spec.hostNetwork) return;
  spec.containers?.forEach(({ ports }, index) => {
    ports?.forEach(({ hostPort = 0, containerPort }, position) => {
      if (hostPort === containerPort || (!isPod && hostPort === 0)) return;
      const at = `${path}[${index}].ports[${position}].hostPort`;
      errors.push(invalid(at, hostPort, 'must match `containerPort` when `hostNetwork` is true'));
    });
  });
}

/** upstream: validatePodDNSConfig */
function checkDns(errors: Errors, path: string, config: PodDNSConfig | undefined, policy: string | undefined): void {
  const { nameservers = [], searches = [], options = [] } = config ?? {};
  if (policy === 'None') {
    if (!config) return void errors.push(required(path, 'must provide `dnsConfig` when `dnsPolicy` is None'));
    if (nameservers.length === 0) {
      const why = 'must provide at least one DNS nameserver when `dnsPolicy` is None';
      return void errors.push(required(`${path}.nameservers`, why));
    }
  }
  if (nameservers.length > 3) {
    errors.push(invalid(`${path}.nameservers`, nameservers, 'must not have more than 3 nameservers'));
  }
  for (const [index, server] of nameservers.entries()) checkIp(errors, `${path}.nameservers[${index}]`, server);
  if (searches.length > 32)
    errors.push(invalid(`${path}.searches`, searches, 'must not have more than 32 search paths'));
  if (searches.join(' ').length > 2048) {
    const why = 'must not have more than 2048 characters (including spaces) in the search list';
    errors.push(invalid(`${path}.searches`, searches, why));
  }
  for (const [index, search] of searches.entries()) {
    const name = search.endsWith('.') ? search.slice(0, -1) : search;
    if (search !== '.') addInvalid(errors, `${path}.searches[${index}]`, name, dns1123SubdomainWithUnderscore(name));
  }
  for (const [index, { name }] of options.entries()) {
    if (!name) errors.push(required(`${path}.options[${index}]`, 'must not be empty'));
  }
}

function checkGates(errors: Errors, path: string, { readinessGates, schedulingGates }: PodSpec): void {
  readinessGates?.forEach(({ conditionType }, index) => {
    addInvalid(errors, `${path}.readinessGates[${index}].conditionType`, conditionType, qualifiedName(conditionType));
  });
  const seen = new Set<string>();
  schedulingGates?.forEach(({ name }, index) => {
    const at = `${path}.schedulingGates[${index}]`;
    addInvalid(errors, at, name, qualifiedName(name));
    if (seen.has(name)) errors.push(duplicate(at, name));
    seen.add(name);
  });
}

/** upstream: validateHostUsers */
function checkHostUsers(errors: Errors, path: string, spec: PodSpec): void {
  if (spec.hostUsers !== false) return;
  const why = 'when `hostUsers` is false';
  const mayShareNetwork = isEnabled('UserNamespacesHostNetworkSupport');
  if (spec.hostNetwork && !mayShareNetwork) errors.push(forbidden(`${path}.hostNetwork`, why));
  if (spec.hostPID) errors.push(forbidden(`${path}.HostPID`, why));
  if (spec.hostIPC) errors.push(forbidden(`${path}.HostIPC`, why));
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    spec[list]?.forEach(({ volumeDevices }, index) => {
      if (volumeDevices?.length) errors.push(forbidden(`${path}.${list}[${index}].volumeDevices`, why));
    });
  }
}

/** upstream: validatePodHostName */
function checkHostname(errors: Errors, path: string, spec: PodSpec): void {
  const name = spec.hostnameOverride;
  if (name === undefined) return;
  const at = `${path}.hostnameOverride`;
  if (spec.setHostnameAsFQDN) errors.push(forbidden(at, 'may not be specified when setHostnameAsFQDN is true'));
  if (spec.hostNetwork) errors.push(forbidden(at, 'may not be specified when hostNetwork is true'));
  if (name.length > 64) errors.push(tooLong(at, 64));
  addInvalid(errors, at, name, dns1123Subdomain(name));
}

const PREEMPTION = ['PreemptLowerPriority', 'Never'];

/** The short fields, in upstream's order. */
function checkNames(errors: Errors, path: string, spec: PodSpec): void {
  const name = (field: 'serviceAccountName' | 'nodeName' | 'priorityClassName' | 'runtimeClassName') => {
    const text = spec[field];
    if (text) addInvalid(errors, `${path}.${field}`, text, dns1123Subdomain(text));
  };
  name('serviceAccountName');
  name('nodeName');
  const deadline = spec.activeDeadlineSeconds;
  if (deadline !== undefined && (deadline < 1 || deadline > MAX_INT32)) {
    errors.push(invalid(`${path}.activeDeadlineSeconds`, deadline, inclusiveRange(1, MAX_INT32)));
  }
  for (const field of ['hostname', 'subdomain'] as const) {
    const text = spec[field];
    if (text) addInvalid(errors, `${path}.${field}`, text, dns1123Label(text));
  }
  checkTolerations(errors, `${path}.tolerations`, spec.tolerations);
  spec.hostAliases?.forEach(({ ip, hostnames }, index) => {
    const at = `${path}.hostAliases[${index}]`;
    checkIp(errors, `${at}.ip`, ip);
    for (const [position, host] of (hostnames ?? []).entries()) {
      addInvalid(errors, `${at}.hostnames[${position}]`, host, dns1123Subdomain(host));
    }
  });
  name('priorityClassName');
  name('runtimeClassName');
  const { preemptionPolicy } = spec;
  if (preemptionPolicy !== undefined) checkOneOf(errors, `${path}.preemptionPolicy`, preemptionPolicy, PREEMPTION);
}

/** upstream: validateFileKeyRefVolumes */
function checkFileKeyVolumes(errors: Errors, path: string, spec: PodSpec): void {
  const volumes = new Map<string, Volume>((spec.volumes ?? []).map((volume) => [volume.name, volume]));
  for (const list of ['initContainers', 'containers', 'ephemeralContainers'] as const) {
    spec[list]?.forEach(({ env }, index) => {
      env?.forEach(({ valueFrom }, position) => {
        const name = valueFrom?.fileKeyRef?.volumeName;
        if (name === undefined) return;
        const at = `${path}.${list}[${index}].env[${position}].valueFrom.fileKeyRef.volumeName`;
        const volume = volumes.get(name);
        if (!volume) errors.push(notFound(at, name));
        else if (!volume.emptyDir) errors.push(invalid(at, name, 'referenced volume must be of type emptyDir'));
      });
    });
  }
}
