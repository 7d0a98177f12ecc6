// What the cluster's objects say about a name: the hosts behind it. The record types in `dns.ts` are all made of
// these.
// upstream: coredns plugin/kubernetes findServices, findPods, serviceRecordForIP, nsAddrs

import type { Reader } from '../api/actor';
import type { EndpointSlice, Service } from '../kinds/generated/types.gen';
import { dashedAddress, parseAddress } from './address';
import type { NameRequest } from './dns-names';

export interface Host {
  /** An address, or a name for ExternalName Services. */
  readonly host: string;
  /** -1 when no port is declared. */
  readonly port: number;
  /** The name under which SRV records point at it. */
  readonly name: string;
}

/** undefined: there is no such name. An empty list: the name exists and holds nothing. */
export type Hosts = readonly Host[] | undefined;

const NOTHING: readonly Host[] = Object.freeze([]);
const NO_PORTS = Object.freeze([{ name: '', port: -1, protocol: '' }]);

/** The hosts of a parsed name in this zone. */
export function hostsOf(reader: Reader, request: NameRequest | undefined, zone: string): Hosts {
  if (!request) return undefined;
  if (request.kind === 'apex') return NOTHING;
  if (/\.(in-addr|ip6)\.arpa\.$/i.test(`.${zone}`)) return undefined;
  if (!reader.get('Namespace', undefined, request.namespace)) return undefined;
  if (request.service === '') return NOTHING;
  return request.kind === 'pod' ? podHost(request, zone) : serviceHosts(reader, request, zone);
}

/** `pods insecure`: any address in dashes, whether or not a pod has it. */
function podHost(request: NameRequest, zone: string): Hosts {
  const text = request.service;
  const dotted = text.split('-').length === 4 && !text.includes('--');
  const address = text.replaceAll('-', dotted ? '.' : ':');
  if (!parseAddress(address)) return undefined;
  return [{ host: address, port: 0, name: `${text}.${request.namespace}.pod.${zone}` }];
}

function serviceHosts(reader: Reader, request: NameRequest, zone: string): Hosts {
  const service = reader.get('Service', request.namespace, request.service);
  if (!service) return undefined;
  const { spec = {}, metadata } = service;
  const name = `${metadata.name}.${metadata.namespace}.svc.${zone}`;
  if (spec.type === 'ExternalName') {
    const external = spec.externalName ?? '';
    const isPart = request.endpoint !== '' || request.port !== '' || request.protocol !== '';
    if (isPart || parseAddress(external)) return undefined;
    return [{ host: external, port: 0, name }];
  }
  if (isHeadless(service) || request.endpoint !== '') return endpointHosts(reader, request, service, name);
  const hosts: Host[] = [];
  const ports = spec.ports && spec.ports.length > 0 ? spec.ports : NO_PORTS;
  for (const port of ports) {
    if (!matchesPort(request, port.name ?? '', port.protocol ?? 'TCP')) continue;
    for (const address of clusterAddresses(service)) hosts.push({ host: address, port: port.port, name });
  }
  return hosts.length > 0 ? hosts : undefined;
}

function endpointHosts(reader: Reader, request: NameRequest, service: Service, name: string): Hosts {
  const hosts: Host[] = [];
  const key = `${service.metadata.namespace}/${service.metadata.name}`;
  for (const slice of reader.by('EndpointSlice', 'service', key)) {
    const ports = slicePorts(slice).filter((port) => matchesPort(request, port.name, port.protocol));
    for (const [address, label] of readyAddresses(slice)) {
      if (request.endpoint !== '' && request.endpoint !== label.toLowerCase()) continue;
      for (const { port } of ports) hosts.push({ host: address, port, name: `${label}.${name}` });
    }
  }
  return hosts.length > 0 ? hosts : undefined;
}

function slicePorts(slice: EndpointSlice): readonly { name: string; port: number; protocol: string }[] {
  if (!slice.ports || slice.ports.length === 0) return NO_PORTS;
  return slice.ports.map(({ name = '', port = -1, protocol = '' }) => ({ name, port, protocol }));
}

/** Ready addresses with their host label: the pod's hostname, or the address in dashes. */
function readyAddresses(slice: EndpointSlice): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (const { addresses, conditions, hostname } of slice.endpoints ?? []) {
    if (conditions?.ready === false) continue;
    for (const address of addresses) pairs.push([address, hostname || dashedAddress(address)]);
  }
  return pairs;
}

function matchesPort(request: NameRequest, name: string, protocol: string): boolean {
  if (request.port !== '' && request.port !== name.toLowerCase()) return false;
  return request.protocol === '' || request.protocol === protocol.toLowerCase();
}

export function isHeadless(service: Service): boolean {
  return clusterAddresses(service)[0] === 'None';
}

export function clusterAddresses(service: Service): readonly string[] {
  const { clusterIP, clusterIPs } = service.spec ?? {};
  if (clusterIPs && clusterIPs.length > 0) return clusterIPs;
  return clusterIP ? [clusterIP] : [];
}

/**
 * Names of an address: that of the Service whose clusterIP it is, else one for each Service with it as a ready
 * endpoint.
 */
export function namesOfAddress(reader: Reader, address: string, zone: string): readonly string[] {
  for (const service of reader.list('Service')) {
    const { name, namespace } = service.metadata;
    if (clusterAddresses(service).includes(address)) return [`${name}.${namespace}.svc.${zone}`];
  }
  const names: string[] = [];
  for (const slice of reader.list('EndpointSlice')) {
    const service = slice.metadata.labels?.['kubernetes.io/service-name'];
    if (!service) continue;
    for (const [candidate, label] of readyAddresses(slice)) {
      const name = `${label}.${service}.${slice.metadata.namespace}.svc.${zone}`;
      if (candidate === address && !names.includes(name)) names.push(name);
    }
  }
  return names;
}

/** The cluster's own name servers: addresses of the Service kube-system/kube-dns while it has a ready endpoint. */
export function nameServers(reader: Reader, zone: string): readonly Host[] {
  const service = reader.get('Service', 'kube-system', 'kube-dns');
  if (!service) return NOTHING;
  const slices = reader.by('EndpointSlice', 'service', 'kube-system/kube-dns');
  if (!slices.some((slice) => readyAddresses(slice).length > 0)) return NOTHING;
  const name = `kube-dns.kube-system.svc.${zone}`;
  return clusterAddresses(service).map((host) => ({ host, port: 53, name }));
}
