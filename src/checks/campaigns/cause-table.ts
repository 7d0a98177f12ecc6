// What each cause means: the rule that tells it, words for people, and the change that mends it, where one is cheap
// enough to be tried.

import type { KubeObject } from '../../kinds/kind';
import type { ObjectReference } from '../finding';
import { referenceText } from '../finding';
import { podSpecOf } from './blame';
import type { Cause } from './causes';
import type { Blame, CauseName } from './outcome';

export interface Mend {
  readonly patch: unknown;
  readonly type: 'merge' | 'strategic';
  /** The change as a person would say it: `replicas: 2`. */
  readonly words: string;
}

export interface CauseWords {
  readonly rule: string;
  readonly message: (cause: Cause) => string;
  readonly promised: (cause: Cause) => string;
  readonly remedy: string;
  readonly mend?: (object: KubeObject, blame: Blame) => Mend | undefined;
}

const names = (objects: readonly ObjectReference[]) => [...new Set(objects.map(referenceText))].join(', ');
const services = ({ hits }: Cause) => names(hits.flatMap(({ service }) => service?.service ?? []));
const stuck = ({ hits }: Cause) => names(hits.flatMap((hit) => hit.stuck?.object ?? []));
/** The Services or, where none suffers, the workload. */
const victims = (cause: Cause) => services(cause) || stuck(cause);
const owner = ({ blame }: Cause) => referenceText(blame.object);
const containerAt = (object: KubeObject, { path }: Blame) =>
  podSpecOf(object).containers[Number(path[path.indexOf('containers') + 1])];

const strategy = (rollingUpdate: object, words: string) => (): Mend => ({
  patch: { spec: { strategy: { type: 'RollingUpdate', rollingUpdate } } },
  type: 'merge',
  words,
});

function inContainer(object: KubeObject, blame: Blame, fields: object, words: string): Mend | undefined {
  const name = containerAt(object, blame)?.name;
  const spec = { containers: [{ name, ...fields }] };
  return { patch: { spec: object.kind === 'Pod' ? spec : { template: { spec } } }, type: 'strategic', words };
}

const goesOn = (cause: Cause) => `${services(cause)} goes on answering`;

export const CAUSES: Readonly<Record<CauseName, CauseWords>> = {
  'single-replica': {
    rule: 'survives-pod-deletion',
    message: (cause) => `one pod stands behind ${victims(cause)}: while it is away nobody answers`,
    promised: (cause) => `${victims(cause)} goes on answering when one pod goes`,
    remedy: 'Run two replicas or more, if the program can run beside itself.',
    mend: ({ kind }) => {
      const field = kind === 'HorizontalPodAutoscaler' ? 'minReplicas' : 'replicas';
      return { patch: { spec: { [field]: 2 } }, type: 'merge', words: `${field}: 2` };
    },
  },
  'bare-pod': {
    rule: 'survives-pod-deletion',
    message: (cause) => `${services(cause)} leads to a pod that nothing brings back when it goes`,
    promised: (cause) => `${services(cause)} goes on answering when one pod goes`,
    remedy: 'Let a Deployment or a StatefulSet make the pod.',
  },
  'update-strategy': {
    rule: 'survives-restart',
    message: (cause) => `a rollout takes all pods behind ${services(cause)} away before it makes new ones`,
    promised: (cause) => `${goesOn(cause)} while a new version is rolled out`,
    remedy: 'Let a rolling update keep what is there until its replacement is ready.',
    mend: strategy({ maxSurge: 1, maxUnavailable: 0 }, 'RollingUpdate with maxSurge: 1 and maxUnavailable: 0'),
  },
  'no-readiness-probe': {
    rule: 'bad-image-keeps-serving',
    message: (cause) => `nothing says when a new pod behind ${services(cause)} can answer`,
    promised: (cause) => `${goesOn(cause)} while a version is rolled out that does not work`,
    remedy: 'Give the container a readiness probe that fails until it can answer.',
    mend: (object, blame) => {
      const port = containerAt(object, blame)?.ports?.find(({ protocol = 'TCP' }) => protocol === 'TCP')?.containerPort;
      if (port === undefined) return undefined;
      return inContainer(object, blame, { readinessProbe: { tcpSocket: { port } } }, 'a readiness probe on its port');
    },
  },
  'no-pre-stop': {
    rule: 'rollout-loses-requests',
    message: (cause) => `requests to ${services(cause)} still reach a pod whose process has ended`,
    promised: (cause) => `a rollout costs no request to ${services(cause)}`,
    remedy: 'Let a preStop hook sleep longer than proxies and load balancers need to follow.',
    mend: (object, blame) =>
      inContainer(object, blame, { lifecycle: { preStop: { sleep: { seconds: 5 } } } }, 'a preStop sleep of 5 s'),
  },
  'short-grace': {
    rule: 'rollout-loses-requests',
    message: (cause) => `the pods behind ${services(cause)} are killed before their preStop hook is over`,
    promised: (cause) => `a rollout costs no request to ${services(cause)}`,
    remedy: 'Let terminationGracePeriodSeconds be longer than the preStop hook and the end of the program together.',
  },
  'one-node': {
    rule: 'survives-node-loss',
    message: (cause) => `all pods behind ${services(cause)} are on one node`,
    promised: (cause) => `${goesOn(cause)} when one node goes`,
    remedy: 'Spread the pods over nodes: a topologySpreadConstraint on kubernetes.io/hostname, or anti-affinity.',
  },
  'one-zone': {
    rule: 'survives-zone-loss',
    message: (cause) => `all pods behind ${services(cause)} are in one zone`,
    promised: (cause) => `${goesOn(cause)} when one zone goes`,
    remedy: 'Spread the pods over zones: a topologySpreadConstraint on topology.kubernetes.io/zone.',
  },
  'no-room': {
    rule: 'survives-node-loss',
    message: (cause) => `no other node takes the pods of ${owner(cause)} when theirs is lost`,
    promised: (cause) => `the pods of ${owner(cause)} come up on other nodes when theirs is lost`,
    remedy: 'Ask for less, allow more nodes, or have one node more than is needed.',
  },
  'node-volume': {
    rule: 'survives-node-loss',
    message: (cause) => `the pods of ${owner(cause)} cannot leave the node of their volume`,
    promised: (cause) => `the pods of ${owner(cause)} come up on other nodes when theirs is lost`,
    remedy: 'Use a storage class whose volumes other nodes reach, or run a replica on another node.',
  },
  'zone-volume': {
    rule: 'survives-zone-loss',
    message: (cause) => `the pods of ${owner(cause)} cannot leave the zone of their volume`,
    promised: (cause) => `the pods of ${owner(cause)} come up in another zone when theirs is lost`,
    remedy: 'Use a storage class whose volumes more than one zone reaches, or run a replica in another zone.',
  },
  budget: {
    rule: 'drain-finishes',
    message: (cause) => `${owner(cause)} never lets a pod be evicted: no drain of its node comes to an end`,
    promised: () => 'a drain of any node comes to its end',
    remedy: 'Let the budget allow one disruption: maxUnavailable: 1, or minAvailable below the number of replicas.',
    mend: (_object, { path }) =>
      path.includes('selector')
        ? undefined
        : { patch: { spec: { minAvailable: null, maxUnavailable: 1 } }, type: 'merge', words: 'maxUnavailable: 1' },
  },
  'no-place-for-surge': {
    rule: 'rollout-finishes',
    message: (cause) => `a rollout of ${owner(cause)} never finishes: its new pods find no place beside the old ones`,
    promised: (cause) => `a new version of ${owner(cause)} replaces the old one`,
    remedy: 'Let the rollout take an old pod away first: maxSurge: 0 with maxUnavailable: 1.',
    mend: ({ kind }) =>
      kind === 'Deployment'
        ? strategy({ maxSurge: 0, maxUnavailable: 1 }, 'maxSurge: 0 and maxUnavailable: 1')()
        : undefined,
  },
  'ordered-ready': {
    rule: 'rollback-heals',
    message: (cause) =>
      `after a bad image the good one does not bring ${owner(cause)} back: its pod must be deleted by hand`,
    promised: (cause) => `putting the good image back heals ${owner(cause)}`,
    remedy: 'Use podManagementPolicy: Parallel where the order of the pods does not matter, or know to delete the pod.',
  },
  quota: {
    rule: 'quota-leaves-room-for-rollout',
    message: (cause) =>
      `${owner(cause)} leaves no room for the pods of a rollout: ${stuck(cause)} stays on its old version`,
    promised: () => 'a new version replaces the old one within the quota',
    remedy: 'Raise the quota by one pod of each workload that rolls at the same time, or set maxSurge: 0.',
  },
  'range-above-quota': {
    rule: 'autoscaler-range-fits',
    message: (cause) => `the quota refuses pods of ${stuck(cause)} before maxReplicas is reached`,
    promised: (cause) => `${owner(cause)} may take ${stuck(cause)} to maxReplicas`,
    remedy: 'Raise the quota, or lower maxReplicas to what it holds.',
  },
  'range-above-nodes': {
    rule: 'autoscaler-range-fits',
    message: (cause) => `the nodes have no room for maxReplicas of ${stuck(cause)}`,
    promised: (cause) => `${owner(cause)} may take ${stuck(cause)} to maxReplicas`,
    remedy: 'Lower maxReplicas or the requests, or have the nodes that they need.',
  },
  'range-below-budget': {
    rule: 'autoscaler-range-fits',
    message: (cause) => `at minReplicas of ${stuck(cause)} its budget allows no eviction: no drain comes to an end`,
    promised: () => 'a drain of any node comes to its end, however far the autoscaler scales down',
    remedy: 'Raise minReplicas above what the budget keeps, or let the budget say maxUnavailable: 1.',
  },
};
