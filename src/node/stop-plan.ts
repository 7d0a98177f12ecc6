// How the running containers of a pod come to their end, worked out at once: hooks, SIGTERM, each sidecar's turn,
// SIGKILL.
// upstream: pkg/kubelet/kuberuntime killContainer, kuberuntime_termination_order.go

import type { Container, Pod } from '../kinds/generated/types.gen';
import { isSidecar } from '../kinds/pod-spec/pod-resources';
import type { ContainerRun, Exit } from './kubelet-state';
import { isEphemeral } from './restart-policy';

/** Nobody gets less time than this between SIGTERM and SIGKILL. */
const LEAST_GRACE_SECONDS = 2;

export interface Stoppable {
  readonly container: Container;
  readonly run: ContainerRun;
  /** How long its preStop hook takes, if it has one. */
  readonly hookMs: number | undefined;
  /** What its script makes of SIGTERM within the grace; it ends, or it does not. */
  readonly onTerm?: ((atMs: number, graceMs: number) => Obeyed | undefined) | undefined;
}

interface Obeyed {
  readonly code: number;
  readonly afterMs: number;
}

export interface Stop {
  readonly container: string;
  readonly exit: Exit;
  /** When the kubelet is done with it; its preStop hook may outlast it. */
  readonly doneMs: number;
}

export interface StopInput {
  readonly pod: Pod;
  readonly running: readonly Stoppable[];
  readonly nowMs: number;
  readonly graceSeconds: number;
  /** From SIGTERM to the end of a program that obeys. */
  readonly stopMs: number;
}

/** Each running container's end. Sidecars wait for the regular containers and for the sidecars after them. */
export function planStops(input: StopInput): Stop[] {
  const stops = new Map<string, Stop>();
  const stopOf = (stoppable: Stoppable): Stop => {
    const known = stops.get(stoppable.container.name);
    if (known) return known;
    const turnMs = Math.max(input.nowMs, ...awaited(input, stoppable.container).map((other) => stopOf(other).doneMs));
    const stop = plan(input, stoppable, turnMs);
    stops.set(stoppable.container.name, stop);
    return stop;
  };
  return input.running.map(stopOf);
}

/** Those that must have ended before it is the sidecar's turn. */
function awaited({ pod, running }: StopInput, container: Container): Stoppable[] {
  const inits = pod.spec.initContainers ?? [];
  if (!isSidecar(container) || !inits.some(({ name }) => name === container.name)) return [];
  const own = inits.findIndex(({ name }) => name === container.name);
  const later = inits.findIndex((other, index) => index > own && isSidecar(other) && isIn(running, other));
  return running.filter((other) => {
    const { name } = other.container;
    const place = inits.findIndex((init) => init.name === name);
    return place < 0 ? !isEphemeral(pod.spec, name) : place === later;
  });
}

const isIn = (running: readonly Stoppable[], container: Container) =>
  running.some((other) => other.container.name === container.name);

function plan(input: StopInput, stoppable: Stoppable, turnMs: number): Stop {
  const { container, hookMs = 0 } = stoppable;
  const { nowMs, graceSeconds, stopMs } = input;
  const graceEndMs = nowMs + graceSeconds * 1000;
  const hookEndMs = graceSeconds > 0 ? Math.min(nowMs + hookMs, graceEndMs) : nowMs;
  const afterHook = graceSeconds - Math.floor((hookEndMs - nowMs) / 1000);
  const waitEndMs = afterHook > 0 ? Math.min(Math.max(turnMs, hookEndMs), hookEndMs + afterHook * 1000) : hookEndMs;
  const left = Math.max(afterHook - Math.floor((waitEndMs - hookEndMs) / 1000), LEAST_GRACE_SECONDS);
  const exit = endAfterTerm(stoppable, waitEndMs, left * 1000, stopMs);
  return { container: container.name, exit, doneMs: Math.max(waitEndMs, exit.atMs) };
}

function endAfterTerm({ run, onTerm }: Stoppable, termMs: number, graceMs: number, stopMs: number): Exit {
  if (run.exit && run.exit.atMs <= termMs) return run.exit;
  const { stopsOnTerm } = run.program;
  const killed: Exit = { atMs: termMs + graceMs, code: 137, reason: 'Error', message: run.program.terminationMessage };
  const heard = stopsOnTerm === false ? onTerm?.(termMs, graceMs) : undefined;
  const wantsMs = stopsOnTerm === false ? heard?.afterMs : (stopsOnTerm?.afterMs ?? 0);
  const afterMs = wantsMs === undefined ? undefined : Math.max(wantsMs, stopMs);
  const code = stopsOnTerm === false ? (heard?.code ?? 0) : (stopsOnTerm?.exitCode ?? 0);
  const obeyed: Exit | undefined =
    afterMs === undefined || afterMs > graceMs
      ? undefined
      : {
          atMs: termMs + afterMs,
          code,
          reason: code === 0 ? 'Completed' : 'Error',
          message: run.program.terminationMessage,
        };
  const end = obeyed ?? killed;
  if (run.exit && run.exit.atMs <= end.atMs) return run.exit;
  const drains = stopsOnTerm !== false && stopsOnTerm?.drains === true;
  return drains ? { ...end, closesMs: termMs } : end;
}

/** The grace of a kill: what the deletion left, else what the probe that failed grants, else the pod's own. */
export function graceSecondsOf(pod: Pod, container: Container | undefined, cause: string): number {
  const { deletionGracePeriodSeconds } = pod.metadata;
  if (deletionGracePeriodSeconds !== undefined) return deletionGracePeriodSeconds;
  const own = pod.spec.terminationGracePeriodSeconds;
  if (own === undefined) return LEAST_GRACE_SECONDS;
  const probe =
    cause === 'liveness' ? container?.livenessProbe : cause === 'startup' ? container?.startupProbe : undefined;
  return probe?.terminationGracePeriodSeconds ?? own;
}
