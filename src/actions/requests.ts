// Requests: one, or a stream of them, from a pod, a node, outside, or a client inside the cluster without an object.

import type { Cluster } from '../cluster/cluster';
import { type ArgumentType, argument } from '../cluster/describe/argument';
import { anyText, duration, integer, mapOf, number, oneOf, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { readSource } from '../cluster/request-source';
import {
  type NameLookup,
  type ReachabilityMatrix,
  type Response,
  resultSubject,
  type Traffic,
} from '../cluster/results';
import { SUBJECT } from '../cluster/subject';
import type { DnsAnswer } from '../network/dns-records';
import type { Reachability } from '../network/reachability';
import type { RequestResult } from '../network/request';
import { RequestError } from '../network/request-target';
import type { Resolution } from '../network/resolve';
import type { TrafficResult } from '../network/traffic-result';
import { type ActionContext, defineAction } from './action';

const to = argument('to', text('a target such as http://frontend or node-1:30080'), 'where to');
const from = argument(
  'from',
  text("a client: pod/NAME, node/NAME, outside, or namespace/NAME for a client in the cluster's network"),
  'who asks; a client in the namespace default unless given',
);
const namespace = argument('namespace', text('a namespace'), 'the namespace of a pod named in `from`');

const headers = argument(
  'headers',
  mapOf(anyText()),
  'its header fields; Host is the name that the server is asked by, that of the target unless given',
);

const streamName: ArgumentType<string | Traffic, string> = {
  ...text("a stream's name, or what `traffic` gave"),
  typeText: 'string | Traffic',
  read: (input) => {
    const { [SUBJECT]: brand, name } = (input ?? {}) as Partial<Traffic>;
    return text("a stream's name, or what `traffic` gave").read(brand === 'traffic' ? name : input);
  },
};

export const request = defineAction({
  name: 'request',
  summary: 'Sends one request now and tells what happened at every hop.',
  args: [to],
  options: [
    from,
    namespace,
    argument('method', text('a method'), 'GET unless given'),
    headers,
    argument('timeout', duration(), '5s unless given'),
  ],
  example: { ts: "shop.request('http://frontend')", yaml: 'request: { to: http://frontend, as: answer }' },
  run: (cx, { to: target, from: client, namespace: place, method, headers: fields, timeout }): Response => {
    const input = {
      from: readSource(client, place),
      to: target,
      ...(method === undefined ? {} : { method }),
      ...(fields === undefined ? {} : { headers: fields }),
      ...(timeout === undefined ? {} : { timeoutMs: timeout }),
    };
    const result = proxy(cx, 'sendRequest', input) as RequestResult;
    return resultSubject('response', cx.cluster, { ...result });
  },
});

const DEFAULT_PAUSE_MS = 100;

export const traffic = defineAction({
  name: 'traffic',
  summary: 'Starts a stream of requests that goes on while time passes, until it is stopped or its duration is over.',
  args: [to],
  options: [
    argument('perSecond', number('a rate above 0'), '10 unless given'),
    argument('clients', integer(1), 'instead of a rate: so many clients, each of which waits for its answer'),
    argument('pause', duration(), 'what such a client rests before it sends again; 100ms unless given'),
    argument(
      'connections',
      integer(1),
      'keep so many connections open and use them in turn; else each request opens one',
    ),
    argument(
      'nameCache',
      duration(),
      'how long clients use what the name resolved to; each connection asks unless given',
    ),
    argument('retries', integer(0), 'how often a failed request is tried again, each time at once; 0 unless given'),
    argument('duration', duration(), 'ends by itself after so long'),
    from,
    namespace,
    argument('method', text('a method'), 'GET unless given'),
    headers,
    argument('timeout', duration(), 'what a client waits at most; 5s unless given'),
    argument('name', text('a name'), 'its name in the timeline'),
  ],
  example: {
    ts: "shop.traffic('http://frontend', { perSecond: 50 })",
    yaml: 'traffic: { to: http://frontend, perSecond: 50, as: visitors }',
  },
  run: (
    cx,
    { to: target, perSecond, duration: durationMs, from: client, namespace: place, clients, pause, ...asked },
  ): Traffic => {
    if (clients !== undefined && perSecond !== undefined) {
      throw new UsageError('traffic has a rate (perSecond) or clients that wait for their answers, not both');
    }
    if (clients === undefined && pause !== undefined) throw new UsageError('a pause is one of clients: say how many');
    const name = asked.name ?? `traffic-${cx.cause}`;
    const input = {
      name,
      perSecond: perSecond ?? 10,
      ...(clients === undefined ? {} : { clients, pauseMs: pause ?? DEFAULT_PAUSE_MS }),
      ...(asked.connections === undefined ? {} : { connections: asked.connections }),
      ...(asked.nameCache === undefined ? {} : { namesForMs: asked.nameCache }),
      ...(asked.retries === undefined ? {} : { retries: asked.retries }),
      from: readSource(client, place),
      to: target,
      ...(durationMs === undefined ? {} : { durationMs }),
      ...(asked.method === undefined ? {} : { method: asked.method }),
      ...(asked.headers === undefined ? {} : { headers: asked.headers }),
      ...(asked.timeout === undefined ? {} : { timeoutMs: asked.timeout }),
    };
    proxy(cx, 'startTraffic', input);
    return trafficOf(cx.cluster, name);
  },
});

/** A stream as it goes on in this cluster. */
function trafficOf(cluster: Cluster, name: string): Traffic {
  return resultSubject('traffic', cluster, {
    name,
    get result() {
      return cluster.simulation.command('kube-proxy', 'trafficResult', { name }, 0) as TrafficResult;
    },
  });
}

/** What an action gave back, as it is in a fork: a stream goes on there, everything else is past. */
export function onFork(fork: Cluster, value: unknown): unknown {
  const { [SUBJECT]: brand, name } = (value ?? {}) as Partial<Traffic>;
  return brand === 'traffic' && name !== undefined ? trafficOf(fork, name) : value;
}

export const stopTraffic = defineAction({
  name: 'stopTraffic',
  summary: 'Ends a stream of requests; answers under way still arrive.',
  args: [argument('stream', streamName, 'the stream, by the name it was given or as `traffic` gave it back')],
  example: {
    ts: "shop.stopTraffic('visitors')",
    yaml: 'stopTraffic: visitors',
  },
  run: (cx, { stream: name }) => void proxy(cx, 'stopTraffic', { name }),
});

export const resolve = defineAction({
  name: 'resolve',
  summary: "Resolves a name as a client's resolver does, or asks the cluster's DNS for records of one type.",
  args: [argument('name', text('a name such as frontend or frontend.default.svc.cluster.local'), 'the name')],
  options: [
    from,
    namespace,
    argument(
      'type',
      oneOf('A', 'AAAA', 'SRV', 'CNAME', 'PTR', 'TXT', 'NS', 'SOA'),
      'record type; then the name is taken as a full one',
    ),
  ],
  example: { ts: "shop.resolve('frontend')", yaml: 'resolve: { name: frontend, as: address }' },
  run: (cx, { name, from: client, namespace: place, type }): NameLookup => {
    const input = type === undefined ? { name, from: readSource(client, place) } : { name, type };
    const answer = proxy(cx, 'lookUp', input) as DnsAnswer | Resolution;
    return resultSubject('lookup', cx.cluster, { name, answer });
  },
});

export const reachability = defineAction({
  name: 'reachability',
  summary: 'Tells who can reach whom at this instant, workload by workload and port by port. The cluster is untouched.',
  args: [],
  passive: true,
  example: { ts: 'shop.reachability()', yaml: 'reachability: { as: reach }' },
  run: (cx): ReachabilityMatrix => {
    const matrix = cx.cluster.simulation.fork().command('kube-proxy', 'reachability', {}, 0) as Reachability;
    return resultSubject('reachability', cx.cluster, { ...matrix });
  },
});

function proxy(cx: ActionContext, command: string, args: unknown): unknown {
  try {
    return cx.cluster.simulation.command('kube-proxy', command, args, cx.cause);
  } catch (error) {
    if (error instanceof RequestError) throw new UsageError(error.message);
    throw error;
  }
}
