// What the API server refuses of the remaining kinds, in its words.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, refusal, SpecServer } from './api-server';
import { IP, NAME_PART, SUBDOMAIN } from './texts';

const server = new SpecServer();

function check(object: Body, expected: string): void {
  const [group, version] = object.apiVersion.split('/');
  const kind = version ? `${object.kind}.${group}` : object.kind;
  expect(refusal(() => server.create(object))).toBe(`422 ${kind} "${object.metadata.name}" is invalid: ${expected}`);
}

const node = (spec: Body, status: Body = {}) => body('v1', 'Node', 'n', { spec, status });
const quota = (spec: Body) => body('v1', 'ResourceQuota', 'rq', { spec });
const limits = (item: Body) => body('v1', 'LimitRange', 'lr', { spec: { limits: [item] } });
const claim = (spec: Body) => {
  const defaults = { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } };
  return body('v1', 'PersistentVolumeClaim', 'pvc', { spec: { ...defaults, ...spec } });
};
const volume = (spec: Body) => {
  const defaults = { accessModes: ['ReadWriteOnce'], capacity: { storage: '1Gi' } };
  return body('v1', 'PersistentVolume', 'pv', { spec: { ...defaults, ...spec } });
};

describe('nodes', () => {
  test.each([
    {
      name: 'a taint twice',
      object: node({
        taints: [
          { key: 'a', effect: 'NoSchedule' },
          { key: 'a', effect: 'NoSchedule', value: 'x' },
        ],
      }),
      expected:
        'metadata.taints[1]: Duplicate value: {"Key":"a","Value":"x","Effect":"NoSchedule","TimeAdded":null}: taints must be unique by key and effect pair',
    },
    {
      name: 'two blocks of one family',
      object: node({ podCIDRs: ['10.0.0.0/24', '10.0.1.0/24'] }),
      expected:
        'spec.podCIDRs: Invalid value: ["10.0.0.0/24","10.0.1.0/24"]: may specify no more than one CIDR for each IP family',
    },
    {
      name: 'less than no memory',
      object: node({}, { capacity: { memory: '-1Gi' } }),
      expected:
        '[status.capacity.memory: Invalid value: "-1Gi": must be greater than or equal to 0, ' +
        'status.allocatable.memory: Invalid value: "-1Gi": must be greater than or equal to 0]',
    },
  ])('$name', ({ object, expected }) => check(object, expected));

  test('a node keeps its addresses for pods', () => {
    const own = new SpecServer();
    own.create(node({ podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24'] }));
    // The single address decides where the two differ.
    own.patch('node', 'n', { spec: { podCIDRs: ['10.9.0.0/24'] } });
    expect(own.get('node', 'n').spec).toMatchObject({ podCIDR: '10.0.0.0/24', podCIDRs: ['10.0.0.0/24'] });
    const moved = { spec: { podCIDR: '10.9.0.0/24', podCIDRs: ['10.9.0.0/24'] } };
    expect(refusal(() => own.patch('node', 'n', moved))).toBe(
      '422 Node "n" is invalid: spec.podCIDRs: Forbidden: node updates may not change podCIDR except from "" to valid',
    );
  });
});

describe('storage', () => {
  test.each([
    {
      name: 'a claim of nothing',
      object: claim({ accessModes: [], resources: {} }),
      expected:
        '[spec.accessModes: Required value: at least 1 access mode is required, spec.resources[storage]: Required value]',
    },
    {
      name: 'one pod only, and others',
      object: claim({ accessModes: ['ReadWriteOncePod', 'ReadWriteMany'] }),
      expected: 'spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes',
    },
    { name: 'a volume of nothing', object: volume({}), expected: 'spec: Required value: must specify a volume type' },
    {
      name: 'a volume of two kinds',
      object: volume({ hostPath: { path: '/x' }, nfs: { server: 's', path: '/' } }),
      expected: 'spec.nfs: Forbidden: may not specify more than 1 volume type',
    },
    {
      name: 'a local volume of no node',
      object: volume({ local: { path: '/x' } }),
      expected: 'spec.nodeAffinity: Required value: Local volume requires node affinity',
    },
    {
      name: 'a capacity of something else',
      object: volume({ hostPath: { path: '/x' }, capacity: { cpu: 1 } }),
      expected: 'spec.capacity: Unsupported value: {"cpu":"1"}: supported values: "storage"',
    },
    {
      name: 'a class without a provisioner',
      object: body('storage.k8s.io/v1', 'StorageClass', 'sc', { provisioner: '', reclaimPolicy: 'Recycle' }),
      expected:
        '[provisioner: Required value, reclaimPolicy: Unsupported value: "Recycle": supported values: "Delete", "Retain"]',
    },
  ])('$name', ({ object, expected }) => check(object, expected));

  test('a claim keeps its spec', () => {
    const own = new SpecServer();
    own.create(claim({}));
    const text = refusal(() => own.patch('pvc', 'pvc', { spec: { accessModes: ['ReadOnlyMany'] } }));
    expect(text).toBe(
      '422 PersistentVolumeClaim "pvc" is invalid: spec: Forbidden: spec is immutable after creation except ' +
        'resources.requests and volumeAttributesClassName for bound claims\n' +
        '@@ -1,6 +1,6 @@\n {\n  "AccessModes": [\n-  "ReadWriteOnce"\n+  "ReadOnlyMany"\n  ],\n  "Selector": null,\n  "Resources": {\n',
    );
  });

  test('a volume keeps its source', () => {
    const own = new SpecServer();
    own.create(volume({ hostPath: { path: '/x' } }));
    const text = refusal(() => own.patch('pv', 'pv', { spec: { hostPath: { path: '/y' } } }));
    expect(text).toMatch(
      /spec\.persistentvolumesource is immutable after creation\n@@ .*@@\n(.*\n)*- {2}"Path": "\/x",\n\+ {2}"Path": "\/y",\n/,
    );
  });
});

describe('budgets and limits', () => {
  test.each([
    {
      name: 'a negative quota',
      object: quota({ hard: { memory: '-1Gi' } }),
      expected: 'spec.hard[memory]: Invalid value: "-1Gi": must be greater than or equal to 0',
    },
    {
      name: 'a quota of something nobody counts',
      object: quota({ hard: { nope: 1 } }),
      expected:
        '[spec.hard[nope]: Invalid value: "nope": must be a standard resource type or fully qualified, ' +
        'spec.hard[nope]: Invalid value: "nope": must be a standard resource for quota]',
    },
    {
      name: 'scopes that exclude each other',
      object: quota({ hard: { pods: 1 }, scopes: ['BestEffort', 'NotBestEffort'] }),
      expected: 'spec.scopes: Invalid value: ["BestEffort","NotBestEffort"]: conflicting scopes',
    },
    {
      name: 'a limit above its maximum',
      object: limits({ type: 'Container', min: { memory: '2Gi' }, max: { memory: '1Gi' } }),
      expected:
        '[spec.limits[0].min[memory]: Invalid value: "2Gi": min value 2Gi is greater than max value 1Gi, ' +
        'spec.limits[0].defaultRequest[memory]: Invalid value: "1Gi": min value 2Gi is greater than default request ' +
        'value 1Gi, spec.limits[0].default[memory]: Invalid value: "2Gi": min value 2Gi is greater than default value 1Gi]',
    },
    {
      name: 'defaults for whole pods',
      object: limits({ type: 'Pod', default: { cpu: 1 } }),
      expected: "spec.limits[0].default: Forbidden: may not be specified when `type` is 'Pod'",
    },
    {
      name: 'a ratio below one',
      object: limits({ type: 'Container', maxLimitRequestRatio: { cpu: '500m' } }),
      expected: 'spec.limits[0].maxLimitRequestRatio[cpu]: Invalid value: "500m": ratio 500m is less than 1',
    },
    {
      name: 'both at least and at most',
      object: body('policy/v1', 'PodDisruptionBudget', 'pdb', {
        spec: { minAvailable: 1, maxUnavailable: 1, selector: {} },
      }),
      expected:
        'spec: Invalid value: {"MinAvailable":1,"Selector":{},"MaxUnavailable":1,"UnhealthyPodEvictionPolicy":null}: minAvailable and maxUnavailable cannot be both set',
    },
    {
      name: 'a class of the system',
      object: body('scheduling.k8s.io/v1', 'PriorityClass', 'system-mine', { value: 1 }),
      expected:
        "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only. error: system-mine is not a known system priority class",
    },
    {
      name: 'a priority out of reach',
      object: body('scheduling.k8s.io/v1', 'PriorityClass', 'top', { value: 1_000_000_001 }),
      expected: 'value: Forbidden: maximum allowed value of a user defined priority is 1000000000',
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

const autoscaler = (spec: Body) =>
  body('autoscaling/v2', 'HorizontalPodAutoscaler', 'hpa', {
    spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'd' }, ...spec },
  });

describe('autoscalers', () => {
  test.each([
    {
      name: 'fewer at most than at least, and a target without a group',
      object: autoscaler({ minReplicas: 5, maxReplicas: 2, scaleTargetRef: { kind: 'Deployment', name: 'd' } }),
      expected:
        '[spec.maxReplicas: Invalid value: 2: must be greater than or equal to `minReplicas`, ' +
        'spec.scaleTargetRef.apiVersion: Invalid value: "": apiVersion must specify API group]',
    },
    {
      name: 'a metric that is not there',
      object: autoscaler({ metrics: [{ type: 'Pods' }] }),
      expected: 'spec.metrics[0].pods: Required value: must populate information for the given metric source',
    },
    {
      name: 'a target of nothing',
      object: autoscaler({ metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Much' } } }] }),
      expected:
        '[spec.metrics[0].resource.target.type: Invalid value: "Much": must be either Utilization, Value, or ' +
        'AverageValue, spec.metrics[0].resource.target.averageUtilization: Required value: must set either a target ' +
        'raw value or a target utilization]',
    },
    {
      name: 'a window too long',
      object: autoscaler({ behavior: { scaleDown: { stabilizationWindowSeconds: 3601 } } }),
      expected:
        'spec.behavior.scaleDown.stabilizationWindowSeconds: Invalid value: 3601: must be less than or equal to 3600',
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

const ingress = (spec: Body) => body('networking.k8s.io/v1', 'Ingress', 'i', { spec });
const path = (fields: Body) => ({
  http: {
    paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 's', port: { number: 80 } } }, ...fields }],
  },
});
const policy = (spec: Body) =>
  body('networking.k8s.io/v1', 'NetworkPolicy', 'np', { spec: { podSelector: {}, ...spec } });

describe('networking', () => {
  test.each([
    {
      name: 'an ingress for nothing',
      object: ingress({}),
      expected: 'spec: Invalid value: null: either `defaultBackend` or `rules` must be specified',
    },
    {
      name: 'a host that is an address',
      object: ingress({ rules: [{ host: '1.2.3.4', ...path({}) }] }),
      expected: 'spec.rules[0].host: Invalid value: "1.2.3.4": must be a DNS name, not an IP address',
    },
    {
      name: 'a path that climbs, to no port',
      object: ingress({
        rules: [path({ path: '/a/../b', backend: { service: { name: 's', port: {} } } })],
      }),
      expected:
        '[spec.rules[0].http.paths[0].path: Invalid value: "/a/../b": must not contain \'/../\', ' +
        'spec.rules[0].http.paths[0].backend: Required value: port name or number is required]',
    },
    {
      name: 'a path of no type',
      object: ingress({ rules: [path({ pathType: null })] }),
      expected: 'spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified',
    },
    {
      name: 'a backend of no kind',
      object: ingress({ defaultBackend: { resource: { name: 'x', kind: '' } } }),
      expected: 'spec.defaultBackend.resource.kind: Required value',
    },
    {
      name: 'a controller without a domain',
      object: body('networking.k8s.io/v1', 'IngressClass', 'ic', { spec: { controller: 'nginx' } }),
      expected: 'spec.controller: Invalid value: "nginx": must be a domain-prefixed path (such as "acme.io/foo")',
    },
    {
      name: 'a range of ports the wrong way round',
      object: policy({ ingress: [{ ports: [{ port: 90, endPort: 80 }] }] }),
      expected: 'spec.ingress[0].ports[0].endPort: Invalid value: 90: must be greater than or equal to `port`',
    },
    {
      name: 'an exception outside its block',
      object: policy({ egress: [{ to: [{ ipBlock: { cidr: '10.0.0.0/8', except: ['11.0.0.0/16'] } }] }] }),
      expected:
        'spec.egress[0].to[0].ipBlock.except[0]: Invalid value: "11.0.0.0/16": must be a strict subset of `cidr`',
    },
    {
      name: 'a peer of nothing',
      object: policy({ ingress: [{ from: [{}] }] }),
      expected: 'spec.ingress[0].from[0]: Required value: must specify a peer',
    },
    {
      name: 'an endpoint nobody can reach',
      object: body('v1', 'Endpoints', 'e', { subsets: [{ addresses: [{ ip: '127.0.0.1' }] }] }),
      expected:
        'subsets[0].addresses[0].ip: Invalid value: "127.0.0.1": may not be in the loopback range (127.0.0.0/8, ::1/128)',
    },
    {
      name: 'a slice of the other family',
      object: body('discovery.k8s.io/v1', 'EndpointSlice', 'es', {
        addressType: 'IPv4',
        endpoints: [{ addresses: ['fd00::1'] }, { addresses: ['x'] }],
      }),
      expected:
        '[endpoints[0].addresses: Invalid value: "fd00::1": must be an IPv4 address, ' +
        `endpoints[1].addresses[0]: Invalid value: "x": ${IP}]`,
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

describe('others', () => {
  test.each([
    {
      name: 'a runtime without a handler',
      object: body('node.k8s.io/v1', 'RuntimeClass', 'rc', { handler: '' }),
      expected: 'handler: Required value',
    },
    {
      name: 'a lease of no time',
      object: body('coordination.k8s.io/v1', 'Lease', 'l', { spec: { leaseDurationSeconds: 0 } }),
      expected: 'spec.leaseDurationSeconds: Invalid value: 0: must be greater than 0',
    },
    {
      name: 'a revision of nothing',
      object: body('apps/v1', 'ControllerRevision', 'cr', { revision: -1 }),
      expected:
        '[revision: Invalid value: -1: must be greater than or equal to 0, data: Required value: data is mandatory]',
    },
    {
      name: 'an event about another namespace',
      object: body('v1', 'Event', 'e', { involvedObject: { kind: 'Pod', name: 'p', namespace: 'other' } }),
      expected: 'involvedObject.namespace: Invalid value: "other": does not match event.namespace',
    },
    {
      name: 'a template on its own',
      object: body('v1', 'PodTemplate', 'pt', { template: { spec: { containers: [] } } }),
      expected: 'template.spec.containers: Required value',
    },
    {
      name: 'an annotation with a bad key',
      object: body('v1', 'ReplicationController', 'Bad', { metadata: { annotations: { 'a b': '' } }, spec: {} }),
      expected:
        `[metadata.name: Invalid value: "Bad": ${SUBDOMAIN}, metadata.annotations: Invalid value: "a b": ${NAME_PART}, ` +
        'spec.selector: Required value, spec.template: Required value]',
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});
