// A quota that is spent to the last keeps the additional pod of a rollout from being made.

import { ApiError } from '../../api/api-error';
import { maxSurge, maxUnavailable } from '../../controllers/deployment/limits';
import { defineRule } from '../rule';
import { storedOf } from '../stored';
import { surgePod } from '../surge-pod';
import { workloadsOf } from '../workloads';

export const quotaLeft = defineRule({
  id: 'quota-left',
  title: 'the quota leaves something for the additional pod of every rollout',
  severity: 'error',
  profile: 'recommended',
  remedy: 'Raise the quota by one pod, or let `maxUnavailable` be 1 so that the rollout makes room itself.',
  reads: 'started',
  yieldsTo: ['pods-created'],
  *check(cx) {
    const pods = new Map(workloadsOf(cx).map((workload) => [workload.object, workload.pods]));
    for (const { reference, object } of storedOf(cx, 'Deployment')) {
      const [first] = pods.get(object) ?? [];
      const { namespace, name } = reference;
      if (!first || maxUnavailable(object) > 0 || maxSurge(object) === 0) continue;
      if (cx.started.cluster.list('ResourceQuota', namespace).length === 0) continue;
      const refusal = refusalOf(() => cx.started.cluster.fork().client(0).create(surgePod(first), { dryRun: true }));
      if (!refusal?.includes('exceeded quota')) continue;
      yield {
        object: reference,
        path: ['spec', 'strategy', 'rollingUpdate', 'maxUnavailable'],
        message: `the additional pod of a rollout is refused: ${refusal}`,
        promised: `a change of Deployment ${name} is rolled out`,
        happened: 'its first new pod cannot be created and no old one may go: the rollout stands still',
      };
    }
  },
});

function refusalOf(run: () => unknown): string | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error.message;
    throw error;
  }
}
