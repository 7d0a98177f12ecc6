// What a user may do to nodes, containers, probes and images from outside. Arguments are plain data; what cannot be
// done is a thrown CommandError that says why.

import type { Container } from '../kinds/generated/types.gen';
import { milliValue } from '../kinds/quantity';
import { CommandError } from './command-error';
import { wholeEnvironment } from './environment';
import { type Executed, executeCommand } from './exec-command';
import { readFile, writeFile } from './files';
import {
  type ContainerRun,
  type ForcedFailure,
  isRunning,
  type KubeletContext,
  ownWorker,
  type PodWorker,
  type ProbeKind,
} from './kubelet-state';
import { type CutArgs, cutNode, rebootNode, recoverNode, slowNode, stopKubelet } from './node-faults';
import { shutDownNode } from './node-shutdown';
import { addNode, joinNode, startNode, stopNode } from './nodes';
import { askPod, lookAtPort } from './pod-sockets';
import { pressure } from './pressure';
import { probeKey } from './probe-results';
import { watchProbes } from './probes';
import type { ProgramRule, PullFailure } from './program-rules';
import { curveAt, programOf, scriptFor } from './programs';
import { requestBytes } from './request-load';
import { allContainers } from './restart-policy';
import { logLines, setExit, terminationMessage, watchExits } from './runs';
import { serviceVariables } from './service-variables';
import { workerUidAt } from './static-pods';
import { filesKey, useKey } from './worker-keys';

/** `ns/name`, or the name of a pod in the namespace default. */
interface PodTarget {
  readonly pod: string;
  /** The pod's only container unless given. */
  readonly container?: string;
}

export interface CrashArgs extends PodTarget {
  /** 1 unless given. */
  readonly exitCode?: number;
  readonly reason?: string;
}

export interface FailProbeArgs extends PodTarget {
  readonly probe: ProbeKind;
  /** How many tries fail. Without this and `forMs` all of them do, until the container restarts. */
  readonly times?: number;
  /** Milliseconds from now until tries succeed again. */
  readonly forMs?: number;
}

export interface FileArgs extends PodTarget {
  readonly path: string;
}

export const commands = {
  addNode,
  joinNode,
  stopNode: (cx: KubeletContext, { node }: { readonly node: string }) => stopNode(cx, node),
  shutDownNode: (cx: KubeletContext, { node }: { readonly node: string }) => shutDownNode(cx, node),
  startNode: (cx: KubeletContext, { node }: { readonly node: string }) => startNode(cx, node),
  recoverNode: (cx: KubeletContext, { node }: { readonly node: string }) => recoverNode(cx, node),
  stopKubelet: (cx: KubeletContext, { node }: { readonly node: string }) => stopKubelet(cx, node),
  rebootNode: (cx: KubeletContext, { node, downMs }: { readonly node: string; readonly downMs: number }) =>
    rebootNode(cx, node, downMs),
  slowNode: (cx: KubeletContext, { node, times }: { readonly node: string; readonly times: number }) =>
    slowNode(cx, node, times),
  cutNode: (cx: KubeletContext, args: CutArgs) => cutNode(cx, args),
  crashContainer,
  failProbe,
  blockImage,
  unblockImage,
  setProgram,
  pressure,
  writeFile: (cx: KubeletContext, args: FileArgs & { readonly content: string }) => {
    const { worker, container } = find(cx, args);
    checkRunning(cx, worker, container);
    const problem = writeFile(cx.state, worker, container, args.path, args.content);
    if (problem) throw new CommandError(problem.error);
    cx.after(0, filesKey(worker));
  },
  readFile: (cx: KubeletContext, args: FileArgs) => {
    const { worker, container } = find(cx, args);
    return readFile(cx, worker, container, args.path);
  },
  environment,
  exec,
  logs,
  usage,
  lookAtPort,
  askPod,
  isNodeUp: (cx: KubeletContext, { node }: { readonly node: string }) => cx.programs.isNodeUp(node),
  isProcessRunning: (cx: KubeletContext, { instance }: { readonly instance: string }) =>
    cx.programs.isRunning(instance),
};

/** The container's process ends now with this exit code. */
function crashContainer(cx: KubeletContext, args: CrashArgs): void {
  const { worker, container } = find(cx, args);
  const run = checkRunning(cx, worker, container);
  const { exitCode = 1 } = args;
  const reason = args.reason ?? (exitCode === 0 ? 'Completed' : 'Error');
  const message = terminationMessage(run, container, exitCode, cx.nowMs);
  setExit(worker, container.name, { atMs: cx.nowMs, code: exitCode, reason, message });
  worker.noticedMs = Math.min(worker.noticedMs, cx.nowMs - 1);
  watchExits(cx, worker);
}

/** The container's process, alive on a node that is up. Errors: CommandError. */
function checkRunning(cx: KubeletContext, worker: PodWorker, container: Container): ContainerRun {
  const run = worker.containers[container.name]?.current;
  if (cx.state.nodes.get(worker.node)?.powered && isRunning(run, cx.nowMs)) return run;
  throw new CommandError(`container "${container.name}" of pod ${worker.namespace}/${worker.name} does not run`);
}

/** The program fails the probe, so many times or for so long. */
function failProbe(cx: KubeletContext, args: FailProbeArgs): void {
  const { worker, container } = find(cx, args);
  const key = probeKey(container.name, args.probe);
  const probe = {
    readiness: container.readinessProbe,
    liveness: container.livenessProbe,
    startup: container.startupProbe,
  };
  if (!probe[args.probe]) throw new CommandError(`container "${container.name}" has no ${args.probe} probe`);
  const forced: ForcedFailure = {
    times: args.times ?? Number.POSITIVE_INFINITY,
    untilMs: args.forMs === undefined ? Number.POSITIVE_INFINITY : cx.nowMs + args.forMs,
    runId:
      args.times === undefined && args.forMs === undefined ? worker.containers[container.name]?.current.id : undefined,
  };
  worker.forced = { ...worker.forced, [key]: forced };
  watchProbes(cx, worker);
}

/** Images of this pattern cannot be pulled any more; those that are on a node stay there. */
function blockImage(
  cx: KubeletContext,
  { pattern, failure = 'notFound' }: { readonly pattern: string; readonly failure?: PullFailure },
): void {
  const { settings } = cx.state;
  const others = settings.blocked.filter((block) => block.pattern !== pattern);
  cx.state.settings = { ...settings, blocked: [...others, { pattern, failure }] };
}

function unblockImage(cx: KubeletContext, { pattern }: { readonly pattern: string }): void {
  const { settings } = cx.state;
  const blocked = settings.blocked.filter((block) => block.pattern !== pattern);
  if (blocked.length === settings.blocked.length) throw new CommandError(`no image pattern "${pattern}" is blocked`);
  cx.state.settings = { ...settings, blocked };
}

/**
 * From now on images of the rule's pattern do this; containers that run take it up at once, as if it had always held.
 */
function setProgram(cx: KubeletContext, rule: ProgramRule): void {
  const { settings } = cx.state;
  const others = settings.rules.filter((known) => known.image !== rule.image || known.container !== rule.container);
  const rules = [rule, ...others];
  cx.state.settings = { ...settings, rules };
  for (const uid of cx.state.workers.keys()) {
    const worker = ownWorker(cx.state, uid);
    if (!worker || !takeUp(cx, worker, rules)) continue;
    watchProbes(cx, worker);
    cx.after(0, useKey(worker.node), { background: true });
  }
}

/** Gives running containers the program that the rules name now; their own end stays as it was. */
function takeUp(cx: KubeletContext, worker: PodWorker, rules: readonly ProgramRule[]): boolean {
  let changed = false;
  for (const container of allContainers(worker.pod.spec)) {
    const record = worker.containers[container.name];
    if (!record || !isRunning(record.current, cx.nowMs)) continue;
    const { variables } = record.current;
    const program = programOf(rules, container, variables);
    const hasScript = scriptFor(rules, container, { variables: () => variables, hostname: '' }, cx.nowMs) !== undefined;
    const current = { ...record.current, program, ...(hasScript ? {} : { script: undefined }) };
    worker.containers = { ...worker.containers, [container.name]: { ...record, current } };
    changed = true;
  }
  return changed;
}

/** All variables that the container's present process was started with. */
function environment(cx: KubeletContext, args: PodTarget): Readonly<Record<string, string>> {
  const { worker, container } = find(cx, args);
  const run = worker.containers[container.name]?.current;
  if (!run)
    throw new CommandError(`container "${container.name}" of pod ${worker.namespace}/${worker.name} has not run yet`);
  return Object.fromEntries(wholeEnvironment(run.variables, serviceVariables(run.services)));
}

/** Runs a command in the container; undefined for one that it does not have. */
function exec(cx: KubeletContext, args: PodTarget & { readonly command: readonly string[] }): Executed | undefined {
  const { worker, container } = find(cx, args);
  checkRunning(cx, worker, container);
  return executeCommand(cx, worker, container, args.command);
}

/** The lines that the container's present or last process has printed. */
function logs(cx: KubeletContext, args: PodTarget & { readonly previous?: boolean }): readonly string[] {
  const { worker, container } = find(cx, args);
  const record = worker.containers[container.name];
  const run = args.previous ? record?.previous : record?.current;
  return run ? logLines(run, !isRunning(run, cx.nowMs), cx.nowMs) : [];
}

interface Usage {
  /** Thousandths of a core, at most the limit. */
  readonly cpuMilli: number;
  readonly memoryBytes: number;
  /** The program would use more CPU than its limit. */
  readonly throttled: boolean;
}

/** What the container's process uses now, as its program says; 0 where it says nothing. */
function usage(cx: KubeletContext, args: PodTarget): Usage {
  const { worker, container } = find(cx, args);
  const run = worker.containers[container.name]?.current;
  if (!isRunning(run, cx.nowMs)) return { cpuMilli: 0, memoryBytes: 0, throttled: false };
  const ageMs = cx.nowMs - run.startedMs;
  const { cpu, memory } = run.program;
  const wanted = cpu ? curveAt(cpu, ageMs) : 0;
  const limit = container.resources?.limits?.cpu;
  const limitMilli = limit === undefined ? Number.POSITIVE_INFINITY : milliValue(limit);
  const memoryBytes = (memory ? curveAt(memory, ageMs) : 0) + requestBytes(cx.state, run, cx.nowMs);
  return { cpuMilli: Math.min(wanted, limitMilli), memoryBytes, throttled: wanted > limitMilli };
}

function find(cx: KubeletContext, target: PodTarget): { readonly worker: PodWorker; readonly container: Container } {
  const slash = target.pod.indexOf('/');
  const namespace = slash < 0 ? 'default' : target.pod.slice(0, slash);
  const name = target.pod.slice(slash + 1);
  const worker = ownWorker(cx.state, workerUidAt(cx, namespace, name));
  if (!worker) throw new CommandError(`no kubelet runs a pod ${namespace}/${name}`);
  const containers = allContainers(worker.pod.spec);
  const wanted =
    target.container ?? (worker.pod.spec.containers.length === 1 ? worker.pod.spec.containers[0]?.name : undefined);
  const container = containers.find((one) => one.name === wanted);
  if (!container) {
    const names = containers.map((one) => one.name).join(', ');
    throw new CommandError(
      target.container === undefined
        ? `pod ${namespace}/${name} has several containers, name one of: ${names}`
        : `pod ${namespace}/${name} has no container "${target.container}", only: ${names}`,
    );
  }
  return { worker, container };
}
