// Lifecycle hooks: how long one takes in this container, and the kubelet's sentence when it fails.
// upstream: pkg/kubelet/lifecycle/handlers.go

import type { Container, LifecycleHandler } from '../kinds/generated/types.gen';
import { executeCommand } from './exec-command';
import { type ContainerRun, type KubeletContext, type PodWorker, podText } from './kubelet-state';
import { portNumber } from './probe-outcome';
import { execResult, httpResult } from './programs';
import { runningOf } from './runs';

export interface HookResult {
  readonly tookMs: number;
  /** undefined when it went well. An HTTP answer of any status is no failure. */
  readonly failure: string | undefined;
}

/** Upstream's default for a request without an answer. */
const CONNECT_REFUSED = 'connect: connection refused';

export function runHook(
  cx: KubeletContext,
  worker: PodWorker,
  container: Container,
  run: ContainerRun,
  handler: LifecycleHandler,
): HookResult {
  const { nowMs } = cx;
  const subject = `for Container ${JSON.stringify(container.name)} in Pod ${JSON.stringify(podText(worker))} failed - error: `;
  const ageMs = nowMs - run.startedMs;
  if (handler.sleep) return { tookMs: handler.sleep.seconds * 1000, failure: undefined };
  if (handler.exec) {
    const command = handler.exec.command ?? [];
    const executed = executeCommand(cx, worker, container, command);
    const { exitCode, output, delayMs } = executed
      ? { ...executed, delayMs: executed.tookMs }
      : execResult(run.program, ageMs);
    if (exitCode === 0) return { tookMs: delayMs, failure: undefined };
    const error = `command '${command.join(' ')}' exited with ${exitCode}: `;
    const message = JSON.stringify(output);
    const failure = `Exec lifecycle hook (${goList(command)}) ${subject}${error}, message: ${message}`;
    return { tookMs: delayMs, failure };
  }
  if (!handler.httpGet) return { tookMs: 0, failure: undefined };
  const { path = '/', host, port: named, scheme } = handler.httpGet;
  const start = `HTTP lifecycle hook (${path}) ${subject}`;
  const port = portNumber(named, container);
  if (typeof port === 'object') return { tookMs: 0, failure: start + port.error };
  const listener = runningOf(worker, nowMs).find((other) => other.ports.includes(`TCP/${port}`));
  if (listener) {
    return { tookMs: httpResult(listener.program, path, nowMs - listener.startedMs).delayMs, failure: undefined };
  }
  const address = `${host || worker.sandbox?.ip}:${port}`;
  const url = JSON.stringify(`${(scheme ?? 'HTTP').toLowerCase()}://${address}${path}`);
  return { tookMs: 0, failure: `${start}Get ${url}: dial tcp ${address}: ${CONNECT_REFUSED}` };
}

const goList = (words: readonly string[]) => `[${words.join(' ')}]`;
