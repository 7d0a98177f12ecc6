// kube-scheduler: takes the most important waiting pod, finds it a node, binds it, again and again. Each run of the
// actor is asked for by one pod and tries whatever comes before that pod in the queue, then the pod itself.
// upstream: pkg/scheduler/schedule_one.go ScheduleOne

import { type Actor, type ActorContext, defineActor } from '../api/actor';
import { isEnabled } from '../kinds/feature-gates';
import { Lane } from '../sim/work-queue';
import { type BackoffLimits, flushMs, leftoverMs } from './backoff';
import { continueBinding, placePod } from './bind';
import { type Attempt, attempt } from './cycle';
import { evictVictims } from './evict-victims';
import { handleFailure, ignoringGone } from './failure';
import { fitErrorText, NO_NODES } from './messages';
import { runPostFilters } from './post-filter';
import { DEFAULT_PROFILES, type Profile, type ProfileRow } from './profile';
import type { QueuedPod } from './queue';
import { DEFAULT_SCHEDULER, schedulerNameOf } from './scheduler-name';
import { createState, forkState, type SchedulerState } from './state';
import { watches } from './watches';

export type { SchedulerState } from './state';

type Cx = ActorContext<SchedulerState>;

/** The scheduler with profiles of one's own: the default rows and further plugins, for example. */
export function createScheduler(profiles: readonly Profile[], backoff?: BackoffLimits): Actor<SchedulerState> {
  return defineActor<SchedulerState>({
    name: 'kube-scheduler',
    component: 'kube-scheduler',
    eventSource: DEFAULT_SCHEDULER,
    lane: Lane.scheduler,
    lagMs: (timings) => timings.schedulerLagMs,
    memory: { create: () => createState(profiles, backoff), fork: forkState },
    watches,
    start: (cx) => {
      cx.state.clock.startMs = cx.nowMs;
    },
    reconcile: (cx, key) => run(cx, key),
  });
}

export const scheduler: Actor<SchedulerState> = createScheduler(DEFAULT_PROFILES);

function run(cx: Cx, key: string): void {
  const { queue, bindings } = cx.state;
  const pending = bindings.get(key);
  if (pending) wakeLater(cx, continueBinding(cx, pending));
  retryOverdue(cx, key);
  while (queue.isReady(key)) scheduleOne(cx, queue.pop() as QueuedPod);
}

/** A pod whose time has come without any event: its back-off is over, or it was left lying for five minutes. */
function retryOverdue(cx: Cx, key: string): void {
  const { queue, clock } = cx.state;
  const queued = queue.get(key);
  if (queued?.place !== 'full-backoff' && queued?.place !== 'unschedulable') return;
  const backsOff = queued.place === 'full-backoff';
  const dueMs = backsOff ? flushMs(queued.backoffEndMs, clock.startMs) : leftoverMs(queued.sinceMs, clock.startMs);
  if (cx.nowMs >= dueMs) queue.retry(key, { reader: cx, cache: cx.state.cache });
  else cx.after(dueMs - cx.nowMs, key, { background: true });
}

function scheduleOne(cx: Cx, queued: QueuedPod): void {
  const { cache, nominator, search, profiles, extenders } = cx.state;
  const { pod } = queued;
  const reporter = schedulerNameOf(pod);
  const { rows, percentageOfNodesToScore } = profiles.get(reporter) as Profile;
  if (pod.metadata.deletionTimestamp) {
    const message = `skip schedule deleting pod: ${queued.key}`;
    cx.event(pod, { type: 'Warning', reason: 'FailedScheduling', action: 'Scheduling', message, reporter });
    return;
  }
  const result = attempt(rows, pod, { reader: cx, cache, extenders }, nominator, search, percentageOfNodesToScore);
  if (result.outcome === 'placed') wakeLater(cx, placePod(cx, rows, queued, result.node, result.plan));
  else if (result.outcome === 'no-nodes') {
    handleFailure(cx, queued, { reason: 'Unschedulable', message: NO_NODES, rejectors: [], nominated: '' });
  } else if (result.outcome === 'error') {
    handleFailure(cx, queued, { reason: 'SchedulerError', message: result.message, rejectors: [], nominated: '' });
  } else fail(cx, rows, queued, result);
}

/** Nothing fits: looks for a way out by preemption, says why, and makes room if there is a way. */
function fail(cx: Cx, rows: readonly ProfileRow[], queued: QueuedPod, unfit: Attempt & { outcome: 'unfit' }): void {
  const { cache, nominator, extenders } = cx.state;
  const { diagnosis, plan } = unfit;
  const way = runPostFilters(rows, plan, diagnosis, { reader: cx, cache, extenders }, nominator);
  const makeRoom = () => way.nominated && wakeLater(cx, evictVictims(cx, queued.pod, way.nominated, way.victims));
  const isAsync = isEnabled('SchedulerAsyncPreemption');
  if (!isAsync) makeRoom();
  handleFailure(cx, queued, {
    reason: 'Unschedulable',
    message: fitErrorText(diagnosis, way.message),
    rejectors: diagnosis.rejectors,
    nominated: way.nominated,
  });
  if (way.effect) ignoringGone(() => way.effect?.(cx));
  if (isAsync) makeRoom();
}

/** Pods that this run's own doing lets try again. */
function wakeLater(cx: Cx, keys: readonly string[]): void {
  for (const key of keys) cx.after(0, key);
}
