// The rules that Services put on every node, by destination: cluster addresses, node ports, load balancer addresses,
// external addresses, and health checks. Kept as one table that each sync of a Service changes.
// upstream: pkg/proxy ServicePortMap

import { isEnabled } from '../kinds/feature-gates';
import type { Service, ServicePort } from '../kinds/generated/types.gen';
import type { Table } from '../sim/table';
import { clusterAddresses, isHeadless } from './dns-backend';
import { hostPort, type ServiceView } from './service-view';

export type RuleKind = 'clusterIP' | 'externalIP' | 'loadBalancerIP' | 'nodePort';

export interface ProxyRule {
  readonly kind: RuleKind;
  /** `ns/name` of the Service. */
  readonly service: string;
  readonly port: ServicePort;
}

export type Protocol = 'TCP' | 'UDP' | 'SCTP';

/** Key of a rule: what a packet is sent to. Node ports stand without an address. */
export function destinationKey(protocol: Protocol, address: string, port: number): string {
  return `${protocol} ${hostPort(address, port)}`;
}

export function nodePortKey(protocol: Protocol, port: number): string {
  return `${protocol} *:${port}`;
}

/** What a cloud's load balancer listens on. */
export function balancerKey(protocol: Protocol, address: string, port: number): string {
  return `balancer ${protocol} ${hostPort(address, port)}`;
}

/** Says only that some Service has the cluster address. */
export function clusterAddressKey(address: string): string {
  return `cluster ${address}`;
}

export function healthCheckKey(port: number): string {
  return `health *:${port}`;
}

/** Whether the proxies have anything to do for a Service. */
export function isProxied(service: Service): boolean {
  return service.spec?.type !== 'ExternalName' && !isHeadless(service) && clusterAddresses(service).length > 0;
}

/** Every rule that a Service asks for, with its key. */
export function rulesOf({ key, service }: ServiceView): readonly (readonly [string, ProxyRule])[] {
  const rules: (readonly [string, ProxyRule])[] = [];
  const { ports = [], externalIPs = [], healthCheckNodePort } = service.spec ?? {};
  for (const port of ports) {
    const protocol = port.protocol ?? 'TCP';
    const add = (kind: RuleKind, address: string) =>
      rules.push([destinationKey(protocol, address, port.port), { kind, service: key, port }]);
    for (const address of clusterAddresses(service)) {
      add('clusterIP', address);
      rules.push([clusterAddressKey(address), { kind: 'clusterIP', service: key, port }]);
    }
    for (const address of isEnabled('AllowServiceExternalIPs') ? externalIPs : []) add('externalIP', address);
    for (const { ip, ipMode } of service.status?.loadBalancer?.ingress ?? []) {
      if (!ip) continue;
      // The nodes catch what is sent to the address themselves, unless it is the balancer that opens the connection.
      if (ipMode !== 'Proxy') add('loadBalancerIP', ip);
      rules.push([balancerKey(protocol, ip, port.port), { kind: 'loadBalancerIP', service: key, port }]);
    }
    if (port.nodePort) rules.push([nodePortKey(protocol, port.nodePort), { kind: 'nodePort', service: key, port }]);
  }
  const first = ports[0];
  if (healthCheckNodePort && first) {
    rules.push([healthCheckKey(healthCheckNodePort), { kind: 'nodePort', service: key, port: first }]);
  }
  return rules;
}

/** Takes away the rules of the Service as it was known and puts up those of the Service as it is. */
export function replaceRules(
  table: Table<ProxyRule>,
  before: ServiceView | undefined,
  now: ServiceView | undefined,
): void {
  for (const [key, rule] of before ? rulesOf(before) : []) {
    if (table.get(key)?.service === rule.service) table.delete(key);
  }
  for (const [key, rule] of now ? rulesOf(now) : []) table.set(key, rule);
}
