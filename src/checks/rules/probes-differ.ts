// A liveness probe that asks what the readiness probe asks, and gives up no later, restarts what was only to be left in
// peace for a while.

import { equalData } from '../../kinds/equal-data';
import type { Container, Probe } from '../../kinds/generated/types.gen';
import { perContainer } from '../faults';
import { defineRule } from '../rule';

export const probesDiffer = defineRule({
  id: 'probes-differ',
  title: 'a liveness probe is more patient than a readiness probe that asks the same',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['pod-probes', 'pod-probes-identical'] },
  remedy: 'Give the livenessProbe a higher failureThreshold, or let it ask something that only a restart mends.',
  reads: 'manifests',
  check: (cx) =>
    perContainer(cx, ({ container }) => {
      const { livenessProbe: liveness, readinessProbe: readiness } = container;
      if (!liveness || !readiness || !equalData(question(container, liveness), question(container, readiness))) {
        return undefined;
      }
      const [restarted, removed] = [patienceSeconds(liveness), patienceSeconds(readiness)];
      if (restarted > removed) return undefined;
      const says =
        `is asked the same by its liveness and its readiness probe: after ${restarted}s without an answer it is ` +
        `restarted, ${restarted === removed ? 'as soon as' : 'before'} it is out of service`;
      return { at: ['livenessProbe'], says };
    }),
});

/** How long a container may fail: upstream's defaults are 3 times every 10 seconds. */
const patienceSeconds = ({ failureThreshold, periodSeconds }: Probe) => (failureThreshold || 3) * (periodSeconds || 10);

/** What a probe asks, defaults filled in and ports by number. */
function question({ ports }: Container, { exec, grpc, httpGet, tcpSocket }: Probe): unknown {
  const number = (port: string | number) => ports?.find(({ name }) => name === port)?.containerPort ?? port;
  if (exec) return { exec };
  if (grpc) return { grpc: { port: grpc.port, service: grpc.service ?? '' } };
  if (tcpSocket) return { tcpSocket: { ...tcpSocket, port: number(tcpSocket.port) } };
  if (!httpGet) return undefined;
  return { httpGet: { path: '/', scheme: 'HTTP', ...httpGet, port: number(httpGet.port) } };
}
