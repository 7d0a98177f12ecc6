// Finished Jobs and their pods stay in the API server until somebody deletes them.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

/** Tools that run a Job as a hook and delete it themselves. */
const HOOKS = ['helm.sh/hook', 'argocd.argoproj.io/hook'];

export const jobTimeToLive = defineRule({
  id: 'job-time-to-live',
  title: 'finished Jobs go away by themselves',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['job-ttl-seconds-after-finished'] },
  remedy: 'Set ttlSecondsAfterFinished to as long as somebody may want to read its logs.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const job of manifests.ofKind('Job')) {
      const { annotations, ownerReferences } = job.metadata;
      const isKept = HOOKS.some((name) => annotations?.[name]) || (ownerReferences ?? []).length > 0;
      if (isKept || (job.spec?.ttlSecondsAfterFinished ?? undefined) !== undefined) continue;
      const path = ['spec', 'ttlSecondsAfterFinished'];
      yield { object: referenceOf(job), path, message: 'stays, with its pods, when it has finished' };
    }
  },
});
