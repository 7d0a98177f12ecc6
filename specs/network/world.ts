// A small world for the network's specs: objects by hand behind a Reader, programs that listen where they are told,
// and the proxies' view of it. No control plane runs.

import type { Reader } from '../../src/api/actor';
import type { ProgramAnswer, ProgramRequest, Programs } from '../../src/api/programs';
import { DEFAULT_TIMINGS } from '../../src/api/timings';
import type { Endpoint, EndpointSlice, Node, Pod, Service } from '../../src/kinds/generated/types.gen';
import { type KubeObject, objectKey } from '../../src/kinds/kind';
import { createNetworkState, type Network } from '../../src/network/network-state';
import { DEFAULT_NETWORK, type NetworkOptions } from '../../src/network/options';
import { replaceRules } from '../../src/network/proxy-rules';
import { RandomStreams } from '../../src/sim/random';

export interface World {
  readonly objects: KubeObject[];
  readonly reader: Reader;
  readonly network: Network;
  /** Virtual time, to be moved by the spec. */
  nowMs: number;
  /** Names of machines that are down. */
  readonly down: Set<string>;
  readonly requests: ProgramRequest[];
}

const indexes: Readonly<Record<string, (object: KubeObject) => string | undefined>> = {
  namespace: ({ metadata }) => metadata.namespace,
  service: ({ metadata }) => `${metadata.namespace}/${metadata.labels?.['kubernetes.io/service-name']}`,
  ip: (object) => (object as Pod).status?.podIP,
  node: (object) => (object as Pod).spec?.nodeName ?? '',
};

export function world(
  objects: KubeObject[],
  options: Partial<NetworkOptions> = {},
  listens: readonly number[] = [8080],
): World {
  const requests: ProgramRequest[] = [];
  const all = <T>(kind: string) =>
    objects.filter((object) => object.kind === kind).sort((a, b) => (objectKey(a) < objectKey(b) ? -1 : 1)) as T[];
  const reader = {
    get nowMs() {
      return made.nowMs;
    },
    timings: DEFAULT_TIMINGS,
    get: (kind: string, namespace: string | undefined, name: string) =>
      all<KubeObject>(kind).find(({ metadata }) => metadata.name === name && metadata.namespace === namespace),
    list: (kind: string, namespace?: string) =>
      all<KubeObject>(kind).filter(({ metadata }) => namespace === undefined || metadata.namespace === namespace),
    by: (kind: string, index: string, value: string) =>
      all<KubeObject>(kind).filter((object) => indexes[index]?.(object) === value),
  } as unknown as Reader;
  const programs: Programs = {
    answer: (request): ProgramAnswer => {
      requests.push(request);
      const pod = all<Pod>('Pod').find(({ status }) => status?.podIP === request.podIp);
      if (!pod) return { outcome: 'unreachable' };
      const key = objectKey(pod);
      if (!listens.includes(request.port)) return { outcome: 'refused', pod: key };
      const answer = { status: 200, delayMs: 3, body: 'hello', container: 'app', instance: key } as const;
      return { outcome: 'answered', pod: key, ...answer };
    },
    isRunning: () => true,
    isNodeUp: (node) => !made.down.has(node),
    usage: () => [],
  };
  const network: Network = {
    reader,
    state: createNetworkState(),
    random: new RandomStreams(1),
    programs,
    options: { ...DEFAULT_NETWORK, ...options },
  };
  const made: World = { objects, reader, network, nowMs: 0, down: new Set(), requests };
  sync(made);
  return made;
}

/** Brings the proxies up to date. */
export function sync({ reader, network }: World): void {
  const { views, rules, derived } = network.state;
  for (const service of reader.list('Service')) {
    const key = objectKey(service);
    const { type, clusterIP } = service.spec ?? {};
    if (type === 'ExternalName' || clusterIP === 'None') continue;
    const view = { key, service, slices: reader.by('EndpointSlice', 'service', key) };
    replaceRules(rules, views.get(key), view);
    views.set(key, view);
  }
  derived.nodes = undefined;
  derived.hasPolicies = undefined;
  derived.names.clear();
}

export function namespace(name: string, labels: Readonly<Record<string, string>> = {}): KubeObject {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

/** `node(1)`: node-1 at 192.168.0.1 with pods in 10.244.1.0/24. */
export function node(index: number, labels: Readonly<Record<string, string>> = {}): Node {
  return {
    apiVersion: 'v1',
    kind: 'Node',
    metadata: { name: `node-${index}`, labels },
    spec: { podCIDR: `10.244.${index}.0/24` },
    status: {
      addresses: [
        { type: 'InternalIP', address: `192.168.0.${index}` },
        { type: 'Hostname', address: `node-${index}` },
      ],
    },
  };
}

export function pod(key: string, nodeName: string, podIP: string, spec: Partial<Pod['spec']> = {}): Pod {
  const [space = '', name = ''] = key.split('/');
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { namespace: space, name, uid: key },
    spec: { nodeName, containers: [{ name: 'app', image: 'app' }], ...spec },
    status: { phase: 'Running', podIP },
  };
}

export function service(key: string, spec: NonNullable<Service['spec']>, status?: Service['status']): Service {
  const [space = '', name = ''] = key.split('/');
  const object: Service = { apiVersion: 'v1', kind: 'Service', metadata: { namespace: space, name }, spec };
  return status ? { ...object, status } : object;
}

export interface EndpointFacts {
  readonly ready?: boolean;
  readonly serving?: boolean;
  readonly terminating?: boolean;
  readonly hostname?: string;
  readonly zones?: readonly string[];
  readonly nodes?: readonly string[];
}

export function endpoint(address: string, nodeName?: string, facts: EndpointFacts = {}): Endpoint {
  const { ready = true, serving = ready, terminating = false, hostname, zones, nodes } = facts;
  const hints = {
    ...(zones ? { forZones: zones.map((name) => ({ name })) } : {}),
    ...(nodes ? { forNodes: nodes.map((name) => ({ name })) } : {}),
  };
  return {
    addresses: [address],
    conditions: { ready, serving, terminating },
    ...(nodeName ? { nodeName } : {}),
    ...(hostname ? { hostname } : {}),
    ...(zones || nodes ? { hints } : {}),
  };
}

export function slice(
  key: string,
  endpoints: readonly Endpoint[],
  ports: EndpointSlice['ports'] = [{ name: 'http', port: 8080, protocol: 'TCP' }],
  suffix = 'abcde',
): EndpointSlice {
  const [space = '', name = ''] = key.split('/');
  const labels = { 'kubernetes.io/service-name': name };
  return {
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { namespace: space, name: `${name}-${suffix}`, labels },
    addressType: 'IPv4',
    endpoints,
    ports,
  };
}
