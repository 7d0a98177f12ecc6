// Which of the usable endpoints takes a new connection: the one that this client had before (session affinity), else
// a random one (iptables, nftables) or the next one (ipvs). Each node chooses for itself.

import type { Service } from '../kinds/generated/types.gen';
import type { RandomStreams } from '../sim/random';
import type { Table } from '../sim/table';
import type { NetworkOptions } from './options';
import type { ProxyRule } from './proxy-rules';
import type { ProxyEndpoint } from './service-view';

export interface Affinity {
  /** `address:port` of the endpoint. */
  readonly endpoint: string;
  readonly lastMs: number;
}

/** What the nodes' kernels remember. */
export interface ChoiceMemory {
  /** By node, service port and client. */
  readonly affinities: Table<Affinity>;
  /** By node and service port: how many connections went round. */
  readonly turns: Table<number>;
}

export interface Choice {
  readonly endpoint: ProxyEndpoint;
  readonly how: 'random' | 'round robin' | 'session affinity';
}

export interface Chooser {
  readonly memory: ChoiceMemory;
  readonly random: RandomStreams;
  readonly nowMs: number;
  readonly options: NetworkOptions;
}

const DEFAULT_AFFINITY_SECONDS = 10_800;

/**
 * Chooses among `endpoints` (not empty) for a connection that `node` forwards; `clientIp` is the source it arrives
 * with.
 */
export function chooseEndpoint(
  chooser: Chooser,
  node: string,
  rule: ProxyRule,
  service: Service,
  endpoints: readonly ProxyEndpoint[],
  clientIp: string,
): Choice {
  const target = `${node} ${rule.service}:${rule.port.name ?? rule.port.port}/${rule.port.protocol ?? 'TCP'}`;
  if (service.spec?.sessionAffinity !== 'ClientIP') return pick(chooser, target, endpoints);
  const { affinities } = chooser.memory;
  const key = `${target} ${clientIp}`;
  const timeoutMs = 1000 * (service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS);
  const before = affinities.get(key);
  const kept =
    before && chooser.nowMs - before.lastMs <= timeoutMs
      ? endpoints.find(({ text }) => text === before.endpoint)
      : undefined;
  const choice: Choice = kept ? { endpoint: kept, how: 'session affinity' } : pick(chooser, target, endpoints);
  // Each new connection starts the timeout again.
  affinities.set(key, { endpoint: choice.endpoint.text, lastMs: chooser.nowMs });
  return choice;
}

function pick({ memory, random, options }: Chooser, target: string, endpoints: readonly ProxyEndpoint[]): Choice {
  if (options.proxyMode !== 'ipvs') {
    const endpoint = endpoints[random.below(endpoints.length, 'proxy', target)] as ProxyEndpoint;
    return { endpoint, how: 'random' };
  }
  const turn = memory.turns.get(target) ?? 0;
  memory.turns.set(target, turn + 1);
  return { endpoint: endpoints[turn % endpoints.length] as ProxyEndpoint, how: 'round robin' };
}
