// The rows of networking, storage, policies, access and events, as kubectl get shows them.
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
const oneLine = { Containers: 'a,b', Images: 'i:1,j:2' };

const cases: readonly [name: string, kind: string, object: object, cells: object][] = [
  [
    'an Ingress of four hosts',
    'ingress',
    {
      spec: {
        ingressClassName: 'nginx',
        tls: [{}],
        rules: [{ host: 'a' }, {}, { host: 'b' }, { host: 'c' }, { host: 'd' }],
      },
      status: { loadBalancer: { ingress: [{ ip: '2.2.2.2' }] } },
    },
    { Class: 'nginx', Hosts: 'a,b,c + 2 more...', Address: '2.2.2.2', Ports: '80, 443' },
  ],
  [
    'an Ingress of any host',
    'ingress',
    { spec: { rules: [{}] } },
    { Class: '<none>', Hosts: '*', Address: '', Ports: '80' },
  ],
  [
    'the default IngressClass',
    'ingressclass',
    {
      metadata: { name: 'a', annotations: { 'ingressclass.kubernetes.io/is-default-class': 'true' } },
      spec: { controller: 'a/b' },
    },
    { Name: 'a (default)', Parameters: '<none>' },
  ],
  [
    'an IngressClass',
    'ingressclass',
    { spec: { controller: 'a/b', parameters: { apiGroup: 'ex.com', kind: 'P', name: 'p' } } },
    { Controller: 'a/b', Parameters: 'P.ex.com/p' },
  ],
  ['a NetworkPolicy of all pods', 'networkpolicy', { spec: { podSelector: {} } }, { 'Pod-Selector': '<none>' }],
  [
    'an IPAddress',
    'ipaddress',
    { spec: { parentRef: { resource: 'services', namespace: 'default', name: 'web' } } },
    { ParentRef: 'services/default/web' },
  ],
  [
    'a ServiceCIDR',
    'servicecidr',
    { spec: { cidrs: ['10.96.0.0/12', 'fd00::/108'] } },
    { CIDRs: '10.96.0.0/12,fd00::/108' },
  ],
  [
    'an HPA of three metrics',
    'hpa',
    {
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'web' },
        maxReplicas: 5,
        metrics: [
          { type: 'Resource', resource: { name: 'cpu', target: { averageUtilization: 80 } } },
          { type: 'Pods', pods: { target: { averageValue: '100' } } },
          { type: 'External', external: { target: { value: '1' } } },
        ],
      },
      status: {
        currentReplicas: 2,
        currentMetrics: [
          { type: 'Resource', resource: { current: { averageUtilization: 35 } } },
          { type: 'Pods', pods: { current: { averageValue: '1500m' } } },
        ],
      },
    },
    {
      Reference: 'Deployment/web',
      Targets: 'cpu: 35%/80%, 1500m/100 + 1 more...',
      MinPods: '<unset>',
      MaxPods: 5,
      Replicas: 2,
    },
  ],
  [
    'an HPA of values',
    'hpa',
    {
      spec: {
        scaleTargetRef: { kind: 'Deployment', name: 'web' },
        minReplicas: 1,
        maxReplicas: 5,
        metrics: [
          { type: 'Object', object: { target: { averageValue: '10' } } },
          { type: 'ContainerResource', containerResource: { name: 'memory', target: { averageValue: '64Mi' } } },
        ],
      },
    },
    { Targets: '<unknown>/10 (avg), memory: <unknown>/64Mi', MinPods: '1' },
  ],
  [
    'a claim that is bound',
    'pvc',
    {
      spec: { volumeName: 'v', storageClassName: 'fast', volumeMode: 'Filesystem' },
      status: {
        phase: 'Bound',
        capacity: { storage: '1Gi' },
        accessModes: ['ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOnce'],
      },
    },
    {
      Status: 'Bound',
      Volume: 'v',
      Capacity: '1Gi',
      'Access Modes': 'RWO,RWX',
      StorageClass: 'fast',
      VolumeAttributesClass: '<unset>',
      VolumeMode: 'Filesystem',
    },
  ],
  [
    'a claim that waits',
    'pvc',
    { spec: {}, status: { phase: 'Pending' } },
    { Status: 'Pending', Volume: '', Capacity: '', 'Access Modes': '', StorageClass: '', VolumeMode: '<unset>' },
  ],
  [
    'a claim that goes away',
    'pvc',
    { metadata: { deletionTimestamp: 'x' }, status: { phase: 'Bound' } },
    { Status: 'Terminating' },
  ],
  [
    'a volume',
    'pv',
    {
      spec: {
        capacity: { storage: '1024Mi' },
        accessModes: ['ReadOnlyMany'],
        persistentVolumeReclaimPolicy: 'Retain',
        claimRef: { namespace: 'a', name: 'b' },
      },
      status: { phase: 'Bound' },
    },
    {
      Capacity: '1Gi',
      'Access Modes': 'ROX',
      'Reclaim Policy': 'Retain',
      Status: 'Bound',
      Claim: 'a/b',
      StorageClass: '',
      Reason: '',
      VolumeMode: '<unset>',
    },
  ],
  [
    'the default StorageClass',
    'sc',
    { metadata: { annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' } }, provisioner: 'p' },
    {
      Name: 'x (default)',
      Provisioner: 'p',
      ReclaimPolicy: 'Delete',
      VolumeBindingMode: 'Immediate',
      AllowVolumeExpansion: false,
    },
  ],
  [
    'a CSIDriver',
    'csidriver',
    { spec: { volumeLifecycleModes: ['Persistent', 'Ephemeral'] } },
    { AttachRequired: true, PodInfoOnMount: false, TokenRequests: '<unset>', Modes: 'Persistent,Ephemeral' },
  ],
  [
    'a VolumeAttachment',
    'volumeattachment',
    { spec: { attacher: 'a', nodeName: 'n', source: { persistentVolumeName: 'v' } }, status: { attached: true } },
    { Attacher: 'a', PV: 'v', Node: 'n', Attached: true },
  ],
  [
    'a PodDisruptionBudget',
    'pdb',
    { spec: { minAvailable: '50%' }, status: { disruptionsAllowed: 1 } },
    { 'Min Available': '50%', 'Max Unavailable': 'N/A', 'Allowed Disruptions': 1 },
  ],
  [
    'a ResourceQuota',
    'quota',
    {
      status: {
        hard: { pods: '10', 'limits.cpu': '2', 'count/jobs.batch': '4' },
        used: { pods: '1', 'limits.cpu': '500m' },
      },
    },
    { Request: 'count/jobs.batch: 0/4, pods: 1/10', Limit: 'limits.cpu: 500m/2' },
  ],
  [
    'a PriorityClass',
    'pc',
    { value: 10, preemptionPolicy: 'Never' },
    { Value: 10, 'Global-Default': false, PreemptionPolicy: 'Never' },
  ],
  [
    'a RoleBinding',
    'rolebinding',
    {
      roleRef: { kind: 'Role', name: 'r' },
      subjects: [
        { kind: 'User', name: 'jane' },
        { kind: 'User', name: 'joe' },
        { kind: 'Group', name: 'devs' },
        { kind: 'ServiceAccount', namespace: 'n', name: 's' },
      ],
    },
    { Role: 'Role/r', Users: 'jane, joe', Groups: 'devs', ServiceAccounts: 'n/s' },
  ],
  ['a Role', 'role', { rules: [] }, { Name: 'x', 'Created At': '2026-01-01T00:01:00Z' }],
  ['a CustomResourceDefinition', 'crd', {}, { 'Created At': '2026-01-01T00:01:00Z' }],
  [
    'a certificate that was approved and issued',
    'csr',
    {
      spec: { signerName: 's', username: 'u', expirationSeconds: 3600 },
      status: { certificate: 'eA==', conditions: [{ type: 'Approved' }] },
    },
    { SignerName: 's', Requestor: 'u', RequestedDuration: '60m', Condition: 'Approved,Issued' },
  ],
  [
    'a certificate that was denied',
    'csr',
    { spec: {}, status: { conditions: [{ type: 'Approved' }, { type: 'Denied' }, { type: 'Failed' }] } },
    { SignerName: '<none>', RequestedDuration: '<none>', Condition: 'Denied,Failed' },
  ],
  ['webhooks', 'validatingwebhookconfiguration', { webhooks: [{}, {}] }, { Webhooks: 2 }],
  [
    'a policy',
    'validatingadmissionpolicy',
    { spec: { validations: [{}], paramKind: { apiVersion: 'v1', kind: 'ConfigMap' } } },
    { Validations: 1, ParamKind: 'v1/ConfigMap' },
  ],
  [
    'a binding to a parameter',
    'validatingadmissionpolicybinding',
    { spec: { policyName: 'p', paramRef: { name: 'c' } } },
    { PolicyName: 'p', ParamRef: '*/c' },
  ],
  [
    'a binding to selected parameters',
    'mutatingadmissionpolicybinding',
    { spec: { policyName: 'p', paramRef: { selector: { matchLabels: { a: 'b' } } } } },
    { ParamRef: '&LabelSelector{MatchLabels:map[string]string{a: b,},MatchExpressions:[]LabelSelectorRequirement{},}' },
  ],
  ['a Lease', 'lease', { spec: { holderIdentity: 'n' } }, { Holder: 'n' }],
  [
    'an APIService of the server itself',
    'apiservice',
    { status: { conditions: [{ type: 'Available', status: 'True', reason: 'Local' }] } },
    { Service: 'Local', Available: 'True' },
  ],
  [
    'an APIService that is away',
    'apiservice',
    {
      spec: { service: { namespace: 'n', name: 's' } },
      status: { conditions: [{ type: 'Available', status: 'False', reason: 'ServiceNotFound' }] },
    },
    { Service: 'n/s', Available: 'False (ServiceNotFound)' },
  ],
  [
    'a FlowSchema',
    'flowschema',
    { spec: { priorityLevelConfiguration: { name: 'l' }, matchingPrecedence: 9 } },
    { PriorityLevel: 'l', MatchingPrecedence: 9, DistinguisherMethod: '<none>', MissingPL: '?' },
  ],
  [
    'a priority level',
    'prioritylevelconfiguration',
    {
      spec: {
        type: 'Limited',
        limited: {
          nominalConcurrencyShares: 5,
          limitResponse: { type: 'Queue', queuing: { queues: 64, handSize: 6, queueLengthLimit: 50 } },
        },
      },
    },
    { Type: 'Limited', NominalConcurrencyShares: 5, Queues: 64, HandSize: 6, QueueLengthLimit: 50 },
  ],
  [
    'an exempt priority level',
    'prioritylevelconfiguration',
    { spec: { type: 'Exempt' } },
    { NominalConcurrencyShares: '<none>', Queues: '<none>' },
  ],
  [
    'a ResourceClaim in use',
    'resourceclaim',
    { spec: {}, status: { allocation: {}, reservedFor: [{}] } },
    { State: 'allocated,reserved' },
  ],
  ['a ResourceClaim that waits', 'resourceclaim', { spec: {} }, { State: 'pending' }],
  [
    'a ResourceSlice',
    'resourceslice',
    { spec: { nodeName: 'n', driver: 'd', pool: { name: 'p' } } },
    { Node: 'n', Driver: 'd', Pool: 'p' },
  ],
  [
    'a component',
    'cs',
    { conditions: [{ type: 'Healthy', status: 'True', message: 'ok' }] },
    { Status: 'Healthy', Message: 'ok', Error: '' },
  ],
  [
    'an event of the older recorder',
    'event',
    {
      type: 'Warning',
      reason: 'BackOff',
      message: ' Back-off ',
      count: 3,
      firstTimestamp: '2026-01-01T00:50:00Z',
      lastTimestamp: '2026-01-01T00:59:55Z',
      source: { component: 'kubelet', host: 'n' },
      involvedObject: { kind: 'Pod', name: 'p', fieldPath: 'spec.containers{c}' },
    },
    {
      'Last Seen': '5s',
      Type: 'Warning',
      Reason: 'BackOff',
      Object: 'pod/p',
      Subobject: 'spec.containers{c}',
      Source: 'kubelet, n',
      Message: 'Back-off',
      'First Seen': '10m',
      Count: 3,
      Name: 'x',
    },
  ],
  [
    'an event of the newer recorder',
    'event',
    {
      eventTime: '2026-01-01T00:59:00.000000Z',
      series: { count: 4, lastObservedTime: '2026-01-01T00:59:50.000000Z' },
      reportingComponent: 'default-scheduler',
      reportingInstance: 'default-scheduler-n',
      involvedObject: { kind: 'Pod' },
    },
    {
      'Last Seen': '10s',
      'First Seen': '60s',
      Count: 4,
      Object: 'pod',
      Source: 'default-scheduler, default-scheduler-n',
    },
  ],
  ['a RuntimeClass', 'runtimeclass', { handler: 'runc' }, { Handler: 'runc' }],
  [
    'a PodTemplate',
    'podtemplate',
    { template: { ...template, metadata: { labels: { a: 'b' } } } },
    { ...oneLine, 'Pod Labels': 'a=b' },
  ],
];

test.each(cases)('%s', (_, kind, object, cells) => {
  expect(shown(kind, object)).toMatchObject(cells);
});
