// A Job whose pods fail does not do what it is for.

import { NotSettledError } from '../../cluster/run';
import type { Job } from '../../kinds/generated/types.gen';
import { conditionOf, isTrue } from '../../matchers/conditions';
import { podsOf } from '../../matchers/related-pods';
import { counted } from '../../report/value-text';
import { KEEPS_PODS_FROM_RUNNING } from '../causes';
import { defineRule } from '../rule';
import type { StartedCluster } from '../started-cluster';
import { storedOf } from '../stored';
import { traceOf } from '../trace';

export const jobCompletes = defineRule({
  id: 'job-completes',
  title: 'no Job fails',
  severity: 'error',
  profile: 'essential',
  remedy: 'Look at the exit code of the container; a Job that may take longer needs a later deadline.',
  reads: 'started',
  yieldsTo: KEEPS_PODS_FROM_RUNNING,
  *check(cx) {
    const { cluster } = cx.started;
    for (const { reference, object } of storedOf(cx, 'Job')) {
      if (!isTrue(object, 'Failed') && (object.status?.failed ?? 0) === 0) continue;
      const { ended, job } = tried(cluster, object);
      const condition = conditionOf(job, 'Failed');
      if (condition?.status !== 'True') continue;
      const { failed = 0, succeeded = 0 } = job.status ?? {};
      const pods = podsOf(ended.reader, job);
      yield {
        object: reference,
        path: ['spec', 'template', 'spec', 'containers', 0],
        message: `${condition.reason}: ${condition.message}`,
        promised: `Job ${reference.name} completes ${counted(object.spec.completions ?? 1, 'pod')}`,
        happened: `${counted(failed, 'pod')} failed, ${succeeded} succeeded`,
        trace: traceOf(ended, [
          reference,
          ...pods
            .slice(-1)
            .map(({ metadata }) => ({ kind: 'Pod', namespace: reference.namespace, name: metadata.name })),
        ]),
      };
    }
  },
});

/** Runs a fork until the Job has ended: its retries wait longer each time. */
function tried(cluster: StartedCluster, job: Job): { readonly ended: StartedCluster; readonly job: Job } {
  const ended = cluster.fork();
  const { namespace, name } = job.metadata;
  const now = () => ended.get('Job', namespace, name) ?? job;
  try {
    ended.runUntil(() => isTrue(now(), 'Failed') || isTrue(now(), 'Complete'), { limit: '2h' });
  } catch (error) {
    if (!(error instanceof NotSettledError)) throw error;
  }
  return { ended, job: now() };
}
