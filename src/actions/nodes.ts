// Nodes: cordon, taint, drain, and their failures.

import { ApiError } from '../api/api-error';
import { checkAccess } from '../api/authorization/authorize';
import { getNamed } from '../api/request';
import { argument } from '../cluster/describe/argument';
import { duration, flag, integer, number, oneOf, refined, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { MIRROR_POD } from '../kinds/annotations';
import type { Pod } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { nearest } from '../kinds/nearest';
import { controllerOf } from '../kinds/owner';
import { parseQuantity } from '../kinds/quantity';
import { kindByKey } from '../kinds/table';
import { type ActionContext, defineAction } from './action';
import { kubelet } from './containers';
import { patchTarget } from './objects';

const node = argument('node', text('the name of a node'), 'the node');

export const cordon = defineAction({
  name: 'cordon',
  summary: 'Marks a node unschedulable.',
  args: [node],
  example: { ts: "shop.cordon('node-2')", yaml: 'cordon: node-2' },
  run: (cx, { node: name }) => setUnschedulable(cx, name, true),
});

export const uncordon = defineAction({
  name: 'uncordon',
  summary: 'Marks a node schedulable again.',
  args: [node],
  example: { ts: "shop.uncordon('node-2')", yaml: 'uncordon: node-2' },
  run: (cx, { node: name }) => setUnschedulable(cx, name, null),
});

export const taint = defineAction({
  name: 'taint',
  summary: 'Adds a taint to a node, or replaces the one with the same key and effect.',
  args: [node, argument('taint', text('a taint such as dedicated=gpu:NoSchedule'), 'key=value:effect')],
  example: {
    ts: "shop.taint('node-2', 'dedicated=gpu:NoSchedule')",
    yaml: 'taint: { node: node-2, taint: "dedicated=gpu:NoSchedule" }',
  },
  run: (cx, { node: name, taint: spelled }) => {
    const { key, value, effect } = readTaint(spelled);
    if (effect === undefined) throw new UsageError(`taint "${spelled}" has no effect, expected key=value:effect`);
    const others = taintsOf(cx, name).filter((known) => known.key !== key || known.effect !== effect);
    const added = { key, ...(value === undefined ? {} : { value }), effect };
    patchNode(cx, name, { spec: { taints: [...others, added] } });
  },
});

export const untaint = defineAction({
  name: 'untaint',
  summary: 'Removes taints from a node by key, or by key and effect.',
  args: [node, argument('taint', text('a taint such as dedicated or dedicated:NoSchedule'), 'key, or key:effect')],
  example: { ts: "shop.untaint('node-2', 'dedicated')", yaml: 'untaint: { node: node-2, taint: dedicated }' },
  run: (cx, { node: name, taint: spelled }) => {
    const { key, effect } = readTaint(spelled);
    const known = taintsOf(cx, name);
    const left = known.filter((each) => each.key !== key || (effect !== undefined && each.effect !== effect));
    if (left.length === known.length) throw new UsageError(`taint "${spelled}" not found on node ${name}`);
    patchNode(cx, name, { spec: { taints: left.length > 0 ? left : null } });
  },
});

export const failNode = defineAction({
  name: 'failNode',
  summary: 'The machine dies: its kubelet, its containers and its network are gone at once, and nobody is told.',
  args: [node],
  example: { ts: "shop.failNode('node-2')", yaml: 'failNode: node-2' },
  run: (cx, { node: name }) => void command(cx, 'stopNode', name),
});

export const shutDownNode = defineAction({
  name: 'shutDownNode',
  summary:
    'The machine is told to shut down: its kubelet ends the pods within the shutdownGracePeriod of its configuration, those ' +
    'of low priority first, then the machine is off. Without such a period it is off at once.',
  args: [node],
  example: { ts: "shop.shutDownNode('node-2')", yaml: 'shutDownNode: node-2' },
  run: (cx, { node: name }) => void command(cx, 'shutDownNode', name),
});

export const recoverNode = defineAction({
  name: 'recoverNode',
  summary: 'Ends what was done to a node. A machine that was down boots: its kubelet finds its containers gone.',
  args: [node],
  example: { ts: "shop.recoverNode('node-2')", yaml: 'recoverNode: node-2' },
  run: (cx, { node: name }) => void command(cx, 'recoverNode', name),
});

export const stopKubelet = defineAction({
  name: 'stopKubelet',
  summary: "A node's kubelet stops; its containers go on, and nobody looks after them.",
  args: [node],
  example: { ts: "shop.stopKubelet('node-2')", yaml: 'stopKubelet: node-2' },
  run: (cx, { node: name }) => void command(cx, 'stopKubelet', name),
});

export const rebootNode = defineAction({
  name: 'rebootNode',
  summary: 'The machine goes down without a word and boots: its pods start again in place, with new addresses.',
  args: [node],
  options: [argument('downFor', duration(), 'until its kubelet runs again; 30s unless given')],
  example: { ts: "shop.rebootNode('node-2', { downFor: '20s' })", yaml: 'rebootNode: { node: node-2, downFor: 20s }' },
  run: (cx, { node: name, downFor = 30_000 }) => void command(cx, 'rebootNode', name, { downMs: downFor }),
});

const times = refined(number('a number from 1'), (value) => (value >= 1 ? undefined : 'expected a number from 1'));

export const slowNode = defineAction({
  name: 'slowNode',
  summary:
    'Work on a node takes so many times as long: pulls, sandboxes, starts and stops, and the programs that start there.',
  args: [node],
  options: [argument('times', times, 'how many times as long; 10 unless given')],
  example: { ts: "shop.slowNode('node-2', { times: 5 })", yaml: 'slowNode: { node: node-2, times: 5 }' },
  run: (cx, { node: name, times: given = 10 }) => void command(cx, 'slowNode', name, { times: given }),
});

export const cutNode = defineAction({
  name: 'cutNode',
  summary:
    "Cuts a node's network: from the control plane only, from all other nodes, from one of them, or from a zone.",
  args: [node, argument('from', text('controlPlane, nodes, the name of a node, or zone/NAME'), 'the other side')],
  example: { ts: "shop.cutNode('node-2', 'controlPlane')", yaml: 'cutNode: { node: node-2, from: controlPlane }' },
  run: (cx, { node: name, from }) => void command(cx, 'cutNode', name, { from }),
});

const amountLeft = refined(text('an amount such as 50Mi, or a share such as 5%'), (value) =>
  parseQuantity(value.replace(/%$/, '')) ? undefined : 'expected an amount such as 50Mi, or a share such as 5%',
);

export const pressure = defineAction({
  name: 'pressure',
  summary: 'Something that is no pod takes what a node has, from now on: its kubelet evicts pods to get some back.',
  args: [node, argument('of', oneOf('memory', 'disk', 'inodes', 'pids'), 'what is taken')],
  options: [argument('available', amountLeft, 'what is left now; half of what the kubelet wants to have unless given')],
  example: {
    ts: "shop.pressure('node-2', 'memory', { available: '80Mi' })",
    yaml: 'pressure: { node: node-2, of: memory, available: 80Mi }',
  },
  run: (cx, { node: name, of, available }) =>
    void command(cx, 'pressure', name, { of, ...(available === undefined ? {} : { available }) }),
});

export const drain = defineAction({
  name: 'drain',
  summary: 'Cordons a node and evicts its pods as kubectl drain does, waiting where a disruption budget says no.',
  args: [node],
  options: [
    argument('ignoreDaemonSets', flag(), 'leave DaemonSet pods; without it they are an error'),
    argument('deleteEmptyDirData', flag(), 'evict pods that use emptyDir; without it they are an error'),
    argument('force', flag(), 'evict pods without a controller too'),
    argument('graceSeconds', integer(), "instead of the pods' own grace"),
    argument('timeout', duration(), 'an error when it takes longer; 10m unless given'),
  ],
  example: {
    ts: "shop.drain('node-2', { ignoreDaemonSets: true })",
    yaml: 'drain: { node: node-2, ignoreDaemonSets: true }',
  },
  run: (cx, { node: name, timeout = 600_000, ...asked }) => {
    setUnschedulable(cx, name, true);
    const pods = podsToEvict(cx, name, asked);
    const startMs = cx.cluster.nowMs;
    let left = pods;
    while (left.length > 0) {
      left = left.filter((pod) => isSame(cx, pod) && !evict(cx, pod, asked.graceSeconds));
      if (left.length === 0) break;
      if (cx.cluster.nowMs - startMs >= timeout)
        throw new UsageError(`drain of node ${name} did not finish: ${why(left)}`);
      cx.cluster.advanceMs(EVICTION_RETRY_MS);
    }
    const gone = () => pods.every((pod) => !isSame(cx, pod));
    const remainingMs = Math.max(0, timeout - (cx.cluster.nowMs - startMs));
    cx.cluster.runUntilHolds(gone, remainingMs, `drain of node ${name}`);
  },
});

/** upstream: kubectl pkg/drain: retried every five seconds. */
const EVICTION_RETRY_MS = 5_000;

interface DrainOptions {
  readonly ignoreDaemonSets?: boolean | undefined;
  readonly deleteEmptyDirData?: boolean | undefined;
  readonly force?: boolean | undefined;
  readonly graceSeconds?: number | undefined;
}

/** upstream: kubectl pkg/drain/filters.go */
function podsToEvict(cx: ActionContext, name: string, asked: DrainOptions): Pod[] {
  const errors = { daemonSets: [] as string[], localStorage: [] as string[], unmanaged: [] as string[] };
  const evicted: Pod[] = [];
  checkAccess(cx.client.server, cx.client.caller, kindByKey('Pod') as KindRow, 'list');
  for (const pod of cx.client.by('Pod', 'node', name)) {
    const { namespace, name: podName, annotations } = pod.metadata;
    if (annotations?.[MIRROR_POD] !== undefined) continue;
    const finished = pod.status?.phase === 'Succeeded' || pod.status?.phase === 'Failed';
    const label = `${namespace}/${podName}`;
    const owner = controllerOf(pod);
    if (owner?.kind === 'DaemonSet' && !finished) {
      if (!asked.ignoreDaemonSets) errors.daemonSets.push(label);
      continue;
    }
    const local = pod.spec.volumes?.some((volume) => volume.emptyDir !== undefined && volume.emptyDir !== null);
    if (local && !finished && !asked.deleteEmptyDirData) errors.localStorage.push(label);
    if (!owner && !finished && !asked.force) errors.unmanaged.push(label);
    evicted.push(pod);
  }
  const texts = [
    [errors.daemonSets, 'cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore)'],
    [errors.localStorage, 'cannot delete Pods with local storage (use --delete-emptydir-data to override)'],
    [errors.unmanaged, 'cannot delete Pods that declare no controller (use --force to override)'],
  ] as const;
  const wrong = texts.filter(([pods]) => pods.length > 0).map(([pods, text]) => `${text}: ${pods.join(', ')}`);
  if (wrong.length > 0) {
    const list = wrong.length === 1 ? wrong[0] : `[${wrong.join(', ')}]`;
    throw new UsageError(`unable to drain node "${name}" due to error: ${list}`);
  }
  return evicted;
}

/** True when the eviction went through, false when a budget said no. */
function evict(cx: ActionContext, pod: Pod, graceSeconds: number | undefined): boolean {
  const deleteOptions = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
  try {
    cx.client.createSubresource('Pod', pod.metadata.namespace, pod.metadata.name, 'eviction', { deleteOptions });
    return true;
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    if (error.code === 404) return true;
    if (error.code === 429) return false;
    throw error;
  }
}

function isSame(cx: ActionContext, pod: Pod): boolean {
  return cx.client.get('Pod', pod.metadata.namespace, pod.metadata.name)?.metadata.uid === pod.metadata.uid;
}

function why(pods: readonly Pod[]): string {
  const names = pods.map((pod) => `${pod.metadata.namespace}/${pod.metadata.name}`).join(', ');
  return `Cannot evict pod as it would violate the pod's disruption budget. (${names})`;
}

function nodeRow(): KindRow {
  return kindByKey('Node') as KindRow;
}

function patchNode(cx: ActionContext, name: string, patch: unknown): void {
  patchTarget(cx, { row: nodeRow(), name, text: `node/${name}` }, undefined, 'merge', patch);
}

function setUnschedulable(cx: ActionContext, name: string, unschedulable: true | null): void {
  patchNode(cx, name, { spec: { unschedulable } });
}

function taintsOf(cx: ActionContext, name: string) {
  const found = getNamed(cx.client.server, cx.client.caller, nodeRow(), undefined, name) as unknown as {
    spec?: { taints?: readonly NodeTaint[] };
  };
  return found.spec?.taints ?? [];
}

interface NodeTaint {
  readonly key: string;
  readonly value?: string | undefined;
  readonly effect: string;
}

/** `key`, `key:effect`, `key=value:effect` */
function readTaint(spelled: string) {
  const [left = '', effect] = spelled.split(':');
  const [key = '', value] = left.split('=');
  if (key === '') throw new UsageError(`taint "${spelled}" has no key, expected key=value:effect`);
  return { key, value, effect };
}

function command(cx: ActionContext, name: string, node: string, more: object = {}): unknown {
  if (!cx.client.get('Node', undefined, node)) {
    const names = cx.client.list('Node').map((each) => each.metadata.name);
    throw new UsageError(`there is no node "${node}", only ${names.join(', ')}`, { hint: nearest(node, names) });
  }
  return kubelet(cx, name, { node, ...more });
}
