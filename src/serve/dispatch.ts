// One request from beginning to end, without a socket: negotiates, finds who answers, and turns refusals into Status
// bodies.

import { pageText } from '../page/render';
import { authorizeRequest } from './authorize-request';
import { discoveryAnswer, discoveryPath, groupsOf, isAggregated } from './discovery';
import type { Answer, ServedRequest } from './exchange';
import { pageNotFound, textAnswer } from './exchange';
import { refusal } from './http-status';
import { type Accepted, negotiate, type Representation, wantsPretty } from './media-type';
import { openApiAnswer } from './openapi';
import { readResourcePath } from './path';
import { healthAnswer, indexAnswer, versionAnswer } from './probes';
import { remoteAnswer, remoteServiceOf } from './remote-groups';
import { handleResource } from './resources';
import type { ServedCluster } from './served-cluster';

export interface Answered extends Pick<Accepted, 'media' | 'pretty'> {
  readonly answer: Answer;
}

export function dispatch(served: ServedCluster, request: ServedRequest): Answered {
  const pretty = wantsPretty(request.query, request.headers['user-agent']);
  try {
    return answerTo(served, request, pretty);
  } catch (error) {
    return { answer: refusal(error), media: 'json', pretty };
  }
}

function answerTo(served: ServedCluster, request: ServedRequest, pretty: boolean): Answered {
  const path = readResourcePath(request.path);
  const accept = request.headers.accept;
  const remote = remoteServiceOf(served, request.path);
  if (path) {
    const accepted = negotiate(accept, isListed);
    const shape = { media: accepted.media, pretty: pretty || accepted.pretty };
    try {
      authorizeRequest(served, request, path);
      return {
        ...shape,
        answer: remote
          ? remoteAnswer(served, request, remote)
          : handleResource(served, { ...request, representation: accepted.representation }, path),
      };
    } catch (error) {
      return { ...shape, answer: refusal(error) };
    }
  }
  authorizeRequest(served, request, undefined);
  if (remote) return { media: 'json', pretty, answer: remoteAnswer(served, request, remote) };
  const discovered = isDiscovery(request.path) ? negotiate(accept, isAggregated) : undefined;
  const answer = discovered && discoveryAnswer(served, request, discovered.representation);
  if (answer) return { media: discovered.media, pretty, answer };
  return { media: 'json', pretty, answer: plainAnswer(served, request) };
}

const isDiscovery = (path: string) => /^\/apis?(\/|$)/.test(path);

const isListed = ({ as, group, version }: Representation) =>
  group === 'meta.k8s.io' &&
  (version === 'v1' || version === 'v1beta1') &&
  (as === 'Table' || as === 'PartialObjectMetadata' || as === 'PartialObjectMetadataList');

function plainAnswer(served: ServedCluster, request: ServedRequest): Answer {
  const { path, query } = request;
  if (request.method !== 'GET' && request.method !== 'HEAD') return textAnswer('Method Not Allowed\n', 405);
  if (path === '/version' || path === '/version/') return versionAnswer();
  if (path === '/' || path === '') return indexAnswer(servedPaths(served));
  if (path === '/ui') return pageAnswer(served);
  return healthAnswer(path, query) ?? openApiAnswer(served, request) ?? pageNotFound();
}

/** All that happened until now, to look at: a path of our own. */
const pageAnswer = ({ cluster }: ServedCluster): Answer => ({
  kind: 'text',
  status: 200,
  text: pageText(cluster, { title: 'wavetank serve' }),
  contentType: 'text/html; charset=utf-8',
  zips: true,
});

const PLAIN_PATHS = ['/healthz', '/livez', '/openapi/v2', '/openapi/v3', '/openapi/v3/', '/readyz', '/version'];

function servedPaths(served: ServedCluster): string[] {
  const paths = new Set(['/api', '/apis', '/apis/']);
  for (const { name, versions } of groupsOf(served)) {
    if (name !== '') paths.add(`/apis/${name}`);
    for (const { version } of versions) paths.add(discoveryPath(name, version));
  }
  for (const path of PLAIN_PATHS) paths.add(path);
  return [...paths].sort();
}
