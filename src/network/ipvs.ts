// The schedulers of ipvs, as kube-proxy uses them: all real servers weigh the same, so the weighted ones choose as
// those without weights do. Each node counts for itself, a virtual server at a time.
// upstream: Linux net/netfilter/ipvs ip_vs_rr, ip_vs_lc, ip_vs_sed, ip_vs_nq, ip_vs_sh, ip_vs_dh, ip_vs_mh

import { hash32 } from '../sim/random';
import type { Table } from '../sim/table';
import { parseAddress } from './address';
import type { ProxyEndpoint } from './service-view';

export const IPVS_SCHEDULERS = ['rr', 'wrr', 'lc', 'wlc', 'sed', 'nq', 'sh', 'dh', 'mh'] as const;

export type IpvsScheduler = (typeof IPVS_SCHEDULERS)[number];

/** Connections of one virtual server to one endpoint. */
export interface ConnectionCounts {
  /** When each open one is over. */
  readonly active: readonly number[];
  /** Those that are over are remembered for a while: how many, by the second in which they are forgotten. */
  readonly inactive: readonly { readonly second: number; readonly count: number }[];
}

export interface IpvsMemory {
  /** By node and service port: how many connections went round. */
  readonly turns: Table<number>;
  /** By node, service port and endpoint. */
  readonly connections: Table<ConnectionCounts>;
}

export interface IpvsConnection {
  /** The node and the service port. */
  readonly target: string;
  readonly sourceIp: string;
  /** The address that the client dialled. */
  readonly address: string;
  readonly nowMs: number;
}

export type IpvsChoice = 'round robin' | 'least connections' | 'shortest expected delay' | 'never queue' | HashChoice;
type HashChoice = 'source hash' | 'destination hash' | 'Maglev hash';

/** A closed TCP connection stays in TIME_WAIT. */
const TIME_WAIT_MS = 120_000;
/** An open connection weighs as much as so many that are over. */
const ACTIVE_WEIGHT = 256;
/** sh and dh spread the endpoints over so many buckets. */
const BUCKET_BITS = 8;
const GOLDEN_RATIO = 0x61c88647;

/** Chooses among endpoints (not empty), which stand in a fixed order. */
export function chooseByIpvs(
  scheduler: IpvsScheduler,
  memory: IpvsMemory,
  endpoints: readonly ProxyEndpoint[],
  connection: IpvsConnection,
): { readonly endpoint: ProxyEndpoint; readonly how: IpvsChoice } {
  const { target, sourceIp, address, nowMs } = connection;
  const activeOf = (one: ProxyEndpoint) => countsAt(memory, target, one, nowMs).active.length;
  switch (scheduler) {
    case 'rr':
    case 'wrr': {
      const turn = memory.turns.get(target) ?? 0;
      memory.turns.set(target, turn + 1);
      return { endpoint: endpoints[turn % endpoints.length] as ProxyEndpoint, how: 'round robin' };
    }
    case 'lc':
    case 'wlc':
      return { endpoint: least(endpoints, (one) => overhead(memory, target, one, nowMs)), how: 'least connections' };
    case 'sed':
      return { endpoint: least(endpoints, activeOf), how: 'shortest expected delay' };
    case 'nq':
      return { endpoint: least(endpoints, activeOf), how: 'never queue' };
    case 'sh':
      return { endpoint: byBucket(endpoints, sourceIp), how: 'source hash' };
    case 'dh':
      return { endpoint: byBucket(endpoints, address), how: 'destination hash' };
    case 'mh':
      return { endpoint: byRank(endpoints, sourceIp), how: 'Maglev hash' };
  }
}

export const countsConnections = (scheduler: IpvsScheduler) => ['lc', 'wlc', 'sed', 'nq'].includes(scheduler);

/** Notes a connection that a client opens now and that is over after so long. */
export function noteConnection(
  memory: IpvsMemory,
  target: string,
  endpoint: ProxyEndpoint,
  nowMs: number,
  lastsMs: number,
): void {
  const { active, inactive } = countsAt(memory, target, endpoint, nowMs);
  const counts = { active: [...active, nowMs + lastsMs], inactive };
  memory.connections.set(`${target} ${endpoint.text}`, lastsMs > 0 ? counts : settled(counts, nowMs));
}

function countsAt({ connections }: IpvsMemory, target: string, { text }: ProxyEndpoint, nowMs: number) {
  const counts = connections.get(`${target} ${text}`);
  return counts ? settled(counts, nowMs) : NONE;
}

const NONE: ConnectionCounts = Object.freeze({ active: Object.freeze([]), inactive: Object.freeze([]) });

/** Moves what is over to the inactive ones, and forgets what has waited long enough. */
function settled({ active, inactive }: ConnectionCounts, nowMs: number): ConnectionCounts {
  const ended = active.filter((endMs) => endMs <= nowMs);
  const left = inactive.filter(({ second }) => second * 1000 > nowMs);
  if (ended.length === 0) return { active, inactive: left };
  const bySecond = new Map(left.map(({ second, count }) => [second, count] as const));
  for (const endMs of ended) {
    const second = Math.ceil((endMs + TIME_WAIT_MS) / 1000);
    if (second * 1000 > nowMs) bySecond.set(second, (bySecond.get(second) ?? 0) + 1);
  }
  const all = [...bySecond].map(([second, count]) => ({ second, count }));
  return { active: active.filter((endMs) => endMs > nowMs), inactive: all };
}

function overhead(memory: IpvsMemory, target: string, endpoint: ProxyEndpoint, nowMs: number): number {
  const { active, inactive } = countsAt(memory, target, endpoint, nowMs);
  return active.length * ACTIVE_WEIGHT + inactive.reduce((sum, { count }) => sum + count, 0);
}

/** The first of those with the least. */
function least(endpoints: readonly ProxyEndpoint[], measure: (one: ProxyEndpoint) => number): ProxyEndpoint {
  let best = endpoints[0] as ProxyEndpoint;
  let value = measure(best);
  for (let index = 1; index < endpoints.length && value > 0; index++) {
    const candidate = endpoints[index] as ProxyEndpoint;
    const measured = measure(candidate);
    if (measured >= value) continue;
    best = candidate;
    value = measured;
  }
  return best;
}

/** upstream: hash_32 over the address, its buckets dealt out in turn. */
function byBucket(endpoints: readonly ProxyEndpoint[], address: string): ProxyEndpoint {
  const bytes = parseAddress(address)?.bytes ?? [];
  const folded = bytes.reduce((fold, byte, index) => fold ^ (byte << (8 * (3 - (index % 4)))), 0);
  const bucket = Math.imul(folded, GOLDEN_RATIO) >>> (32 - BUCKET_BITS);
  return endpoints[bucket % endpoints.length] as ProxyEndpoint;
}

/** As Maglev's table does, an endpoint that goes moves its own clients alone. */
function byRank(endpoints: readonly ProxyEndpoint[], sourceIp: string): ProxyEndpoint {
  return least(endpoints, ({ text }) => 1 + hash32(0, `${sourceIp} ${text}`));
}
