// What gates change for workloads and what belongs to them.
import { expect } from '@jest/globals';
import type { Cluster } from '../../../src/actions/acting-cluster';
import { container, created, pod, type Row, refusal, specOf, template, theSpec, workload } from './row';

const spread = { maxSkew: 1, topologyKey: 'zone', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: {} };
const fromFile = { name: 'A', valueFrom: { fileKeyRef: { volumeName: 'v', path: 'f', key: 'A' } } };
const always = {
  restartPolicy: 'Always',
  restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [1] } }],
};
const conditions = (tank: Cluster) => {
  tank.create(pod());
  tank.settle();
  return tank.get('Pod', 'default', 'a')?.status?.conditions?.map(({ type }) => type);
};

function suspendedJob(change: object, wasStarted: boolean) {
  return (tank: Cluster) => {
    const spec = {
      suspend: !wasStarted,
      template: template({ restartPolicy: 'Never', containers: [container({ image: 'sim/run' })] }),
    };
    tank.create({ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'a' }, spec });
    tank.settle();
    if (wasStarted) {
      // As long as the job has a start time it has been started.
      tank.patch('job/a', { spec: { suspend: true } });
      tank.advance('40s');
    }
    return refusal(() => tank.patch('job/a', { spec: { template: { spec: change } } }));
  };
}

/** The most pods of the set that were gone or not ready at once while its image changed. */
function rolled(tank: Cluster): number {
  const updateStrategy = { rollingUpdate: { maxUnavailable: 2 } };
  tank.create(workload('StatefulSet', { replicas: 4, updateStrategy }));
  tank.settle();
  tank.patch('statefulset/a', { spec: { template: { metadata: { annotations: { v: '2' } } } } });
  let most = 0;
  for (let step = 0; step < 100; step++) {
    tank.advance('200ms');
    const ready = tank.get('StatefulSet', 'default', 'a')?.status?.readyReplicas ?? 0;
    most = Math.max(most, 4 - ready);
  }
  return most;
}

function victim(tank: Cluster): boolean {
  tank.create(workload('ReplicaSet', { replicas: 2 }));
  tank.settle();
  const [first, second] = tank.list('Pod', 'default').map(({ metadata }) => metadata.name) as [string, string];
  for (const [name, cost] of [
    [first, '1'],
    [second, '-1'],
  ] as const) {
    tank.patch(`pod/${name}`, { metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } } });
  }
  const goes = (twin: Cluster) => {
    twin.scale('replicaset/a', 1);
    twin.settle();
    return twin.list('Pod', 'default')[0]?.metadata.name;
  };
  // The dearer one stays whichever it is.
  const reversed = tank.fork();
  for (const [name, cost] of [
    [first, '-1'],
    [second, '1'],
  ] as const) {
    reversed.patch(`pod/${name}`, {
      metadata: { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } },
    });
  }
  return goes(tank) === first && goes(reversed) === second;
}

function movedVolume(tank: Cluster): string {
  const affinity = (zone: string) => ({
    required: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: [zone] }] }] },
  });
  const spec = { capacity: { storage: '1Gi' }, accessModes: ['ReadWriteOnce'], hostPath: { path: '/x' } };
  tank.create({
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'v' },
    spec: { ...spec, nodeAffinity: affinity('a') },
  });
  return refusal(() => tank.patch('pv/v', { spec: { nodeAffinity: affinity('b') } }));
}

function tolerant(tank: Cluster): string | undefined {
  tank.taint('node-1', 'sla=900:NoSchedule');
  const toleration = { key: 'sla', operator: 'Gt', value: '800', effect: 'NoSchedule' };
  const text = refusal(() => tank.create(pod({ tolerations: [toleration] })));
  tank.settle();
  return text === 'accepted' ? theSpec(tank)?.nodeName : text;
}

function restarts(tank: Cluster): number {
  tank.create(pod({ containers: [container({ image: 'sim/exit:1-1' })] }));
  tank.advance('60s');
  return tank.get('Pod', 'default', 'a')?.status?.containerStatuses?.[0]?.restartCount ?? 0;
}

function nominated(tank: Cluster): string | undefined {
  tank.create(pod({ schedulerName: 'nobody' }));
  const stored = tank.get('Pod', 'default', 'a');
  tank.client(0).updateStatus({ ...stored, status: { ...stored?.status, nominatedNodeName: 'node-1' } } as never);
  const target = { apiVersion: 'v1', kind: 'Node', name: 'node-1' };
  tank.client(0).createSubresource('Pod', 'default', 'a', 'binding', { target });
  return tank.get('Pod', 'default', 'a')?.status?.nominatedNodeName;
}

function terminating(tank: Cluster): number | undefined {
  tank.create(workload('Deployment', { replicas: 1 }));
  tank.settle();
  return tank.get('Deployment', 'default', 'a')?.status?.terminatingReplicas;
}

function zoneOfPod(tank: Cluster): string | undefined {
  tank.setLabel('node/node-1', 'topology.kubernetes.io/zone', 'z1');
  tank.create(pod());
  tank.settle();
  return tank.get('Pod', 'default', 'a')?.metadata.labels?.['topology.kubernetes.io/zone'];
}

function tolerance(tank: Cluster): unknown {
  const scaleUp = { tolerance: '50m', policies: [{ type: 'Pods', value: 1, periodSeconds: 15 }] };
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'a' };
  const spec = { scaleTargetRef, maxReplicas: 3, behavior: { scaleUp } };
  tank.create({ apiVersion: 'autoscaling/v2', kind: 'HorizontalPodAutoscaler', metadata: { name: 'a' }, spec });
  return tank.get('HorizontalPodAutoscaler', 'default', 'a')?.spec?.behavior?.scaleUp?.tolerance;
}

function foreignSource(tank: Cluster): unknown {
  const dataSourceRef = { kind: 'PersistentVolumeClaim', name: 'b', namespace: 'other' };
  const spec = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, dataSourceRef };
  tank.create({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata: { name: 'a' }, spec });
  return tank.get('PersistentVolumeClaim', 'default', 'a')?.spec?.dataSourceRef?.namespace;
}

const COMMON = 'PodScheduled';
const READY_TO_START = 'PodReadyToStartContainers';
export const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: '1a' }, spec: { ports: [{ port: 80 }] } };
const cpu = (request: string) => ({
  containers: [container({ image: 'sim/run', resources: { requests: { cpu: request } } })],
});

export const workloadRows: readonly Row[] = [
  { gate: 'ClearingNominatedNodeNameAfterBinding', see: nominated, on: undefined, off: 'node-1' },
  {
    gate: 'ContainerRestartRules',
    needing: ['RestartAllContainersOnContainerExits'],
    see: (tank) =>
      specOf({ containers: [container(always)], restartPolicy: 'Never' })(tank)?.containers[0]?.restartPolicy,
    on: 'Always',
    off: undefined,
  },
  { gate: 'CrossNamespaceVolumeDataSource', see: foreignSource, on: 'other', off: undefined },
  { gate: 'DeploymentReplicaSetTerminatingReplicas', see: terminating, on: 0, off: undefined },
  {
    gate: 'EnvFiles',
    see: created(pod({ containers: [container({ env: [fromFile] })], volumes: [{ name: 'v', emptyDir: {} }] })),
    on: 'accepted',
    off: expect.stringContaining(
      'env[0].valueFrom: Invalid value: "": must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`',
    ),
  },
  { gate: 'HPAConfigurableTolerance', see: tolerance, on: '50m', off: undefined },
  {
    gate: 'HPAScaleToZero',
    see: created({
      apiVersion: 'autoscaling/v2',
      kind: 'HorizontalPodAutoscaler',
      metadata: { name: 'web' },
      spec: {
        scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
        minReplicas: 0,
        maxReplicas: 2,
        metrics: [{ type: 'External', external: { metric: { name: 'q' }, target: { type: 'Value', value: '1' } } }],
      },
    }),
    on: 'accepted',
    off: expect.stringContaining('spec.minReplicas: Invalid value: 0: must be greater than or equal to 1'),
  },
  {
    gate: 'HostnameOverride',
    see: (tank) => specOf({ hostnameOverride: 'me' })(tank)?.hostnameOverride,
    on: 'me',
    off: undefined,
  },
  {
    gate: 'MatchLabelKeysInPodTopologySpread',
    needing: ['MatchLabelKeysInPodTopologySpreadSelectorMerge'],
    see: (tank) =>
      specOf({ topologySpreadConstraints: [{ ...spread, matchLabelKeys: ['v'] }] }, { labels: { v: '1' } })(tank)
        ?.topologySpreadConstraints?.[0]?.matchLabelKeys,
    on: ['v'],
    off: undefined,
  },
  {
    gate: 'MatchLabelKeysInPodTopologySpreadSelectorMerge',
    see: (tank) =>
      specOf({ topologySpreadConstraints: [{ ...spread, matchLabelKeys: ['v'] }] }, { labels: { v: '1' } })(tank)
        ?.topologySpreadConstraints?.[0]?.labelSelector,
    on: { matchExpressions: [{ key: 'v', operator: 'In', values: ['1'] }] },
    off: {},
  },
  { gate: 'MaxUnavailableStatefulSet', see: rolled, on: 2, off: 1 },
  {
    gate: 'MutablePVNodeAffinity',
    see: movedVolume,
    on: 'accepted',
    off: expect.stringContaining('field is immutable'),
  },
  {
    gate: 'MutablePodResourcesForSuspendedJobs',
    see: suspendedJob(cpu('2'), false),
    on: 'accepted',
    off: expect.stringContaining('field is immutable'),
  },
  {
    gate: 'MutableSchedulingDirectivesForSuspendedJobs',
    see: suspendedJob({ nodeSelector: { disk: 'ssd' } }, true),
    on: 'accepted',
    off: expect.stringContaining('field is immutable'),
  },
  { gate: 'PodDeletionCost', see: victim, on: true, off: false },
  {
    gate: 'PodDeletionCost',
    see: created(pod({}, { annotations: { 'controller.kubernetes.io/pod-deletion-cost': 'dear' } })),
    on: expect.stringContaining('must be a 32bit integer'),
    off: 'accepted',
  },
  {
    gate: 'PodLevelResources',
    needing: ['InPlacePodLevelResourcesVerticalScaling'],
    see: (tank) => specOf({ resources: { requests: { cpu: '1' } } })(tank)?.resources,
    on: { requests: { cpu: '1' } },
    off: undefined,
  },
  {
    gate: 'PodReadyToStartContainersCondition',
    see: conditions,
    on: expect.arrayContaining([READY_TO_START, COMMON]),
    off: expect.not.arrayContaining([READY_TO_START]),
  },
  { gate: 'PodTopologyLabelsAdmission', see: zoneOfPod, on: 'z1', off: undefined },
  { gate: 'ReduceDefaultCrashLoopBackOffDecay', see: restarts, on: 6, off: 3 },
  {
    gate: 'RelaxedServiceNameValidation',
    see: created(service),
    on: 'accepted',
    off: expect.stringContaining('a DNS-1035 label must consist of'),
  },
  {
    gate: 'TaintTolerationComparisonOperators',
    see: tolerant,
    on: 'node-1',
    off: expect.stringContaining('Unsupported value: "Gt": supported values: "Equal", "Exists", "Lt", "Gt"'),
  },
  {
    gate: 'UserNamespacesHostNetworkSupport',
    see: created(pod({ hostNetwork: true, hostUsers: false })),
    on: 'accepted',
    off: expect.stringContaining('spec.hostNetwork: Forbidden: when `hostUsers` is false'),
  },
];
