// When a Service changes its type, what only the old type could have is dropped, if the user left it as it was.
// upstream: pkg/registry/core/service/strategy.go dropTypeDependentFields

import { equalData } from './equal-data';
import type { Service, ServiceSpec } from './generated/types.gen';
import { changeItems, withField, withoutField } from './with-defaults';

export function dropTypeDependentFields(next: Service, stored: Service): Service {
  if (!next.spec || !stored.spec) return next;
  const dropped = withField(next, 'spec', dropFromSpec(next.spec, stored.spec));
  if (dropped.spec?.type === 'LoadBalancer' || !dropped.status?.loadBalancer?.ingress) return dropped;
  return { ...dropped, status: { ...dropped.status, loadBalancer: {} } };
}

function dropFromSpec(next: ServiceSpec, old: ServiceSpec): ServiceSpec {
  let spec = next;
  const loses = (has: (spec: ServiceSpec) => boolean) => has(old) && !has(next);
  if (loses(needsClusterIp)) {
    if (next.clusterIP === old.clusterIP && equalData(next.clusterIPs ?? [], old.clusterIPs ?? [])) {
      spec = withoutField(withoutField(spec, 'clusterIP'), 'clusterIPs');
    }
    if (equalData(next.ipFamilies ?? [], old.ipFamilies ?? [])) spec = withoutField(spec, 'ipFamilies');
    if (next.ipFamilyPolicy === old.ipFamilyPolicy) spec = withoutField(spec, 'ipFamilyPolicy');
  }
  if (loses(needsNodePort) && sameNodePorts(next, old)) {
    spec = changeItems(spec, 'ports', (port) => withoutField(port, 'nodePort'));
  }
  if (loses(needsHealthCheckNodePort) && next.healthCheckNodePort === old.healthCheckNodePort) {
    spec = withoutField(spec, 'healthCheckNodePort');
  }
  if (loses(isLoadBalancer)) {
    if (next.allocateLoadBalancerNodePorts === old.allocateLoadBalancerNodePorts) {
      spec = withoutField(spec, 'allocateLoadBalancerNodePorts');
    }
    if (next.loadBalancerClass === old.loadBalancerClass) spec = withoutField(spec, 'loadBalancerClass');
  }
  if (loses(isExternallyAccessible) && next.externalTrafficPolicy === old.externalTrafficPolicy) {
    spec = withoutField(spec, 'externalTrafficPolicy');
  }
  return spec;
}

export const needsClusterIp = ({ type }: ServiceSpec) => type !== 'ExternalName';

export const isLoadBalancer = ({ type }: ServiceSpec) => type === 'LoadBalancer';

export const needsNodePort = ({ type }: ServiceSpec) => type === 'NodePort' || type === 'LoadBalancer';

export function needsHealthCheckNodePort({ type, externalTrafficPolicy }: ServiceSpec): boolean {
  return type === 'LoadBalancer' && externalTrafficPolicy === 'Local';
}

/** upstream: pkg/api/service ExternallyAccessible */
export function isExternallyAccessible({ type, externalIPs }: ServiceSpec): boolean {
  return type === 'LoadBalancer' || type === 'NodePort' || (type === 'ClusterIP' && (externalIPs?.length ?? 0) > 0);
}

/** Whether every node port of the new spec is one of the old spec's. */
function sameNodePorts(next: ServiceSpec, old: ServiceSpec): boolean {
  const held = nodePortsOf(old);
  return nodePortsOf(next).every((port) => held.includes(port));
}

/** The node ports of a spec's ports, without its health check port. */
export function nodePortsOf({ ports }: ServiceSpec): readonly number[] {
  return (ports ?? []).map(({ nodePort = 0 }) => nodePort).filter((nodePort) => nodePort !== 0);
}
