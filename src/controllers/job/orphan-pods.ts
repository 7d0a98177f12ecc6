// Lets go of pods whose job does not count them any more: it is gone or finished, or they have lost it.
// upstream: pkg/controller/job/job_controller.go syncOrphanPod

import { defineActor, type Reader, watch } from '../../api/actor';
import type { Job, Pod } from '../../kinds/generated/types.gen';
import { objectKey, splitKey } from '../../kinds/kind';
import { controllerOf } from '../../kinds/owner';
import { Lane } from '../../sim/work-queue';
import { isNotFound, refusalOf } from '../shared/refusal';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { finishedCondition } from './conditions';
import { isManagedElsewhere, isTracked } from './job-pod';
import { releasePod } from './job-pods';

const backoff = { baseMs: 1000, maxMs: 60_000 };

export const jobOrphanPods = defineActor<Retries>({
  name: 'job-controller-orphan-pods',
  component: 'kube-controller-manager',
  eventSource: 'job-controller',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('Job', ({ type, object }, cx) =>
      type === 'DELETED' || finishedCondition(object) ? trackedPodsOf(cx, object) : undefined,
    ),
    watch('Pod', ({ type, key, object }, cx) =>
      type !== 'DELETED' && isTracked(object) && isUncounted(cx, object) ? key : undefined,
    ),
  ],
  reconcile: (cx, key) => {
    const { namespace, name } = splitKey(key);
    const pod = cx.get('Pod', namespace, name);
    if (pod === undefined || !isUncounted(cx, pod)) return;
    syncOrRetry(
      cx,
      cx.state,
      key,
      () => {
        const refused = refusalOf(() => releasePod(cx, pod));
        if (refused && !isNotFound(refused)) throw refused;
      },
      { backoff },
    );
  },
});

function trackedPodsOf(cx: Reader, job: Job): readonly string[] {
  return cx
    .by('Pod', 'owner', job.metadata.uid ?? '')
    .filter(isTracked)
    .map(objectKey);
}

/** No Job controls the pod that would still count it. */
export function isUncounted(cx: Reader, pod: Pod): boolean {
  const ref = controllerOf(pod);
  if (ref === undefined) return true;
  if (ref.kind !== 'Job' || ref.apiVersion !== 'batch/v1') return false;
  const job = cx.get('Job', pod.metadata.namespace, ref.name);
  if (job?.metadata.uid !== ref.uid) return true;
  return !isManagedElsewhere(job) && finishedCondition(job) !== undefined;
}
