// Rows of Services and of what stands behind them. upstream: printers.go printService, formatEndpoints,
// formatDiscoveryPorts, formatDiscoveryEndpoints

import type { EndpointSlice, Endpoints, Service } from '../kinds/generated/types.gen';
import { labelCell, loadBalancerAddresses } from './cells';
import { age, definePrinter, withMore } from './printer';

const SHOWN = 3;

export const printService = definePrinter<Service>((object, cx) => {
  const { metadata, spec } = object;
  const ports = (spec?.ports ?? []).map(
    ({ port, nodePort, protocol }) => `${port}${nodePort ? `:${nodePort}` : ''}/${protocol ?? 'TCP'}`,
  );
  return [
    metadata.name,
    spec?.type ?? '',
    spec?.clusterIPs?.[0] ?? '<none>',
    externalAddresses(object),
    ports.join(',') || '<none>',
    age(object, cx),
    labelCell(spec?.selector),
  ];
});

function externalAddresses({ spec, status }: Service): string {
  const external = spec?.externalIPs ?? [];
  switch (spec?.type) {
    case 'ClusterIP':
    case 'NodePort':
      return external.join(',') || '<none>';
    case 'LoadBalancer':
      return [...loadBalancerAddresses(status?.loadBalancer?.ingress), ...external].join(',') || '<pending>';
    case 'ExternalName':
      return spec.externalName ?? '';
    default:
      return '<unknown>';
  }
}

export const printEndpoints = definePrinter<Endpoints>((object, cx) => {
  const { metadata, subsets = [] } = object;
  const shown = subsets.flatMap(({ addresses = [], ports = [] }) => {
    if (ports.length === 0) return addresses.map(({ ip }) => ip);
    return ports.flatMap(({ port }) => addresses.map(({ ip }) => hostPort(ip, port)));
  });
  return [metadata.name, subsets.length === 0 ? '<none>' : withMore(shown, SHOWN), age(object, cx)];
});

const hostPort = (ip: string, port: number) => (ip.includes(':') ? `[${ip}]:${port}` : `${ip}:${port}`);

export const printEndpointSlice = definePrinter<EndpointSlice>((object, cx) => {
  const { metadata, addressType, ports, endpoints } = object;
  const portTexts = (ports ?? []).map(({ port, name }) => String(port ?? name ?? '*'));
  const addresses = (endpoints ?? []).flatMap((endpoint) => endpoint.addresses);
  return [
    metadata.name,
    addressType,
    withMore(portTexts, SHOWN) || '<unset>',
    withMore(addresses, SHOWN) || '<unset>',
    age(object, cx),
  ];
});
