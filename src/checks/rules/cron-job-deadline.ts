// A CronJob without a deadline for its start makes up for what it missed at any later time.

import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const cronJobDeadline = defineRule({
  id: 'cron-job-deadline',
  title: 'every CronJob says until when a missed run may still start, and leaves its controller time for it',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['cronjob-has-deadline'] },
  remedy: 'Set `startingDeadlineSeconds`, to 10 or more: the controller looks every 10 s.',
  reads: 'started',
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'CronJob')) {
      const { startingDeadlineSeconds: seconds, schedule } = object.spec;
      if (seconds !== undefined && seconds >= 10) continue;
      yield {
        object: reference,
        path: ['spec', seconds === undefined ? 'schedule' : 'startingDeadlineSeconds'],
        message:
          seconds === undefined
            ? `a run of "${schedule}" that was missed starts whenever the controller is back, however late`
            : `startingDeadlineSeconds is ${seconds}: the controller looks every 10 s and may miss every run`,
      };
    }
  },
});
