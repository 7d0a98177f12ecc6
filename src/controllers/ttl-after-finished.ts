// Deletes finished jobs once their ttlSecondsAfterFinished have passed, pods first.
// upstream: pkg/controller/ttlafterfinished

import { defineActor, watch } from '../api/actor';
import type { Job } from '../kinds/generated/types.gen';
import { splitKey } from '../kinds/kind';
import { parseRfc3339 } from '../sim/time';
import { Lane } from '../sim/work-queue';
import { finishedCondition } from './job/conditions';
import { isNotFound, refusalOf } from './shared/refusal';
import { forget, type Retries, retriesMemory, syncOrRetry } from './shared/syncing';

/** When the job is to be deleted; undefined while it runs, without a TTL, and once it is being deleted. */
export function expiresAtMs(job: Job): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec;
  const finishedAt = finishedCondition(job)?.lastTransitionTime;
  if (ttlSecondsAfterFinished === undefined || !finishedAt || job.metadata.deletionTimestamp) return undefined;
  return parseRfc3339(finishedAt) + ttlSecondsAfterFinished * 1000;
}

export const ttlAfterFinishedController = defineActor<Retries>({
  name: 'ttl-after-finished-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('Job', ({ type, key, object }) =>
      type !== 'DELETED' && expiresAtMs(object) !== undefined ? key : undefined,
    ),
  ],
  reconcile: (cx, key) => {
    const { namespace, name } = splitKey(key);
    const job = cx.get('Job', namespace, name);
    const atMs = job && expiresAtMs(job);
    if (job === undefined || atMs === undefined) {
      forget(cx.state, key);
    } else if (atMs > cx.nowMs) {
      cx.after(atMs - cx.nowMs, key, { background: true });
    } else {
      syncOrRetry(cx, cx.state, key, () => {
        const preconditions = { uid: job.metadata.uid ?? '' };
        const options = { propagationPolicy: 'Foreground' as const, preconditions };
        const refused = refusalOf(() => cx.delete('Job', namespace, name, options));
        if (refused && !isNotFound(refused)) throw refused;
      });
    }
  },
});
