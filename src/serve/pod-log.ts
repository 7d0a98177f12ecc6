// GET pods/NAME/log: what the program in a container has printed, and with `follow` what it prints until it ends.

import { badRequest, invalid } from '../api/api-error';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod } from '../kinds/generated/types.gen';
import { type Errors, forbidden, invalid as invalidValue, notSupported } from '../kinds/validation/field-error';
import { parseRfc3339 } from '../sim/time';
import { type Answer, type ServedRequest, type StreamSink, textAnswer } from './exchange';
import { checkKubelet, KUBELET_PORT, kubeletHost } from './kubelet-address';
import { containerOf, loggedRun, statusOf } from './pod-container';
import { isTrue, type ResourceRequest } from './resource-request';
import type { ServedCluster } from './served-cluster';

const TEXT = 'text/plain';

interface Lines {
  readonly at: string;
  readonly texts: readonly string[];
}

export function answerPodLog(served: ServedCluster, { request, row, path }: ResourceRequest): Answer {
  const { query } = request;
  checkNumbers(query);
  checkLogOptions(path.name as string, query);
  const pod = served.server.get(row, path.namespace, path.name as string) as Pod;
  const container = containerOf(pod, query.get('container') ?? '');
  if (!pod.spec.nodeName) return { ...textAnswer('', 204), kind: 'text', contentType: TEXT };
  const host = kubeletHost(served, pod.spec.nodeName, row);
  checkKubelet(served, pod.spec.nodeName, row, `Get ${JSON.stringify(logAddress(host, pod, container, query))}`);
  const run = loggedRun(pod, container, isTrue(query.get('previous')));
  const lines = linesOf(served, pod, container, run === 'previous');
  const text = chosen(served, request, lines);
  const follows = isTrue(query.get('follow')) && run === 'present';
  if (!follows || statusOf(pod, container)?.state?.running === undefined) {
    return { ...textAnswer(text), kind: 'text', contentType: TEXT };
  }
  return {
    kind: 'stream',
    contentType: TEXT,
    start: (sink) => {
      const followed = new FollowedLog(served, pod, container, lines.texts.length, request, sink);
      served.watches.add(followed);
      if (text !== '') sink.write(text);
      return () => served.watches.delete(followed);
    },
  };
}

const FLAGS = ['follow', 'previous', 'timestamps'];
const VALUES = ['sinceSeconds', 'sinceTime', 'tailLines', 'limitBytes'];

/** What the kubelet is asked. upstream: pkg/registry/core/pod LogLocation */
function logAddress(host: string, pod: Pod, container: string, query: URLSearchParams): string {
  const { namespace, name } = pod.metadata;
  const asked = new URLSearchParams();
  for (const key of FLAGS) if (isTrue(query.get(key))) asked.set(key, 'true');
  for (const key of VALUES) if (query.has(key)) asked.set(key, query.get(key) as string);
  asked.sort();
  const path = `https://${host}:${KUBELET_PORT}/containerLogs/${namespace}/${name}/${container}`;
  return asked.size > 0 ? `${path}?${asked}` : path;
}

/** Grows when the program ends, and then ends too. */
class FollowedLog {
  readonly #served: ServedCluster;
  readonly #pod: Pod;
  readonly #container: string;
  readonly #request: ServedRequest;
  readonly #sink: StreamSink;
  readonly #sent: number;

  constructor(
    served: ServedCluster,
    pod: Pod,
    container: string,
    sent: number,
    request: ServedRequest,
    sink: StreamSink,
  ) {
    this.#served = served;
    this.#pod = pod;
    this.#container = container;
    this.#sent = sent;
    this.#request = request;
    this.#sink = sink;
  }

  tell(): boolean {
    const { namespace, name, uid } = this.#pod.metadata;
    const pod = this.#served.cluster.get('Pod', namespace, name);
    const id = statusOf(this.#pod, this.#container)?.containerID;
    const status = pod?.metadata.uid === uid && pod ? statusOf(pod, this.#container) : undefined;
    if (status?.state?.running && status.containerID === id) return false;
    if (pod && status) {
      const { at, texts } = linesOf(this.#served, pod, this.#container, status.containerID !== id);
      const text = chosen(this.#served, this.#request, { at, texts: texts.slice(this.#sent) });
      if (text !== '') this.#sink.write(text);
    }
    this.#served.watches.delete(this);
    this.#sink.end();
    return true;
  }
}

function linesOf({ cluster }: ServedCluster, pod: Pod, container: string, previous: boolean): Lines {
  const { namespace, name } = pod.metadata;
  const texts = cluster.simulation.command('kubelet', 'logs', { pod: `${namespace}/${name}`, container, previous }, 0);
  const { state, lastState } = statusOf(pod, container) ?? {};
  const run = previous ? lastState?.terminated : (state?.running ?? state?.terminated ?? lastState?.terminated);
  return { at: run?.startedAt ?? '', texts: texts as readonly string[] };
}

/** Errors: 400 as Go words them. */
function checkNumbers(query: URLSearchParams): void {
  for (const name of ['tailLines', 'sinceSeconds', 'limitBytes']) {
    const text = query.get(name);
    if (text !== null && !/^[+-]?\d+$/.test(text)) {
      throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
    }
  }
}

const STREAMS = ['All', 'Stderr', 'Stdout'];
const ONE_STREAM = '`tailLines` and specific `stream` are mutually exclusive for now';

/** Errors: 422. upstream: pkg/apis/core/validation ValidatePodLogOptions */
function checkLogOptions(name: string, query: URLSearchParams): void {
  const errors: Errors = [];
  const refuse = (field: string, why: string) => errors.push(invalidValue(field, Number(query.get(field)), why));
  const isBelow = (field: string, least: number) => query.has(field) && Number(query.get(field)) < least;
  if (isBelow('tailLines', 0)) refuse('tailLines', 'must be greater than or equal to 0');
  if (isBelow('limitBytes', 1)) refuse('limitBytes', 'must be greater than 0');
  if (query.has('sinceSeconds') && query.has('sinceTime')) {
    errors.push(forbidden('[]', 'at most one of `sinceTime` or `sinceSeconds` may be specified'));
  } else if (isBelow('sinceSeconds', 1)) refuse('sinceSeconds', 'must be greater than 0');
  checkStream(errors, query);
  if (errors.length > 0) throw invalid({ group: '', kind: 'PodLogOptions', plural: 'podlogoptions' }, name, errors);
}

function checkStream(errors: Errors, query: URLSearchParams): void {
  const stream = query.get('stream');
  if (stream === null) return;
  if (!isEnabled('PodLogsQuerySplitStreams')) {
    errors.push(forbidden('stream', 'may not be specified'));
    return;
  }
  if (!STREAMS.includes(stream)) errors.push(notSupported('stream', stream, STREAMS));
  if (stream !== 'All' && query.has('tailLines')) errors.push(forbidden('[]', ONE_STREAM));
}

/** The lines that are asked for. All that simulated programs print goes to one stream. */
function chosen(served: ServedCluster, { query }: ServedRequest, { at, texts }: Lines): string {
  const number = (name: string) => (query.get(name) === null ? undefined : Number(query.get(name)));
  const since = query.get('sinceTime');
  const fromMs = since === null ? served.nowMs - 1000 * (number('sinceSeconds') ?? Infinity) : parseRfc3339(since);
  if (query.get('stream') === 'Stderr' || (at !== '' && parseRfc3339(at) < fromMs)) return '';
  const tail = number('tailLines');
  const last = tail === undefined ? texts : texts.slice(Math.max(0, texts.length - tail));
  const stamp = isTrue(query.get('timestamps')) ? `${at.replace('Z', '.000000000Z')} ` : '';
  const text = last.map((line) => `${stamp}${line}\n`).join('');
  return text.slice(0, number('limitBytes') ?? text.length);
}
