// Scripts of containers on the virtual clock: one that looks at no files is followed to its end at once; one that does
// is taken up again each time it comes to look.

import type { Container } from '../kinds/generated/types.gen';
import { containerFiles, notingWrites, tryingFiles } from './container-files';
import { isRunning, type KubeletContext, type PodWorker } from './kubelet-state';
import { allContainers } from './restart-policy';
import { endFor, watchExits } from './runs';
import type { RunningScript } from './script-lines';
import { type Driven, drive, type Paused } from './shell/drive';
import { filesKey, probesKey, scriptKey, useKey } from './worker-keys';

/** So far a script is followed ahead of time before it has to be looked at again. */
const STEPS_AHEAD = 2_000;
/** A script that comes to rest so soon keeps `settle` waiting. */
const SOON_MS = 60_000;
const MOST_LINES = 2_000;
/** As often as the eviction manager looks. */
const USE_LOOK_MS = 10_000;

/** A process of the container begins with a script. */
export function beginScript(cx: KubeletContext, worker: PodWorker, container: Container, at: Paused): void {
  goOn(cx, worker, container, { at, lines: [], coming: [], end: undefined, wakeMs: undefined, restlessMs: undefined });
}

/** The script of a container may have come to a file. */
export function wakeScript(cx: KubeletContext, worker: PodWorker, name: string): void {
  const container = allContainers(worker.pod.spec).find((one) => one.name === name);
  const run = worker.containers[name]?.current;
  const wakeMs = run?.script?.wakeMs;
  if (!container || !run?.script || wakeMs === undefined || !isRunning(run, cx.nowMs)) return;
  if (wakeMs > cx.nowMs) watched(cx, worker, container, run.script);
  else goOn(cx, worker, container, run.script);
}

/** Takes the script on to this instant, and looks ahead from there. */
function goOn(cx: KubeletContext, worker: PodWorker, container: Container, script: RunningScript): void {
  const record = worker.containers[container.name];
  if (!record) return;
  let hasWritten = false;
  const world = notingWrites(containerFiles(cx, worker, container), () => {
    hasWritten = true;
  });
  const now = drive(script.at, { untilMs: cx.nowMs, world });
  const lines = [...script.lines, ...now.lines].slice(-MOST_LINES);
  const { restlessMs } = script;
  const next = watched(cx, worker, container, { ...lookAhead(now), lines, restlessMs });
  const { stopsOnTerm, ...ordinary } = record.current.program;
  const program = now.state === 'program' ? ordinary : record.current.program;
  const current = { ...record.current, program, script: next };
  const exit = endFor(current, container, false);
  worker.containers = { ...worker.containers, [container.name]: { ...record, current: { ...current, exit } } };
  watchExits(cx, worker);
  if (hasWritten) tellOfFiles(cx, worker, next);
}

function lookAhead(now: Driven): RunningScript {
  const at: Paused = { step: now.step, dueMs: now.dueMs, wait: now.wait, open: now.state === 'ended' ? '' : now.open };
  const still = { at, lines: [], coming: [], end: undefined, wakeMs: undefined, restlessMs: undefined };
  if (now.state === 'ended') return { ...still, end: { atMs: now.dueMs, code: now.code } };
  if (now.state !== 'waits') return still;
  const ahead = drive(at, { untilMs: Number.POSITIVE_INFINITY, steps: STEPS_AHEAD });
  const coming = ahead.lines;
  if (ahead.state === 'ended') return { ...still, coming, end: { atMs: ahead.dueMs, code: ahead.code } };
  // One that is busy without letting time pass stays so.
  const goesOn =
    ahead.state === 'files' || ahead.state === 'program' || (ahead.state === 'busy' && ahead.dueMs > at.dueMs);
  return { ...still, coming, wakeMs: goesOn ? ahead.dueMs : undefined };
}

/** Probes look at files, other scripts wait for them. One that writes for ever keeps nobody waiting for it. */
function tellOfFiles(cx: KubeletContext, worker: PodWorker, { restlessMs }: RunningScript): void {
  if (restlessMs === undefined) {
    cx.after(0, filesKey(worker));
    return;
  }
  if (Object.keys(worker.probes).length > 0) cx.after(0, probesKey(worker), { background: true });
  cx.after(USE_LOOK_MS, useKey(worker.node), { background: true });
}

/** Whether a restless script comes to rest after all is not asked each time. */
const ASK_AGAIN_MS = 30_000;

/** Asks to be woken when the script looks at files next; one that comes to rest soon keeps `settle` waiting. */
function watched(cx: KubeletContext, worker: PodWorker, container: Container, script: RunningScript): RunningScript {
  const { at, wakeMs, restlessMs } = script;
  if (wakeMs === undefined) return script;
  const wake = (background: boolean) =>
    cx.after(Math.max(0, wakeMs - cx.nowMs), scriptKey(worker, container.name), { background });
  if (restlessMs !== undefined && cx.nowMs < restlessMs + ASK_AGAIN_MS) {
    wake(true);
    return script;
  }
  const world = tryingFiles(containerFiles(cx, worker, container));
  const { state } = drive(at, { untilMs: cx.nowMs + SOON_MS, world, steps: STEPS_AHEAD });
  const isRestless = state === 'waits' || state === 'busy';
  wake(isRestless);
  return { ...script, restlessMs: isRestless ? cx.nowMs : undefined };
}

/** Files of the pod have changed: its scripts that wait for one may go on. */
export function watchScripts(cx: KubeletContext, worker: PodWorker): void {
  for (const container of allContainers(worker.pod.spec)) {
    const run = worker.containers[container.name]?.current;
    if (run?.script && isRunning(run, cx.nowMs))
      watched(cx, worker, container, { ...run.script, restlessMs: undefined });
  }
}
