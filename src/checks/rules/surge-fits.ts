// A rollout that may not go below its number of pods needs room for one more: without it, it never begins.

import { maxSurge, maxUnavailable } from '../../controllers/deployment/limits';
import type { Deployment } from '../../kinds/generated/types.gen';
import { podsOf } from '../../matchers/related-pods';
import { counted } from '../../report/value-text';
import type { Violation } from '../finding';
import { defineRule } from '../rule';
import { settle } from '../start';
import type { StartedCluster } from '../started-cluster';
import { storedOf } from '../stored';
import { surgePod } from '../surge-pod';
import { traceOf } from '../trace';
import { isReady, workloadsOf } from '../workloads';

export const surgeFits = defineRule({
  id: 'surge-fits',
  title: 'the nodes have room for the additional pod of every rollout',
  severity: 'error',
  profile: 'recommended',
  remedy: 'Leave room for one more pod, or let `maxUnavailable` be 1 so that the rollout makes room itself.',
  reads: 'started',
  yieldsTo: ['quota-left', 'rollout-finishes'],
  *check(cx) {
    const { cluster } = cx.started;
    const podsBy = new Map(workloadsOf(cx).map((workload) => [workload.object, workload.pods]));
    for (const { reference, object } of storedOf(cx, 'Deployment')) {
      const pods = podsBy.get(object) ?? [];
      const [first] = pods;
      if (!first || !pods.every(isReady) || !needsRoom(object)) continue;
      const { node, message, gate } = cluster.explain(surgePod(first));
      if (node !== undefined || gate !== undefined) continue;
      const stuck = rolledOut(cluster.fork(), object);
      if (!stuck) continue; // pods of lower priority made room
      yield {
        object: reference,
        path: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
        message: `a rollout of ${counted(pods.length, 'pod')} needs room for one more: ${message}`,
        ...stuck,
      };
    }
  },
});

/** Restarts the Deployment and lets it have its time. */
function rolledOut(fork: StartedCluster, deployment: Deployment): Partial<Violation> | undefined {
  const { name, namespace = 'default' } = deployment.metadata;
  const since = fork.mark();
  fork.rolloutRestart(`deployment/${name}`, { namespace });
  settle(fork);
  const pending = podsOf(fork.reader, deployment).filter(({ spec }) => !spec.nodeName);
  if (pending.length === 0) return undefined;
  const about = pending.map(({ metadata }) => ({ kind: 'Pod', namespace, name: metadata.name }));
  return {
    promised: `a change of Deployment ${name} is rolled out`,
    happened: 'its first new pod stays Pending and no old one may go: the rollout stands still',
    trace: traceOf(fork, [{ kind: 'Deployment', namespace, name }, ...about], { since }),
  };
}

const needsRoom = (deployment: Deployment) => maxUnavailable(deployment) === 0 && maxSurge(deployment) > 0;
