// Keeps IPAddresses and the cluster IPs of Services in step: one that is missing is made again, one that belongs to
// nobody is taken away.
// upstream: pkg/registry/core/service/ipallocator/controller/repairip.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { ALLOCATOR, hasAllocatorLabels, ipAddress, MANAGED_BY } from '../api/service-addresses';
import { rangesOf } from '../api/service-cidrs';
import type { IPAddress, ParentReference, Service } from '../kinds/generated/types.gen';
import { keyOf } from '../kinds/kind';
import { isHeadless } from '../kinds/service-cluster-ips';
import { ipFamily, parseIp } from '../kinds/validation/ip-address';
import { parseRfc3339 } from '../sim/time';
import { Lane } from '../sim/work-queue';
import { isNotFound, refusalOf } from './shared/refusal';
import { type Retries, retriesMemory, syncOrRetry } from './shared/syncing';

/** All Services are looked at so often. */
const RESYNC_MS = 180_000;
/** A Service may still be on its way to an address that is there. */
const ON_ITS_WAY_MS = 60_000;
const REVERTED_MS = 5_000;
const [SERVICE, ADDRESS] = ['service ', 'address '];

type Context = ActorContext<Retries>;

export const ipAddressRepairController = defineActor<Retries>({
  name: 'ipallocator-repair-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    // What the allocator has just written is right; only what somebody else did to it is worth a look.
    watch('Service', ({ type, key, object }, cx) =>
      type === 'DELETED' || faultsOf(cx, object).length === 0 ? undefined : SERVICE + key,
    ),
    {
      ...watch('IPAddress', ({ type, key, object }, cx: Context) => {
        if (type === 'DELETED') return ownersOf(cx, key).map((owner) => SERVICE + owner);
        return isManaged(object) ? ADDRESS + key : undefined;
      }),
      delayMs: ({ type }, { nowMs }) => (type === 'DELETED' ? RESYNC_MS - (nowMs % RESYNC_MS) : 0),
    },
  ],
  reconcile: (cx, key) => {
    const name = key.slice(SERVICE.length);
    syncOrRetry(cx, cx.state, key, () => {
      if (key.startsWith(SERVICE)) syncService(cx, name);
      else syncAddress(cx, name, key);
    });
  },
});

const isManaged = ({ metadata }: IPAddress) => metadata.labels?.[MANAGED_BY] === ALLOCATOR;

const ownersOf = (cx: Context, ip: string): readonly string[] =>
  cx.by('Service', 'clusterIp', ip).map(({ metadata }) => keyOf(metadata.namespace, metadata.name));

interface Fault {
  /** Undefined where nobody is told. */
  readonly reason?: string;
  readonly message?: string;
  /** How it is put right; absent where that is left to people. */
  readonly repair?: () => void;
}

/** What is wrong with a Service's addresses. upstream: syncService */
function faultsOf(cx: Context, service: Service): readonly Fault[] {
  if (!service.spec || service.spec.type === 'ExternalName' || isHeadless(service.spec)) return [];
  return (service.spec.clusterIPs ?? []).flatMap((ip) => faultOf(cx, service, ip) ?? []);
}

function faultOf(cx: Context, service: Service, ip: string): Fault | undefined {
  const { namespace = '', name } = service.metadata;
  const [family, parsed] = [`[${ipFamily(ip)}]`, parseIp(ip)];
  const notAllocated = 'ClusterIPNotAllocated';
  if (!parsed) return undefined;
  if (!rangesOf(cx.list('ServiceCIDR')).some((range) => range.contains(parsed))) {
    const message = `Cluster IP ${family}: ${ip} is not within any configured Service CIDR; please recreate service`;
    return { reason: 'ClusterIPOutOfRange', message };
  }
  const make = () => void cx.create(ipAddress(ip, namespace, name));
  const address = cx.get('IPAddress', undefined, ip);
  if (!address) {
    return { reason: notAllocated, message: `Cluster IP ${family}: ${ip} is not allocated; repairing`, repair: make };
  }
  const again = () => {
    remove(cx, ip);
    make();
  };
  const { namespace: place, name: parent = '' } = address.spec?.parentRef ?? {};
  const isOwn = isOfService(address) && place === namespace && parent === name;
  const other = isOfService(address) && !isOwn ? cx.get('Service', place, parent) : undefined;
  if (!isOwn && !other) {
    const message = `the ClusterIP ${family}: ${ip} for Service ${namespace}/${name} has a wrong reference; repairing`;
    return { reason: notAllocated, message, repair: again };
  }
  if (other?.spec?.clusterIPs?.includes(ip)) {
    const message = `Cluster IP ${family}:${ip} was assigned to multiple services; please recreate service`;
    return { reason: 'ClusterIPAlreadyAllocated', message };
  }
  return hasAllocatorLabels(address) ? undefined : { repair: again };
}

const isOfService = ({ spec }: IPAddress) => !spec?.parentRef?.group && spec?.parentRef?.resource === 'services';

function syncService(cx: Context, key: string): void {
  const [namespace, name = ''] = key.split('/');
  const service = cx.get('Service', namespace, name);
  if (!service) return;
  for (const { reason, message, repair } of faultsOf(cx, service)) {
    if (reason && message) cx.event(service, { type: 'Warning', reason, message, action: 'ClusterIPAllocation' });
    repair?.();
  }
}

/** upstream: syncIPAddress */
function syncAddress(cx: Context, ip: string, key: string): void {
  const address = cx.get('IPAddress', undefined, ip);
  if (!address || !isManaged(address)) return;
  const clean = (reason: string, message: string) => {
    cx.event(address, { type: 'Warning', reason, message, action: 'IPAddressAllocation' });
    remove(cx, ip);
  };
  const { parentRef = {} as ParentReference, parentRef: { namespace = '', name = '' } = {} } = address.spec ?? {};
  if (!isOfService(address)) {
    const what = `IPAddress ${ip} appears to have been modified, not referencing a Service ${goText(parentRef)}`;
    clean('IPAddressNotAllocated', `${what}: cleaning up`);
    return;
  }
  const of = `IPAddress: ${ip} for Service ${namespace}/${name}`;
  const ageMs = cx.nowMs - parseRfc3339(address.metadata.creationTimestamp ?? '');
  const service = cx.get('Service', namespace, name);
  if (!service) {
    if (ageMs > ON_ITS_WAY_MS) clean('IPAddressNotAllocated', `${of} appears to have leaked: cleaning up`);
    // The age has to be more than that, at the next look.
    else cx.after(Math.max(ON_ITS_WAY_MS - ageMs, 1), key);
    return;
  }
  if (service.spec?.clusterIPs?.includes(ip)) return;
  if (service.spec?.type === 'ExternalName' && ageMs < ON_ITS_WAY_MS) {
    cx.after(ON_ITS_WAY_MS - ageMs, key);
    return;
  }
  const isLater = (address.metadata.creationTimestamp ?? '') > (service.metadata.creationTimestamp ?? '');
  if (isLater && ageMs < REVERTED_MS) cx.after(REVERTED_MS, key);
  else clean('IPAddressWrongReference', `${of} has a wrong reference; cleaning up`);
}

function remove(cx: Context, ip: string): void {
  const refused = refusalOf(() => cx.delete('IPAddress', undefined, ip));
  if (refused && !isNotFound(refused)) throw refused;
}

const goText = ({ group = '', resource = '', namespace = '', name = '' }: ParentReference) =>
  `&ParentReference{Group:${group},Resource:${resource},Namespace:${namespace},Name:${name},}`;
