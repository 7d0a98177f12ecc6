// Running the probes of a pod: their tries, what a changed result leads to, and when each has to be asked again. A
// probe that succeeds and whose program is not going to change is not asked at all until something happens.
// upstream: pkg/kubelet/prober

import type { Container, ContainerStatus, Probe } from '../kinds/generated/types.gen';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import { executeCommand } from './exec-command';
import {
  type ContainerRun,
  type ForcedFailure,
  isRunning,
  type KubeletContext,
  type PodWorker,
  type ProbeKind,
  type ProbeWorker,
} from './kubelet-state';
import { isTerminalPhase } from './phase';
import { containerEvent } from './pod-events';
import { generateStatus } from './pod-status';
import { type Outcome, outcomeChangesMs, probeOutcome, type Target } from './probe-outcome';
import { isFound, probeKey, wasStarted } from './probe-results';
import { afterTry, delayEndMs, forRun, INITIAL, isDecided, isTick, nextTickMs } from './probe-worker';
import { allContainers } from './restart-policy';
import { runningOf } from './runs';
import { setStatus } from './status-manager';
import { askSync, probeRecordKey } from './worker-keys';

const KINDS: readonly ProbeKind[] = ['startup', 'readiness', 'liveness'];
const TITLES: Readonly<Record<ProbeKind, string>> = {
  readiness: 'Readiness',
  liveness: 'Liveness',
  startup: 'Startup',
};

function specOf(container: Container, kind: ProbeKind): Probe | undefined {
  if (kind === 'readiness') return container.readinessProbe;
  return kind === 'liveness' ? container.livenessProbe : container.startupProbe;
}

/** Regular containers and sidecars: the others are not probed. */
function probedContainers(worker: PodWorker): readonly Container[] {
  const { spec } = worker.pod;
  if (!spec.initContainers?.some(isSidecar)) return spec.containers;
  return allContainers(spec).filter((container) => isSidecar(container) || spec.containers.includes(container));
}

/** Begins the probing of a pod. While the kubelet is young the first tick comes after a random part of a period. */
export function addProbes(cx: KubeletContext, worker: PodWorker): void {
  for (const container of probedContainers(worker)) {
    for (const kind of KINDS) {
      const probe = specOf(container, kind);
      const key = probeKey(container.name, kind);
      if (!probe || worker.probes[key]) continue;
      const periodMs = (probe.periodSeconds ?? 10) * 1000;
      const ageMs = cx.nowMs - (cx.state.nodes.get(worker.node)?.startedMs ?? 0);
      const sleepMs = periodMs > ageMs ? cx.random.below(periodMs, 'probe-start', `${worker.uid}/${key}`) : 0;
      const fresh: ProbeWorker = {
        container: container.name,
        kind,
        baseMs: cx.nowMs + sleepMs,
        runId: '',
        result: INITIAL[kind],
        last: undefined,
        inARow: 0,
        onHold: false,
      };
      worker.probes = { ...worker.probes, [key]: fresh };
    }
  }
}

/** A terminating pod is still asked whether it is ready, and nothing else. */
export function stopLivenessAndStartup(worker: PodWorker): void {
  const kept = Object.entries(worker.probes).filter(([, probe]) => probe.kind === 'readiness');
  worker.probes = Object.fromEntries(kept);
}

/** Asks at once every started container that is not known to be ready. upstream: the manual trigger */
export function triggerReadiness(cx: KubeletContext, worker: PodWorker): void {
  for (const key in worker.probes) {
    const probe = worker.probes[key] as ProbeWorker;
    if (probe.kind !== 'readiness') continue;
    const run = worker.containers[probe.container]?.current;
    const isReady = probe.runId === run?.id && probe.result === 'Success';
    if (isReady || !statusOf(worker, probe.container)?.started) continue;
    worker.probes = { ...worker.probes, [key]: { ...probe, baseMs: cx.nowMs } };
    runProbe(cx, worker, probe.container, 'readiness');
  }
}

/** One tick of a probe, then the time of the next one. */
export function runProbe(cx: KubeletContext, worker: PodWorker, container: string, kind: ProbeKind): void {
  const key = probeKey(container, kind);
  const probe = worker.probes[key];
  const spec = allContainers(worker.pod.spec).find(({ name }) => name === container);
  const probeSpec = spec && specOf(spec, kind);
  if (!probe || !probeSpec || isTerminalPhase(worker.status?.phase)) return;
  // A record may have been asked for before the ticks were moved.
  if (isTick(probe, probeSpec, cx.nowMs)) tryProbe(cx, worker, spec, probeSpec, probe);
  schedule(cx, worker, spec, kind);
}

/** Sets the next tick of each probe, after containers came or went. */
export function watchProbes(cx: KubeletContext, worker: PodWorker): void {
  for (const key in worker.probes) {
    const { container, kind } = worker.probes[key] as ProbeWorker;
    const spec = allContainers(worker.pod.spec).find(({ name }) => name === container);
    if (spec) schedule(cx, worker, spec, kind);
  }
}

function tryProbe(cx: KubeletContext, worker: PodWorker, container: Container, spec: Probe, probe: ProbeWorker): void {
  const key = probeKey(container.name, probe.kind);
  const run = worker.containers[container.name]?.current;
  const status = statusOf(worker, container.name);
  if (!run || status?.containerID !== run.id) return;
  let known = probe;
  if (probe.runId !== run.id) {
    known = forRun(probe, run.id, firstResult(worker, container, probe.kind, status));
    store(worker, key, known);
    if (probe.kind !== 'liveness' && known.result !== undefined) askSync(worker);
  }
  if (!isDue(cx, worker, run, spec, known, status)) return;
  const target = targetOf(cx, worker, container, run, key);
  const outcome = probeOutcome(spec, target);
  if (target.isForced) useForcedFailure(worker, key);
  tellOutcome(cx, worker, container.name, known.kind, outcome);
  if (outcome.result === 'error' || !isRunning(run, cx.nowMs)) return;
  const next = afterTry(known, spec, outcome.result);
  store(worker, key, next);
  const isNews = next.result !== (known.kind === 'liveness' ? (known.result ?? INITIAL.liveness) : known.result);
  if (isNews) actOn(cx, worker, next);
}

/** What is taken for granted of a run before it is asked. upstream: doProbe */
function firstResult(worker: PodWorker, container: Container, kind: ProbeKind, status: ContainerStatus) {
  if (!isFound(worker, container.name)) return INITIAL[kind];
  const isSeeded = kind === 'startup' && isSidecar(container) && wasStarted(worker, container.name, status);
  return isSeeded ? 'Success' : undefined;
}

/** Whether a try is made now. A container whose end nobody has noticed yet is still asked, in vain. */
function isDue(
  cx: KubeletContext,
  worker: PodWorker,
  run: ContainerRun,
  spec: Probe,
  probe: ProbeWorker,
  status: ContainerStatus,
): boolean {
  if (probe.onHold || !status.state?.running) return false;
  if (worker.pod.metadata.deletionTimestamp !== undefined && probe.kind !== 'readiness') return false;
  if (cx.nowMs < delayEndMs(spec, run.startedMs)) return false;
  return (probe.kind === 'startup') !== (status.started === true);
}

function targetOf(cx: KubeletContext, worker: PodWorker, container: Container, run: ContainerRun, key: string): Target {
  const forced = worker.forced[key];
  return {
    container,
    run,
    running: runningOf(worker, cx.nowMs),
    podIp: worker.status?.podIP ?? '',
    nowMs: cx.nowMs,
    execute: run.script && !run.program.exec ? (command) => executeInside(cx, worker, container, command) : undefined,
    isForced: forced !== undefined && isInForce(forced, run.id, cx.nowMs),
  };
}

function executeInside(cx: KubeletContext, worker: PodWorker, container: Container, command: readonly string[]) {
  const executed = executeCommand(cx, worker, container, command);
  return executed && { ...executed, delayMs: executed.tookMs };
}

function isInForce({ times, untilMs, runId }: ForcedFailure, run: string, nowMs: number): boolean {
  return times > 0 && nowMs < untilMs && (runId === undefined || runId === run);
}

function useForcedFailure(worker: PodWorker, key: string): void {
  const forced = worker.forced[key];
  if (forced) worker.forced = { ...worker.forced, [key]: { ...forced, times: forced.times - 1 } };
}

function tellOutcome(
  cx: KubeletContext,
  worker: PodWorker,
  container: string,
  kind: ProbeKind,
  outcome: Outcome,
): void {
  const title = TITLES[kind];
  const tell = (reason: string, message: string) => containerEvent(cx, worker, container, 'Warning', reason, message);
  if (outcome.result === 'Failure') tell('Unhealthy', `${title} probe failed: ${outcome.output}`);
  else if (outcome.result === 'error') {
    tell('Unhealthy', `${title} probe errored and resulted in unknown state: ${outcome.error}`);
  } else if (outcome.warning !== undefined) tell('ProbeWarning', `${title} probe warning: ${outcome.warning}`);
}

function actOn(cx: KubeletContext, worker: PodWorker, probe: ProbeWorker): void {
  if (probe.kind !== 'liveness') {
    const hostIp = cx.state.nodes.get(worker.node)?.hostIp ?? '';
    setStatus(cx, worker, generateStatus(worker, hostIp, cx.nowMs, false));
    if (probe.kind === 'startup') watchProbes(cx, worker);
  }
  askSync(worker);
}

function store(worker: PodWorker, key: string, probe: ProbeWorker): void {
  worker.probes = { ...worker.probes, [key]: probe };
}

function schedule(cx: KubeletContext, worker: PodWorker, container: Container, kind: ProbeKind): void {
  const key = probeKey(container.name, kind);
  const probe = worker.probes[key];
  const spec = specOf(container, kind);
  const run = worker.containers[container.name]?.current;
  const status = statusOf(worker, container.name);
  if (!probe || !spec || !run || !status?.state?.running || status.containerID !== run.id) return;
  const isNew = probe.runId !== run.id;
  if (!isNew && probe.onHold) return;
  if ((kind === 'startup') === (status.started === true) && !(isNew && kind === 'startup')) return;
  if (kind !== 'readiness' && worker.pod.metadata.deletionTimestamp !== undefined) return;
  const target = targetOf(cx, worker, container, run, key);
  const isSteady = !isNew && probe.last === 'Success' && probe.result === 'Success' && !target.isForced;
  const endMs = run.exit?.atMs ?? Number.POSITIVE_INFINITY;
  const isGood = isSteady && probeOutcome(spec, target).result === 'Success';
  const changeMs = isGood ? Math.min(outcomeChangesMs(target), endMs) : 0;
  if (!Number.isFinite(changeMs)) return;
  const tickMs = nextTickMs(probe, spec, cx.nowMs, Math.max(delayEndMs(spec, run.startedMs), changeMs));
  const isDecidedNow = !isRunning(run, cx.nowMs) || (!isNew && isDecided(probe, spec) && !target.isForced);
  const background = isSteady || isDecidedNow;
  cx.after(tickMs - cx.nowMs, probeRecordKey(worker, container.name, kind), { background });
}

function statusOf(worker: PodWorker, container: string): ContainerStatus | undefined {
  const { containerStatuses, initContainerStatuses } = worker.status ?? {};
  const isIt = ({ name }: ContainerStatus) => name === container;
  return containerStatuses?.find(isIt) ?? initContainerStatuses?.find(isIt);
}
