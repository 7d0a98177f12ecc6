// Runs of containers: what is known at the start of a process, its own end included, and what its end leaves behind.

import type { Container, Service } from '../kinds/generated/types.gen';
import { wholeEnvironment } from './environment';
import { hexDigest, imageIdOf, parseImage } from './image-reference';
import { type ContainerRun, type Exit, endOf, isRunning, type KubeletContext, type PodWorker } from './kubelet-state';
import { withMemoryVolumes } from './memory-volumes';
import { listeningPorts, ownEnd, programOf, scriptFor } from './programs';
import { nextRelistMs } from './relist';
import { isHungry, nodeWorkers } from './resource-watch';
import { allContainers } from './restart-policy';
import { scriptLines } from './script-lines';
import { servicesFor, servicesIn, serviceVariables } from './service-variables';
import type { Paused } from './shell/drive';
import { programThere } from './slow-node';
import { exitKey, useKey } from './worker-keys';

/** Ends that come later than this do not keep a cluster from being settled. */
const SOON_MS = 60_000;
/** How long a program tries before it gives up on a port that is taken. */
const BIND_FAILURE_MS = 10;
const START_ERROR_CODE = 128;
const LOG_TAIL_LINES = 80;
const LOG_TAIL_CHARACTERS = 2_048;

/** Records the start of a container's next run and watches for its end. Answers the script that it is to run, too. */
export function startRun(
  cx: KubeletContext,
  worker: PodWorker,
  container: Container,
  variables: ReadonlyMap<string, string>,
): { readonly run: ContainerRun; readonly script: Paused | undefined } {
  const known = worker.containers[container.name];
  const attempt = known ? known.current.attempt + 1 : restartsBefore(worker, container.name);
  const image = container.image ?? '';
  const reference = parseImage(image);
  const services = knownServices(cx, worker);
  const world = {
    variables: () => wholeEnvironment(variables, serviceVariables(services)),
    hostname: worker.pod.spec.hostname ?? worker.name,
  };
  const said = programOf(cx.state.settings.rules, container, variables, world);
  const wanted = listeningPorts(said, container);
  const port = takenPort(cx, worker, wanted);
  const taken = port !== undefined;
  const failing = taken ? { ...said, lastLogs: [bindError(port)] } : said;
  const usual = withMemoryVolumes(failing, container, worker.pod.spec.volumes);
  const program = programThere(cx, worker.node, container, usual);
  const draft: ContainerRun = {
    id: `containerd://${hexDigest(`${worker.uid}/${container.name}/${attempt}`)}`,
    container: container.name,
    attempt,
    specImage: image,
    image: 'error' in reference ? image : reference.full,
    imageId: 'error' in reference ? '' : imageIdOf(reference),
    startedMs: cx.nowMs,
    exit: undefined,
    program,
    ports: taken ? [] : wanted,
    variables,
    services,
    mounted: worker.mounts.sources,
    pod: worker.pod,
    sandbox: worker.sandbox?.attempt ?? 0,
    script: undefined,
    resources: container.resources,
  };
  const run: ContainerRun = { ...draft, exit: endFor(draft, container, taken) };
  const previous = known?.current;
  worker.containers = { ...worker.containers, [container.name]: { current: run, previous } };
  watchExits(cx, worker);
  if (isHungry(program)) cx.after(0, useKey(worker.node), { background: true });
  return { run, script: taken ? undefined : scriptFor(cx.state.settings.rules, container, world, cx.nowMs) };
}

/** A port that another process of the pod has, or of the node where the pod is in its network. */
function takenPort(cx: KubeletContext, worker: PodWorker, wanted: readonly string[]): string | undefined {
  if (wanted.length === 0) return undefined;
  const neighbours = worker.pod.spec.hostNetwork
    ? nodeWorkers(cx, worker.node).filter(({ uid, pod }) => pod.spec.hostNetwork && uid !== worker.uid)
    : [];
  const running = [worker, ...neighbours].flatMap((one) => runningOf(one, cx.nowMs));
  return wanted.find((port) => running.some(({ ports }) => ports.includes(port)));
}

/** In the words of Go's network library. */
function bindError(port: string): string {
  const [protocol = '', number] = port.split('/');
  return `listen ${protocol.toLowerCase()} :${number}: bind: address already in use`;
}

/** The runs that are alive. */
export function runningOf(worker: PodWorker, nowMs: number): ContainerRun[] {
  const found: ContainerRun[] = [];
  for (const container of allContainers(worker.pod.spec)) {
    const run = worker.containers[container.name]?.current;
    if (isRunning(run, nowMs)) found.push(run);
  }
  return found;
}

/** Replaces the present run's end. */
export function setExit(worker: PodWorker, container: string, exit: Exit): void {
  const record = worker.containers[container];
  if (!record) return;
  const current = { ...record.current, exit };
  worker.containers = { ...worker.containers, [container]: { ...record, current } };
}

/** Asks to be woken when the end of a run will be noticed. */
export function watchExits(cx: KubeletContext, worker: PodWorker): void {
  const node = cx.state.nodes.get(worker.node);
  if (!node) return;
  let first: ContainerRun | undefined;
  for (const name in worker.containers) {
    const run = worker.containers[name]?.current;
    if (!run?.exit || run.exit.atMs <= worker.noticedMs) continue;
    if (!first?.exit || run.exit.atMs < first.exit.atMs) first = run;
  }
  if (!first?.exit) return;
  const background = worker.restartedAll || first.exit.atMs - cx.nowMs > SOON_MS;
  cx.after(Math.max(0, nextRelistMs(node, first.exit.atMs) - cx.nowMs), exitKey(worker), { background });
}

/** Whether an end has come since the last look; remembers the look. */
export function noticeExits(cx: KubeletContext, worker: PodWorker): boolean {
  let noticed = false;
  for (const name in worker.containers) {
    const end = worker.containers[name] && endOf(worker.containers[name].current, cx.nowMs);
    if (end && end.atMs > worker.noticedMs) noticed = true;
  }
  worker.noticedMs = cx.nowMs;
  watchExits(cx, worker);
  return noticed;
}

/** What an end with this code leaves in the status. upstream: kuberuntime getTerminationMessage */
export function terminationMessage(
  run: ContainerRun,
  container: Container,
  code: number,
  atMs: number,
): string | undefined {
  if (run.program.terminationMessage) return run.program.terminationMessage;
  if (container.terminationMessagePolicy !== 'FallbackToLogsOnError' || code === 0) return undefined;
  const tail = logLines(run, true, atMs)
    .slice(-LOG_TAIL_LINES)
    .map((line) => `${line}\n`)
    .join('');
  return tail.slice(-LOG_TAIL_CHARACTERS) || undefined;
}

/** What the run has printed. */
export function logLines(
  { program, specImage, attempt, script }: ContainerRun,
  hasEnded: boolean,
  nowMs: number,
): string[] {
  const told = (program.logs ?? []).map((line) =>
    line.replaceAll('{image}', specImage).replaceAll('{attempt}', String(attempt)),
  );
  const lines = script ? [...scriptLines(script, nowMs), ...told] : told;
  return hasEnded ? [...lines, ...(program.lastLogs ?? [])] : lines;
}

export function endFor(run: ContainerRun, container: Container, portTaken: boolean): Exit | undefined {
  const at = (afterMs: number, code: number, reason: string): Exit => ({
    atMs: run.startedMs + afterMs,
    code,
    reason,
    message: terminationMessage(run, container, code, run.startedMs + afterMs),
  });
  if (portTaken) return at(BIND_FAILURE_MS, 1, 'Error');
  // A script is followed as it goes; what it would do without files and at another time is nothing to go by.
  const { exits, ...others } = run.program;
  const end = earlier(ownEnd(run.script ? others : run.program, container), scriptEnd(run));
  return end && at(end.afterMs, end.code, end.reason);
}

type OwnEnd = ReturnType<typeof ownEnd>;

/** The end that the script comes to. */
function scriptEnd({ script, startedMs }: ContainerRun): OwnEnd {
  if (!script?.end) return undefined;
  const { atMs, code } = script.end;
  return { afterMs: atMs - startedMs, code, reason: code === 0 ? 'Completed' : 'Error' };
}

const earlier = (one: OwnEnd, other: OwnEnd): OwnEnd =>
  one && other ? (other.afterMs < one.afterMs ? other : one) : (one ?? other);

/** A running process with the limits that it has now: what it outgrows may have moved. */
export function rejudgeEnd(run: ContainerRun, container: Container, nowMs: number): ContainerRun {
  if (run.exit && run.exit.atMs <= nowMs) return run;
  const exit = endFor(run, container, false);
  return { ...run, exit: exit && { ...exit, atMs: Math.max(exit.atMs, nowMs) } };
}

/** A run that the runtime could not start at all. */
export function failedRun(run: ContainerRun, error: string): Exit {
  return { atMs: run.startedMs, code: START_ERROR_CODE, reason: 'StartError', message: error };
}

/** Restarts that the status knows of when the runtime has no record left. */
function restartsBefore(worker: PodWorker, container: string): number {
  const status = worker.status ?? worker.pod.status;
  const all = [...(status?.containerStatuses ?? []), ...(status?.initContainerStatuses ?? [])];
  return all.find(({ name }) => name === container)?.restartCount ?? 0;
}

interface Known {
  readonly inDefault: readonly Service[];
  readonly services: readonly Service[];
}

const withMaster = new WeakMap<readonly Service[], Known>();

function knownServices(cx: KubeletContext, worker: PodWorker): readonly Service[] {
  const own = servicesIn(cx, worker.namespace);
  const inDefault = servicesIn(cx, 'default');
  const links = worker.pod.spec.enableServiceLinks !== false;
  if (!links) return servicesFor(worker.namespace, links, own, inDefault);
  const known = withMaster.get(own);
  if (known?.inDefault === inDefault) return known.services;
  const services = servicesFor(worker.namespace, links, own, inDefault);
  withMaster.set(own, { inDefault, services });
  return services;
}
