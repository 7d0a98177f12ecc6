// What one try of a probe finds: a pure function of the pod's running programs and of time, with the words in which the
// kubelet reports it. upstream: pkg/probe/{http,tcp,exec,grpc}

import type { Container, Probe } from '../kinds/generated/types.gen';
import type { ContainerRun } from './kubelet-state';
import { type ExecResult, execResult, type HttpResult, httpResult, nextChangeMs } from './programs';

export type Outcome =
  | { readonly result: 'Success'; readonly warning?: string }
  | { readonly result: 'Failure'; readonly output: string }
  /** The probe could not be made; such a try does not count. */
  | { readonly result: 'error'; readonly error: string };

export interface Target {
  readonly container: Container;
  /** The probed container's run. */
  readonly run: ContainerRun;
  /** All of the pod's processes: they share one network. */
  readonly running: readonly ContainerRun[];
  readonly podIp: string;
  readonly nowMs: number;
  /** Runs a command in a container whose script is understood; undefined for one that it does not have. */
  readonly execute: ((command: readonly string[]) => ExecResult | undefined) | undefined;
  /** A user made the program fail its probe. */
  readonly isForced: boolean;
}

const SUCCESS: Outcome = Object.freeze({ result: 'Success' });
const FORCED_STATUS = 500;

export function probeOutcome(probe: Probe, target: Target): Outcome {
  if (probe.exec) return execOutcome(probe, target);
  if (probe.httpGet) return httpOutcome(probe, target);
  if (probe.tcpSocket) return tcpOutcome(probe, target);
  if (probe.grpc) return grpcOutcome(probe, target);
  return { result: 'error', error: 'missing probe handler' };
}

/** The instant from which a later try may find something else; Infinity when nothing is going to change. */
export function outcomeChangesMs({ running, nowMs }: Target): number {
  let next = Number.POSITIVE_INFINITY;
  for (const run of running) {
    next = Math.min(next, run.script?.wakeMs ?? next);
    next = Math.min(next, run.startedMs + nextChangeMs(run.program, nowMs - run.startedMs), run.exit?.atMs ?? next);
  }
  return next;
}

function timeoutMs(probe: Probe): number {
  return (probe.timeoutSeconds ?? 1) * 1000;
}

function execOutcome(probe: Probe, { run, nowMs, isForced, execute }: Target): Outcome {
  const known = execute?.(probe.exec?.command ?? []);
  const { exitCode, output, delayMs } = known ?? execResult(run.program, nowMs - run.startedMs);
  if (delayMs >= timeoutMs(probe)) {
    const command = (probe.exec?.command ?? []).join(' ');
    const seconds = probe.timeoutSeconds ?? 1;
    return { result: 'Failure', output: `command timed out: ${JSON.stringify(command)} timed out after ${seconds}s` };
  }
  if (isForced) return { result: 'Failure', output: 'sim: exec exit 1\n' };
  return exitCode === 0 ? SUCCESS : { result: 'Failure', output };
}

function httpOutcome(probe: Probe, target: Target): Outcome {
  const { host, path = '/', port: named = 0, scheme } = probe.httpGet ?? {};
  const port = portNumber(named, target.container);
  if (typeof port === 'object') return port;
  const address = hostPort(host || target.podIp, port);
  const url = `${(scheme ?? 'HTTP').toLowerCase()}://${address}${path.startsWith('/') ? path : `/${path}`}`;
  const answer = answerOn(target, port, path);
  const get = `Get ${JSON.stringify(url)}`;
  if (!answer) return { result: 'Failure', output: `${get}: dial tcp ${address}: connect: connection refused` };
  if (answer.delayMs >= timeoutMs(probe)) {
    const why = 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)';
    return { result: 'Failure', output: `${get}: ${why}` };
  }
  const status = target.isForced ? FORCED_STATUS : answer.status;
  if (status >= 200 && status < 300) return SUCCESS;
  if (status >= 300 && status < 400) {
    return { result: 'Success', warning: `Probe terminated redirects, Response body: ${answer.body}` };
  }
  return { result: 'Failure', output: `HTTP probe failed with statuscode: ${status}` };
}

function tcpOutcome(probe: Probe, target: Target): Outcome {
  const { host, port: named = 0 } = probe.tcpSocket ?? {};
  const port = portNumber(named, target.container);
  if (typeof port === 'object') return port;
  if (!target.isForced && listener(target, port)) return SUCCESS;
  const address = hostPort(host || target.podIp, port);
  return { result: 'Failure', output: `dial tcp ${address}: connect: connection refused` };
}

function grpcOutcome(probe: Probe, target: Target): Outcome {
  const port = probe.grpc?.port ?? 0;
  const answer = answerOn(target, port, '/');
  const seconds = probe.timeoutSeconds ?? 1;
  if (!answer) {
    const address = JSON.stringify(hostPort(target.podIp, port));
    const output = `timeout: failed to connect service ${address} within ${seconds}s: context deadline exceeded`;
    return { result: 'Failure', output };
  }
  if (answer.delayMs >= timeoutMs(probe)) {
    return { result: 'Failure', output: `timeout: health rpc did not complete within ${seconds}s` };
  }
  if (!target.isForced && answer.status < 400) return SUCCESS;
  return { result: 'Failure', output: 'service unhealthy (responded with "NOT_SERVING")' };
}

function answerOn(target: Target, port: number, path: string): HttpResult | undefined {
  const run = listener(target, port);
  return run && httpResult(run.program, path, target.nowMs - run.startedMs);
}

function listener({ running }: Target, port: number): ContainerRun | undefined {
  return running.find((run) => run.ports.includes(`TCP/${port}`));
}

/** A number, or the number of the container's port of that name. upstream: pkg/probe ResolveContainerPort */
export function portNumber(
  port: number | string,
  container: Container,
): number | { readonly result: 'error'; readonly error: string } {
  const named = typeof port === 'string' ? container.ports?.find(({ name }) => name === port) : undefined;
  const number = named?.containerPort ?? Number(port);
  if (typeof port === 'string' && !named && !/^[-+]?\d+$/.test(port)) {
    return { result: 'error', error: `strconv.Atoi: parsing ${JSON.stringify(port)}: invalid syntax` };
  }
  if (number > 0 && number < 65536) return number;
  return { result: 'error', error: `invalid port number: ${number}` };
}

function hostPort(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}
