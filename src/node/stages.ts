// The stages of a sync, in the order in which a pod goes through them. Each does its part at one instant and answers
// how many milliseconds pass before the next stage. upstream: kubelet.go SyncPod, kuberuntime SyncPod and
// startContainer

import type { Container, PodStatus } from '../kinds/generated/types.gen';
import { withFields } from '../kinds/with-defaults';
import { goDuration } from '../sim/duration';
import { isWaitingSince, raise, restartLimits } from './back-off';
import { conditionOf } from './conditions';
import { declaredVariables } from './environment';
import { volumeFile } from './files';
import { runHook } from './hooks';
import { ensureImage, finishPull } from './image-pull';
import { sourcesFor } from './kept-objects';
import { type ContainerRecord, endOf, type KubeletContext, ownNode, type PodWorker, podText } from './kubelet-state';
import { podActions } from './pod-actions';
import { releaseAddress, takeAddress } from './pod-addresses';
import { containerEvent, podEvent } from './pod-events';
import { applyResize, tellResizeError } from './pod-resize';
import { prepareDevices, usesDevices } from './prepare-devices';
import { addProbes } from './probes';
import { readPullSecrets } from './pull-secrets';
import { shrinkProblem } from './resize-memory';
import { allContainers } from './restart-policy';
import { failedRun, setExit, startRun, watchExits } from './runs';
import { beginScript } from './script-run';
import { securityProblem } from './security';
import { servicesIn, serviceVariables } from './service-variables';
import { slowed } from './slow-node';
import type { Stage } from './stage';
import { setStatus } from './status-manager';
import { stopContainers, stopPod } from './stopping';
import { subPathProblem } from './sub-path';
import { waitForVolumes } from './volume-wait';
import { addStages, clearFailure, failStart, failSync, markActed, markFailed } from './work';

/** A call to the runtime and a few writes to cgroups for each resource. */
const RESIZE_MS = 20;

type StageOf<D extends Stage['do']> = Extract<Stage, { readonly do: D }>;
type StageTable = {
  readonly [D in Stage['do']]?: (cx: KubeletContext, worker: PodWorker, stage: StageOf<D>) => number;
};

const STAGES: StageTable = {
  volumes: waitForVolumes,
  probes: (cx, worker) => {
    readPullSecrets(cx, worker);
    addProbes(cx, worker);
    return 0;
  },
  actions: planActions,
  remove,
  killPod: (cx, worker) => {
    addStages(worker, { do: 'podKilled' });
    return stopPod(cx, worker);
  },
  podKilled,
  kill,
  resize,
  devices: (cx, worker) => prepareDevices(cx, worker),
  sandbox: (cx, worker) => {
    addStages(worker, { do: 'sandboxed' });
    return slowed(cx, worker.node, cx.timings.sandboxMs);
  },
  sandboxed,
  start,
  pulled: (cx, worker, { container, askedMs }) => {
    finishPull(cx, worker, containerOf(worker, container), askedMs);
    return 0;
  },
  create,
  started,
  hooked,
  unhooked: (_, worker, { container, failure }) => {
    failStart(worker, container, 'PostStartHookError', failure);
    return 0;
  },
};

/** Runs one stage; answers the milliseconds until the next. */
export function runStage(cx: KubeletContext, worker: PodWorker, stage: Stage): number {
  const run = STAGES[stage.do] as ((cx: KubeletContext, worker: PodWorker, stage: Stage) => number) | undefined;
  return run ? run(cx, worker, stage) : 0;
}

function containerOf(worker: PodWorker, name: string): Container {
  return allContainers(worker.pod.spec).find((container) => container.name === name) as Container;
}

function planActions(cx: KubeletContext, worker: PodWorker): number {
  const actions = podActions(worker, cx.nowMs);
  if (actions.resets.length > 0) {
    addStages(worker, { do: 'remove', containers: actions.resets });
    markActed(worker, true);
    const containers = actions.resets.map((name) => containerOf(worker, name));
    return stopContainers(cx, worker, { containers, message: 'killing', cause: 'restartAll', graceSeconds: 0 });
  }
  if (actions.createSandbox && worker.sandbox) {
    podEvent(cx, worker, 'Normal', 'SandboxChanged', 'Pod sandbox changed, it will be killed and re-created.');
  }
  const stages: Stage[] = [];
  if (actions.killPod && worker.sandbox) stages.push({ do: 'killPod' });
  else stages.push(...actions.kills.map((one): Stage => ({ do: 'kill', ...one })));
  if (actions.createSandbox && usesDevices(worker)) stages.push({ do: 'devices' });
  if (actions.createSandbox) stages.push({ do: 'sandbox' });
  if (actions.resizes.length > 0) stages.push({ do: 'resize', containers: actions.resizes });
  const killed = new Set(actions.kills.map(({ container }) => container));
  for (const container of actions.starts) stages.push({ do: 'start', container, killed: killed.has(container) });
  if (stages.length > 0) markActed(worker, false);
  addStages(worker, ...stages);
  return 0;
}

/** Everything is gone; the next sync starts it afresh. */
function remove(_: KubeletContext, worker: PodWorker, { containers }: StageOf<'remove'>): number {
  const kept = Object.entries(worker.containers).filter(([name]) => !containers.includes(name));
  worker.containers = Object.fromEntries(kept);
  worker.restartingAll = 'removed';
  worker.restartedAll = true;
  return 0;
}

/** The sandbox stops with its last container; its address is free for others, the status goes on showing it. */
function podKilled(cx: KubeletContext, worker: PodWorker): number {
  if (!worker.sandbox) return 0;
  releaseAddress(cx.state, worker.sandbox.ip, worker.uid);
  worker.sandbox = { ...worker.sandbox, ready: false };
  markActed(worker, true);
  return 0;
}

function kill(cx: KubeletContext, worker: PodWorker, { container, message, cause }: StageOf<'kill'>): number {
  markActed(worker, true);
  return stopContainers(cx, worker, { containers: [containerOf(worker, container)], message, cause });
}

/** The runtime gives running containers other limits. */
function resize(cx: KubeletContext, worker: PodWorker, { containers }: StageOf<'resize'>): number {
  const resized = containers.map((name) => containerOf(worker, name));
  const problem = shrinkProblem(cx, worker, resized);
  if (problem !== undefined) {
    tellResizeError(cx, worker, problem);
    markFailed(worker);
    return 0;
  }
  for (const container of resized) applyResize(cx, worker, container);
  watchExits(cx, worker);
  markActed(worker, true);
  return RESIZE_MS;
}

function sandboxed(cx: KubeletContext, worker: PodWorker): number {
  const node = ownNode(cx.state, worker.node);
  const isHost = worker.pod.spec.hostNetwork === true;
  const ip = isHost || !node ? node?.hostIp : takeAddress(cx.state, node, worker.uid);
  if (ip === undefined) {
    const why = 'failed to allocate for range 0: no IP addresses available in range set';
    const error = `rpc error: code = Unknown desc = failed to setup network for sandbox: plugin type="host-local" failed (add): ${why}`;
    podEvent(cx, worker, 'Warning', 'FailedCreatePodSandBox', `Failed to create pod sandbox: ${error}`);
    failSync(worker);
    return 0;
  }
  worker.sandbox = { ready: true, ip, attempt: (worker.sandbox?.attempt ?? -1) + 1 };
  markActed(worker, true);
  if (worker.status) setStatus(cx, worker, withSandboxReady(worker.status, worker.pod.metadata.generation, cx.nowMs));
  return 0;
}

/** Only the condition is told at once: the address shows with the next sync. upstream: OnPodSandboxReady */
function withSandboxReady(status: PodStatus, generation: number | undefined, nowMs: number): PodStatus {
  const type = 'PodReadyToStartContainers';
  const conditions = status.conditions?.map((old) =>
    old.type === type ? conditionOf(type, { status: 'True' }, status, generation, nowMs) : old,
  );
  return withFields(status, { conditions });
}

function start(cx: KubeletContext, worker: PodWorker, { container: name, killed }: StageOf<'start'>): number {
  const container = containerOf(worker, name);
  const record = worker.containers[name];
  const ended = record && endedBefore(record, killed, cx.nowMs);
  if (ended !== undefined) {
    const key = backOffKey(container);
    const backOff = worker.restarts[key];
    if (backOff && isWaitingSince(backOff, ended, cx.nowMs, restartLimits())) {
      const subject = `container ${name} in pod ${podText(worker)}`;
      containerEvent(cx, worker, name, 'Warning', 'BackOff', `Back-off restarting failed ${subject}`);
      const span = goDuration(backOff.stepMs);
      const message = `back-off ${span} restarting failed container=${name} pod=${podText(worker)}`;
      failStart(worker, name, 'CrashLoopBackOff', message, ended + backOff.stepMs);
      return 0;
    }
    worker.restarts = { ...worker.restarts, [key]: raise(backOff, ended, cx.nowMs, restartLimits()) };
  }
  return ensureImage(cx, worker, container);
}

/** Another image is another program: it starts without a back-off. upstream: GetBackoffKey, HashContainer */
const backOffKey = ({ name, image }: Container) => `${name} ${image}`;

/** When the last run that had ended at the sync's begin did so. A run killed in this sync does not count. */
function endedBefore({ current, previous }: ContainerRecord, killed: boolean, nowMs: number): number | undefined {
  if (!killed) return endOf(current, nowMs)?.atMs;
  return previous?.exit?.atMs;
}

function create(cx: KubeletContext, worker: PodWorker, { container: name }: StageOf<'create'>): number {
  const container = containerOf(worker, name);
  const node = cx.state.nodes.get(worker.node);
  const variables =
    container.env || container.envFrom ? readVariables(cx, worker, container, node?.hostIp ?? '') : NONE;
  const problem =
    'error' in variables
      ? variables.error
      : (subPathProblem(container, variables) ?? securityProblem(cx.state.settings.rules, worker, container));
  if (problem !== undefined || 'error' in variables) {
    containerEvent(cx, worker, name, 'Warning', 'Failed', `Error: ${problem}`);
    failStart(worker, name, 'CreateContainerConfigError', problem ?? '');
    return 0;
  }
  containerEvent(cx, worker, name, 'Normal', 'Created', 'Container created');
  addStages(worker, { do: 'started', container: name, variables });
  return slowed(cx, worker.node, cx.timings.containerStartMs);
}

const NONE: ReadonlyMap<string, string> = new Map();

function readVariables(cx: KubeletContext, worker: PodWorker, container: Container, hostIp: string) {
  const allocatable = cx.get('Node', undefined, worker.node)?.status?.allocatable ?? {};
  const facts = {
    pod: worker.pod,
    podIp: worker.sandbox?.ip ?? '',
    hostIp,
    allocatable,
    volumeFile: (volume: string, path: string) => volumeFile(cx.state, worker, volume, path),
  };
  const services = () => serviceVariables(servicesIn(cx, worker.namespace));
  return declaredVariables(sourcesFor(cx, worker), facts, container, services);
}

function started(cx: KubeletContext, worker: PodWorker, { container: name, variables }: StageOf<'started'>): number {
  const container = containerOf(worker, name);
  const { run, script } = startRun(cx, worker, container, variables);
  markActed(worker, true);
  if (run.program.startError !== undefined) {
    setExit(worker, name, failedRun(run, run.program.startError));
    containerEvent(cx, worker, name, 'Warning', 'Failed', `Error: ${run.program.startError}`);
    failStart(worker, name, 'RunContainerError', run.program.startError);
    return 0;
  }
  if (script) beginScript(cx, worker, container, script);
  containerEvent(cx, worker, name, 'Normal', 'Started', 'Container started');
  const handler = container.lifecycle?.postStart;
  if (!handler) {
    clearFailure(worker, name);
    return 0;
  }
  const { tookMs, failure } = runHook(cx, worker, container, run, handler);
  addStages(worker, { do: 'hooked', container: name, failure });
  return tookMs;
}

function hooked(cx: KubeletContext, worker: PodWorker, { container: name, failure }: StageOf<'hooked'>): number {
  if (failure === undefined) {
    clearFailure(worker, name);
    return 0;
  }
  containerEvent(cx, worker, name, 'Warning', 'FailedPostStartHook', 'PostStartHook failed');
  addStages(worker, { do: 'unhooked', container: name, failure });
  const containers = [containerOf(worker, name)];
  return stopContainers(cx, worker, { containers, message: 'FailedPostStartHook', cause: 'postStart' });
}
