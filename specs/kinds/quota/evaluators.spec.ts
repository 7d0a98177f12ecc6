import { describe, expect, test } from '@jest/globals';
import type { Container, Pod, PodSpec, Service } from '../../../src/kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../../src/kinds/kind';
import { toResources } from '../../../src/kinds/pod-spec/resource-list';
import { amountsText, increase, sameAmounts, withoutZeros } from '../../../src/kinds/quota/amounts';
import type { Charge, QuotaEvaluator, QuotaReader, QuotaScope } from '../../../src/kinds/quota/evaluator';
import { evaluatorOf, quotableKinds } from '../../../src/kinds/quota/table';
import { kindByKey } from '../../../src/kinds/table';
import { rfc3339 } from '../../../src/sim/time';

const NOW_MS = 1_767_225_600_000;

const NOBODY: QuotaReader = { get: () => undefined, list: () => [], by: () => [] };
const evaluator = (kind: string) => evaluatorOf(kindByKey(kind) as KindRow) as QuotaEvaluator;
const usage = (kind: string, object: unknown) =>
  amountsText(evaluator(kind).usage(object as KubeObject, NOW_MS, NOBODY));

const container = (requests?: Record<string, string>, limits?: Record<string, string>, name = 'c'): Container =>
  ({ name, resources: { ...(requests ? { requests } : {}), ...(limits ? { limits } : {}) } }) as Container;

function pod(spec: Partial<PodSpec> = {}, status: Pod['status'] = {}, metadata: Partial<Pod['metadata']> = {}): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'default', ...metadata },
    spec: { containers: [container()], ...spec },
    status,
  };
}

describe('what a pod uses', () => {
  const gone = (seconds: number) => ({
    deletionTimestamp: rfc3339(NOW_MS - seconds * 1000),
    deletionGracePeriodSeconds: 30,
  });
  const asks = { containers: [container({ cpu: '1' })] };
  const charged = 'count/pods=1,cpu=1,pods=1,requests.cpu=1';
  const rows: { name: string; object: Pod; is: string }[] = [
    { name: 'nothing but itself', object: pod(), is: 'count/pods=1,pods=1' },
    {
      name: 'requests and limits under all of their names',
      object: pod({ containers: [container({ cpu: '1', memory: '1Gi' }, { cpu: '2', 'ephemeral-storage': '1Gi' })] }),
      is: 'count/pods=1,cpu=1,limits.cpu=2,limits.ephemeral-storage=1Gi,memory=1Gi,pods=1,requests.cpu=1,requests.memory=1Gi',
    },
    {
      name: 'all containers, and an init container where it needs more',
      object: pod({
        containers: [container({ cpu: '100m', memory: '1Gi' }), container({ cpu: '200m' }, undefined, 'd')],
        initContainers: [container({ cpu: '1' }, undefined, 'i')],
      }),
      is: 'count/pods=1,cpu=1,memory=1Gi,pods=1,requests.cpu=1,requests.memory=1Gi',
    },
    {
      name: 'devices by their requests only',
      object: pod({ containers: [container({ 'nvidia.com/gpu': '2', 'hugepages-2Mi': '4Mi' })] }),
      is: 'count/pods=1,hugepages-2Mi=4Mi,pods=1,requests.hugepages-2Mi=4Mi,requests.nvidia.com/gpu=2',
    },
    {
      name: 'pod-level resources in place of its containers',
      object: pod({ containers: [container({ cpu: '1' })], resources: { requests: { cpu: '3' } } }),
      is: 'count/pods=1,cpu=3,pods=1,requests.cpu=3',
    },
    { name: 'only its place once it failed', object: pod(asks, { phase: 'Failed' }), is: 'count/pods=1' },
    { name: 'only its place once it succeeded', object: pod(asks, { phase: 'Succeeded' }), is: 'count/pods=1' },
    { name: 'all while it is being deleted', object: pod(asks, {}, gone(-10)), is: charged },
    { name: 'all until as long again after its end', object: pod(asks, {}, gone(30)), is: charged },
    { name: 'only its place after that', object: pod(asks, {}, gone(31)), is: 'count/pods=1' },
    {
      name: 'what it still holds while it is made smaller',
      object: pod(asks, {
        containerStatuses: [{ name: 'c', resources: { requests: { cpu: '2' } } }],
      } as unknown as NonNullable<Pod['status']>),
      is: 'count/pods=1,cpu=2,pods=1,requests.cpu=2',
    },
    {
      name: 'what it holds, not what it cannot get',
      object: pod({ containers: [container({ cpu: '8' })] }, {
        conditions: [{ type: 'PodResizePending', status: 'True', reason: 'Infeasible' }],
        containerStatuses: [{ name: 'c', resources: { requests: { cpu: '2' } }, allocatedResources: { cpu: '2' } }],
      } as unknown as NonNullable<Pod['status']>),
      is: 'count/pods=1,cpu=2,pods=1,requests.cpu=2',
    },
  ];
  test.each(rows)('$name', ({ object, is }) => expect(usage('Pod', object)).toBe(is));
});

describe('what a service uses', () => {
  const ports = [{ port: 80 }, { port: 81, nodePort: 30_001 }];
  const rows: { name: string; spec: Service['spec']; nodePorts: number; loadBalancers: number }[] = [
    { name: 'a cluster address', spec: { ports }, nodePorts: 0, loadBalancers: 0 },
    { name: 'node ports', spec: { type: 'NodePort', ports }, nodePorts: 2, loadBalancers: 0 },
    { name: 'a load balancer', spec: { type: 'LoadBalancer', ports }, nodePorts: 2, loadBalancers: 1 },
    {
      name: 'a load balancer that gets no node ports by itself',
      spec: { type: 'LoadBalancer', allocateLoadBalancerNodePorts: false, ports },
      nodePorts: 1,
      loadBalancers: 1,
    },
  ];
  test.each(rows)('$name', ({ spec, nodePorts, loadBalancers }) => {
    expect(usage('Service', { spec })).toBe(
      `count/services=1,services=1,services.loadbalancers=${loadBalancers},services.nodeports=${nodePorts}`,
    );
  });
});

describe('what a claim uses', () => {
  const size = (storage: string) => ({ resources: { requests: { storage } } });
  test.each([
    {
      name: 'size and number',
      object: { metadata: {}, spec: size('1Gi') },
      is: 'count/persistentvolumeclaims=1,persistentvolumeclaims=1,requests.storage=1Gi',
    },
    {
      name: 'the same of its class',
      object: { metadata: {}, spec: { storageClassName: 'gold', ...size('1Gi') } },
      is:
        'count/persistentvolumeclaims=1,gold.storageclass.storage.k8s.io/persistentvolumeclaims=1,' +
        'gold.storageclass.storage.k8s.io/requests.storage=1Gi,persistentvolumeclaims=1,requests.storage=1Gi',
    },
    {
      name: 'whole bytes',
      object: { metadata: {}, spec: size('1500m') },
      is: 'count/persistentvolumeclaims=1,persistentvolumeclaims=1,requests.storage=2',
    },
    {
      name: 'what is allocated when that is more',
      object: { metadata: {}, spec: size('1Gi'), status: { allocatedResources: { storage: '2Gi' } } },
      is: 'count/persistentvolumeclaims=1,persistentvolumeclaims=1,requests.storage=2Gi',
    },
  ])('$name', ({ object, is }) => expect(usage('PersistentVolumeClaim', object)).toBe(is));
});

describe('what a resource claim uses', () => {
  const exactly = (deviceClassName: string, count: number) => ({
    deviceClassName,
    allocationMode: 'ExactCount',
    count,
  });
  test.each([
    {
      name: 'devices of a class',
      requests: [{ exactly: exactly('gpu', 2) }, { exactly: exactly('gpu', 1) }],
      is: 'count/resourceclaims.resource.k8s.io=1,gpu.deviceclass.resource.k8s.io/devices=3,requests.deviceclass.resource.kubernetes.io/gpu=3',
    },
    {
      name: 'all of a class',
      requests: [{ exactly: { deviceClassName: 'gpu', allocationMode: 'All' } }],
      is: 'count/resourceclaims.resource.k8s.io=1,gpu.deviceclass.resource.k8s.io/devices=32,requests.deviceclass.resource.kubernetes.io/gpu=32',
    },
    {
      name: 'the worst of alternatives',
      requests: [{ firstAvailable: [exactly('a', 1), exactly('b', 2), exactly('a', 3)] }],
      is: 'a.deviceclass.resource.k8s.io/devices=3,b.deviceclass.resource.k8s.io/devices=2,count/resourceclaims.resource.k8s.io=1,requests.deviceclass.resource.kubernetes.io/a=3,requests.deviceclass.resource.kubernetes.io/b=2',
    },
  ])('$name', ({ requests, is }) =>
    expect(usage('ResourceClaim', { metadata: {}, spec: { devices: { requests } } })).toBe(is),
  );
});

test.each([
  { name: 'ConfigMap', is: 'configmaps=1,count/configmaps=1' },
  { name: 'Secret', is: 'count/secrets=1,secrets=1' },
  { name: 'ResourceQuota', is: 'count/resourcequotas=1,resourcequotas=1' },
  { name: 'ReplicationController', is: 'count/replicationcontrollers=1,replicationcontrollers=1' },
  { name: 'Deployment', is: 'count/deployments.apps=1' },
  { name: 'PodTemplate', is: 'count/podtemplates=1' },
])('a $name is counted', ({ name, is }) => expect(usage(name, {})).toBe(is));

test('nobody counts events, bindings and what has no namespace', () => {
  for (const key of ['Event', 'Event.events.k8s.io', 'Binding', 'LocalSubjectAccessReview', 'Node', 'Namespace']) {
    expect(evaluatorOf(kindByKey(key) as KindRow)).toBeUndefined();
  }
  expect(quotableKinds.map(({ key }) => key)).toEqual(expect.arrayContaining(['Pod', 'Lease', 'CronJob']));
});

describe('scopes', () => {
  const term = { topologyKey: 'h', namespaceSelector: {} };
  const scope = (scopeName: string, operator = 'Exists', values?: string[]) =>
    ({ scopeName, operator, ...(values ? { values } : {}) }) as QuotaScope;
  const limited = pod({ activeDeadlineSeconds: 9, priorityClassName: 'high', containers: [container({ cpu: '1' })] });
  const rows: { name: string; object: Pod; scope: QuotaScope; is: boolean }[] = [
    { name: 'Terminating', object: limited, scope: scope('Terminating'), is: true },
    { name: 'Terminating without a deadline', object: pod(), scope: scope('Terminating'), is: false },
    { name: 'NotTerminating', object: pod(), scope: scope('NotTerminating'), is: true },
    { name: 'BestEffort', object: pod(), scope: scope('BestEffort'), is: true },
    {
      name: 'BestEffort by its status',
      object: pod({}, { qosClass: 'Burstable' }),
      scope: scope('BestEffort'),
      is: false,
    },
    { name: 'NotBestEffort', object: limited, scope: scope('NotBestEffort'), is: true },
    { name: 'PriorityClass, any', object: limited, scope: scope('PriorityClass'), is: true },
    { name: 'PriorityClass, none', object: pod(), scope: scope('PriorityClass', 'DoesNotExist'), is: true },
    { name: 'PriorityClass, one of', object: limited, scope: scope('PriorityClass', 'In', ['high', 'low']), is: true },
    { name: 'PriorityClass, none of', object: limited, scope: scope('PriorityClass', 'NotIn', ['high']), is: false },
    {
      name: 'PriorityClass, none of, without one',
      object: pod(),
      scope: scope('PriorityClass', 'NotIn', ['high']),
      is: true,
    },
    {
      name: 'CrossNamespacePodAffinity',
      object: pod({
        affinity: {
          podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 1, podAffinityTerm: term }] },
        },
      }),
      scope: scope('CrossNamespacePodAffinity'),
      is: true,
    },
    {
      name: 'CrossNamespacePodAffinity in its own namespace',
      object: pod({
        affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: 'h' }] } },
      }),
      scope: scope('CrossNamespacePodAffinity'),
      is: false,
    },
  ];
  test.each(rows)('$name', ({ object, scope, is }) => expect(evaluator('Pod').isIn?.(object, scope)).toBe(is));

  test('VolumeAttributesClass knows the wanted and the present class', () => {
    const claim = {
      metadata: { name: 'c' },
      spec: { volumeAttributesClassName: 'fast' },
      status: { currentVolumeAttributesClassName: 'slow' },
    } as unknown as KubeObject;
    const isIn = (operator: string, values?: string[]) =>
      evaluator('PersistentVolumeClaim').isIn?.(claim, scope('VolumeAttributesClass', operator, values));
    expect([isIn('Exists'), isIn('In', ['slow']), isIn('In', ['other']), isIn('DoesNotExist')]).toEqual([
      true,
      true,
      false,
      false,
    ]);
  });
});

describe('what has to be stated', () => {
  const two = pod({
    containers: [container({ cpu: '1' }, undefined, 'b'), container(undefined, undefined, 'a')],
    initContainers: [container(undefined, { memory: '1Gi' }, 'i')],
  });
  test.each([
    { name: 'nothing of devices', object: pod(), limits: ['requests.nvidia.com/gpu', 'pods'], is: undefined },
    {
      name: 'requests by each container, by name',
      object: two,
      limits: ['requests.cpu', 'limits.memory'],
      is: 'must specify limits.memory for: a,b; requests.cpu for: a,i',
    },
    { name: 'under the short name', object: two, limits: ['cpu'], is: 'must specify cpu for: a,i' },
    {
      name: 'nothing beside pod-level resources',
      object: pod({ resources: { limits: { cpu: '1' } } }),
      limits: ['limits.cpu', 'requests.memory'],
      is: undefined,
    },
  ])('$name', ({ object, limits, is }) => expect(evaluator('Pod').missing?.(object, limits)).toBe(is));
});

describe('requests that are charged', () => {
  const charge = (operation: string, subresource?: string, object = pod(), stored?: Pod): Charge => ({
    operation,
    subresource,
    object,
    stored,
  });
  const deadline = pod({ activeDeadlineSeconds: 1 });
  test.each([
    { name: 'a new pod', kind: 'Pod', charge: charge('CREATE'), is: true },
    { name: 'a changed pod', kind: 'Pod', charge: charge('UPDATE', undefined, pod(), pod()), is: false },
    { name: 'a pod that gets a deadline', kind: 'Pod', charge: charge('UPDATE', undefined, deadline, pod()), is: true },
    { name: 'a resize', kind: 'Pod', charge: charge('UPDATE', 'resize', pod(), pod()), is: true },
    { name: "a pod's status", kind: 'Pod', charge: charge('UPDATE', 'status', pod(), pod()), is: false },
    { name: 'a changed service', kind: 'Service', charge: charge('UPDATE'), is: true },
    { name: "a claim's status", kind: 'PersistentVolumeClaim', charge: charge('UPDATE', 'status'), is: true },
    { name: 'a changed secret', kind: 'Secret', charge: charge('UPDATE'), is: false },
    { name: 'a deletion', kind: 'Secret', charge: charge('DELETE'), is: false },
  ])('$name: $is', ({ kind, charge: asked, is }) => expect(evaluator(kind).charges(asked)).toBe(is));
});

describe('updates after which quotas are counted again', () => {
  const phase = (name: string) => pod({}, { phase: name } as Pod['status']);
  const type = (name: string) => ({ spec: { type: name } }) as unknown as KubeObject;
  const resources = (cpu: string) =>
    pod({}, { containerStatuses: [{ name: 'c', resources: { requests: { cpu } } }] } as unknown as Pod['status']);
  test.each([
    { name: 'a pod ends', kind: 'Pod', before: phase('Running'), after: phase('Succeeded'), is: true },
    { name: 'a pod starts', kind: 'Pod', before: phase('Pending'), after: phase('Running'), is: false },
    { name: 'a pod is resized', kind: 'Pod', before: resources('1'), after: resources('2'), is: true },
    { name: 'a pod keeps its size', kind: 'Pod', before: resources('1'), after: resources('1'), is: false },
    {
      name: 'a service changes its type',
      kind: 'Service',
      before: type('NodePort'),
      after: type('ClusterIP'),
      is: true,
    },
    {
      name: 'a service gets a name',
      kind: 'Service',
      before: type('ExternalName'),
      after: type('ClusterIP'),
      is: false,
    },
  ])('$name: $is', ({ kind, before, after, is }) => {
    expect(evaluator(kind).frees?.(before, after, NOW_MS)).toBe(is);
  });
});

test('increases never go below zero, and zeros are left out', () => {
  const after = toResources({ cpu: '1', memory: '1Gi', pods: '1' });
  const before = toResources({ cpu: '500m', memory: '2Gi', storage: '1' });
  expect(amountsText(withoutZeros(increase(after, before)))).toBe('cpu=500m,pods=1');
  expect(sameAmounts({ cpu: '1', memory: '1024Mi' }, { cpu: '1000m', memory: '1Gi' })).toBe(true);
  expect(sameAmounts({ cpu: '1' }, { cpu: '1', memory: '0' })).toBe(false);
});
