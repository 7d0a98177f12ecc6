// The Endpoints controller: the older single list of a Service's addresses, of the same name as the Service. It has no
// owner reference; this controller deletes it when the Service is gone.
// upstream: pkg/controller/endpoint/endpoints_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { ApiError } from '../../api/api-error';
import { equalData } from '../../kinds/equal-data';
import type { EndpointSubset, Endpoints, Service } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { isHeadless } from '../service-endpoints/pod-membership';
import {
  createSelectors,
  forkSelectors,
  podsOf,
  type ServiceSelectors,
  selectorOf,
  trackPod,
  trackService,
} from '../service-endpoints/service-selectors';
import { forkSeen, type Seen, TRIGGER_TIME_ANNOTATION, triggerTime } from '../service-endpoints/trigger-time';
import { retryLater } from '../shared/backoff';
import { isNamespaceTerminating, refusalOf } from '../shared/refusal';
import { addressCount, MAX_ADDRESSES, repackSubsets, subsetsOf, truncateSubsets } from './subsets';

const MANAGED_BY_LABEL = 'endpoints.kubernetes.io/managed-by';
const HEADLESS_LABEL = 'service.kubernetes.io/headless';
const CONTROLLER_NAME = 'endpoint-controller';
const OVER_CAPACITY_ANNOTATION = 'endpoints.kubernetes.io/over-capacity';
const BACKOFF = { baseMs: 1000, maxMs: 1_000_000, tries: 15 };

interface Memory {
  readonly selectors: ServiceSelectors;
  readonly seen: Seen;
  readonly failures: Table<number>;
}

type Context = ActorContext<Memory>;

export const endpointsController = defineActor<Memory>({
  name: 'endpoint-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ selectors: createSelectors(), seen: new Table(), failures: new Table() }),
    fork: ({ selectors, seen, failures }) => ({
      selectors: forkSelectors(selectors),
      seen: forkSeen(seen),
      failures: failures.fork(),
    }),
  },
  watches: [
    watch('Service', (change, cx) => {
      trackService(cx.state.selectors, change, cx);
      return change.key;
    }),
    watch('Pod', (change, cx) => trackPod(cx.state.selectors, change)),
    watch('Endpoints', (change) => (change.type === 'DELETED' ? change.key : undefined)),
  ],
  reconcile: syncService,
});

function syncService(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const service = cx.get('Service', namespace, name);
  const current = cx.get('Endpoints', namespace, name);
  if (service === undefined) {
    cx.state.seen.delete(key);
    cx.state.failures.delete(key);
    if (current) refusalOf(() => cx.delete('Endpoints', namespace, name));
    return;
  }
  if (service.spec.type === 'ExternalName' || selectorOf(service) === undefined) return;
  const pods = podsOf(cx.state.selectors, cx, key);
  const time = triggerTime(cx.state.seen, key, service, pods);
  const subsets = subsetsOf(service, pods);
  if (current && isCurrent(current, service, subsets)) return;
  const wanted = endpointsObject(service, current, subsets, time);
  const refused = refusalOf(() => void (current ? cx.update(wanted) : cx.create(wanted)));
  if (refused === undefined) cx.state.failures.delete(key);
  else if (current !== undefined || !isNamespaceTerminating(refused)) report(cx, key, wanted, current, refused);
}

function report(cx: Context, key: string, wanted: Endpoints, current: Endpoints | undefined, refused: ApiError): void {
  const reason = current ? 'FailedToUpdateEndpoint' : 'FailedToCreateEndpoint';
  const what = current ? `update endpoint ${key}` : `create endpoint for service ${key}`;
  cx.event(wanted, { type: 'Warning', reason, message: `Failed to ${what}: ${refused.message}` });
  retryLater(cx, cx.state.failures, key, BACKOFF);
}

/** Nothing to write: subsets, labels and the over-capacity mark are as they should be. */
export function isCurrent(current: Endpoints, service: Service, subsets: readonly EndpointSubset[]): boolean {
  const known = current.subsets ?? [];
  if (addressCount(subsets) > MAX_ADDRESSES) return false;
  if (!equalData(known, subsets) && !equalData(repackSubsets(known), subsets)) return false;
  if (current.metadata.annotations?.[OVER_CAPACITY_ANNOTATION] !== undefined) return false;
  const { [MANAGED_BY_LABEL]: managedBy, [HEADLESS_LABEL]: headless, ...labels } = current.metadata.labels ?? {};
  return managedBy === CONTROLLER_NAME && equalData(labels, service.metadata.labels ?? {});
}

/** The Endpoints as they should be, over what stands there. */
export function endpointsObject(
  service: Service,
  current: Endpoints | undefined,
  subsets: readonly EndpointSubset[],
  time: string | undefined,
): Endpoints {
  const {
    [TRIGGER_TIME_ANNOTATION]: oldTime,
    [OVER_CAPACITY_ANNOTATION]: oldMark,
    ...annotations
  } = current?.metadata.annotations ?? {};
  const { [HEADLESS_LABEL]: ignored, ...labels } = service.metadata.labels ?? {};
  const held = truncateSubsets(subsets);
  const { subsets: before, ...rest } = current ?? {
    apiVersion: 'v1' as const,
    kind: 'Endpoints' as const,
    metadata: { name: service.metadata.name, namespace: service.metadata.namespace },
  };
  return {
    ...rest,
    metadata: {
      ...rest.metadata,
      annotations: {
        ...annotations,
        ...(time ? { [TRIGGER_TIME_ANNOTATION]: time } : {}),
        ...(held === subsets ? {} : { [OVER_CAPACITY_ANNOTATION]: 'truncated' }),
      },
      labels: {
        ...labels,
        ...(isHeadless(service) ? { [HEADLESS_LABEL]: '' } : {}),
        [MANAGED_BY_LABEL]: CONTROLLER_NAME,
      },
    },
    ...(held.length > 0 ? { subsets: held } : {}),
  };
}
