// Where a client sends a request that is meant for a Service or a pod.

import type { Reader } from '../api/actor';
import { UsageError } from '../cluster/describe/usage-error';
import type { Pod, Service, ServicePort } from '../kinds/generated/types.gen';
import type { RequestSource } from '../network/client';

/** Targets as `scheme://host:port`, at least one; from outside a node port has one on each node. */
export function serviceTargets(
  reader: Reader,
  service: Service,
  from: RequestSource,
  port: number | undefined,
): readonly string[] {
  const { metadata, spec, status } = service;
  const declared = spec?.ports?.find((each) => port === undefined || each.port === port) ?? spec?.ports?.[0];
  const number = port ?? declared?.port;
  if (number === undefined) throw new UsageError(`service/${metadata.name} declares no port: say which`);
  const { clusterIP, externalIPs = [] } = spec ?? {};
  const address = clusterIP && clusterIP !== 'None' ? clusterIP : undefined;
  const name = `${metadata.name}.${metadata.namespace}`;
  const at = (host: string, on = number) => target(declared, host, on);
  if (from !== 'outside') return [at('node' in from ? (address ?? name) : name)];
  const given = (status?.loadBalancer?.ingress ?? []).map(({ ip, hostname }) => ip ?? hostname ?? '');
  const open = [...given, ...externalIPs].filter((host) => host !== '');
  if (open.length > 0) return open.map((host) => at(host));
  const nodePort = declared?.nodePort;
  if (!nodePort) return [at(address ?? name)];
  return reader.list('Node').map((node) => at(node.metadata.name, nodePort));
}

export function podTarget({ metadata, spec, status }: Pod, port: number | undefined): string {
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  const declared = ports.find((each) => port === undefined || each.containerPort === port) ?? ports[0];
  const number = port ?? declared?.containerPort;
  if (number === undefined) throw new UsageError(`pod/${metadata.name} declares no port: say which`);
  if (!status?.podIP) throw new UsageError(`pod/${metadata.name} has no address yet`);
  return target(declared, status.podIP, number);
}

function target(declared: Pick<ServicePort, 'protocol'> | undefined, host: string, port: number): string {
  const protocol = declared?.protocol ?? 'TCP';
  const scheme = protocol === 'TCP' ? 'http' : protocol.toLowerCase();
  return `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`;
}
