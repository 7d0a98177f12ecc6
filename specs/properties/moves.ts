// What a random user does: moves are a word and two numbers, and become calls on the cluster as it stands then.
import fc from 'fast-check';
import type { Cluster } from '../../src/actions/acting-cluster';
import type { KindName } from '../../src/kinds/kind-map';
import { manifestsOf, serviceOf, type Workload } from './tank';

export interface Move {
  readonly word: keyof typeof WORDS;
  readonly a: number;
  readonly b: number;
}

/** A method of the cluster and its arguments, as a person would write them. */
export interface Call {
  readonly method: string;
  readonly args: readonly unknown[];
}

const IMAGES = ['app:v1', 'app:v2', 'app:v3', 'app:broken'];
const SPANS = ['1ms', '30ms', '400ms', '3s', '20s', '1m', '6m'];
const EFFECTS = ['NoSchedule', 'NoExecute', 'PreferNoSchedule'];
const PROPAGATIONS = ['Background', 'Foreground', 'Orphan'];

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % list.length];
}

/** `pod/NAME` of one of the namespace's objects; undefined when there is none. */
function target(cluster: Cluster, kind: KindName, index: number): string | undefined {
  const chosen = pick(cluster.list(kind, 'default'), index);
  return chosen && `${kind.toLowerCase()}/${chosen.metadata.name}`;
}

const nodeAt = (cluster: Cluster, index: number) => pick(cluster.list('Node'), index)?.metadata.name;

const call = (method: string, ...args: readonly unknown[]): Call | undefined =>
  args.includes(undefined) ? undefined : { method, args };

type Reading = (cluster: Cluster, a: number, b: number) => Call | undefined;

const WORDS = {
  advance: (_, a) => call('advance', pick(SPANS, a)),
  settle: () => call('settle'),
  scale: (cluster, a, b) => call('scale', target(cluster, 'Deployment', a), b % 6),
  scaleReplicaSet: (cluster, a, b) => call('scale', target(cluster, 'ReplicaSet', a), b % 6),
  setImage: (cluster, a, b) => call('setImage', target(cluster, 'Deployment', a), pick(IMAGES, b)),
  deletePod: (cluster, a, b) => {
    return call('delete', target(cluster, 'Pod', a), ...(b % 3 === 0 ? [{ graceSeconds: b % 2 }] : []));
  },
  evict: (cluster, a) => call('evict', target(cluster, 'Pod', a)),
  removeLabel: (cluster, a) => call('removeLabel', target(cluster, 'Pod', a), 'app'),
  moveLabel: (cluster, a, b) => {
    const other = pick(cluster.list('Deployment', 'default'), b)?.metadata.name;
    return call('setLabel', target(cluster, 'Pod', a), 'app', other);
  },
  cordon: (cluster, a) => call('cordon', nodeAt(cluster, a)),
  uncordon: (cluster, a) => call('uncordon', nodeAt(cluster, a)),
  taint: (cluster, a, b) => call('taint', nodeAt(cluster, a), `key=value:${pick(EFFECTS, b)}`),
  untaint: (cluster, a) => call('untaint', nodeAt(cluster, a), 'key'),
  drain: (cluster, a) => call('drain', nodeAt(cluster, a), { force: true, timeout: '2m' }),
  failNode: (cluster, a) => call('failNode', nodeAt(cluster, a)),
  recoverNode: (cluster, a) => call('recoverNode', nodeAt(cluster, a)),
  addNode: (cluster) => call('addNode', { name: `node-${cluster.list('Node').length + 1}`, cpu: 1 }),
  crash: (cluster, a, b) => call('crash', target(cluster, 'Pod', a), { exitCode: b % 2 }),
  failProbe: (cluster, a, b) => {
    const probe = b % 2 === 0 ? 'readiness' : 'liveness';
    return call('failProbe', target(cluster, 'Pod', a), probe, { for: b % 3 === 0 ? '1m' : '5s' });
  },
  blockImage: (_, a) => call('blockImage', pick(IMAGES, a)),
  unblockImage: (_, a) => call('unblockImage', pick(IMAGES, a)),
  create: (_, a, b) => call('load', manifestsOf(`more-${a % 3}`, drawnWorkload(b))),
  deleteDeployment: (cluster, a, b) => {
    return call('delete', target(cluster, 'Deployment', a), { propagation: pick(PROPAGATIONS, b) });
  },
  deleteReplicaSet: (cluster, a, b) => {
    return call('delete', target(cluster, 'ReplicaSet', a), { propagation: pick(PROPAGATIONS, b) });
  },
  createService: (cluster, a) => {
    const name = pick(cluster.list('Deployment', 'default'), a)?.metadata.name;
    return call('create', name && serviceOf(name));
  },
  deleteService: (cluster, a) => call('delete', target(cluster, 'Service', a)),
  traffic: (cluster, a) => {
    const name = pick(cluster.list('Service', 'default'), a)?.metadata.name;
    return call('traffic', name && `http://${name}`, { perSecond: 5, duration: '10s' });
  },
  request: (cluster, a) => {
    const name = pick(cluster.list('Service', 'default'), a)?.metadata.name;
    return call('request', name && `http://${name}`);
  },
  undo: (cluster, a) => call('rolloutUndo', target(cluster, 'Deployment', a)),
  restart: (cluster, a) => call('rolloutRestart', target(cluster, 'Deployment', a)),
  pause: (cluster, a) => call('rolloutPause', target(cluster, 'Deployment', a)),
  resume: (cluster, a) => call('rolloutResume', target(cluster, 'Deployment', a)),
  createPod: (_, a, b) => call('create', podOf(`pod-${a % 4}`, b)),
  createSet: (_, a, b) => call('create', setOf(a, b)),
  deleteSet: (cluster, a, b) => {
    const kind = pick(SET_KINDS, a) as KindName;
    return call('delete', target(cluster, kind, b), { propagation: pick(PROPAGATIONS, b) });
  },
  createQuota: (_, a, b) => {
    const hard = { pods: String(b % 6), 'requests.cpu': pick(['1', '2500m', '10'], a) };
    return call('apply', { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'quota' }, spec: { hard } });
  },
  deleteQuota: (cluster, a) => call('delete', target(cluster, 'ResourceQuota', a)),
  deleteNode: (cluster, a) => call('delete', `node/${nodeAt(cluster, a)}`),
  retarget: (cluster, a, b) => {
    const app = pick(cluster.list('Deployment', 'default'), b)?.metadata.name;
    return call('patch', target(cluster, 'Service', a), app && { spec: { selector: { app } } });
  },
  fillNamespace: (_, a) =>
    call('load', [sideNamespace, ...manifestsOf('side', drawnWorkload(a))], { namespace: 'side' }),
  deleteNamespace: () => call('delete', 'namespace/side'),
  fork: () => call('fork'),
} satisfies Readonly<Record<string, Reading>>;

/** What the move means now; undefined when there is nothing to do it to. */
export function readMove(cluster: Cluster, { word, a, b }: Move): Call | undefined {
  return (WORDS[word] as Reading)(cluster, a, b);
}

const SET_KINDS = ['StatefulSet', 'DaemonSet', 'ReplicationController', 'Job', 'PodDisruptionBudget'] as const;

/** One of the other kinds that make pods, or a budget over them. */
function setOf(kindIndex: number, number: number): object {
  const kind = pick(SET_KINDS, kindIndex) as (typeof SET_KINDS)[number];
  const name = `set-${kindIndex % SET_KINDS.length}`;
  const labels = { app: name };
  const metadata = { name, labels };
  const containers = [{ name: 'app', image: kind === 'Job' ? 'sim/exit:0-1' : 'app:v1' }];
  const spec = { containers, terminationGracePeriodSeconds: 2, ...(kind === 'Job' ? { restartPolicy: 'Never' } : {}) };
  const template = { metadata: { labels }, spec };
  const replicas = number % 4;
  const selector = { matchLabels: labels };
  switch (kind) {
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { completions: 1 + replicas, parallelism: 2, template } };
    case 'ReplicationController':
      return { apiVersion: 'v1', kind, metadata, spec: { replicas, selector: labels, template } };
    case 'DaemonSet':
      return { apiVersion: 'apps/v1', kind, metadata, spec: { selector, template } };
    case 'StatefulSet':
      return { apiVersion: 'apps/v1', kind, metadata, spec: { serviceName: name, replicas, selector, template } };
    default:
      return {
        apiVersion: 'policy/v1',
        kind,
        metadata,
        spec: { minAvailable: replicas, selector: { matchLabels: { app: 'web-0' } } },
      };
  }
}

const sideNamespace = { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'side' } };

/** A pod that nobody controls: some run for ever, some end. */
function podOf(name: string, number: number): object {
  const image = pick(['app:v1', 'sim/exit:0-1', 'sim/exit:1-1', 'sim/ignore-term:1'], number);
  const restartPolicy = pick(['Always', 'OnFailure', 'Never'], number);
  const labels = { app: 'web-0' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels },
    spec: { restartPolicy, containers: [{ name: 'app', image }], terminationGracePeriodSeconds: 2 },
  };
}

function drawnWorkload(number: number): Workload {
  return {
    replicas: number % 4,
    cpu: number % 2 === 0 ? '100m' : '500m',
    memory: '64Mi',
    graceSeconds: number % 3,
    strategy: 'RollingUpdate',
    readiness: number % 5 === 0,
    liveness: number % 7 === 0,
    service: number % 2 === 0,
    init: number % 3 === 0,
    spread: 'none',
    minReadySeconds: 0,
  };
}

const words = Object.keys(WORDS) as Move['word'][];
/** Time passes often: most of what can go wrong happens on the way. */
const weighted: Move['word'][] = [...words, ...Array<Move['word']>(8).fill('advance'), 'settle', 'settle', 'settle'];

export const moves: fc.Arbitrary<readonly Move[]> = fc.array(
  fc.record({ word: fc.constantFrom(...weighted), a: fc.nat(30), b: fc.nat(30) }),
  { minLength: 1, maxLength: 30, size: 'max' },
);
