// A liveness probe that gives up before the readiness probe first asks kills a container that starts slowly.

import { probesOf } from '../probes';
import { defineRule } from '../rule';

export const livenessBeforeReadiness = defineRule({
  id: 'liveness-before-readiness',
  title: 'liveness probes give a container at least the time to start that readiness probes give',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Add a startup probe, which holds both back, or let the liveness probe begin later.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const pod of manifests.pods) {
      for (const { container, what, probe, path } of probesOf(pod)) {
        const readiness = container.readinessProbe;
        if (what !== 'liveness' || container.startupProbe || !readiness) continue;
        const { initialDelaySeconds = 0, periodSeconds = 10, failureThreshold = 3 } = probe;
        const killedSeconds = initialDelaySeconds + (failureThreshold - 1) * periodSeconds;
        const askedSeconds = readiness.initialDelaySeconds ?? 0;
        if (killedSeconds >= askedSeconds) continue;
        yield {
          object: pod.reference,
          path,
          message:
            `container "${container.name}" is killed ${killedSeconds} s after its start when it does not answer yet, ` +
            `and it is expected to be ready after ${askedSeconds} s`,
        };
      }
    }
  },
});
