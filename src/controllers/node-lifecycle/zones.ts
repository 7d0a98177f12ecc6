// Zones and how fast their nodes are tainted NoExecute: a queue and a rate limit for each zone; the rate falls when
// much of a zone is not ready, and all tainting stops when every zone is down.
// upstream: pkg/controller/nodelifecycle ComputeZoneState, handleDisruption; scheduler/rate_limited_queue.go

import type { Node } from '../../kinds/generated/types.gen';

export type ZoneState = 'Initial' | 'Normal' | 'PartialDisruption' | 'FullDisruption';

const EVICTION_RATE = 0.1;
const SECONDARY_EVICTION_RATE = 0.01;
const LARGE_ZONE = 50;
const UNHEALTHY_THRESHOLD = 0.55;

/** A token bucket that holds one token. */
export interface Limiter {
  /** Tokens a second; 0 never lets anything pass. */
  readonly rate: number;
  readonly tokens: number;
  readonly atMs: number;
}

export interface Zone {
  readonly state: ZoneState;
  readonly limiter: Limiter;
  /** Nodes to be tainted, in the order in which they were queued. */
  readonly queue: readonly string[];
  /** Nodes that were queued since they were last ready: those are not queued again. */
  readonly queued: readonly string[];
}

export interface ZoneCount {
  readonly ready: number;
  readonly notReady: number;
}

const zoneKeys = new WeakMap<object, string>();

/** Region and zone as one text; empty for a node without either label. upstream: GetZoneKey */
export function zoneOf(node: Node): string {
  const { labels } = node.metadata;
  if (labels === undefined) return '';
  let key = zoneKeys.get(labels);
  if (key === undefined) {
    const zone = labels['topology.kubernetes.io/zone'] ?? labels['failure-domain.beta.kubernetes.io/zone'] ?? '';
    const region = labels['topology.kubernetes.io/region'] ?? labels['failure-domain.beta.kubernetes.io/region'] ?? '';
    key = zone === '' && region === '' ? '' : `${region}:\u0000:${zone}`;
    zoneKeys.set(labels, key);
  }
  return key;
}

export function newZone(nowMs: number): Zone {
  return { state: 'Initial', limiter: { rate: EVICTION_RATE, tokens: 1, atMs: nowMs }, queue: [], queued: [] };
}

export function zoneState({ ready, notReady }: ZoneCount): ZoneState {
  if (ready === 0 && notReady > 0) return 'FullDisruption';
  const share = notReady / (notReady + ready);
  return notReady > 2 && share >= UNHEALTHY_THRESHOLD ? 'PartialDisruption' : 'Normal';
}

/** Nodes a second in a zone of this state and size. */
export function evictionRate(state: ZoneState, size: number): number {
  if (state !== 'PartialDisruption') return EVICTION_RATE;
  return size > LARGE_ZONE ? SECONDARY_EVICTION_RATE : 0;
}

/** Takes a token if there is one. */
export function tryAccept(limiter: Limiter, nowMs: number): { readonly accepted: boolean; readonly limiter: Limiter } {
  if (limiter.rate === 0) return { accepted: false, limiter };
  const tokens = Math.min(1, limiter.tokens + ((nowMs - limiter.atMs) / 1000) * limiter.rate);
  const accepted = tokens >= 1;
  return { accepted, limiter: { ...limiter, tokens: accepted ? tokens - 1 : tokens, atMs: nowMs } };
}

/** Milliseconds until there is a token; undefined for never. */
export function nextTokenMs({ rate, tokens, atMs }: Limiter, nowMs: number): number | undefined {
  if (rate === 0) return undefined;
  return Math.max(0, Math.ceil(((1 - tokens) / rate) * 1000) - (nowMs - atMs));
}

/** The zone at another rate. Whoever was waiting for a token goes on waiting. upstream: SwapLimiter */
export function withRate(zone: Zone, rate: number, nowMs: number): Zone {
  const { limiter } = zone;
  if (limiter.rate === rate) return zone;
  const { accepted } = tryAccept(limiter, nowMs);
  return { ...zone, limiter: { rate, tokens: accepted ? 1 : 0, atMs: nowMs } };
}

/** Queues a node at the end; one that is not tainted yet gives up its older place. upstream: markNodeForTainting */
export function queueNode(zone: Zone, name: string, isTainted: boolean): Zone {
  const base = isTainted ? zone : unqueueNode(zone, name);
  if (base.queued.includes(name)) return base;
  return { ...base, queue: [...base.queue, name], queued: [...base.queued, name] };
}

/** Forgets a node, so that it can be queued again. */
export function unqueueNode(zone: Zone, name: string): Zone {
  if (!zone.queued.includes(name)) return zone;
  const others = (names: readonly string[]) => names.filter((other) => other !== name);
  return { ...zone, queue: others(zone.queue), queued: others(zone.queued) };
}

export interface DisruptionPlan {
  readonly zones: ReadonlyMap<string, Zone>;
  /** `enter`: every zone went down just now; `leave`: some zone is back. */
  readonly shift: 'enter' | 'leave' | undefined;
}

/** The zones after a look at all nodes. Zones without nodes are dropped. upstream: handleDisruption */
export function planDisruption(
  zones: ReadonlyMap<string, Zone>,
  counts: ReadonlyMap<string, ZoneCount>,
  nowMs: number,
): DisruptionPlan {
  const next = new Map<string, Zone>();
  for (const [name, zone] of zones) if (counts.has(name)) next.set(name, zone);
  for (const name of counts.keys()) if (!next.has(name)) next.set(name, newZone(nowMs));
  const states = new Map([...counts].map(([name, count]) => [name, zoneState(count)] as const));
  const allDown = [...states.values()].every((state) => state === 'FullDisruption');
  const allWereDown = [...next.values()].every((zone) => zone.state === 'FullDisruption');
  if (allDown && allWereDown) return { zones: next, shift: undefined };
  for (const [name, zone] of next) {
    const state = states.get(name) as ZoneState;
    if (allDown) {
      next.set(name, { ...withRate(zone, 0, nowMs), state: 'FullDisruption' });
    } else if (allWereDown || zone.state !== state) {
      const { ready, notReady } = counts.get(name) as ZoneCount;
      next.set(name, { ...withRate(zone, evictionRate(state, ready + notReady), nowMs), state });
    }
  }
  return { zones: next, shift: allDown ? 'enter' : allWereDown ? 'leave' : undefined };
}
