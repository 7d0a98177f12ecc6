// Gives a Service its cluster IP, its node ports and its health check port, as the API server does before it validates
// it. `allocateService(service, stored, cx)` is pure: what is in use and what is drawn come through `cx`. Call it after
// the defaults on create (stored undefined) and on update of the main resource; it answers the same object when there
// is nothing to give out, and throws an ApiError (422, or 500 when a range is full).
// upstream: pkg/registry/core/service/storage alloc.go and storage.go

import type { ObjectMeta, Service, ServiceSpec } from '../kinds/generated/types.gen';
import { ipAddressErrors } from '../kinds/ip-address';
import type { FieldError } from '../kinds/kind';
import { checkClusterIps, HEADLESS, isHeadless } from '../kinds/service-cluster-ips';
import { needsClusterIp, needsHealthCheckNodePort, needsNodePort } from '../kinds/service-type-change';
import { invalid } from '../kinds/validation/field-error';
import { ipFamily, ipText, parseIp } from '../kinds/validation/ip-address';
import { withField } from '../kinds/with-defaults';
import { ApiError, invalid as invalidObject } from './api-error';
import type { IpRange } from './ip-range';
import { PortRange } from './port-range';
import { ipAddress } from './service-addresses';

export interface AllocationContext {
  /** Whether a stored Service has this cluster IP. */
  readonly ipInUse: (ip: string) => boolean;
  /** Whether a stored Service has this node port or health check port. */
  readonly nodePortInUse: (port: number) => boolean;
  /** A number drawn for this service, 0 <= n < limit. */
  readonly draw: (limit: number) => number;
  readonly dryRun?: boolean;
  readonly ranges: ServiceRanges;
}

export interface ServiceRanges {
  /** In the order in which they are tried. */
  readonly clusterIps: readonly IpRange[];
  readonly nodePorts: PortRange;
}

export const NODE_PORTS = new PortRange(30_000, 32_767);

/** The Service with everything it needs given out. Errors: ApiError 422 Invalid; 500 when a range is full. */
export function allocateService(service: Service, stored: Service | undefined, cx: AllocationContext): Service {
  if (!service.spec) return service;
  const name = service.metadata.name;
  const old = stored?.spec;
  let spec = old ? keepAllocated(service.spec, old) : service.spec;
  spec = agreeOnClusterIps(spec, old);
  spec = initFamilies(name, spec, old);
  spec = allocateClusterIp(service.metadata, spec, old, cx);
  spec = allocateNodePorts(name, spec, old, cx);
  return withField(service, 'spec', spec);
}

type Family = NonNullable<ServiceSpec['ipFamilies']>[number];

const NAMES = { group: '', plural: 'services', kind: 'Service' };

function refuse(name: string, ...errors: readonly FieldError[]): never {
  throw invalidObject(NAMES, name, errors);
}

function internalError(why: string): ApiError {
  return new ApiError(500, 'InternalError', `Internal error occurred: ${why}`, { causes: [{ message: why }] });
}

/** An update that leaves out what was given keeps it. upstream: patchAllocatedValues */
function keepAllocated(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let next = spec;
  if (needsClusterIp(old) && needsClusterIp(spec)) {
    if (!spec.clusterIP && old.clusterIP) next = { ...next, clusterIP: old.clusterIP };
    if (!spec.clusterIPs?.length && old.clusterIPs?.length) next = { ...next, clusterIPs: old.clusterIPs };
  }
  if (needsNodePort(old) && needsNodePort(spec)) next = keepNodePorts(next, old);
  if (needsHealthCheckNodePort(old) && needsHealthCheckNodePort(spec) && !spec.healthCheckNodePort) {
    if (old.healthCheckNodePort) next = { ...next, healthCheckNodePort: old.healthCheckNodePort };
  }
  return next;
}

/** A port without a node port takes that of the old port of its name, unless another port names it. */
function keepNodePorts(spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const named = new Set((spec.ports ?? []).map(({ nodePort }) => nodePort).filter(Boolean));
  const held = new Map((old.ports ?? []).map(({ name = '', nodePort }) => [name, nodePort]));
  const ports = (spec.ports ?? []).map((port) => {
    const nodePort = port.nodePort ? undefined : held.get(port.name ?? '');
    return nodePort && !named.has(nodePort) ? { ...port, nodePort } : port;
  });
  return ports.some((port, index) => port !== spec.ports?.[index]) ? { ...spec, ports } : spec;
}

const sameList = (a: readonly string[] = [], b: readonly string[] = []) =>
  a.length === b.length && a.every((item, index) => item === b[index]);

/** `clusterIP` and `clusterIPs` follow each other where only one was changed. upstream: normalizeClusterIPs */
function agreeOnClusterIps(spec: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  const { clusterIP = '', clusterIPs = [] } = spec;
  if (!old) return clusterIP !== '' && clusterIPs.length === 0 ? { ...spec, clusterIPs: [clusterIP] } : spec;
  if ((old.clusterIP ?? '') === clusterIP || !sameList(old.clusterIPs, clusterIPs)) return spec;
  if (clusterIP !== '') return { ...spec, clusterIPs: [clusterIP] };
  const { clusterIPs: ignored, ...rest } = spec;
  return rest;
}

/** upstream: initIPFamilyFields, on a cluster with IPv4 services only */
function initFamilies(name: string, given: ServiceSpec, old: ServiceSpec | undefined): ServiceSpec {
  if (given.type === 'ExternalName') return given;
  const headlessAlone = given.clusterIP === HEADLESS && Object.keys(given.selector ?? {}).length === 0;
  const policy = given.ipFamilyPolicy ?? old?.ipFamilyPolicy ?? (headlessAlone ? 'RequireDualStack' : 'SingleStack');
  const spec = withField(given, 'ipFamilyPolicy', policy);
  const problems: FieldError[] = [];
  checkClusterIps(problems, spec, old);
  if (problems.length > 0) refuse(name, ...problems);
  const families = familiesOf(name, old ? withoutSecondFamily(name, spec, old) : spec);
  if (headlessAlone) {
    const [first = 'IPv4'] = families;
    const both = policy !== 'SingleStack' && families.length < 2;
    const all: readonly Family[] = both
      ? [first, first === 'IPv4' ? 'IPv6' : 'IPv4']
      : families.length > 0
        ? families
        : [first];
    return sameList(spec.ipFamilies, all) ? spec : { ...spec, ipFamilies: all };
  }
  if (policy === 'RequireDualStack') {
    const why = 'this cluster is not configured for dual-stack services';
    problems.push(invalid('spec.ipFamilyPolicy', policy, why));
  }
  families.forEach((family, index) => {
    if (family === 'IPv4') return;
    problems.push(invalid(`spec.ipFamilies[${index}]`, family, 'not configured on this cluster'));
  });
  if (problems.length > 0) refuse(name, ...problems);
  const known: readonly Family[] = families.length > 0 ? families : ['IPv4'];
  return sameList(spec.ipFamilies, known) ? spec : { ...spec, ipFamilies: known };
}

/** SingleStack lets go of an untouched second family; the other policies do not. */
function withoutSecondFamily(name: string, spec: ServiceSpec, old: ServiceSpec): ServiceSpec {
  const { ipFamilies = [], ipFamilyPolicy } = spec;
  const held = old.ipFamilies ?? [];
  if (ipFamilyPolicy === 'SingleStack') {
    return ipFamilies.length > 1 && sameList(ipFamilies, held) ? { ...spec, ipFamilies: ipFamilies.slice(0, 1) } : spec;
  }
  if (ipFamilies.length === 0 || ipFamilies.length >= held.length) return spec;
  const why = "must be 'SingleStack' to release the secondary IP family";
  return refuse(name, invalid('spec.ipFamilyPolicy', ipFamilyPolicy, why));
}

/** The given families, and those of given addresses beyond them. */
function familiesOf(name: string, spec: ServiceSpec): readonly Family[] {
  const { clusterIPs = [], ipFamilies = [], ipFamilyPolicy } = spec;
  const problems: FieldError[] = [];
  if (ipFamilyPolicy === 'SingleStack') {
    const several = "must be 'RequireDualStack' or 'PreferDualStack' when multiple";
    if (clusterIPs.length === 2) {
      problems.push(invalid('spec.ipFamilyPolicy', ipFamilyPolicy, `${several} cluster IPs are specified`));
    }
    if (ipFamilies.length === 2) {
      problems.push(invalid('spec.ipFamilyPolicy', ipFamilyPolicy, `${several} IP families are specified`));
    }
  }
  const families: Family[] = [...ipFamilies];
  clusterIPs.forEach((ip, index) => {
    if (ip === HEADLESS || index < ipFamilies.length) return;
    const family = ipFamily(ip) ?? 'unknown';
    if (family === 'IPv4') families.push(family);
    else problems.push(invalid(`spec.clusterIPs[${index}]`, clusterIPs, `${family} is not configured on this cluster`));
  });
  if (problems.length > 0) refuse(name, ...problems);
  return families;
}

/** upstream: allocClusterIPs, updateClusterIPs */
function allocateClusterIp(
  metadata: ObjectMeta,
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  cx: AllocationContext,
): ServiceSpec {
  if (spec.type === 'ExternalName' || isHeadless(spec)) return spec;
  if (old && old.type !== 'ExternalName') return spec;
  const { clusterIps } = cx.ranges;
  const { name } = metadata;
  const [asked] = spec.clusterIPs ?? [];
  if (asked) {
    const problem = ipRefusal(asked, metadata, cx);
    if (!problem) return spec;
    refuse(name, invalid('spec.clusterIPs', spec.clusterIPs, `failed to allocate IP ${asked}: ${problem}`));
  }
  if (cx.dryRun && clusterIps.length === 0) {
    refuse(name, invalid('spec.clusterIPs', [''], 'failed to allocate IP: allocator not ready'));
  }
  const ip = cx.dryRun ? clusterIps[0]?.networkText : nextIp(clusterIps, cx);
  if (ip === undefined) {
    const why = `failed to allocate a serviceIP for Service ${JSON.stringify(name)}: range is full`;
    throw internalError(why);
  }
  const fault = cx.dryRun ? undefined : addressFault(ip, metadata);
  if (fault) refuse(name, invalid('spec.clusterIPs', [''], `failed to allocate IP: ${fault}`));
  return { ...spec, clusterIP: ip, clusterIPs: [ip] };
}

/** Why the address cannot be given out; undefined when it can. A dry run asks the first range alone. */
function ipRefusal(asked: string, metadata: ObjectMeta, { ranges, ipInUse, dryRun }: AllocationContext) {
  const address = parseIp(asked);
  const [first] = ranges.clusterIps;
  if (dryRun && address && first) {
    if (first.contains(address)) return undefined;
    return `the provided IP (${ipText(address)}) is not in the valid range. The range of valid IPs is ${first.text}`;
  }
  if (!address || !ranges.clusterIps.some((range) => range.contains(address))) {
    return 'the provided network does not match the current range';
  }
  const ip = ipText(address);
  return addressFault(ip, metadata) ?? (ipInUse(ip) ? 'provided IP is already allocated' : undefined);
}

/** Why there can be no IPAddress for the Service, whose own name is checked only later. */
function addressFault(ip: string, { namespace = '', name }: ObjectMeta): string | undefined {
  const errors = ipAddressErrors(ipAddress(ip, namespace, name));
  const kind = { group: 'networking.k8s.io', plural: 'ipaddresses', kind: 'IPAddress' };
  return errors.length === 0 ? undefined : invalidObject(kind, ip, errors).message;
}

function nextIp(ranges: readonly IpRange[], { ipInUse, draw }: AllocationContext): string | undefined {
  for (const range of ranges) {
    const ip = range.next(ipInUse, draw);
    if (ip !== undefined) return ip;
  }
  return undefined;
}

/** upstream: txnAllocNodePorts, txnUpdateNodePorts */
function allocateNodePorts(
  name: string,
  spec: ServiceSpec,
  old: ServiceSpec | undefined,
  cx: AllocationContext,
): ServiceSpec {
  const taker = new PortTaker(cx);
  let next = spec;
  if (needsNodePort(spec)) {
    const ports = old ? portsOfUpdate(name, spec, old, taker) : portsOfCreate(name, spec, taker);
    if (ports.some((port, index) => port !== spec.ports?.[index])) next = { ...next, ports };
  }
  if (!needsHealthCheckNodePort(spec) || (old && needsHealthCheckNodePort(old))) return next;
  const asked = spec.healthCheckNodePort ?? 0;
  if (asked === 0) return { ...next, healthCheckNodePort: taker.next() };
  const problem = taker.take(asked);
  if (!problem) return next;
  throw internalError(`failed to allocate requested HealthCheck NodePort ${asked}: ${problem}`);
}

type Ports = NonNullable<ServiceSpec['ports']>;

const wantsNodePorts = ({ type, allocateLoadBalancerNodePorts }: ServiceSpec) =>
  type === 'NodePort' || allocateLoadBalancerNodePorts !== false;

/** One number for a service port that is there as TCP and as UDP. upstream: initNodePorts */
function portsOfCreate(name: string, spec: ServiceSpec, taker: PortTaker): Ports {
  const given = new Map<number, number>();
  return (spec.ports ?? []).map((port, index, ports) => {
    const own = port.nodePort ?? 0;
    if (own === 0 && !wantsNodePorts(spec)) return port;
    const shared = given.get(port.port);
    if (shared !== undefined) {
      if (own === 0) return { ...port, nodePort: shared };
      if (own !== shared) takeNodePort(name, index, own, taker);
      return port;
    }
    const asked = ports.find((other) => other.port === port.port && other.nodePort)?.nodePort;
    if (asked) takeNodePort(name, index, asked, taker);
    const nodePort = asked ?? taker.next();
    given.set(port.port, nodePort);
    return own === nodePort ? port : { ...port, nodePort };
  });
}

/** Ports that the old Service had are its own already. upstream: updateNodePorts */
function portsOfUpdate(name: string, spec: ServiceSpec, old: ServiceSpec, taker: PortTaker): Ports {
  const held = new Set((old.ports ?? []).map(({ nodePort }) => nodePort));
  const taken = new Set<number>();
  const seen = new Set<string>();
  return (spec.ports ?? []).map((port, index) => {
    const own = port.nodePort ?? 0;
    if (own === 0 && !wantsNodePorts(spec)) return port;
    if (own !== 0 && !held.has(own) && !taken.has(own)) takeNodePort(name, index, own, taker);
    taken.add(own);
    const nodePort = own || taker.next();
    const key = `${port.protocol} ${nodePort}`;
    if (seen.has(key)) throw new ApiError(500, undefined, `duplicate nodePort: {${key}}`);
    seen.add(key);
    return own === nodePort ? port : { ...port, nodePort };
  });
}

function takeNodePort(name: string, index: number, port: number, taker: PortTaker): void {
  const problem = taker.take(port);
  if (problem) refuse(name, invalid(`spec.ports[${index}].nodePort`, port, problem));
}

/** A dry run answers the next number after this one. */
const DRY_RUN_PORT = 32_768;

/** The ports that this one request has taken, besides those in use. */
class PortTaker {
  readonly #cx: AllocationContext;
  readonly #range: PortRange;
  readonly #taken = new Set<number>();

  constructor(cx: AllocationContext) {
    this.#cx = cx;
    this.#range = cx.ranges.nodePorts;
  }

  /** Why the port cannot be had; undefined once it is taken. */
  take(port: number): string | undefined {
    const taken = this.#inUse(port) ? 'provided port is already allocated' : undefined;
    const problem = this.#cx.dryRun ? taken : this.#range.refusal(port, this.#inUse);
    if (!problem) this.#taken.add(port);
    return problem;
  }

  next(): number {
    const { dryRun, draw } = this.#cx;
    const port = dryRun ? Math.max(DRY_RUN_PORT, ...this.#taken) + 1 : this.#range.next(this.#inUse, draw);
    if (port === undefined) throw internalError('failed to allocate a nodePort: range is full');
    this.#taken.add(port);
    return port;
  }

  readonly #inUse = (port: number) => this.#taken.has(port) || this.#cx.nodePortInUse(port);
}
