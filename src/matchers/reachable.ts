// Whether somebody can be reached: one request, sent on a copy of the cluster.

import { argument } from '../cluster/describe/argument';
import { integer, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { readSource } from '../cluster/request-source';
import type { Pod, Service } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import type { RequestResult } from '../network/request';
import { fromOption } from './lookup';
import { defineMatcher } from './matcher';
import { onFork } from './on-fork';
import { podLines, podsBehind } from './related-pods';
import { hopLines, responseText } from './response-text';
import { verdict } from './verdict';

export const toBeReachable = defineMatcher({
  name: 'toBeReachable',
  summary:
    'A request to the Service (by name) or pod (by address) is answered, whatever the status; the cluster is untouched.',
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
    const to = `${targetOf(object, port)}${path.startsWith('/') ? path : `/${path}`}`;
    const result = onFork(cx.cluster, 'sendRequest', { from: readSource(from, namespace), to }) as RequestResult;
    const pods = object.kind === 'Service' ? podsBehind(cx.reader, object as Service) : [object as Pod];
    const expected = `be reachable at ${to} from ${from ?? `a client in namespace ${namespace}`}`;
    return verdict(result.outcome === 'answered', expected, () => responseText(result), {
      evidence: () => [...hopLines(result), 'pods:', ...podLines(cx, pods).map((line) => `  ${line}`)],
      related: () => pods,
    });
  },
});

/** `http://frontend.default:80`; a nodes' names are no targets here: they have no name in the cluster's DNS. */
function targetOf(object: KubeObject, port: number | undefined): string {
  if (object.kind === 'Service') {
    const { metadata, spec } = object as Service;
    const declared = spec?.ports?.find((each) => port === undefined || each.port === port) ?? spec?.ports?.[0];
    return `${schemeOf(declared?.protocol)}://${metadata.name}.${metadata.namespace}:${portOf(object, port, declared?.port)}`;
  }
  const { spec, status } = object as Pod;
  const ports = spec.containers.flatMap((container) => container.ports ?? []);
  const declared = ports.find((each) => port === undefined || each.containerPort === port) ?? ports[0];
  const { podIP } = status ?? {};
  if (!podIP) throw new UsageError(`pod/${object.metadata.name} has no address yet`);
  const host = podIP.includes(':') ? `[${podIP}]` : podIP;
  return `${schemeOf(declared?.protocol)}://${host}:${portOf(object, port, declared?.containerPort)}`;
}

const schemeOf = (protocol = 'TCP') => (protocol === 'TCP' ? 'http' : protocol.toLowerCase());

function portOf({ kind, metadata }: KubeObject, said: number | undefined, declared: number | undefined): number {
  const port = said ?? declared;
  if (port === undefined) throw new UsageError(`${kind.toLowerCase()}/${metadata.name} declares no port: say which`);
  return port;
}
