// The IPAddress that stands for each cluster IP: made before its Service is stored, taken away after it has gone.
// upstream: pkg/registry/core/service/ipallocator createIPAddress, release

import type { IPAddress, Service } from '../kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../kinds/kind';
import { HEADLESS } from '../kinds/service-cluster-ips';
import { ipFamily } from '../kinds/validation/ip-address';
import { type Caller, serverFor } from './caller';
import { deleteObject } from './deletion';
import type { ApiServer } from './server';

export const MANAGED_BY = 'ipaddress.kubernetes.io/managed-by';
export const ALLOCATOR = 'ipallocator.k8s.io';
const FAMILY = 'ipaddress.kubernetes.io/ip-family';

const addressesOf = (object: KubeObject | undefined): readonly string[] =>
  ((object as Service | undefined)?.spec?.clusterIPs ?? []).filter((ip) => ip !== HEADLESS);

/** Writes a Service, and with it its addresses; other kinds have none. */
export function withAddresses(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  next: KubeObject | undefined,
  stored: KubeObject | undefined,
  write: () => KubeObject,
): KubeObject {
  if (row.key !== 'Service') return write();
  const kind = server.kinds.byKey('IPAddress') as KindRow;
  const [wanted, held] = [addressesOf(next), addressesOf(stored)];
  const isThere = (ip: string) => server.parts.store.get(kind, ip) !== undefined;
  for (const ip of wanted) {
    if (held.includes(ip) || isThere(ip)) continue;
    const { namespace = '', name } = (next as KubeObject).metadata;
    server.create(serverFor(caller), kind, ipAddress(ip, namespace, name));
  }
  const written = write();
  for (const ip of held) {
    if (!wanted.includes(ip) && isThere(ip)) deleteObject(server, serverFor(caller), kind, undefined, ip);
  }
  return written;
}

/** As the server makes them. */
export function ipAddress(ip: string, namespace: string, name: string): IPAddress {
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'IPAddress',
    metadata: { name: ip, labels: { [FAMILY]: ipFamily(ip) ?? 'IPv4', [MANAGED_BY]: ALLOCATOR } },
    spec: { parentRef: { resource: 'services', namespace, name } },
  };
}

export const hasAllocatorLabels = ({ metadata: { name, labels } }: IPAddress): boolean =>
  labels?.[FAMILY] === (ipFamily(name) ?? 'IPv4') && labels[MANAGED_BY] === ALLOCATOR;
