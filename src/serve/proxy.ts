// The proxy subresources of pods, services and nodes: the API server asks a program of the cluster on behalf of the
// client.
// upstream: pkg/registry/core/{pod,service,node} ResourceLocation, apimachinery/pkg/util/proxy upgradeaware.go

import { ApiError, badRequest } from '../api/api-error';
import type { ProgramAnswer } from '../api/programs';
import type { EndpointSubset, Endpoints, Pod, Service } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { admitProxy } from './connect';
import { type Answer, type ObjectAnswer, type TextAnswer, textAnswer } from './exchange';
import { refusal } from './http-status';
import { isNodeUp, KUBELET_PORT, kubeletHost } from './kubelet-address';
import { kubeletAnswer } from './kubelet-api';
import { CONTENT_TYPE } from './program-connection';
import type { ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

export interface Location {
  readonly host: string;
  readonly port: number;
  /** The kubelet itself is asked, on this node. */
  readonly kubelet?: string;
}

/** Errors: 400 for a name that is none, 404, 503 when nobody can be reached. */
export function answerProxy(served: ServedCluster, asked: ResourceRequest): Answer {
  const { request, row, path: about } = asked;
  const rest = proxiedPath(asked);
  admitProxy(served, request, row, about, rest);
  const location = locationOf(served, asked);
  const query = request.query.toString();
  const isUpgrade = request.headers.upgrade !== undefined;
  if (rest === '' && !isUpgrade && (request.method === 'GET' || request.method === 'HEAD')) {
    const moved = `${request.path}/${query === '' ? '' : `?${query}`}`;
    return { ...textAnswer('', 301), kind: 'text', headers: { location: moved } };
  }
  const path = `${rest === '' ? '/' : rest}${query === '' ? '' : `?${query}`}`;
  if (location.kubelet !== undefined) return askKubelet(served, location, path);
  return askProgram(served, location, request.method, path);
}

/** What stands behind `/proxy`, with its first slash. */
function proxiedPath({ request, path }: ResourceRequest): string {
  const start = `/${path.resource}/${path.name}/proxy`;
  return request.path.slice(request.path.indexOf(start) + start.length);
}

function locationOf(served: ServedCluster, asked: ResourceRequest): Location {
  const id = asked.path.name as string;
  const named = splitName(id);
  const { singular } = asked.row;
  if (!named) throw badRequest(`invalid ${singular} request ${JSON.stringify(id)}`);
  if (asked.row.key === 'Pod') return podLocation(served, asked, named);
  if (asked.row.key === 'Service') return serviceLocation(served, asked, id, named);
  const host = kubeletHost(served, named.name, asked.row);
  if (named.port === '' || named.port === String(KUBELET_PORT)) {
    return { host, port: KUBELET_PORT, kubelet: named.name };
  }
  return { host, port: portNumber(named.port) };
}

interface Named {
  readonly scheme: string;
  readonly name: string;
  readonly port: string;
}

/** `name`, `name:port` or `scheme:name:port`. upstream: apimachinery/pkg/util/net SplitSchemeNamePort */
function splitName(id: string): Named | undefined {
  const parts = id.split(':');
  if (parts.length > 3) return undefined;
  const [scheme = '', name = '', port = ''] = parts.length === 3 ? parts : ['', ...parts];
  return name !== '' && ['', 'http', 'https'].includes(scheme) ? { scheme, name, port } : undefined;
}

/** Errors: 503 in Go's words, which looks names of ports up. */
function portNumber(text: string): number {
  if (/^\d+$/.test(text) && Number(text) <= 65_535) return Number(text);
  const why = /^\d+$/.test(text) ? `address ${text}: invalid port` : `lookup tcp/${text}: unknown port`;
  throw unreachable(`dial tcp: ${why}`);
}

function podLocation(
  { server }: ServedCluster,
  { row, path }: ResourceRequest,
  { scheme, name, port }: Named,
): Location {
  const pod = server.get(row, path.namespace, name) as Pod;
  const ports = pod.spec.containers.find((container) => (container.ports ?? []).length > 0)?.ports ?? [];
  const host = pod.status?.podIPs?.[0]?.ip ?? '';
  if (host === '') throw badRequest('address not allowed');
  const ownPort = scheme === 'https' ? 443 : 80;
  return { host, port: port === '' ? (ports[0]?.containerPort ?? ownPort) : portNumber(port) };
}

function serviceLocation(served: ServedCluster, asked: ResourceRequest, id: string, { name, port }: Named): Location {
  const { server } = served;
  const { namespace } = asked.path;
  const portName = /^[+-]?\d+$/.test(port)
    ? servicePortName(server.get(asked.row, namespace, name) as Service, port)
    : port;
  const row = served.rowAt('', 'v1', 'endpoints') as KindRow;
  const { subsets = [] } = server.get(row, namespace, name) as Endpoints;
  if (subsets.length === 0) throw unavailable(`no endpoints available for service ${JSON.stringify(name)}`);
  const found = endpointOf(served, namespace, subsets, portName);
  if (!found) throw unavailable(`no endpoints available for service ${JSON.stringify(id)}`);
  return found;
}

function servicePortName({ metadata, spec }: Service, port: string): string {
  const found = spec?.ports?.find((each) => each.port === Number(port));
  if (found) return found.name ?? '';
  throw unavailable(`no service port ${Number(port)} found for service ${JSON.stringify(metadata.name)}`);
}

/** Some ready address of the first subset from a random one on that has the port, if it is a pod's. */
function endpointOf(
  { cluster }: ServedCluster,
  namespace: string | undefined,
  subsets: readonly EndpointSubset[],
  portName: string,
): Location | undefined {
  const below = (bound: number) => cluster.simulation.random.below(bound, 'service-proxy', portName);
  for (const { addresses = [], ports = [] } of turned(subsets, below(subsets.length))) {
    const port = ports.find((each) => (each.name ?? '') === portName);
    if (!port || addresses.length === 0) continue;
    for (const { ip, targetRef } of turned(addresses, below(addresses.length))) {
      if (!targetRef?.name || targetRef.namespace !== namespace) continue;
      const pod = cluster.get('Pod', namespace, targetRef.name);
      if (pod?.status?.podIPs?.some((each) => each.ip === ip)) return { host: ip, port: port.port };
    }
  }
  return undefined;
}

const turned = <T>(list: readonly T[], first: number): readonly T[] => [...list.slice(first), ...list.slice(0, first)];

function askKubelet(served: ServedCluster, { kubelet = '', host, port }: Location, path: string): Answer {
  if (!isNodeUp(served, kubelet)) throw unreachable(`dial tcp ${host}:${port}: i/o timeout`);
  return kubeletAnswer(served, kubelet, path);
}

type Reached =
  | { readonly answer: Extract<ProgramAnswer, { outcome: 'answered' }> }
  | { readonly answer?: undefined; readonly error: string };

/** Errors: 503 when nobody is there. */
export function askProgram(served: ServedCluster, { host, port }: Location, method: string, path: string): Answer {
  const { simulation } = served.cluster;
  const args = { address: host, port, method, path };
  const reached = simulation.command('kube-proxy', 'requestDirectly', args, 0) as Reached;
  if (!reached.answer) throw unreachable(reached.error);
  const { status, body, delayMs, instance } = reached.answer;
  const answer: TextAnswer = { kind: 'text', status, text: body, contentType: CONTENT_TYPE };
  if (delayMs === 0) return answer;
  return {
    kind: 'later',
    start: (done) =>
      served.later(delayMs, () => {
        const lives = simulation.command('kubelet', 'isProcessRunning', { instance }, 0);
        done(lives ? answer : (refusal(unreachable('EOF')) as ObjectAnswer));
      }),
  };
}

const unavailable = (message: string) => new ApiError(503, 'ServiceUnavailable', message);

const unreachable = (why: string) => unavailable(`error trying to reach service: ${why}`);
