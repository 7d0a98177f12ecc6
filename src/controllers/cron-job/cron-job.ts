// The CronJob controller: starts jobs by the clock of a time zone and keeps a few of the finished ones.
// upstream: pkg/controller/cronjob/cronjob_controllerv2.go

import { defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import type { CronJob } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { matchesNothing } from '../../kinds/labels';
import { Lane } from '../../sim/work-queue';
import { forget, type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { wakeOwners } from '../shared/wake';
import { reschedule, syncCronJob } from './sync';

const RESCHEDULE = 'reschedule ';

/** Jobs are never adopted. */
const owners = { kind: 'CronJob' as const, selects: () => matchesNothing };

export const cronJobController = defineActor<Retries>({
  name: 'cronjob-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('CronJob', (change) => (isRescheduled(change) ? RESCHEDULE + change.key : change.key)),
    watch('Job', (change, cx) => wakeOwners(change, cx, owners)),
  ],
  reconcile: (cx, asked) => {
    const isMoved = asked.startsWith(RESCHEDULE);
    const key = isMoved ? asked.slice(RESCHEDULE.length) : asked;
    const { namespace, name } = splitKey(key);
    const cronJob = cx.get('CronJob', namespace, name);
    if (cronJob === undefined) forget(cx.state, key);
    else if (isMoved) reschedule(cx, key, cronJob);
    else syncOrRetry(cx, cx.state, key, () => syncCronJob(cx, key, cronJob));
  },
});

/** A new schedule or zone: then there is no sync now, only another time for the next one. */
function isRescheduled({ previous, object }: Change<CronJob>): boolean {
  if (previous === undefined) return false;
  return previous.spec.schedule !== object.spec.schedule || previous.spec.timeZone !== object.spec.timeZone;
}
