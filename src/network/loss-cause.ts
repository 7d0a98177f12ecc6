// Why a request was lost, as what was the matter in the cluster. The words name no object, so that losses of one cause
// add up.

import { splitKey } from '../kinds/kind';
import type { Hop, HopOf } from './hops';
import type { Network } from './network-state';
import type { Attempt } from './request';

export const LATE_PROXIES = 'the pod had ended and the proxies did not know it yet';
export const PROCESS_ENDED = 'the process ended before its answer was finished';

/** The cause of an attempt that was not answered with a status below 400. */
export function lossCause(network: Network, { outcome, connection }: Attempt): string {
  const answer = connection?.answer;
  if (outcome === 'no-client') return 'the client was not running';
  if (outcome === 'no-such-host') return 'the name did not resolve';
  if (outcome === 'answered' && answer) {
    return `${answer.pod === '' ? `the ${answer.container}` : 'the process'} answered ${answer.status}`;
  }
  if (!connection) return 'a NetworkPolicy keeps questions from the DNS';
  if (answer) return 'the answer took longer than the client waits';
  const last = connection.hops.at(-1);
  return last ? hopCause(network, last, connection.hops) : outcome;
}

function hopCause(network: Network, hop: Hop, hops: readonly Hop[]): string {
  switch (hop.kind) {
    case 'policy':
      return 'a NetworkPolicy does not let it through';
    case 'proxy':
      return hop.why.startsWith('has ') ? `the Service ${hop.why}` : 'the client is not in loadBalancerSourceRanges';
    case 'node':
      return hops.length > 1 ? 'the node was down' : 'an open connection led to a node that was down';
    case 'load-balancer':
      return 'the load balancer had no healthy node';
    case 'pod':
      return podCause(network, hop);
    case 'nowhere':
      return hop.why;
    default:
      return hop.kind;
  }
}

function podCause({ reader }: Network, { pod, outcome }: HopOf<'pod'>): string {
  const { namespace, name } = splitKey(pod ?? '');
  const object = pod === undefined ? undefined : reader.get('Pod', namespace, name);
  const isGone = outcome === 'unreachable' || !object || object.metadata.deletionTimestamp !== undefined;
  if (isGone) return LATE_PROXIES;
  return 'nothing listened in the pod';
}
