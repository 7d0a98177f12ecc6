// The service controller of a simulated cloud: gives Services of type LoadBalancer an address and takes it back. A
// cluster without a cloud has no such actor, and their addresses stay pending.
// upstream: cloud-provider controllers/service

import { type Actor, type ActorContext, defineActor, watch } from '../api/actor';
import type { Service } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { addressAt } from './address';
import {
  CLEANUP_FINALIZER,
  hasCleanupFinalizer,
  needsCleanup,
  type UpdateNotice,
  updateNotice,
  wantsLoadBalancer,
} from './load-balancer-update';
import { nodeFacts, sameFacts } from './node-facts';
import type { CloudOptions } from './options';

export interface CloudState {
  /** Address by Service, `ns/name`. */
  readonly balancers: Table<string>;
  /** Events of changes that are still to be told. */
  readonly notices: Table<readonly UpdateNotice[]>;
  readonly failures: Table<number>;
  /** Names of the nodes that the balancers send to. */
  nodes: string;
}

type CloudContext = ActorContext<CloudState>;

const PROVISION_MS = 1_000;
const FIRST_RETRY_MS = 5_000;
const LAST_RETRY_MS = 300_000;
const NODES_KEY = 'nodes';

export function serviceController(cloud: CloudOptions): Actor<CloudState> {
  return defineActor<CloudState>({
    name: 'service-controller',
    component: 'cloud-controller-manager',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    memory: {
      create: () => ({ balancers: new Table(), notices: new Table(), failures: new Table(), nodes: '' }),
      fork: ({ balancers, notices, failures, nodes }) => ({
        balancers: balancers.fork(),
        notices: notices.fork(),
        failures: failures.fork(),
        nodes,
      }),
    },
    watches: [
      watch('Service', ({ type, previous, object, key }, { state }) => {
        if (type === 'DELETED') return `sync ${key}`;
        if (!previous) return wantsLoadBalancer(object) || needsCleanup(object) ? `sync ${key}` : undefined;
        const notice = updateNotice(previous, object);
        if (notice?.reason) state.notices.set(key, [...(state.notices.get(key) ?? []), notice]);
        return notice || needsCleanup(object) ? `sync ${key}` : undefined;
      }),
      watch('Node', ({ previous, object, type }) =>
        type === 'MODIFIED' && previous && sameFacts(previous, object) ? undefined : NODES_KEY,
      ),
    ],
    reconcile: (cx, key) => {
      if (key === NODES_KEY) return syncNodes(cx);
      const [step, service = ''] = key.split(' ');
      return step === 'sync' ? syncService(cx, cloud, service) : finish(cx, service);
    },
  });
}

function serviceAt(cx: CloudContext, key: string): Service | undefined {
  const { namespace, name } = splitKey(key);
  return cx.get('Service', namespace, name);
}

function syncService(cx: CloudContext, cloud: CloudOptions, key: string): void {
  const { balancers, notices, failures } = cx.state;
  const service = serviceAt(cx, key);
  const told = notices.get(key) ?? [];
  notices.delete(key);
  if (!service) {
    balancers.delete(key);
    failures.delete(key);
    return;
  }
  for (const { reason, message } of told) cx.event(service, { type: 'Normal', reason, message });
  if (!wantsLoadBalancer(service) || needsCleanup(service)) {
    remove(cx, key, service);
    return;
  }
  cx.event(service, { type: 'Normal', reason: 'EnsuringLoadBalancer', message: 'Ensuring load balancer' });
  setFinalizer(cx, service, true);
  const address = balancers.get(key) ?? freeAddress(cx.state, cloud, service.spec?.loadBalancerIP);
  if (address === undefined) {
    const asked = service.spec?.loadBalancerIP;
    const why = asked ? `address ${asked} is taken` : `no address left in ${cloud.range}`;
    fail(cx, key, service, `failed to ensure load balancer: ${why}`);
    return;
  }
  failures.delete(key);
  balancers.set(key, address);
  if (eligibleNodes(cx) === '') noNodes(cx, service);
  cx.after(cloud.provisionMs ?? PROVISION_MS, `done ${key}`);
}

/** The cloud's answer is there. */
function finish(cx: CloudContext, key: string): void {
  const service = serviceAt(cx, key);
  const address = cx.state.balancers.get(key);
  if (!service || address === undefined || needsCleanup(service)) return;
  cx.event(service, { type: 'Normal', reason: 'EnsuredLoadBalancer', message: 'Ensured load balancer' });
  const ingress = service.status?.loadBalancer?.ingress ?? [];
  if (ingress.length !== 1 || ingress[0]?.ip !== address) setIngress(cx, service, [{ ip: address, ipMode: 'VIP' }]);
}

function remove(cx: CloudContext, key: string, service: Service): void {
  const existed = cx.state.balancers.has(key);
  if (existed) cx.event(service, { type: 'Normal', reason: 'DeletingLoadBalancer', message: 'Deleting load balancer' });
  cx.state.balancers.delete(key);
  setFinalizer(cx, service, false);
  cx.event(service, { type: 'Normal', reason: 'DeletedLoadBalancer', message: 'Deleted load balancer' });
  const left = serviceAt(cx, key);
  if (left && (left.status?.loadBalancer?.ingress ?? []).length > 0) setIngress(cx, left, null);
}

function fail(cx: CloudContext, key: string, service: Service, error: string): void {
  const failures = (cx.state.failures.get(key) ?? 0) + 1;
  cx.state.failures.set(key, failures);
  const message = `Error syncing load balancer: ${error}`;
  cx.event(service, { type: 'Warning', reason: 'SyncLoadBalancerFailed', message });
  const delayMs = Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS);
  cx.after(delayMs, `sync ${key}`, { background: true });
}

function setFinalizer(cx: CloudContext, service: Service, wanted: boolean): void {
  if (hasCleanupFinalizer(service) === wanted) return;
  const others = (service.metadata.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP_FINALIZER);
  const finalizers = wanted ? [...others, CLEANUP_FINALIZER] : others;
  const { namespace, name } = service.metadata;
  cx.patch('Service', namespace, name, 'merge', { metadata: { finalizers } });
}

function setIngress(cx: CloudContext, { metadata }: Service, ingress: readonly object[] | null): void {
  const patch = { status: { loadBalancer: { ingress } } };
  cx.patch('Service', metadata.namespace, metadata.name, 'merge', patch, { subresource: 'status' });
}

/** The address asked for if it is free, else the range's first free one. */
function freeAddress(
  { balancers }: CloudState,
  { range }: CloudOptions,
  asked: string | undefined,
): string | undefined {
  const taken = new Set(balancers.values());
  if (asked) return taken.has(asked) ? undefined : asked;
  for (let index = 1; ; index++) {
    const address = addressAt(range, index);
    if (address === undefined || !taken.has(address)) return address;
  }
}

function eligibleNodes(cx: CloudContext): string {
  return cx
    .list('Node')
    .filter((node) => nodeFacts(node).balanced)
    .map((node) => node.metadata.name)
    .join(' ');
}

function syncNodes(cx: CloudContext): void {
  const nodes = eligibleNodes(cx);
  if (nodes === cx.state.nodes) return;
  cx.state.nodes = nodes;
  for (const key of cx.state.balancers.keys()) {
    const service = serviceAt(cx, key);
    if (!service || !wantsLoadBalancer(service)) continue;
    if (nodes === '') noNodes(cx, service);
    else
      cx.event(service, {
        type: 'Normal',
        reason: 'UpdatedLoadBalancer',
        message: 'Updated load balancer with new hosts',
      });
  }
}

function noNodes(cx: CloudContext, service: Service): void {
  const message = 'There are no available nodes for LoadBalancer';
  cx.event(service, { type: 'Warning', reason: 'UnAvailableLoadBalancer', message });
}
