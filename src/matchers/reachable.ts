// Whether somebody can be reached: one request, sent on a copy of the cluster.

import { argument } from '../cluster/describe/argument';
import { integer, text } from '../cluster/describe/types';
import { readSource } from '../cluster/request-source';
import type { Pod, Service } from '../kinds/generated/types.gen';
import type { RequestSource } from '../network/client';
import type { RequestResult } from '../network/request';
import { fromOption } from './lookup';
import { defineMatcher, type MatcherContext } from './matcher';
import { onFork } from './on-fork';
import { podLines, podsBehind } from './related-pods';
import { podTarget, serviceTargets } from './request-targets';
import { hopLines, responseText } from './response-text';
import { verdict } from './verdict';

export const toBeReachable = defineMatcher({
  name: 'toBeReachable',
  summary:
    'A request is answered, whatever the status. To a Service it goes by name; from a node by its cluster address; from ' +
    'outside by its load balancer, external address or node port. To a pod it goes by address. The cluster is untouched.',
  kinds: ['Service', 'Pod'],
  presentOnly: true,
  options: [
    fromOption,
    argument('port', integer(1), 'the port; the first one that the object declares unless given'),
    argument('path', text('a path such as /healthz'), 'the path; / unless given'),
  ],
  example: {
    ts: "expect(shop.service('frontend')).toBeReachable({ from: 'node/node-1' })",
    yaml: '- expect: { service/frontend: { toBeReachable: { from: node/node-1 } } }',
  },
  check: (cx, object, { from, port, path = '/' }) => {
    const namespace = object.metadata.namespace ?? '';
    const source = readSource(from, namespace);
    const isService = object.kind === 'Service';
    const targets = isService
      ? serviceTargets(cx.reader, object as Service, source, port)
      : [podTarget(object as Pod, port)];
    const result = tryEach(cx, source, targets, path.startsWith('/') ? path : `/${path}`);
    const pods = isService ? podsBehind(cx.reader, object as Service) : [object as Pod];
    const expected = `be reachable at ${result.to} from ${from ?? `a client in namespace ${namespace}`}`;
    return verdict(result.outcome === 'answered', expected, () => responseText(result), {
      evidence: () => [...hopLines(result), 'pods:', ...podLines(cx, pods).map((line) => `  ${line}`)],
      related: () => pods,
    });
  },
});

/** The first answer, or what became of the first try. */
function tryEach(cx: MatcherContext, from: RequestSource, targets: readonly string[], path: string): RequestResult {
  let first: RequestResult | undefined;
  for (const target of targets) {
    const result = onFork(cx.cluster, 'sendRequest', { from, to: target + path }) as RequestResult;
    if (result.outcome === 'answered') return result;
    first ??= result;
  }
  return first as RequestResult;
}
