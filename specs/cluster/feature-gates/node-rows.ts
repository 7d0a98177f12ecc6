// What gates change on the way to a node: the scheduler, its queue, preemption, volumes; and the proxies of nodes.
import { expect } from '@jest/globals';
import { type Cluster, cluster } from '../../../src/actions/acting-cluster';
import { container, pod, type Row, refusal } from './row';

const status = (tank: Cluster) => tank.get('Pod', 'default', 'a')?.status;
const unfit = (tank: Cluster) => status(tank)?.conditions?.find(({ type }) => type === 'PodScheduled')?.message;

const driver = (more: object = {}) => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'CSIDriver',
  metadata: { name: 'd.io' },
  spec: { storageCapacity: true, ...more },
});

/** A pod whose claim waits for it, of a class whose driver nobody runs. */
function waitForVolume(tank: Cluster, spec: object = {}): void {
  tank.create([
    driver(spec),
    {
      apiVersion: 'storage.k8s.io/v1',
      kind: 'StorageClass',
      metadata: { name: 'late' },
      provisioner: 'd.io',
      volumeBindingMode: 'WaitForFirstConsumer',
    },
    ...['node-1', 'node-2'].map((name, index) => ({
      apiVersion: 'storage.k8s.io/v1',
      kind: 'CSIStorageCapacity',
      metadata: { name },
      storageClassName: 'late',
      capacity: `${(index + 1) * 10}Gi`,
      nodeTopology: { matchLabels: { 'kubernetes.io/hostname': name } },
    })),
    {
      apiVersion: 'v1',
      kind: 'PersistentVolumeClaim',
      metadata: { name: 'c' },
      spec: {
        accessModes: ['ReadWriteOnce'],
        resources: { requests: { storage: '5Gi' } },
        storageClassName: 'late',
      },
    },
    pod({ volumes: [{ name: 'v', persistentVolumeClaim: { claimName: 'c' } }] }),
  ]);
  tank.advance('1s');
}

const selectedNode = (tank: Cluster) => {
  waitForVolume(tank);
  const { annotations } = tank.get('PersistentVolumeClaim', 'default', 'c')?.metadata ?? {};
  return annotations?.['volume.kubernetes.io/selected-node'];
};

function triedAgainAtOnce(tank: Cluster): boolean {
  tank.create(pod({ nodeSelector: { disk: 'ssd' } }));
  tank.advance('100ms');
  tank.setLabel('node/node-1', 'disk', 'ssd');
  tank.advance('100ms');
  return tank.get('Pod', 'default', 'a')?.spec.nodeName !== undefined;
}

/** Which is told first: that the pod did not fit, or whom it drove out. */
function firstTold(tank: Cluster): string | undefined {
  const big = (name: string, priority: number) => {
    const containers = [container({ image: 'sim/run', resources: { requests: { cpu: '3' } } })];
    const className = priority > 0 ? { priorityClassName: 'high' } : {};
    return { ...pod({ containers, ...className }), metadata: { name } };
  };
  tank.create({ apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name: 'high' }, value: 10 });
  tank.create(big('low', 0));
  tank.settle();
  tank.create(big('a', 10));
  tank.advance('1s');
  const told = tank
    .list('Event', 'default')
    .filter(({ reason }) => /^(FailedScheduling|Preempted)$/.test(reason ?? ''));
  const version = (event: (typeof told)[number]) => Number(event.metadata.resourceVersion);
  return told.sort((one, other) => version(one) - version(other))[0]?.reason;
}

/** Nothing listens in the pod: whoever reaches it is refused. */
function askedFromOutside(tank: Cluster): unknown {
  tank.create({ ...pod(), metadata: { name: 'a', labels: { app: 'a' } } });
  tank.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'a' },
    spec: { selector: { app: 'a' }, ports: [{ port: 80 }], externalIPs: ['198.18.0.9'] },
  });
  tank.settle();
  return tank.request('http://198.18.0.9').outcome;
}

export const nodeRows: readonly Row[] = [
  {
    gate: 'AllowServiceExternalIPs',
    see: askedFromOutside,
    on: 'refused',
    off: 'timeout',
  },
  {
    gate: 'DRASchedulerFilterTimeout',
    see: (tank) => {
      const { DRASchedulerFilterTimeout } = tank.simulation.featureGates;
      const pluginConfig = [{ name: 'DynamicResources', args: { filterTimeout: '20s' } }];
      const scheduler = { profiles: [{ pluginConfig }] } as never;
      return refusal(() => cluster({ nodes: 0, featureGates: { DRASchedulerFilterTimeout }, scheduler }));
    },
    on: 'accepted',
    off: expect.stringContaining('filterTimeout: Forbidden: DRASchedulingFilterTimeout feature gate is disabled'),
  },
  {
    gate: 'NominatedNodeNameForExpectation',
    see: (tank) => {
      waitForVolume(tank);
      return status(tank)?.nominatedNodeName;
    },
    on: 'node-1',
    off: undefined,
  },
  { gate: 'SchedulerAsyncPreemption', see: firstTold, on: 'FailedScheduling', off: 'Preempted' },
  { gate: 'SchedulerPopFromBackoffQ', see: triedAgainAtOnce, on: true, off: false },
  { gate: 'StorageCapacityScoring', see: selectedNode, on: 'node-2', off: 'node-1', nodes: 2 },
  {
    gate: 'VolumeLimitScaling',
    see: (tank) => {
      waitForVolume(tank, { preventPodSchedulingIfMissing: true });
      return unfit(tank);
    },
    on: expect.stringContaining('1 d.io CSI driver is not installed on the node'),
    off: undefined,
  },
];
