// What each campaign finds in small shops that are known to break in it, and nothing in those that do not.

import { describe, expect, test } from '@jest/globals';
import type { CampaignName } from '../../../src/checks/campaigns/outcome';
import type { ClusterOptions } from '../../../src/cluster/options';
import {
  apart,
  autoscaler,
  blamesIn,
  budget,
  inZones,
  outcomesOf,
  preStop,
  quota,
  service,
  settled,
  together,
  web,
} from './shop';

interface Row {
  readonly name: string;
  readonly objects: readonly object[];
  readonly options?: ClusterOptions;
  /** What is to blame; nothing at all when empty. */
  readonly blamed: readonly string[];
}

const right = [web(), service];
const one = { spec: { replicas: 1 } };
const atOnce = { container: { lifecycle: undefined } };
const bare = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'web', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'shop/web:v1', ports: [{ containerPort: 8080 }] }] },
};
const job = {
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'migrate' },
  spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'main', image: 'shop/migrate:v1' }] } } },
};

const rolling = (maxSurge: number | string, maxUnavailable: number | string) => ({
  strategy: { rollingUpdate: { maxSurge, maxUnavailable } },
});
const slow = { image: 'shop/web:*', readyAfterMs: 8_000 };
const small = { nodes: [1, 2, 3].map((index) => ({ name: `node-${index}`, cpu: 1 })) };
const requests = (cpu: string) => ({ resources: { requests: { cpu } } });

const PRE_STOP = 'no-pre-stop: Deployment web spec.template.spec.containers.0.lifecycle.preStop';
const PROBE = 'no-readiness-probe: Deployment web spec.template.spec.containers.0.readinessProbe';
const REPLICAS = 'single-replica: Deployment web spec.replicas';

const claim = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};
const withClaim = { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] };
const storageOf = (provisioner: string) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name: 'standard', annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } },
  provisioner,
  volumeBindingMode: 'WaitForFirstConsumer',
});
const [local, network] = ['rancher.io/local-path', 'ebs.csi.aws.com'];
const provisioners = { storage: { provisioners: [local, network] } };
const storing = (provisioner: string) => [storageOf(provisioner), claim, web({ ...one, pod: withClaim })];

const frozen = [
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'frozen' },
    spec: {
      matchConstraints: {
        resourceRules: [
          { apiGroups: ['apps'], apiVersions: ['v1'], operations: ['UPDATE'], resources: ['deployments'] },
        ],
      },
      validations: [{ expression: '!has(object.spec.template.metadata.annotations)', message: 'no restarts today' }],
    },
  },
  {
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'frozen' },
    spec: { policyName: 'frozen', validationActions: ['Deny'] },
  },
];

const table: Readonly<Record<CampaignName, readonly Row[]>> = {
  'delete-pod': [
    { name: 'two replicas', objects: right, blamed: [] },
    { name: 'one replica', objects: [web({ ...one, ...atOnce }), service], blamed: [REPLICAS] },
    { name: 'one replica that answers until the next one does', objects: [web(one), service], blamed: [] },
    { name: 'one replica that no Service leads to', objects: [web(one)], blamed: [] },
    { name: 'a pod of nobody', objects: [bare, service], blamed: ['bare-pod: Pod web kind'] },
    { name: 'a DaemonSet', objects: [web({ kind: 'DaemonSet' }), service], blamed: [] },
    { name: 'a Job beside', objects: [...right, job], blamed: [] },
    {
      name: 'an autoscaler that stays at one',
      objects: [web({ ...one, ...atOnce }), service, autoscaler(1, 3)],
      blamed: ['single-replica: HorizontalPodAutoscaler web spec.minReplicas'],
    },
    {
      name: 'a StatefulSet of one',
      objects: [web({ kind: 'StatefulSet', ...one }), service],
      blamed: ['single-replica: StatefulSet web spec.replicas'],
    },
    {
      name: 'a Service that had no endpoint before',
      objects: [web({ ...one, container: { image: 'shop/web:wavetank-missing' } }), service],
      blamed: [],
    },
  ],
  restart: [
    { name: 'a rolling update', objects: right, blamed: [] },
    { name: 'one replica with a surge', objects: [web(one), service], blamed: [] },
    {
      name: 'Recreate',
      objects: [web({ spec: { strategy: { type: 'Recreate' } } }), service],
      blamed: ['update-strategy: Deployment web spec.strategy.type'],
    },
    {
      name: 'all at once',
      objects: [web({ spec: rolling(0, '100%'), ...atOnce }), service],
      blamed: ['update-strategy: Deployment web spec.strategy.rollingUpdate.maxUnavailable'],
    },
    { name: 'no pre-stop hook', objects: [web(atOnce), service], blamed: [PRE_STOP] },
    {
      name: 'no pre-stop hook, and a program that goes on for a while',
      objects: [web(atOnce), service],
      options: { programs: [{ image: 'shop/web:*', stopsOnTerm: { afterMs: 3_000 } }] },
      blamed: [],
    },
    {
      name: 'a grace shorter than the hook',
      objects: [web({ container: { lifecycle: preStop(1) }, pod: { terminationGracePeriodSeconds: 1 } }), service],
      options: { timings: { proxyLagMs: 1_500 } },
      blamed: ['short-grace: Deployment web spec.template.spec.terminationGracePeriodSeconds'],
    },
    {
      name: 'a program that takes its time, with a probe',
      objects: right,
      options: { programs: [slow] },
      blamed: [],
    },
    {
      name: 'a program that takes its time, without a probe',
      objects: [web({ container: { readinessProbe: undefined } }), service],
      options: { programs: [slow] },
      blamed: [PROBE],
    },
    {
      name: 'no node for the surge, of nodes that nobody counted',
      objects: [web({ spec: { replicas: 3 }, pod: apart('kubernetes.io/hostname') }), service],
      blamed: [],
    },
    {
      name: 'no node for the surge',
      objects: [web({ spec: { replicas: 3 }, pod: apart('kubernetes.io/hostname') }), service],
      options: { nodes: 3 },
      blamed: ['no-place-for-surge: Deployment web spec.strategy'],
    },
    {
      name: 'no node for the surge, and none asked for',
      options: { nodes: 3 },
      objects: [web({ spec: { replicas: 3, ...rolling(0, 1) }, pod: apart('kubernetes.io/hostname') }), service],
      blamed: [],
    },
    {
      name: 'a quota that is spent',
      objects: [quota(2), ...right],
      blamed: ['quota: ResourceQuota shop spec.hard.pods'],
    },
    { name: 'a policy that forbids it', objects: [web(atOnce), service, ...frozen], blamed: [] },
    { name: 'a paused Deployment', objects: [web({ spec: { paused: true } }), service], blamed: [] },
    { name: 'a StatefulSet', objects: [web({ kind: 'StatefulSet' }), service], blamed: [] },
    { name: 'a DaemonSet', objects: [web({ kind: 'DaemonSet' }), service], blamed: [] },
  ],
  'roll-image': [
    { name: 'a readiness probe', objects: right, blamed: [] },
    {
      name: 'no readiness probe',
      objects: [web({ container: { readinessProbe: undefined } }), service],
      blamed: [PROBE],
    },
    {
      name: 'no readiness probe and no Service',
      objects: [web({ container: { readinessProbe: undefined } })],
      blamed: [],
    },
    {
      name: 'Recreate',
      objects: [web({ spec: { strategy: { type: 'Recreate' } } }), service],
      blamed: ['update-strategy: Deployment web spec.strategy.type'],
    },
    {
      name: 'a StatefulSet in order',
      objects: [web({ kind: 'StatefulSet' }), service],
      blamed: ['ordered-ready: StatefulSet web spec.podManagementPolicy'],
    },
    {
      name: 'a StatefulSet in parallel',
      objects: [web({ kind: 'StatefulSet', spec: { podManagementPolicy: 'Parallel' } }), service],
      blamed: [],
    },
  ],
  'drain-node': [
    { name: 'two replicas on two nodes', objects: right, blamed: [] },
    { name: 'a budget with room', objects: [...right, budget({ maxUnavailable: 1 })], blamed: [] },
    {
      name: 'a budget that makes it take longer than ten minutes',
      objects: [web({ spec: { replicas: 14 } }), service, budget({ maxUnavailable: 1 })],
      options: { nodes: 2, programs: [{ image: 'shop/web:*', readyAfterMs: 120_000 }] },
      blamed: [],
    },
    {
      name: 'a budget that keeps all',
      objects: [...right, budget({ minAvailable: 2 })],
      blamed: ['budget: PodDisruptionBudget web spec.minAvailable'],
    },
    {
      name: 'a budget that allows none',
      objects: [...right, budget({ maxUnavailable: '0%' })],
      blamed: ['budget: PodDisruptionBudget web spec.maxUnavailable'],
    },
    {
      name: 'two budgets',
      objects: [...right, budget({ maxUnavailable: 1 }), budget({ minAvailable: 1 }, 'web-too')],
      blamed: ['budget: PodDisruptionBudget web-too spec.selector'],
    },
    {
      name: 'all pods on one node, in turn',
      objects: [web({ pod: together('kubernetes.io/hostname') }), service],
      blamed: ['one-node: Deployment web spec.template.spec.affinity'],
    },
    {
      name: 'a volume that the drained node has',
      objects: storing(local),
      options: provisioners,
      blamed: ['node-volume: Deployment web spec.template.spec.volumes'],
    },
    { name: 'one node only', objects: right, options: { nodes: 1 }, blamed: [] },
    {
      name: 'a replacement that finds no node',
      objects: [
        web({ spec: { replicas: 3 }, pod: apart('kubernetes.io/hostname') }),
        service,
        budget({ minAvailable: '100%' }),
      ],
      blamed: ['budget: PodDisruptionBudget web spec.minAvailable'],
    },
  ],
  'lose-node': [
    { name: 'two replicas on two nodes', objects: right, blamed: [] },
    { name: 'one replica', objects: [web(one), service], blamed: [REPLICAS] },
    {
      name: 'pods of one node',
      objects: [web({ pod: { nodeSelector: { 'kubernetes.io/hostname': 'node-1' } } }), service],
      options: { nodes: 3 },
      blamed: [
        'one-node: Deployment web spec.template.spec.nodeSelector',
        'no-room: Deployment web spec.template.spec.nodeSelector',
      ],
    },
    {
      name: 'as many nodes as replicas that stay apart',
      objects: [web({ spec: { replicas: 3 }, pod: apart('kubernetes.io/hostname') }), service],
      blamed: [],
    },
    {
      name: 'a volume that one node has',
      objects: storing(local),
      options: provisioners,
      blamed: ['node-volume: Deployment web spec.template.spec.volumes'],
    },
    { name: 'a volume that all nodes reach', objects: storing(network), options: provisioners, blamed: [] },
    {
      name: 'no room on the other nodes, which are declared',
      objects: [web({ spec: { replicas: 3 }, container: requests('700m') }), service],
      options: small,
      blamed: ['no-room: Deployment web spec.template.spec.containers.0.resources.requests'],
    },
    {
      name: 'no room on the other nodes, of which nobody said anything',
      objects: [web({ spec: { replicas: 3 }, container: requests('3') }), service],
      blamed: [],
    },
  ],
  'lose-zone': [
    { name: 'nodes without zones', objects: [web(one), service], blamed: [] },
    { name: 'two replicas in two zones', objects: right, options: inZones, blamed: [] },
    { name: 'one replica', objects: [web(one), service], options: inZones, blamed: [REPLICAS] },
    {
      name: 'a volume that one zone reaches',
      objects: storing(network),
      options: { ...inZones, ...provisioners },
      blamed: ['zone-volume: Deployment web spec.template.spec.volumes'],
    },
    {
      name: 'two replicas in one zone',
      objects: [web({ pod: { nodeSelector: { 'topology.kubernetes.io/zone': 'north' } } }), service],
      options: inZones,
      blamed: [
        'one-zone: Deployment web spec.template.spec.nodeSelector',
        'no-room: Deployment web spec.template.spec.nodeSelector',
      ],
    },
  ],
  'spend-quota': [
    { name: 'no quota', objects: right, blamed: [] },
    { name: 'room for one more', objects: [quota(3), ...right], blamed: [] },
    { name: 'no room', objects: [quota(2), ...right], blamed: ['quota: ResourceQuota shop spec.hard.pods'] },
    { name: 'no room and no surge', objects: [quota(2), web({ spec: rolling(0, 1) }), service], blamed: [] },
  ],
  'scale-range': [
    { name: 'a range that fits', objects: [...right, autoscaler(2, 6)], blamed: [] },
    {
      name: 'more than the quota',
      objects: [quota(5), ...right, autoscaler(2, 6)],
      blamed: ['range-above-quota: HorizontalPodAutoscaler web spec.maxReplicas'],
    },
    {
      name: 'more than the nodes hold, which are declared',
      objects: [web({ container: requests('700m') }), service, autoscaler(2, 6)],
      options: small,
      blamed: ['range-above-nodes: HorizontalPodAutoscaler web spec.maxReplicas'],
    },
    {
      name: 'more than the nodes hold, of which nobody said anything',
      objects: [web({ container: requests('3') }), service, autoscaler(2, 6)],
      blamed: [],
    },
    {
      name: 'a budget that keeps the minimum',
      objects: [web({ spec: { replicas: 3 } }), service, autoscaler(2, 6), budget({ minAvailable: 2 })],
      blamed: ['range-below-budget: HorizontalPodAutoscaler web spec.minReplicas'],
    },
  ],
};

describe.each(Object.entries(table))('%s', (campaign, rows) => {
  test.each(rows)('$name', ({ objects, options, blamed }) => {
    const started = settled(objects, options);
    expect(started.refusals).toEqual([]);
    expect(blamesIn(outcomesOf(started, campaign as CampaignName))).toEqual(blamed);
  });
});
