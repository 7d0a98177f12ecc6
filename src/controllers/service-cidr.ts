// Guards ranges of cluster IPs: a new one is told to be ready; one that is being deleted stays while addresses in it
// belong to no other range.
// upstream: pkg/controller/servicecidrs

import { type ActorContext, defineActor, watch } from '../api/actor';
import { ALLOCATOR, MANAGED_BY } from '../api/service-addresses';
import { CIDR_FINALIZER, READY_MESSAGE } from '../api/service-cidrs';
import type { ServiceCIDR } from '../kinds/generated/types.gen';
import { type Cidr, cidrContains, parseCidr, parseIp } from '../kinds/validation/ip-address';
import { Table } from '../sim/table';
import { parseRfc3339, rfc3339 } from '../sim/time';
import { Lane } from '../sim/work-queue';
import { isNotFound, refusalOf } from './shared/refusal';
import { type Retries, retriesMemory, syncOrRetry } from './shared/syncing';

const MANAGER = 'service-cidr-controller';
/** An allocator that has not heard of the deletion may still give addresses out. */
const DELETION_GRACE_MS = 10_000;
const STILL_USED =
  'There are still IPAddresses referencing the ServiceCIDR, please remove them or create a new ServiceCIDR';

interface Memory {
  readonly retries: Retries;
  /** Ranges that are being deleted. */
  readonly leaving: Table<true>;
}

type Context = ActorContext<Memory>;

export const serviceCidrController = defineActor<Memory>({
  name: 'service-cidr-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ retries: retriesMemory.create(), leaving: new Table() }),
    fork: ({ retries, leaving }) => ({ retries: retriesMemory.fork(retries), leaving: leaving.fork() }),
  },
  watches: [
    watch('ServiceCIDR', ({ type, key, object }, { state: { leaving } }) => {
      if (type === 'DELETED') leaving.delete(key);
      else if (object.metadata.deletionTimestamp) leaving.set(key, true);
      // What comes or goes may let another one go.
      return [...new Set([key, ...leaving.keys()])];
    }),
    watch('IPAddress', (_change, { state: { leaving } }) => (leaving.size === 0 ? undefined : leaving.keys())),
  ],
  reconcile: (cx, name) => syncOrRetry(cx, cx.state.retries, name, () => sync(cx, name)),
});

function sync(cx: Context, name: string): void {
  const object = cx.get('ServiceCIDR', undefined, name);
  if (!object) return;
  const { deletionTimestamp, finalizers = [] } = object.metadata;
  if (deletionTimestamp === undefined) {
    if (!finalizers.includes(CIDR_FINALIZER)) patch(cx, name, { finalizers: [CIDR_FINALIZER] });
    tell(cx, object, 'True', '', READY_MESSAGE);
  } else if (isUsed(cx, object)) {
    tell(cx, object, 'False', 'Terminating', STILL_USED);
  } else {
    const restMs = parseRfc3339(deletionTimestamp) + DELETION_GRACE_MS - cx.nowMs;
    if (restMs > 0) cx.after(restMs, name);
    else if (finalizers.includes(CIDR_FINALIZER)) {
      patch(cx, name, { '$deleteFromPrimitiveList/finalizers': [CIDR_FINALIZER] });
    }
  }
}

function patch(cx: Context, name: string, metadata: object): void {
  const refused = refusalOf(() => void cx.patch('ServiceCIDR', undefined, name, 'strategic', { metadata }));
  if (refused && !isNotFound(refused)) throw refused;
}

function tell(cx: Context, object: ServiceCIDR, status: string, reason: string, message: string): void {
  const old = object.status?.conditions?.find(({ type }) => type === 'Ready');
  if (old?.status === status && (old.reason ?? '') === reason && old.message === message) return;
  const { apiVersion, kind, metadata } = object;
  const condition = { type: 'Ready', status, reason, message, lastTransitionTime: rfc3339(cx.nowMs) };
  const applied = { apiVersion, kind, metadata: { name: metadata.name }, status: { conditions: [condition] } };
  const options = { subresource: 'status', fieldManager: MANAGER, force: true };
  cx.patch('ServiceCIDR', undefined, metadata.name, 'apply', applied, options);
}

/** Whether an address belongs to this range and to no other. upstream: canDeleteCIDR */
function isUsed(cx: Context, object: ServiceCIDR): boolean {
  const own = cidrsOf(object);
  const others = cx
    .list('ServiceCIDR')
    .filter(({ metadata }) => metadata.name !== object.metadata.name)
    .flatMap(cidrsOf);
  if (own.every((cidr) => others.some((other) => covers(other, cidr)))) return false;
  return cx.list('IPAddress').some(({ metadata }) => {
    if (metadata.labels?.[MANAGED_BY] !== ALLOCATOR) return false;
    const address = parseIp(metadata.name);
    if (!address) return false;
    return own.some((cidr) => cidrContains(cidr, address)) && !others.some((cidr) => cidrContains(cidr, address));
  });
}

const cidrsOf = ({ spec }: ServiceCIDR): readonly Cidr[] =>
  (spec?.cidrs ?? []).flatMap((text) => parseCidr(text) ?? []);

const covers = (outer: Cidr, inner: Cidr) =>
  outer.prefixLength <= inner.prefixLength && cidrContains(outer, inner.address);
