// The zero-downtime set: what platform engineers change or lose while visitors are there, done wrong and done right.

import type { Cluster } from 'wavetank';
import { preStop, readinessProbe, type Scenario } from './scenario';

export interface NamedScenario extends Scenario {
  readonly name: string;
  /** Of which losses there may be; none at all when the list is empty. */
  readonly causes: readonly string[];
}

const PROXIES = 'the pod had ended and the proxies did not know it yet';
const ENDED = 'the process ended before its answer was finished';
const NOBODY = 'the Service has no endpoints';
const NODE = 'the node was down';

const right = { readinessProbe, ...preStop(5) };
const surgeZero = { strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 1 } } };
const finishing = { stopsOnTerm: { afterMs: 2_000, drains: true } };

const onOneNode = (tank: Cluster) => {
  tank.cordon('node-2');
  tank.cordon('node-3');
};
const drain = (tank: Cluster) => tank.drain('node-1');
const loseNode = (tank: Cluster) => tank.failNode('node-2');

export const scenarios: readonly NamedScenario[] = [
  { name: 'Readiness missing', container: preStop(5), causes: ['the process answered 503'] },
  { name: 'Pre-stop missing', container: { readinessProbe }, causes: [PROXIES, ENDED] },
  { name: 'Pre-stop right', container: right, causes: [] },
  { name: 'One replica, surge zero', replicas: 1, container: right, spec: surgeZero, causes: [NOBODY, PROXIES, ENDED] },
  { name: 'One replica, surge one', replicas: 1, container: right, causes: [] },
  {
    name: 'Drain without a budget',
    container: right,
    prepare: onOneNode,
    act: drain,
    causes: [NOBODY, PROXIES, ENDED],
  },
  {
    name: 'Drain with a budget',
    container: right,
    prepare: onOneNode,
    act: drain,
    budget: { maxUnavailable: 1 },
    causes: [],
  },
  { name: 'Node lost', container: right, act: loseNode, forSeconds: 120, causes: [NODE] },
  {
    name: 'Node lost, two retries',
    container: right,
    act: loseNode,
    forSeconds: 120,
    traffic: { retries: 2, timeout: '1s' },
    causes: [NODE],
  },
  {
    name: 'Node lost, ten connections kept',
    container: right,
    act: loseNode,
    forSeconds: 120,
    traffic: { connections: 10, timeout: '1s' },
    causes: [NODE, 'an open connection led to a node that was down'],
  },
  {
    name: 'Node lost, session affinity',
    container: right,
    service: { sessionAffinity: 'ClientIP' },
    act: (tank, { result }) => {
      const [name = ''] = Object.keys(result.byPod);
      tank.failNode(tank.pod(name.replace('default/', '')).object?.spec.nodeName ?? '');
    },
    forSeconds: 120,
    causes: [NODE],
  },
  { name: 'Rollout, ten connections kept', container: right, traffic: { connections: 10 }, causes: [ENDED] },
  {
    name: 'Rollout, ten connections kept, and the program finishes',
    container: right,
    traffic: { connections: 10 },
    program: finishing,
    causes: [],
  },
  {
    name: 'Scaled up, ten connections kept',
    container: right,
    traffic: { connections: 10 },
    act: (tank) => tank.scale('deployment/web', 6),
    causes: [],
  },
];
