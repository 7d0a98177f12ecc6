// The Job controller: runs pods until so many of them, or so many indexes, have succeeded or too many have failed.
// What pods do is looked at once a second; the job's own spec at once.
// upstream: pkg/controller/job/job_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import type { Job, Pod } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import { compileSelector } from '../../kinds/labels';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { claim, ownedAndOrphans } from '../shared/controller-ref';
import { forget, retriesMemory, syncOrRetry } from '../shared/syncing';
import { wakeOwners } from '../shared/wake';
import { finishedCondition } from './conditions';
import { isManagedElsewhere, isTracked, TRACKING_FINALIZER } from './job-pod';
import type { JobMemory } from './job-sync';
import { syncJob } from './sync';

/** upstream: SyncJobBatchPeriod */
const BATCH_MS = 1000;
/** What the first pods of a new job take longer, as in the recordings: 5 to 100 ms in all. */
const FIRST_PODS_MS = 20;
const backoff = { baseMs: 1000, maxMs: 60_000 };

const owners = { kind: 'Job' as const, selects: (job: Job) => compileSelector(job.spec.selector) };

/** The job's own status is looked at like its pods, with the next batch; all else of it at once. */
function delayMs({ type, object, previous }: Change<Job>): number {
  const isStatusOnly = type === 'MODIFIED' && object.metadata.generation === previous?.metadata.generation;
  return isStatusOnly ? BATCH_MS : type === 'ADDED' ? FIRST_PODS_MS : 0;
}

export const jobController = defineActor<JobMemory>({
  name: 'job-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ ...retriesMemory.create(), backoffs: new Table() }),
    fork: (memory) => ({ ...retriesMemory.fork(memory), backoffs: memory.backoffs.fork() }),
  },
  watches: [
    watch('Job', ({ type, key, object }) => (type !== 'DELETED' && finishedCondition(object) ? undefined : key), {
      delayMs,
    }),
    watch('Pod', (change, cx) => wakeOwners(change, cx, owners), { lagMs: () => BATCH_MS }),
  ],
  reconcile,
});

function reconcile(cx: ActorContext<JobMemory>, key: string): void {
  const { namespace, name } = splitKey(key);
  const job = cx.get('Job', namespace, name);
  if (job === undefined || finishedCondition(job)) {
    forget(cx.state, key);
    cx.state.backoffs.delete(key);
  } else if (!isManagedElsewhere(job)) {
    syncOrRetry(cx, cx.state, key, () => syncJob(cx, key, job, podsOf(cx, job)), { backoff });
  }
}

/** The job's pods, adopted ones included and held by the job's finalizer. */
function podsOf(cx: ActorContext<JobMemory>, job: Job): readonly Pod[] {
  const finalizers = [TRACKING_FINALIZER];
  const candidates = ownedAndOrphans(cx, 'Pod', job);
  const pods = claim(cx, 'Pod', job, candidates, compileSelector(job.spec.selector), finalizers);
  return pods.map((pod) => (isAdopted(pod, job) && !isTracked(pod) ? withFinalizer(pod) : pod));
}

/** Read before it was adopted in this sync. */
function isAdopted(pod: Pod, job: Job): boolean {
  return !(pod.metadata.ownerReferences ?? []).some(({ uid }) => uid === job.metadata.uid);
}

function withFinalizer(pod: Pod): Pod {
  const finalizers = [...(pod.metadata.finalizers ?? []), TRACKING_FINALIZER];
  return { ...pod, metadata: { ...pod.metadata, finalizers } };
}
