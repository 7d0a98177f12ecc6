// What a packet meets at a pod's address: the process that listens there, told from the kubelets' memory.

import type { Reader } from '../api/actor';
import type { ProgramAnswer, ProgramRequest, Programs } from '../api/programs';
import { type ContainerRun, isRunning, type KubeletContext, type KubeletState, type PodWorker } from './kubelet-state';
import { reaches } from './node-faults';
import { httpResult } from './programs';
import { holdForRequest } from './request-load';
import { allContainers } from './restart-policy';
import { workerUid } from './static-pods';
import { noteRequest, podUsage } from './usage';

const UNREACHABLE: ProgramAnswer = Object.freeze({ outcome: 'unreachable' });

/** The kubelets' answers at the present instant. Pods of the host network answer at their node's address. */
export function programs(kubelets: KubeletContext): Programs {
  const { state } = kubelets;
  return {
    answer: (request) => answer(kubelets, request),
    isRunning: (instance) => isInstanceRunning(state, kubelets, instance),
    isNodeUp: (node) => state.nodes.get(node)?.powered === true,
    reaches: (one, other) => reaches(state, one, other),
    usage: (podUid, fromMs, toMs) => podUsage(state, podUid, fromMs, toMs),
  };
}

function answer(kubelets: KubeletContext, request: ProgramRequest): ProgramAnswer {
  const { state, nowMs } = kubelets;
  const candidates = workersAt(state, kubelets, request.podIp);
  let refused: ProgramAnswer | undefined;
  for (const worker of candidates) {
    if (!state.nodes.get(worker.node)?.powered || worker.sandbox?.ready !== true) continue;
    const pod = `${worker.namespace}/${worker.name}`;
    const run = listener(worker, `${request.protocol}/${request.port}`, nowMs);
    if (!run) {
      refused ??= { outcome: 'refused', pod };
      continue;
    }
    const { status, delayMs, body } = httpResult(run.program, request.path, nowMs - run.startedMs);
    if (run.program.cpuMsPerRequest !== undefined) noteRequest(state, run, nowMs);
    if (run.program.memoryBytesPerRequest !== undefined) holdForRequest(kubelets, worker.node, run, delayMs);
    const instance = `${worker.uid}\n${run.id}`;
    return { outcome: 'answered', status, delayMs, body, pod, container: run.container, instance };
  }
  return refused ?? UNREACHABLE;
}

/** Whether something takes TCP connections at the address. */
export function isListening(state: KubeletState, reader: Reader, address: string, port: number): boolean {
  return workersAt(state, reader, address).some(
    (worker) => worker.sandbox?.ready === true && listener(worker, `TCP/${port}`, reader.nowMs) !== undefined,
  );
}

function workersAt(state: KubeletState, reader: Reader, address: string): readonly PodWorker[] {
  const owner = state.addresses.get(address);
  const own = owner === undefined ? undefined : state.workers.get(owner);
  if (own) return [own];
  const found: PodWorker[] = [];
  for (const pod of reader.by('Pod', 'ip', address)) {
    const worker = state.workers.get(workerUid(pod));
    if (worker?.pod.spec.hostNetwork) found.push(worker);
  }
  return found;
}

function listener(worker: PodWorker, port: string, nowMs: number): ContainerRun | undefined {
  for (const container of allContainers(worker.pod.spec)) {
    const run = worker.containers[container.name]?.current;
    if (isRunning(run, nowMs) && takesRequests(run, nowMs) && run.ports.includes(port)) return run;
  }
  return undefined;
}

const takesRequests = ({ exit }: ContainerRun, nowMs: number) => exit?.closesMs === undefined || exit.closesMs > nowMs;

function isInstanceRunning(state: KubeletState, reader: Reader, instance: string): boolean {
  const [uid = '', id] = instance.split('\n');
  const worker = state.workers.get(uid);
  if (!worker || !state.nodes.get(worker.node)?.powered) return false;
  return Object.values(worker.containers).some(({ current }) => current.id === id && isRunning(current, reader.nowMs));
}
