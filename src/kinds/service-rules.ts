// Rules for Services.
// upstream: pkg/apis/core/validation validateService, ValidateServiceUpdate; pkg/api/service/warnings.go

import { isEnabled } from './feature-gates';
import type { Ingress, Service, ServicePort, ServiceSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { checkClusterIpChange, checkClusterIps, HEADLESS, isHeadless } from './service-cluster-ips';
import { isExternallyAccessible, isLoadBalancer, needsHealthCheckNodePort } from './service-type-change';
import {
  addInvalid,
  duplicate,
  type Errors,
  forbidden,
  invalid,
  notSupported,
  required,
} from './validation/field-error';
import { checkCidr, checkIp, cidrWarnings, ipWarnings, parseIp } from './validation/ip-address';
import {
  dns1035Label,
  dns1123Label,
  dns1123Subdomain,
  type NameRule,
  portNumber,
  qualifiedName,
} from './validation/names';
import { checkLabels, checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkPort, PROTOCOLS } from './validation/ports';

/** upstream: ValidateServiceName, NameIsDNSLabel */
export const serviceNameRule = (): NameRule =>
  isEnabled('RelaxedServiceNameValidation') ? dns1123Label : dns1035Label;

export function checkNewService(service: Service): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, service, serviceNameRule());
  checkService(errors, service, undefined);
  return errors;
}

export function checkServiceUpdate(next: Service, stored: Service): readonly FieldError[] {
  const errors: Errors = [];
  const [spec, old] = [next.spec ?? {}, stored.spec ?? {}];
  checkObjectMetaUpdate(errors, next);
  checkClusterIpChange(errors, spec, old);
  const bothBalance = isLoadBalancer(spec) && isLoadBalancer(old);
  if (bothBalance && spec.loadBalancerClass !== old.loadBalancerClass) {
    errors.push(invalid('spec.loadBalancerClass', spec.loadBalancerClass, 'may not change once set'));
  }
  checkBalancerClass(errors, spec);
  const bothChecked = needsHealthCheckNodePort(spec) && needsHealthCheckNodePort(old);
  if (bothChecked && spec.healthCheckNodePort !== old.healthCheckNodePort) {
    errors.push(forbidden('spec.healthCheckNodePort', 'field is immutable'));
  }
  checkService(errors, next, old);
  return errors;
}

const AFFINITIES = ['ClientIP', 'None'];
const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

function checkService(errors: Errors, { spec = {}, metadata }: Service, old: ServiceSpec | undefined): void {
  const { type = '', ports = [], selector, sessionAffinity } = spec;
  if (ports.length === 0 && !isHeadless(spec) && type !== 'ExternalName') errors.push(required('spec.ports'));
  checkType(errors, spec);
  const names = new Set<string>();
  ports.forEach((port, index) => {
    checkServicePort(errors, `spec.ports[${index}]`, port, ports.length > 1, names);
  });
  checkLabels(errors, selector, 'spec.selector');
  if (!sessionAffinity) errors.push(required('spec.sessionAffinity'));
  else if (!AFFINITIES.includes(sessionAffinity)) {
    errors.push(notSupported('spec.sessionAffinity', sessionAffinity, AFFINITIES));
  }
  checkAffinity(errors, spec);
  checkClusterIps(errors, spec, old);
  spec.externalIPs?.forEach((ip, index) => {
    checkExternalIp(errors, `spec.externalIPs[${index}]`, ip, old?.externalIPs);
  });
  if (!type) errors.push(required('spec.type'));
  else if (!TYPES.includes(type)) errors.push(notSupported('spec.type', type, TYPES));
  checkPortSets(errors, spec);
  checkSourceRanges(errors, spec, metadata.annotations, old);
  if (spec.allocateLoadBalancerNodePorts !== undefined && type !== 'LoadBalancer') {
    errors.push(forbidden('spec.allocateLoadBalancerNodePorts', ONLY_LOAD_BALANCER));
  } else if (type === 'LoadBalancer' && spec.allocateLoadBalancerNodePorts === undefined) {
    errors.push(required('allocateLoadBalancerNodePorts'));
  }
  checkBalancerClass(errors, spec);
  checkTraffic(errors, spec);
}

const ONLY_LOAD_BALANCER = "may only be used when `type` is 'LoadBalancer'";

function checkType(errors: Errors, spec: ServiceSpec): void {
  const { type, externalName = '' } = spec;
  if ((type === 'LoadBalancer' || type === 'NodePort') && isHeadless(spec)) {
    errors.push(invalid('spec.clusterIPs[0]', HEADLESS, `may not be set to 'None' for ${type} services`));
  }
  if (type !== 'ExternalName') return;
  for (const field of ['clusterIPs', 'ipFamilies', 'ipFamilyPolicy'] as const) {
    if (spec[field]?.length) errors.push(forbidden(`spec.${field}`, 'may not be set for ExternalName services'));
  }
  const name = externalName.endsWith('.') ? externalName.slice(0, -1) : externalName;
  if (name === '') errors.push(required('spec.externalName'));
  else addInvalid(errors, 'spec.externalName', name, dns1123Subdomain(name));
}

function checkServicePort(
  errors: Errors,
  path: string,
  port: ServicePort,
  needsName: boolean,
  names: Set<string>,
): void {
  const { name, protocol, targetPort, appProtocol } = port;
  if (!name) {
    if (needsName) errors.push(required(`${path}.name`));
  } else {
    addInvalid(errors, `${path}.name`, name, dns1123Label(name));
    if (names.has(name)) errors.push(duplicate(`${path}.name`, name));
    names.add(name);
  }
  addInvalid(errors, `${path}.port`, port.port ?? 0, portNumber(port.port ?? 0));
  if (!protocol) errors.push(required(`${path}.protocol`));
  else if (!PROTOCOLS.includes(protocol)) errors.push(notSupported(`${path}.protocol`, protocol, PROTOCOLS));
  checkPort(errors, `${path}.targetPort`, targetPort ?? 0);
  if (appProtocol !== undefined) addInvalid(errors, `${path}.appProtocol`, appProtocol, qualifiedName(appProtocol));
}

function checkAffinity(errors: Errors, { sessionAffinity, sessionAffinityConfig }: ServiceSpec): void {
  const path = 'spec.sessionAffinityConfig';
  if (sessionAffinity === 'None' && sessionAffinityConfig) {
    errors.push(forbidden(path, 'must not be set when session affinity is None'));
  }
  if (sessionAffinity !== 'ClientIP') return;
  const seconds = sessionAffinityConfig?.clientIP?.timeoutSeconds;
  const why = 'when session affinity type is ClientIP';
  if (!sessionAffinityConfig) errors.push(required(path, why));
  else if (!sessionAffinityConfig.clientIP) errors.push(required(`${path}.clientIP`, why));
  else if (seconds === undefined) errors.push(required(`${path}.clientIP.timeoutSeconds`, why));
  else if (seconds <= 0 || seconds > 86_400) {
    errors.push(invalid(`${path}.clientIP.timeoutSeconds`, seconds, 'must be greater than 0 and less than 86400'));
  }
}

function checkExternalIp(errors: Errors, path: string, ip: string, stored: readonly string[] | undefined): void {
  const before = errors.length;
  checkIp(errors, path, ip, stored);
  if (errors.length === before) checkReachableIp(errors, path, ip);
}

/** An address that traffic can come to. upstream: ValidateEndpointIP */
export function checkReachableIp(errors: Errors, path: string, ip: string): void {
  const address = parseIp(ip);
  if (!address) return void errors.push(invalid(path, ip, 'must be a valid IP address'));
  const { bytes } = address;
  const [first = 0, second = 0] = bytes;
  const isV4 = bytes.length === 4;
  const zeros = (count: number) => bytes.slice(0, count).every((byte) => byte === 0);
  const refuse = (why: string) => errors.push(invalid(path, ip, why));
  if (zeros(bytes.length)) refuse(`may not be unspecified (${ip})`);
  if (isV4 ? first === 127 : zeros(15) && bytes[15] === 1)
    refuse('may not be in the loopback range (127.0.0.0/8, ::1/128)');
  if (isV4 ? first === 169 && second === 254 : first === 0xfe && (second & 0xc0) === 0x80) {
    refuse('may not be in the link-local range (169.254.0.0/16, fe80::/10)');
  }
  if (isV4 ? first === 224 && second === 0 && bytes[2] === 0 : first === 0xff && (second & 0x0f) === 2) {
    refuse('may not be in the link-local multicast range (224.0.0.0/24, ff02::/10)');
  }
}

/** Node ports where they may be, and no port twice. */
function checkPortSets(errors: Errors, { type, ports = [] }: ServiceSpec): void {
  ports.forEach(({ nodePort }, index) => {
    if (type !== 'ClusterIP' || !nodePort) return;
    errors.push(forbidden(`spec.ports[${index}].nodePort`, "may not be used when `type` is 'ClusterIP'"));
  });
  const nodePorts = new Set<string>();
  ports.forEach(({ protocol, nodePort }, index) => {
    if (!nodePort) return;
    const key = `${protocol}/${nodePort}`;
    if (nodePorts.has(key)) errors.push(duplicate(`spec.ports[${index}].nodePort`, nodePort));
    nodePorts.add(key);
  });
  const seen = new Set<string>();
  ports.forEach(({ protocol, port }, index) => {
    const key = `${protocol}/${port}`;
    if (seen.has(key)) errors.push(duplicate(`spec.ports[${index}]`, internalValue('ServicePort', { protocol, port })));
    seen.add(key);
  });
}

const RANGES_ANNOTATION = 'service.beta.kubernetes.io/load-balancer-source-ranges';

function checkSourceRanges(
  errors: Errors,
  { type, loadBalancerSourceRanges = [] }: ServiceSpec,
  annotations: Readonly<Record<string, string>> | undefined,
  old: ServiceSpec | undefined,
): void {
  const annotated = annotations?.[RANGES_ANNOTATION];
  if (loadBalancerSourceRanges.length > 0) {
    // Upstream writes the field with a capital letter.
    const path = 'spec.LoadBalancerSourceRanges';
    if (type !== 'LoadBalancer') errors.push(forbidden(path, ONLY_LOAD_BALANCER));
    const stored = old?.loadBalancerSourceRanges?.map((range) => range.trim());
    loadBalancerSourceRanges.forEach((range, index) => {
      checkCidr(errors, `${path}[${index}]`, range.trim(), stored);
    });
  } else if (annotated !== undefined) {
    const path = `metadata.annotations[${RANGES_ANNOTATION}]`;
    if (type !== 'LoadBalancer') errors.push(forbidden(path, ONLY_LOAD_BALANCER));
    if (annotated.trim() === '') return;
    for (const range of annotated.split(',')) checkCidr(errors, path, range.trim());
  }
}

function checkBalancerClass(errors: Errors, spec: ServiceSpec): void {
  const { loadBalancerClass } = spec;
  if (loadBalancerClass === undefined) return;
  const path = 'spec.loadBalancerClass';
  if (!isLoadBalancer(spec)) errors.push(forbidden(path, ONLY_LOAD_BALANCER));
  else addInvalid(errors, path, loadBalancerClass, qualifiedName(loadBalancerClass));
}

const TRAFFIC = ['Cluster', 'Local'];
const DISTRIBUTIONS = ['PreferClose', 'PreferSameZone', 'PreferSameNode'];

function checkTraffic(errors: Errors, spec: ServiceSpec): void {
  const { type = '', externalTrafficPolicy, healthCheckNodePort, internalTrafficPolicy, trafficDistribution } = spec;
  const path = 'spec.externalTrafficPolicy';
  if (!isExternallyAccessible(spec)) {
    const why = 'may only be set for externally-accessible services';
    if (externalTrafficPolicy) errors.push(invalid(path, externalTrafficPolicy, why));
  } else if (!externalTrafficPolicy) errors.push(required(path));
  else if (!TRAFFIC.includes(externalTrafficPolicy)) errors.push(notSupported(path, externalTrafficPolicy, TRAFFIC));
  if (needsHealthCheckNodePort(spec)) {
    if (!healthCheckNodePort) errors.push(required('spec.healthCheckNodePort'));
    else addInvalid(errors, 'spec.healthCheckNodePort', healthCheckNodePort, portNumber(healthCheckNodePort));
  } else if (healthCheckNodePort) {
    const why = "may only be set when `type` is 'LoadBalancer' and `externalTrafficPolicy` is 'Local'";
    errors.push(invalid('spec.healthCheckNodePort', healthCheckNodePort, why));
  }
  if (internalTrafficPolicy === undefined) {
    if (TYPES.includes(type) && type !== 'ExternalName') errors.push(required('spec.internalTrafficPolicy'));
  } else if (!TRAFFIC.includes(internalTrafficPolicy)) {
    errors.push(notSupported('spec.internalTrafficPolicy', internalTrafficPolicy, TRAFFIC));
  }
  if (trafficDistribution === undefined || DISTRIBUTIONS.includes(trafficDistribution)) return;
  errors.push(notSupported('spec.trafficDistribution', trafficDistribution, DISTRIBUTIONS));
}

/** upstream: ValidateLoadBalancerStatus */
export function checkServiceStatus(next: Service, stored: Service): readonly FieldError[] {
  const errors: Errors = [];
  const path = 'status.loadBalancer.ingress';
  checkObjectMetaUpdate(errors, next);
  const ingress = next.status?.loadBalancer?.ingress ?? [];
  if (next.spec?.type !== 'LoadBalancer' && ingress.length > 0) {
    errors.push(forbidden(path, "may only be used when `spec.type` is 'LoadBalancer'"));
    return errors;
  }
  const known = (stored.status?.loadBalancer?.ingress ?? []).flatMap(({ ip }) => (ip ? [ip] : []));
  ingress.forEach(({ ip, ipMode, hostname }, index) => {
    const at = `${path}[${index}]`;
    if (ip) checkIp(errors, `${at}.ip`, ip, known);
    if (ipMode === undefined) {
      if (ip) errors.push(required(`${at}.ipMode`, 'must be specified when `ip` is set'));
    } else if (!ip) errors.push(forbidden(`${at}.ipMode`, 'may not be specified when `ip` is not set'));
    else if (ipMode !== 'Proxy' && ipMode !== 'VIP')
      errors.push(notSupported(`${at}.ipMode`, ipMode, ['Proxy', 'VIP']));
    if (!hostname) return;
    addInvalid(errors, `${at}.hostname`, hostname, dns1123Subdomain(hostname));
    if (parseIp(hostname)) errors.push(invalid(`${at}.hostname`, hostname, 'must be a DNS name, not an IP address'));
  });
  return errors;
}

/** Of a Service's status and of an Ingress's. */
export function balancerWarnings({ status }: Service | Ingress): readonly string[] {
  const ingress: readonly { readonly ip?: string | undefined }[] = status?.loadBalancer?.ingress ?? [];
  return ingress.flatMap(({ ip }, index) => (ip ? ipWarnings(`status.loadBalancer.ingress[${index}]`, ip) : []));
}

const HINTS_ANNOTATION = 'service.kubernetes.io/topology-aware-hints';

export function serviceWarnings({ metadata, spec = {} }: Service): readonly string[] {
  const warnings: string[] = [];
  const { type, clusterIP, clusterIPs = [], externalIPs = [], loadBalancerIP, externalName } = spec;
  if (metadata.annotations?.[HINTS_ANNOTATION] !== undefined) {
    const use = 'please use service.kubernetes.io/topology-mode instead';
    warnings.push(`annotation ${HINTS_ANNOTATION} is deprecated, ${use}`);
  }
  const headless = type === 'ClusterIP' && clusterIP === HEADLESS;
  if (clusterIP && clusterIP !== HEADLESS) {
    warnings.push(...clusterIPs.flatMap((ip, index) => ipWarnings(`spec.clusterIPs[${index}]`, ip)));
  }
  if (headless) {
    if (loadBalancerIP) warnings.push('spec.loadBalancerIP is ignored for headless services');
    if (externalIPs.length > 0) warnings.push('spec.externalIPs is ignored for headless services');
    if (spec.sessionAffinity !== 'None') warnings.push('spec.SessionAffinity is ignored for headless services');
  }
  warnings.push(...externalIPs.flatMap((ip, index) => ipWarnings(`spec.externalIPs[${index}]`, ip)));
  if (externalIPs.length > 0 && !headless && type !== 'ExternalName') {
    warnings.push('spec.externalIPs is deprecated and may no longer be implemented in some clusters');
  }
  if (loadBalancerIP) warnings.push(...ipWarnings('spec.loadBalancerIP', loadBalancerIP));
  spec.loadBalancerSourceRanges?.forEach((range, index) => {
    warnings.push(...cidrWarnings(`spec.loadBalancerSourceRanges[${index}]`, range));
  });
  if (type === 'ExternalName' && externalIPs.length > 0) {
    warnings.push('spec.externalIPs is ignored when spec.type is "ExternalName"');
  }
  if (type !== 'ExternalName' && externalName) {
    warnings.push('spec.externalName is ignored when spec.type is not "ExternalName"');
  }
  if (spec.trafficDistribution === 'PreferClose') {
    warnings.push('spec.trafficDistribution: "PreferClose" is deprecated; use "PreferSameZone"');
  }
  return warnings;
}
