// A Pod that is not restarted is gone at its first error, and nobody makes another.

import { perPod } from '../faults';
import { defineRule } from '../rule';

export const restartPolicy = defineRule({
  id: 'restart-policy',
  title: 'a Pod of its own is restarted when it fails',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['restart-policy'] },
  remedy: 'Set restartPolicy to OnFailure or Always, or make it a Job.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, ({ owner, spec }) =>
      owner.kind === 'Pod' && spec.restartPolicy === 'Never'
        ? { at: ['restartPolicy'], says: 'it stays failed when a container of it fails, by restartPolicy Never' }
        : undefined,
    ),
});
