// After a pause of the control plane, a CronJob without a deadline starts what was due hours ago.

import { referenceOf } from '../manifest-set';
import { defineRule } from '../rule';

/** The controller looks at a CronJob about this often. */
const LOOKS_EVERY_SECONDS = 10;

export const cronJobDeadline = defineRule({
  id: 'cron-job-deadline',
  title: 'every CronJob says how late it may start',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['cronjob-has-deadline'] },
  remedy: 'Set startingDeadlineSeconds to the delay after which a run is better left out, of at least 10 seconds.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const cronJob of manifests.ofKind('CronJob')) {
      const deadline = cronJob.spec?.startingDeadlineSeconds ?? undefined;
      const object = referenceOf(cronJob);
      const path = ['spec', 'startingDeadlineSeconds'];
      if (deadline === undefined) {
        yield { object, path, message: 'starts a missed run however late it has become' };
      } else if (deadline < LOOKS_EVERY_SECONDS) {
        const message = `may miss its runs: its deadline of ${deadline}s is shorter than the controller's round of 10s`;
        yield { object, path, message };
      }
    }
  },
});
