// Which pods stand behind a Service, under which ports and host names. Shared by EndpointSlices and Endpoints.
// upstream: k8s.io/endpointslice utils.go FindPort, util/controller_utils.go ShouldPodBeInEndpoints

import type { Container, Pod, Service, ServicePort } from '../../kinds/generated/types.gen';
import { isPodTerminal } from '../shared/pod-state';

/** A pod counts once it has an address and until it is terminal; terminating ones only where asked for. */
export function belongsToEndpoints(pod: Pod, includeTerminating: boolean): boolean {
  if (isPodTerminal(pod)) return false;
  if (!pod.status?.podIP && !pod.status?.podIPs?.length) return false;
  return includeTerminating || pod.metadata.deletionTimestamp === undefined;
}

/** The pod's host name where the Service's name is its subdomain. */
export function endpointHostname(pod: Pod, service: Service): string | undefined {
  const { hostname, subdomain } = pod.spec;
  return hostname && subdomain === service.metadata.name ? hostname : undefined;
}

/** The port's number in this pod; a name is looked up among its containers, then its sidecars. */
export function findPort(pod: Pod, port: ServicePort): number | undefined {
  const target = port.targetPort ?? port.port;
  if (typeof target === 'number') return target;
  for (const container of pod.spec.containers) {
    const found = namedPort(container, target, port);
    if (found !== undefined) return found;
  }
  for (const container of pod.spec.initContainers ?? []) {
    const found = container.restartPolicy === 'Always' ? namedPort(container, target, port) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

function namedPort(container: Container, name: string, wanted: ServicePort): number | undefined {
  for (const port of container.ports ?? []) {
    if (port.name === name && (port.protocol ?? 'TCP') === (wanted.protocol ?? 'TCP')) return port.containerPort;
  }
  return undefined;
}

export function isHeadless(service: Service): boolean {
  const { clusterIP } = service.spec;
  return clusterIP === 'None' || !clusterIP;
}

export function isIPv6(address: string): boolean {
  return address.includes(':');
}
