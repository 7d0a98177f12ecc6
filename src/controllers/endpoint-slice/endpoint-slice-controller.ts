// The EndpointSlice controller: keeps the slices of every Service with a selector equal to the pods behind it. Changes
// within one lag are answered by one sync; a slice that someone else touched is put right after a second.
// upstream: pkg/controller/endpointslice/endpointslice_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import type { EndpointSlice, Node, Service } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import {
  createSelectors,
  forkSelectors,
  podsOf,
  type ServiceSelectors,
  selectorOf,
  trackPod,
  trackService,
} from '../service-endpoints/service-selectors';
import { forkSeen, type Seen, triggerTime } from '../service-endpoints/trigger-time';
import { retryLater } from '../shared/backoff';
import { isNamespaceTerminating, refusalOf } from '../shared/refusal';
import { type FamilyPlan, planSlices, recycle, type SliceEvent } from './plan-slices';
import { MANAGED_BY_LABEL, SERVICE_NAME_LABEL, SLICE_CONTROLLER, sliceObject } from './slice-parts';
import { followSlice, type StraySlices } from './stray-slices';
import { hintsEnabled, isOverloaded, withTopologyHints, type ZoneCounts, zoneRatios } from './topology-hints';
import { distributesTraffic, withDistributionHints, withoutHints } from './traffic-distribution';

const REPAIR_MS = 1000;
const BACKOFF = { baseMs: 1000, maxMs: 1_000_000, tries: 15 };
const TOPOLOGY = 'topology';

interface Memory {
  readonly selectors: ServiceSelectors;
  readonly seen: Seen;
  readonly failures: Table<number>;
  /** Topology hints by `ns/name addressType`. */
  readonly hinted: Table<ZoneCounts>;
  readonly strays: StraySlices;
  /** True while this controller itself writes a slice. */
  writing: boolean;
}

type Context = ActorContext<Memory>;

export const endpointSliceController = defineActor<Memory>({
  name: 'endpointslice-controller',
  component: 'kube-controller-manager',
  eventSource: 'endpoint-slice-controller',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({
      selectors: createSelectors(),
      seen: new Table(),
      failures: new Table(),
      hinted: new Table(),
      strays: new Table(),
      writing: false,
    }),
    fork: ({ selectors, seen, failures, hinted, strays }) => ({
      selectors: forkSelectors(selectors),
      seen: forkSeen(seen),
      failures: failures.fork(),
      hinted: hinted.fork(),
      strays: strays.fork(),
      writing: false,
    }),
  },
  watches: [
    watch('Service', (change, cx) => {
      trackService(cx.state.selectors, change, cx);
      return change.key;
    }),
    watch('Pod', (change, cx) => trackPod(cx.state.selectors, change)),
    watch('EndpointSlice', touchedService, { lagMs: () => REPAIR_MS }),
    watch('Node', (change, cx) => (cx.state.hinted.size > 0 && topologyChanged(change) ? TOPOLOGY : undefined)),
  ],
  reconcile: (cx, key) => (key === TOPOLOGY ? queueOverloaded(cx) : syncService(cx, key)),
});

/** The Services of a slice that someone else created, changed or deleted. */
function touchedService(change: Change<EndpointSlice>, cx: Context): readonly string[] {
  if (cx.state.writing) return [];
  const { previous, object } = change;
  const keys = serviceKeys(object);
  followSlice(cx.state.strays, object, previous && placeOf(previous), placeOf(object));
  if (change.type !== 'MODIFIED' || previous === undefined) return isManaged(object) ? keys : [];
  const before = serviceKeys(previous);
  if (before[0] !== keys[0]) return [...keys, ...before];
  const changed = previous.metadata.generation !== object.metadata.generation;
  return isManaged(previous) !== isManaged(object) || (isManaged(object) && changed) ? keys : [];
}

function serviceKeys({ metadata }: EndpointSlice): string[] {
  const name = metadata.labels?.[SERVICE_NAME_LABEL];
  return name ? [`${metadata.namespace}/${name}`] : [];
}

function isManaged(slice: EndpointSlice): boolean {
  return slice.metadata.labels?.[MANAGED_BY_LABEL] === SLICE_CONTROLLER;
}

function placeOf(slice: EndpointSlice): string | undefined {
  return isManaged(slice) ? serviceKeys(slice)[0] : undefined;
}

function topologyChanged({ type, previous, object }: Change<Node>): boolean {
  if (type !== 'MODIFIED' || previous === undefined) return true;
  const zone = (node: Node) => node.metadata.labels?.['topology.kubernetes.io/zone'];
  const ready = (node: Node) => node.status?.conditions?.find((condition) => condition.type === 'Ready')?.status;
  return zone(previous) !== zone(object) || ready(previous) !== ready(object);
}

function queueOverloaded(cx: Context): void {
  const ratios = zoneRatios(cx.list('Node'));
  for (const key of cx.state.hinted.keys()) {
    const counts = cx.state.hinted.get(key) as ZoneCounts;
    if (isOverloaded(counts, ratios)) cx.after(0, key.slice(0, key.indexOf(' ')));
  }
}

function syncService(cx: Context, key: string): void {
  const { namespace, name } = splitKey(key);
  const service = cx.get('Service', namespace, name);
  if (service === undefined) {
    cx.state.seen.delete(key);
    cx.state.failures.delete(key);
    cx.state.strays.delete(key);
    return;
  }
  if (cx.state.strays.has(key)) return;
  if (service.spec.type === 'ExternalName' || selectorOf(service) === undefined) return;
  const pods = podsOf(cx.state.selectors, cx, key);
  const slices = cx
    .by('EndpointSlice', 'service', key)
    .filter((slice) => isManaged(slice) && slice.metadata.deletionTimestamp === undefined);
  const time = triggerTime(cx.state.seen, key, service, pods);
  const nodeOf = (node: string) => cx.get('Node', undefined, node);
  const plan = planSlices({ service, pods, slices, nodeOf });
  const problems: string[] = [];
  for (const family of plan.families) {
    problems.push(...family.problems);
    const hinted = addHints(cx, key, service, family);
    const refused = write(cx, service, hinted.plan, time);
    if (refused !== undefined) problems.push(refused);
    for (const event of hinted.events) cx.event(service, event);
  }
  for (const slice of plan.foreign) removeSlice(cx, slice);
  if (problems.length === 0) {
    cx.state.failures.delete(key);
    return;
  }
  const why = problems.length === 1 ? problems[0] : `[${problems.join(', ')}]`;
  const message = `Error updating Endpoint Slices for Service ${key}: ${why}`;
  cx.event(service, { type: 'Warning', reason: 'FailedToUpdateEndpointSlices', message });
  retryLater(cx, cx.state.failures, key, BACKOFF);
}

/** The plan with the hints of the topology annotation, of the traffic distribution, or with none. */
function addHints(cx: Context, key: string, service: Service, family: FamilyPlan) {
  const { hinted } = cx.state;
  const hintKey = `${key} ${family.addressType}`;
  const was = hinted.has(hintKey);
  const event = (type: SliceEvent['type'], reason: string, text: string): SliceEvent => ({
    type,
    reason,
    message: `${text}, addressType: ${family.addressType}`,
  });
  if (hintsEnabled(service)) {
    const { slices, problem, counts } = withTopologyHints(family, zoneRatios(cx.list('Node')));
    if (problem !== undefined) {
      hinted.delete(hintKey);
      return { plan: slices, events: [event('Warning', 'TopologyAwareHintsDisabled', problem)] };
    }
    hinted.set(hintKey, counts);
    const text = 'Topology Aware Hints has been enabled';
    return { plan: slices, events: was ? [] : [event('Normal', 'TopologyAwareHintsEnabled', text)] };
  }
  hinted.delete(hintKey);
  const text = 'Topology Aware Hints has been disabled';
  const events = was ? [event('Warning', 'TopologyAwareHintsDisabled', text)] : [];
  if (!distributesTraffic(service)) return { plan: withoutHints(family), events };
  return { plan: withDistributionHints(service.spec.trafficDistribution as string, family), events };
}

/** Writes a family's plan; returns why it could not be written whole. */
function write(cx: Context, service: Service, family: FamilyPlan, time: string | undefined): string | undefined {
  const { create, update, remove } = recycle(service, family);
  const about = `EndpointSlice for Service ${service.metadata.namespace}/${service.metadata.name}`;
  // A Service that is being deleted gets no new slices: the garbage collector is taking the old ones.
  for (const draft of service.metadata.deletionTimestamp === undefined ? create : []) {
    const refused = own(cx, () => cx.create(sliceObject(draft, time)));
    if (refused && isNamespaceTerminating(refused)) return undefined;
    if (refused) return `failed to create ${about}: ${refused.message}`;
  }
  for (const draft of update) {
    const refused = own(cx, () => cx.update(sliceObject(draft, time)));
    if (refused) return `failed to update ${draft.metadata.name} ${about}: ${refused.message}`;
  }
  for (const slice of remove) {
    const refused = removeSlice(cx, slice);
    if (refused) return `failed to delete ${slice.metadata.name} ${about}: ${refused.message}`;
  }
  return undefined;
}

function removeSlice(cx: Context, { metadata }: EndpointSlice) {
  return own(cx, () => cx.delete('EndpointSlice', metadata.namespace, metadata.name));
}

/** A write of this controller's own, which its watch of slices passes over. */
function own(cx: Context, action: () => void) {
  cx.state.writing = true;
  try {
    return refusalOf(action);
  } finally {
    cx.state.writing = false;
  }
}
