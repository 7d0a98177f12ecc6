// Which of the usable endpoints takes a new connection: the one that this client had before (session affinity), else
// a random one (iptables, nftables) or the one that the scheduler of ipvs says. Each node chooses for itself.

import type { Service } from '../kinds/generated/types.gen';
import type { RandomStreams } from '../sim/random';
import type { Table } from '../sim/table';
import {
  chooseByIpvs,
  countsConnections,
  type IpvsChoice,
  type IpvsConnection,
  type IpvsMemory,
  noteConnection,
} from './ipvs';
import type { NetworkOptions } from './options';
import type { ProxyRule } from './proxy-rules';
import type { ProxyEndpoint } from './service-view';

export interface Affinity {
  /** `address:port` of the endpoint. */
  readonly endpoint: string;
  readonly lastMs: number;
}

/** What the nodes' kernels remember. */
export interface ChoiceMemory extends IpvsMemory {
  /** By node, service port and client. */
  readonly affinities: Table<Affinity>;
}

export interface Choice {
  readonly endpoint: ProxyEndpoint;
  readonly how: 'random' | IpvsChoice | 'session affinity';
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
 * with
 * and `address` what it was opened to.
 */
export function chooseEndpoint(
  chooser: Chooser,
  node: string,
  rule: ProxyRule,
  service: Service,
  endpoints: readonly ProxyEndpoint[],
  clientIp: string,
  address: string,
): Choice {
  const target = targetOf(node, rule);
  const connection = { target, sourceIp: clientIp, address, nowMs: chooser.nowMs };
  if (service.spec?.sessionAffinity !== 'ClientIP') return pick(chooser, connection, endpoints);
  const { affinities } = chooser.memory;
  const key = `${target} ${clientIp}`;
  const timeoutMs = 1000 * (service.spec.sessionAffinityConfig?.clientIP?.timeoutSeconds ?? DEFAULT_AFFINITY_SECONDS);
  const before = affinities.get(key);
  const kept =
    before && chooser.nowMs - before.lastMs <= timeoutMs
      ? endpoints.find(({ text }) => text === before.endpoint)
      : undefined;
  const choice: Choice = kept ? { endpoint: kept, how: 'session affinity' } : pick(chooser, connection, endpoints);
  // Each new connection starts the timeout again.
  affinities.set(key, { endpoint: choice.endpoint.text, lastMs: chooser.nowMs });
  return choice;
}

/** A virtual server of a node. */
function targetOf(node: string, { service, port }: ProxyRule): string {
  return `${node} ${service}:${port.name ?? port.port}/${port.protocol ?? 'TCP'}`;
}

function pick({ memory, random, options }: Chooser, connection: IpvsConnection, endpoints: readonly ProxyEndpoint[]) {
  if (options.proxyMode === 'ipvs') return chooseByIpvs(options.ipvsScheduler, memory, endpoints, connection);
  const endpoint = endpoints[random.below(endpoints.length, 'proxy', connection.target)] as ProxyEndpoint;
  return { endpoint, how: 'random' } as const;
}

/** Notes how long a connection lasts, for schedulers that count them. */
export function noteLength(
  { memory, options, nowMs }: Chooser,
  node: string,
  rule: ProxyRule,
  endpoint: ProxyEndpoint,
  lastsMs: number,
) {
  if (options.proxyMode !== 'ipvs' || !countsConnections(options.ipvsScheduler)) return;
  noteConnection(memory, targetOf(node, rule), endpoint, nowMs, lastsMs);
}
