// Who can reach whom: every workload against every port of every workload, by the way that a packet takes, policies
// included. Asked of pods that run; those of one workload that policies cannot tell apart are asked once.

import type { Reader } from '../api/actor';
import { isEnabled } from '../kinds/feature-gates';
import type { OwnerReference, Pod, Service } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import type { KindName } from '../kinds/kind-map';
import { clientOf } from './client';
import { connect } from './connection';
import { routesOf } from './gateway-attach';
import { ownGateways } from './gateway-types';
import type { Hop } from './hops';
import type { Client, Connection } from './journey';
import { lossCause } from './loss-cause';
import { type Network, nodesOf } from './network-state';
import type { Protocol } from './proxy-rules';

export interface ReachabilityCell {
  /** `ns/name` of a workload or bare pod, or `outside`. */
  readonly from: string;
  readonly to: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Whether all its pods reach all of the other's, some of them some, or none. */
  readonly reachable: 'all' | 'some' | 'none';
  /** What stands in the way; empty when nothing does. */
  readonly why: string;
}

export interface ReachabilityTarget {
  readonly to: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** `ns/name:port` of the Services that lead there. */
  readonly services: readonly string[];
}

export interface Reachability {
  /** `outside` comes last. */
  readonly sources: readonly string[];
  readonly targets: readonly ReachabilityTarget[];
  readonly cells: readonly ReachabilityCell[];
  /** `shop/frontend -> shop/db:5432` for every cell where all pods reach all; `(some)` follows where not all do. */
  readonly pairs: readonly string[];
}

interface Workload {
  readonly name: string;
  readonly pods: Pod[];
}

interface Target extends ReachabilityTarget {
  readonly workload: Workload;
  /** Addresses that lead there from outside. */
  readonly doors: readonly Door[];
}

interface Door {
  readonly address: string;
  readonly port: number;
  readonly host: string;
  readonly path: string;
}

/** The matrix at this instant. It sends packets: ask it of a copy of the cluster. */
export function reachability(network: Network): Reachability {
  const workloads = workloadsOf(network.reader);
  const targets = targetsOf(network, workloads);
  const cells: ReachabilityCell[] = [];
  for (const from of workloads.values()) {
    for (const target of targets) cells.push(cellOf(network, from, target));
  }
  for (const target of targets) cells.push(outsideCell(network, target));
  const pairs = cells.filter(({ reachable }) => reachable !== 'none').map(pairText);
  const sources = [...workloads.keys(), 'outside'];
  const shown = targets.map(({ to, port, protocol, services }) => ({ to, port, protocol, services }));
  return { sources, targets: shown, cells, pairs };
}

function pairText({ from, to, port, protocol, reachable }: ReachabilityCell): string {
  const where = protocol === 'TCP' ? `${to}:${port}` : `${to}:${port}/${protocol}`;
  return `${from} -> ${where}${reachable === 'some' ? ' (some)' : ''}`;
}

/** Pods that run, by what controls them in the end. */
function workloadsOf(reader: Reader): ReadonlyMap<string, Workload> {
  const found = new Map<string, Workload>();
  for (const pod of reader.list('Pod')) {
    if (pod.status?.phase !== 'Running' || !pod.status.podIP) continue;
    const name = workloadName(reader, pod);
    const known = found.get(name);
    if (known) known.pods.push(pod);
    else found.set(name, { name, pods: [pod] });
  }
  return new Map([...found].sort(([a], [b]) => (a < b ? -1 : 1)));
}

const LONGEST_CHAIN = 5;

function workloadName(reader: Reader, pod: Pod): string {
  const { namespace = '' } = pod.metadata;
  let { name, ownerReferences } = pod.metadata;
  for (let step = 0; step < LONGEST_CHAIN; step++) {
    const owner: OwnerReference | undefined = ownerReferences?.find(({ controller }) => controller);
    if (!owner || owner.kind === 'Node') break;
    const isKnown = reader.registry.byKey(owner.kind as KindName) !== undefined;
    name = owner.name;
    ownerReferences = isKnown
      ? reader.get(owner.kind as KindName, namespace, owner.name)?.metadata.ownerReferences
      : undefined;
  }
  return `${namespace}/${name}`;
}

/** Every port that containers declare or Services lead to. */
function targetsOf(network: Network, workloads: ReadonlyMap<string, Workload>): readonly Target[] {
  const { reader } = network;
  const found = new Map<string, Omit<Target, 'services' | 'doors'> & { services: string[]; doors: Door[] }>();
  const targetOf = (workload: Workload, port: number, protocol: Protocol) => {
    const key = `${workload.name} ${String(port).padStart(5, '0')} ${protocol}`;
    const target = found.get(key) ?? { to: workload.name, port, protocol, workload, services: [], doors: [] };
    found.set(key, target);
    return target;
  };
  for (const workload of workloads.values()) {
    for (const { spec } of workload.pods) {
      for (const { ports = [] } of [...spec.containers, ...(spec.initContainers ?? [])]) {
        for (const { containerPort, protocol = 'TCP' } of ports) targetOf(workload, containerPort, protocol);
      }
    }
  }
  for (const service of reader.list('Service')) {
    const key = `${service.metadata.namespace}/${service.metadata.name}`;
    for (const { endpoints, ports } of reader.by('EndpointSlice', 'service', key)) {
      for (const { port, protocol = 'TCP', name = '' } of ports ?? []) {
        const front = service.spec?.ports?.find((one) => (one.name ?? '') === name);
        for (const { targetRef } of endpoints ?? []) {
          const pod = targetRef?.kind === 'Pod' && reader.get('Pod', targetRef.namespace, targetRef.name ?? '');
          const workload = pod ? workloads.get(workloadName(reader, pod)) : undefined;
          if (!workload || !front || port === undefined) continue;
          const target = targetOf(workload, port, protocol);
          if (target.services.includes(`${key}:${front.port}`)) continue;
          target.services.push(`${key}:${front.port}`);
          target.doors.push(...doorsOf(network, service, front.port));
        }
      }
    }
  }
  return [...found].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, target]) => target);
}

/** Where a Service's port is reached from outside: its own addresses, node ports, and the Ingresses that name it. */
function doorsOf(network: Network, { metadata, spec, status }: Service, port: number): readonly Door[] {
  const { reader, options } = network;
  const doors: Door[] = [];
  const add = (address: string | undefined, at: number, host = address, path = '/') => {
    if (address) doors.push({ address, port: at, host: host ?? '', path });
  };
  for (const { ip } of status?.loadBalancer?.ingress ?? []) add(ip, port);
  const external = isEnabled('AllowServiceExternalIPs') ? spec?.externalIPs : undefined;
  for (const address of external ?? []) add(address, port);
  const front = spec?.ports?.find((one) => one.port === port);
  for (const node of front?.nodePort ? nodesOf(network).nodes : []) add(node.address, front?.nodePort ?? 0);
  doors.push(...gatewayDoors(network, metadata, port));
  if (!options.ingress) return doors;
  for (const { spec: rules } of reader.list('Ingress', metadata.namespace)) {
    for (const { host, http } of rules.rules ?? []) {
      for (const { backend, path } of http?.paths ?? []) {
        const wanted = backend.service?.port;
        const isIt = backend.service?.name === metadata.name && (wanted?.number ?? port) === port;
        if (isIt) add(options.ingress.address, rules.tls ? 443 : 80, host?.replace('*', 'any'), path);
      }
    }
  }
  return doors;
}

/** The Gateways that lead to a Service's port, by each route that names it. */
function gatewayDoors({ reader, options }: Network, { namespace, name }: Service['metadata'], port: number) {
  const doors: Door[] = [];
  for (const gateway of options.gateway ? ownGateways(reader, options.gateway.controllerName) : []) {
    const address = gateway.status?.addresses?.[0]?.value;
    if (address === undefined) continue;
    for (const listener of gateway.spec.listeners) {
      for (const { route, hostnames } of routesOf(reader, gateway, listener)) {
        for (const { backendRefs = [], matches = [] } of route.spec.rules ?? []) {
          const leads = backendRefs.some(
            (ref) =>
              ref.name === name && (ref.namespace ?? route.metadata.namespace) === namespace && ref.port === port,
          );
          const host = (hostnames[0] || address).replace('*', 'any');
          if (leads) doors.push({ address, port: listener.port, host, path: matches[0]?.path?.value ?? '/' });
        }
      }
    }
  }
  return doors;
}

function cellOf(network: Network, from: Workload, target: Target): ReachabilityCell {
  const whys = new Set<string>();
  let tried = 0;
  let reached = 0;
  for (const source of distinct(network, from.pods)) {
    const client = clientOf(network, { pod: `${source.metadata.namespace}/${source.metadata.name}` });
    const others = target.workload.pods.filter((pod) => pod !== source);
    for (const pod of distinct(network, others.length > 0 ? others : target.workload.pods)) {
      tried++;
      const why = tryPod(network, client, pod, target);
      if (why === undefined) reached++;
      else whys.add(why);
    }
  }
  const reachable = reached === 0 ? 'none' : reached === tried ? 'all' : 'some';
  const { to, port, protocol } = target;
  return { from: from.name, to, port, protocol, reachable, why: [...whys].sort().join('; ') };
}

/** One pod of each kind that policies and machines can tell apart. */
function distinct({ programs }: Network, pods: readonly Pod[]): readonly Pod[] {
  const kinds = new Map<string, Pod>();
  for (const pod of pods) {
    const { nodeName = '', hostNetwork = false } = pod.spec;
    const kind = JSON.stringify([
      pod.metadata.labels,
      programs.isNodeUp(nodeName),
      hostNetwork,
      pod.status?.conditions?.find(({ type }) => type === 'Ready')?.status,
    ]);
    if (!kinds.has(kind)) kinds.set(kind, pod);
  }
  return [...kinds.values()];
}

/** Why the pod is not reached; undefined when it is. */
function tryPod(network: Network, client: Client | string, pod: Pod, { port, protocol }: Target): string | undefined {
  if (typeof client === 'string') return 'the client was not running';
  const address = pod.status?.podIP ?? '';
  return whyNot(
    network,
    connect(network, { client, address, port, protocol, host: address, method: 'GET', path: '/', headers: {} }),
  );
}

function whyNot(network: Network, connection: Connection): string | undefined {
  if (connection.outcome === 'answered') return undefined;
  const last = connection.hops.at(-1);
  if (last?.kind === 'policy') return policyText(network, last);
  if (last?.kind === 'pod') return last.outcome === 'refused' ? 'nothing listens there' : 'nobody has the address';
  return lossCause(network, { ...connection, error: undefined, address: undefined, connection, latencyMs: 0 });
}

function policyText({ reader }: Network, { direction, subject, policies }: Extract<Hop, { kind: 'policy' }>): string {
  const { namespace, name } = splitKey(subject);
  const pod = reader.get('Pod', namespace, name);
  return `${direction} of ${pod ? workloadName(reader, pod) : subject} by NetworkPolicy ${policies.join(', ')}`;
}

function outsideCell(network: Network, { to, port, protocol, doors }: Target): ReachabilityCell {
  const cell = { from: 'outside', to, port, protocol } as const;
  const client = clientOf(network, 'outside') as Client;
  let why = 'no Service leads there from outside';
  for (const { address, port: at, host, path } of doors) {
    const connection = connect(network, {
      client,
      address,
      port: at,
      protocol,
      host,
      method: 'GET',
      path,
      headers: {},
    });
    const problem = whyNot(network, connection);
    const status = connection.answer?.pod === '' ? connection.answer.status : undefined;
    if (problem === undefined && status === undefined) return { ...cell, reachable: 'all', why: '' };
    why = problem ?? `the ${connection.answer?.container} answers ${status}`;
  }
  return { ...cell, reachable: 'none', why };
}
