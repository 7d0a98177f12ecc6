// A stream of requests to a Service from a client in its namespace, while something happens to its pods.

import type { Cluster } from '../../actions/acting-cluster';
import type { Losses } from './outcome';
import type { ServedService } from './world';

export interface Stream {
  /** Ends it and tells what it lost. */
  readonly close: () => Losses;
}

const PER_SECOND = 100;
/** For answers under way. */
const LAST_ANSWERS_MS = 5_000;

/**
 * The address that the stream asks. undefined when nobody answers there as things stand: the port is not of a program
 * that anybody knows, or a policy keeps such a client away.
 */
export function answeringAddress(cluster: Cluster, { reference: { namespace, name } }: ServedService) {
  const ports = cluster.get('Service', namespace, name)?.spec?.ports ?? [];
  const port = ports.find(({ protocol = 'TCP' }) => protocol === 'TCP')?.port;
  if (port === undefined) return undefined;
  const to = `http://${name}.${namespace}:${port}`;
  const { outcome, status = 500 } = cluster.request(to, { namespace });
  return outcome === 'answered' && status < 400 ? { to, namespace } : undefined;
}

export interface Address {
  readonly to: string;
  /** Where the client is. */
  readonly namespace: string;
}

export function openStream(cluster: Cluster, { to, namespace }: Address): Stream {
  const stream = cluster.traffic(to, { namespace, perSecond: PER_SECOND });
  return {
    close() {
      cluster.stopTraffic(stream);
      if (stream.result.inFlight > 0) cluster.advanceMs(LAST_ANSWERS_MS);
      const { total, lost, byCause } = stream.result;
      return { sent: total, lost, byCause };
    },
  };
}
