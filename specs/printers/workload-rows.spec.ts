// The rows of workloads, Services and nodes, as kubectl get shows them.
import { expect, test } from '@jest/globals';
import { shown } from './shown';

const template = {
  spec: {
    containers: [
      { name: 'a', image: 'i:1' },
      { name: 'b', image: 'j:2' },
    ],
  },
};
const selector = {
  matchLabels: { b: '2', a: '1' },
  matchExpressions: [{ key: 'c', operator: 'In', values: ['y', 'x'] }],
};
const oneLine = { Containers: 'a,b', Images: 'i:1,j:2' };

const cases: readonly [name: string, kind: string, object: object, cells: object][] = [
  [
    'a ConfigMap counts both kinds of data',
    'configmap',
    { data: { a: '1' }, binaryData: { b: '', c: '' } },
    { Data: 3, Age: '59m' },
  ],
  ['a Secret', 'secret', { type: 'Opaque', data: { a: '' } }, { Type: 'Opaque', Data: 1 }],
  ['a ServiceAccount has no column of secrets', 'serviceaccount', { secrets: [{}] }, { Name: 'x', Age: '59m' }],
  ['a Namespace that goes away', 'namespace', { status: { phase: 'Terminating' } }, { Status: 'Terminating' }],
  ['an object without a time', 'configmap', { metadata: { creationTimestamp: undefined } }, { Age: '<unknown>' }],
  [
    'a Deployment',
    'deployment',
    { spec: { replicas: 3, selector, template }, status: { readyReplicas: 2, updatedReplicas: 1 } },
    { Ready: '2/3', 'Up-to-date': 1, Available: 0, Age: '59m', ...oneLine, Selector: 'a=1,b=2,c in (x,y)' },
  ],
  [
    'a ReplicaSet',
    'replicaset',
    { spec: { replicas: 2, selector: {}, template }, status: { replicas: 1 } },
    { Desired: 2, Current: 1, Ready: 0, ...oneLine, Selector: '<none>' },
  ],
  [
    'a ReplicationController',
    'rc',
    { spec: { replicas: 1, selector: { b: '2', a: '1' }, template } },
    { Desired: 1, Current: 0, Selector: 'a=1,b=2' },
  ],
  ['a StatefulSet', 'sts', { spec: { replicas: 2, template } }, { Ready: '0/2', ...oneLine }],
  [
    'a DaemonSet',
    'ds',
    {
      spec: { selector, template: { spec: { ...template.spec, nodeSelector: { disk: 'ssd' } } } },
      status: { desiredNumberScheduled: 2, currentNumberScheduled: 2, numberReady: 1, updatedNumberScheduled: 2 },
    },
    { Desired: 2, Current: 2, Ready: 1, 'Up-to-date': 2, Available: 0, 'Node Selector': 'disk=ssd' },
  ],
  [
    'a ControllerRevision',
    'controllerrevision',
    {
      metadata: {
        ownerReferences: [{ apiVersion: 'apps/v1', kind: 'DaemonSet', name: 'd', uid: 'u', controller: true }],
      },
      revision: 4,
    },
    { Controller: 'daemonset.apps/d', Revision: 4 },
  ],
  ['a ControllerRevision of nobody', 'controllerrevision', { revision: 1 }, { Controller: '<none>' }],
  [
    'a Job that is done',
    'job',
    {
      spec: { completions: 3, selector, template },
      status: {
        succeeded: 3,
        startTime: '2026-01-01T00:00:00Z',
        completionTime: '2026-01-01T00:05:05Z',
        conditions: [{ type: 'Complete', status: 'True' }],
      },
    },
    { Status: 'Complete', Completions: '3/3', Duration: '5m5s' },
  ],
  [
    'a Job that runs',
    'job',
    { spec: { parallelism: 2, template }, status: { startTime: '2026-01-01T00:59:00Z' } },
    { Status: 'Running', Completions: '0/1 of 2', Duration: '60s' },
  ],
  ['a Job that has not begun', 'job', { spec: { parallelism: 1, template } }, { Completions: '0/1', Duration: '' }],
  [
    'a Job that is to fail',
    'job',
    {
      spec: { template },
      status: {
        conditions: [
          { type: 'Suspended', status: 'False' },
          { type: 'FailureTarget', status: 'True' },
        ],
      },
    },
    { Status: 'FailureTarget' },
  ],
  [
    'a Job that has its success',
    'job',
    { spec: { template }, status: { conditions: [{ type: 'SuccessCriteriaMet', status: 'True' }] } },
    { Status: 'SuccessCriteriaMet' },
  ],
  [
    'a Job that is deleted',
    'job',
    { metadata: { deletionTimestamp: 'x' }, spec: { template } },
    { Status: 'Terminating' },
  ],
  [
    'a CronJob',
    'cronjob',
    {
      spec: { schedule: '* * * * *', suspend: false, jobTemplate: { spec: { template } } },
      status: { active: [{}], lastScheduleTime: '2026-01-01T00:59:30Z' },
    },
    {
      Schedule: '* * * * *',
      Timezone: '<none>',
      Suspend: 'False',
      Active: 1,
      'Last Schedule': '30s',
      ...oneLine,
      Selector: '<none>',
    },
  ],
  [
    'a Service of nodes and load balancers',
    'svc',
    {
      spec: {
        type: 'LoadBalancer',
        clusterIPs: ['10.0.0.1'],
        externalIPs: ['9.9.9.9'],
        ports: [
          { port: 80, nodePort: 30080, protocol: 'TCP' },
          { port: 53, protocol: 'UDP' },
        ],
        selector: { a: 'b' },
      },
      status: { loadBalancer: { ingress: [{ hostname: 'lb.example' }, { ip: '1.2.3.4' }] } },
    },
    {
      Type: 'LoadBalancer',
      'Cluster-IP': '10.0.0.1',
      'External-IP': '1.2.3.4,lb.example,9.9.9.9',
      'Port(s)': '80:30080/TCP,53/UDP',
      Selector: 'a=b',
    },
  ],
  ['a load balancer that is not there yet', 'svc', { spec: { type: 'LoadBalancer' } }, { 'External-IP': '<pending>' }],
  [
    'a Service of another name',
    'svc',
    { spec: { type: 'ExternalName', externalName: 'db.example' } },
    { 'Cluster-IP': '<none>', 'External-IP': 'db.example', 'Port(s)': '<none>', Selector: '<none>' },
  ],
  [
    'a headless Service',
    'svc',
    { spec: { type: 'ClusterIP', clusterIPs: ['None'] } },
    { 'Cluster-IP': 'None', 'External-IP': '<none>' },
  ],
  [
    'Endpoints',
    'endpoints',
    { subsets: [{ addresses: [{ ip: '10.0.0.1' }, { ip: 'fd00::1' }], ports: [{ port: 80 }, { port: 81 }] }] },
    { Endpoints: '10.0.0.1:80,[fd00::1]:80,10.0.0.1:81 + 1 more...' },
  ],
  ['Endpoints without any', 'endpoints', {}, { Endpoints: '<none>' }],
  [
    'Endpoints without ports',
    'endpoints',
    { subsets: [{ addresses: [{ ip: '10.0.0.1' }] }] },
    { Endpoints: '10.0.0.1' },
  ],
  [
    'an EndpointSlice',
    'endpointslice',
    {
      addressType: 'IPv4',
      ports: [{ port: 80 }, { name: 'any' }],
      endpoints: [{ addresses: ['1', '2'] }, { addresses: ['3', '4'] }],
    },
    { AddressType: 'IPv4', Ports: '80,any', Endpoints: '1,2,3 + 1 more...' },
  ],
  [
    'an EndpointSlice without any',
    'endpointslice',
    { addressType: 'IPv4', endpoints: [] },
    { Ports: '<unset>', Endpoints: '<unset>' },
  ],
  [
    'a Node',
    'node',
    {
      metadata: {
        labels: { 'node-role.kubernetes.io/worker': '', 'kubernetes.io/role': 'api', 'node-role.kubernetes.io/': '' },
      },
      spec: { unschedulable: true },
      status: {
        conditions: [{ type: 'Ready', status: 'True' }],
        addresses: [{ type: 'InternalIP', address: '1.1.1.1' }],
        nodeInfo: { kubeletVersion: 'v1.36.2', kernelVersion: '6.1', architecture: 'amd64' },
      },
    },
    {
      Status: 'Ready,SchedulingDisabled',
      Roles: 'api,worker',
      Version: 'v1.36.2',
      'Internal-IP': '1.1.1.1',
      'External-IP': '<none>',
      'OS-Image': '<unknown>',
      'Kernel-Version': '6.1 (amd64)',
      'Container-Runtime': '<unknown>',
    },
  ],
  [
    'a Node that is silent',
    'node',
    { status: { conditions: [{ type: 'Ready', status: 'Unknown' }] } },
    { Status: 'NotReady', Roles: '<none>' },
  ],
  ['a Node without a status', 'node', {}, { Status: 'Unknown' }],
];

test.each(cases)('%s', (_, kind, object, cells) => {
  expect(shown(kind, object)).toMatchObject(cells);
});
