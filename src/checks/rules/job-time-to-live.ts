// A finished Job stays with its pods until somebody deletes it, and its name is taken as long.

import { defineRule } from '../rule';

/** Who deletes the Job besides. */
const DELETED_BY = ['helm.sh/hook-delete-policy', 'argocd.argoproj.io/hook-delete-policy'];

export const jobTimeToLive = defineRule({
  id: 'job-time-to-live',
  title: 'every Job says how long it stays after it has finished',
  severity: 'note',
  profile: 'recommended',
  others: { 'kube-linter': ['job-ttl-seconds-after-finished'] },
  remedy: 'Set `ttlSecondsAfterFinished`.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const { owner, reference } of manifests.pods) {
      const { ttlSecondsAfterFinished } = (owner.spec ?? {}) as { ttlSecondsAfterFinished?: number };
      const { annotations = {} } = owner.metadata as { annotations?: Readonly<Record<string, string>> };
      if (owner.kind !== 'Job' || ttlSecondsAfterFinished !== undefined) continue;
      if (DELETED_BY.some((name) => name in annotations)) continue;
      yield {
        object: reference,
        path: ['spec'],
        message: `Job ${reference.name} and its pods stay for ever; a changed template cannot be applied while it is there`,
      };
    }
  },
});
