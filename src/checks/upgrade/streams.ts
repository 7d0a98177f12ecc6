// A stream of requests to every Service that answers: from a client in its namespace, to its first TCP port, each
// request over a connection of its own, from a moment before the change to the end.

import type { Cluster } from '../../actions/acting-cluster';
import type { Traffic } from '../../cluster/results';
import type { Service, ServicePort } from '../../kinds/generated/types.gen';
import type { TrafficLoss } from '../../network/traffic-stream';
import type { ObjectReference } from '../finding';
import { referenceOf } from '../manifest-set';
import type { Observed, Stream } from './observed';

const PER_SECOND = 100;
/** How long the streams run before the change: who does not answer then is not judged. */
export const LEAD_MS = 1_000;

export interface RunningStream {
  readonly service: ObjectReference;
  readonly traffic: Traffic;
}

/** Starts the streams. Services of the control plane itself are left alone. */
export function startStreams(shop: Cluster, services: readonly Service[]): readonly RunningStream[] {
  return services.flatMap((manifest) => {
    const service = referenceOf(manifest);
    const stored = shop.get('Service', service.namespace, service.name);
    const port = stored && portOf(stored);
    if (!stored || port === undefined) return [];
    const to = `http://${service.name}.${service.namespace}:${port}`;
    const name = `${service.namespace}/${service.name}`;
    const from = `namespace/${service.namespace}`;
    return [{ service, traffic: shop.traffic(to, { perSecond: PER_SECOND, from, name }) }];
  });
}

/** Without a cluster IP the client comes to the pods themselves, on their own port. */
function portOf({ spec = {} }: Service): number | undefined {
  const port = spec.ports?.find(({ protocol = 'TCP' }) => protocol === 'TCP');
  if (spec.type === 'ExternalName' || !port) return undefined;
  return spec.clusterIP === 'None' ? podPort(port) : port.port;
}

const podPort = ({ port, targetPort }: ServicePort) => (typeof targetPort === 'number' ? targetPort : port);

/** What came of the streams. */
export function endStreams(shop: Cluster, streams: readonly RunningStream[]): readonly Stream[] {
  return streams.map(({ service, traffic }) => {
    shop.stopTraffic(traffic.name);
    return { service, to: traffic.result.to, result: traffic.result };
  });
}

/** Losses after the change began; undefined for a Service that did not answer before. */
export function lossesOf({ changedAtMs }: Observed, { result }: Stream): readonly TrafficLoss[] | undefined {
  const before = result.losses.filter(({ atMs }) => atMs < changedAtMs);
  if (before.length > 0) return undefined;
  return result.losses;
}

export function requestsSince({ changedAtMs }: Observed, { result }: Stream): number {
  const seconds = Math.floor((changedAtMs - result.startedAtMs) / 1000);
  return result.bySecond.slice(seconds).reduce((sum, { sent }) => sum + sent, 0);
}

/** `43 × the Service has no endpoints`, the most frequent first. */
export function causesOf(losses: readonly TrafficLoss[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { cause } of losses) counts.set(cause, (counts.get(cause) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a).map(([cause, count]) => `${count} × ${cause}`);
}
