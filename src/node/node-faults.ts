// What can befall a node besides the end of its machine: its kubelet stops, it boots, its network is cut. And the end
// of all that.

import { CommandError } from './command-error';
import { type KubeletContext, type KubeletState, type NodeRecord, newWorker, ownNode } from './kubelet-state';
import { cancelShutdown } from './node-shutdown';
import { leaveWork, nextStatusLookMs, startKubelet, startNode, stopNode, workersOf } from './nodes';
import { isTerminalPhase } from './phase';
import { podGone } from './pod-changes';
import type { Cut } from './settings';
import { isStatic } from './static-pods';
import { finishStatus, livePod } from './status-manager';
import { bootKey, nodeKey, podKey, useKey } from './worker-keys';

export interface CutArgs {
  readonly node: string;
  /** `controlPlane`, `nodes`, a node's name, or `zone/` and its name. */
  readonly from: string;
}

/** The kubelet's process ends; the containers go on. */
export function stopKubelet(cx: KubeletContext, name: string): void {
  const node = known(cx, name);
  if (!node.running) return;
  node.running = false;
  for (const worker of workersOf(cx, name)) leaveWork(worker);
}

/** The machine goes down now and is up again after so long. */
export function rebootNode(cx: KubeletContext, name: string, downMs: number): void {
  known(cx, name);
  stopNode(cx, name);
  cx.after(downMs, bootKey(name));
}

/** From now on work on the node takes so many times as long; programs that run already go on as they are. */
export function slowNode(cx: KubeletContext, name: string, times: number): void {
  known(cx, name).slowness = times;
}

/** Errors: CommandError for a node or zone that is not there. */
export function cutNode(cx: KubeletContext, { node: name, from }: CutArgs): void {
  const node = known(cx, name);
  checkSide(cx.state, from);
  const { settings } = cx.state;
  cx.state.settings = { ...settings, cuts: [...settings.cuts, { node: name, from }] };
  if (from === 'controlPlane') node.isCutOff = true;
}

function checkSide(state: KubeletState, from: string): void {
  if (from === 'controlPlane' || from === 'nodes' || state.nodes.has(from)) return;
  const zones = [...state.nodes.values()].map(({ spec }) => spec.zone);
  if (from.startsWith('zone/') && zones.includes(from.slice('zone/'.length))) return;
  throw new CommandError(`there is no node or zone "${from}": expected controlPlane, nodes, a node, or zone/NAME`);
}

/** Ends whatever was done to the node. */
export function recoverNode(cx: KubeletContext, name: string): void {
  const node = known(cx, name);
  const { settings } = cx.state;
  cx.state.settings = { ...settings, cuts: settings.cuts.filter((cut) => cut.node !== name) };
  const wasCutOff = node.isCutOff;
  node.isCutOff = false;
  node.slowness = 1;
  node.pressure = { ...node.pressure, outside: {} };
  if (node.shutdown) cancelShutdown(cx, node);
  if (!node.powered) startNode(cx, name);
  else if (!node.running) restartKubelet(cx, node);
  else if (wasCutOff) reconnect(cx, node);
  cx.after(0, useKey(name));
}

/** A kubelet finds its containers as they are and takes its pods up again. */
function restartKubelet(cx: KubeletContext, node: NodeRecord): void {
  for (const worker of workersOf(cx, node.name)) {
    if (worker.life === 'done') cx.state.workers.set(worker.uid, { ...worker, life: 'returning' });
    if (worker.life === 'done' || worker.life === 'rejected') continue;
    const { containers, sandbox, probes, mounts, noticedMs } = worker;
    const left = { containers, sandbox, probes, mounts, noticedMs };
    cx.state.workers.set(worker.uid, { ...newWorker(cx.state, worker.pod, cx.nowMs), ...left, life: 'returning' });
  }
  startKubelet(cx, node);
  for (const worker of workersOf(cx, node.name))
    if (!livePod(cx, worker) && !isStatic(worker.pod)) podGone(cx, worker.uid);
}

/** Everything that happened on both sides meanwhile is told now. */
function reconnect(cx: KubeletContext, node: NodeRecord): void {
  for (const worker of workersOf(cx, node.name)) {
    const pod = livePod(cx, worker);
    if (!pod && isStatic(worker.pod)) cx.after(0, podKey(worker));
    else if (!pod) podGone(cx, worker.uid);
    else if (worker.life === 'done' && !isTerminalPhase(pod.status?.phase)) finishStatus(cx, worker);
  }
  for (const { metadata } of cx.by('Pod', 'node', node.name)) {
    cx.after(0, podKey({ namespace: metadata.namespace ?? '', name: metadata.name }));
  }
  cx.after(nextStatusLookMs(node, cx.nowMs) - cx.nowMs, nodeKey(node.name));
}

function known(cx: KubeletContext, name: string): NodeRecord {
  const node = ownNode(cx.state, name);
  if (!node) throw new CommandError(`no node "${name}"`);
  return node;
}

/** Whether packets of one node arrive at another one. */
export function reaches({ settings, nodes }: KubeletState, one: string, other: string): boolean {
  if (settings.cuts.length === 0 || one === other) return true;
  const isOn = (cut: Cut, node: string) =>
    cut.from === 'nodes' || cut.from === node || cut.from === `zone/${nodes.get(node)?.spec.zone}`;
  return !settings.cuts.some((cut) => (cut.node === one && isOn(cut, other)) || (cut.node === other && isOn(cut, one)));
}
