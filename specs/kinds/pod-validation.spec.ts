// What the API server refuses in a new pod, in its words.

import { describe, expect, test } from '@jest/globals';
import { type Body, container, pod, refusal, SpecServer } from './api-server';
import { LABEL, LABEL_VALUE, NAME_PART, SUBDOMAIN } from './texts';

const server = new SpecServer();

function check(object: Body, expected: string): void {
  expect(refusal(() => server.create(object))).toBe(`422 Pod "${object.metadata.name}" is invalid: ${expected}`);
}

const only = (fields: Body) => ({ containers: [{ ...container, ...fields }] });

describe('metadata', () => {
  test.each([
    { name: 'a bad name', object: pod('Bad_Name'), expected: `metadata.name: Invalid value: "Bad_Name": ${SUBDOMAIN}` },
    {
      name: 'a bad label value and key',
      object: pod('label', {}, { labels: { a: 'has space', '-bad': 'x' } }),
      expected: `[metadata.labels: Invalid value: "has space": ${LABEL_VALUE}, metadata.labels: Invalid value: "-bad": ${NAME_PART}]`,
    },
    {
      name: 'a finalizer without a domain',
      object: pod('fin', {}, { finalizers: ['nodomain'] }),
      expected:
        'metadata.finalizers[0]: Invalid value: "nodomain": name is neither a standard finalizer name nor is it fully qualified',
    },
    {
      name: 'two controllers',
      object: pod('owned', {}, { ownerReferences: [owner('a'), owner('b')] }),
      expected:
        'metadata.ownerReferences: Invalid value: [{"apiVersion":"v1","kind":"Pod","name":"a","uid":"u","controller":true},' +
        '{"apiVersion":"v1","kind":"Pod","name":"b","uid":"u","controller":true}]: Only one reference can have Controller ' +
        'set to true. Found "true" in references for Pod/a and Pod/b',
    },
  ])('$name', ({ object, expected }) => check(object, expected));
});

function owner(name: string): Body {
  return { apiVersion: 'v1', kind: 'Pod', name, uid: 'u', controller: true };
}

describe('containers', () => {
  test.each([
    { name: 'none', spec: { containers: [] }, expected: 'spec.containers: Required value' },
    { name: 'no image', spec: only({ image: '' }), expected: 'spec.containers[0].image: Required value' },
    {
      name: 'an upper-case name',
      spec: only({ name: 'C' }),
      expected: `spec.containers[0].name: Invalid value: "C": ${LABEL}`,
    },
    {
      name: 'a name twice',
      spec: { containers: [container, container] },
      expected: 'spec.containers[1].name: Duplicate value: "c"',
    },
    {
      name: 'policies there are not',
      spec: { ...only({ imagePullPolicy: 'Maybe' }), restartPolicy: 'Sometimes' },
      expected:
        '[spec.containers[0].imagePullPolicy: Unsupported value: "Maybe": supported values: "Always", "IfNotPresent", ' +
        '"Never", spec.restartPolicy: Unsupported value: "Sometimes": supported values: "Always", "OnFailure", "Never"]',
    },
    {
      name: 'ports',
      spec: only({ ports: [{ containerPort: 70000 }, { containerPort: 80, name: 'this-name-is-too-long' }] }),
      expected:
        '[spec.containers[0].ports[0].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive, ' +
        'spec.containers[0].ports[1].name: Invalid value: "this-name-is-too-long": must be no more than 15 characters]',
    },
    {
      name: 'a host port twice',
      spec: {
        containers: ['a', 'b'].map((name) => ({ ...container, name, ports: [{ containerPort: 1, hostPort: 9 }] })),
      },
      expected: 'spec.containers[1].ports[0].hostPort: Duplicate value: "TCP//9"',
    },
    {
      name: 'a request above its limit',
      spec: only({ resources: { requests: { cpu: 2 }, limits: { cpu: 1 } } }),
      expected:
        'spec.containers[0].resources.requests: Invalid value: "2": must be less than or equal to cpu limit of 1',
    },
    {
      name: 'half a device',
      spec: only({ resources: { limits: { 'example.com/gpu': '500m' } } }),
      expected:
        '[spec.containers[0].resources.limits[example.com/gpu]: Invalid value: "500m": must be an integer, ' +
        'spec.containers[0].resources.requests[example.com/gpu]: Invalid value: "500m": must be an integer]',
    },
    {
      name: 'two handlers, and none',
      spec: only({ livenessProbe: { httpGet: { port: 1 }, tcpSocket: { port: 1 } }, readinessProbe: {} }),
      expected:
        '[spec.containers[0].livenessProbe.tcpSocket: Forbidden: may not specify more than 1 handler type, ' +
        'spec.containers[0].readinessProbe: Required value: must specify a handler type]',
    },
    {
      name: 'a liveness probe that wants two successes',
      spec: only({ livenessProbe: { tcpSocket: { port: 1 }, successThreshold: 2 } }),
      expected: 'spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1',
    },
    {
      name: 'a mount of no volume',
      spec: only({ volumeMounts: [{ name: 'nope', mountPath: '/x' }] }),
      expected: 'spec.containers[0].volumeMounts[0].name: Not found: "nope"',
    },
    {
      name: 'variables',
      spec: only({
        env: [{ name: '' }, { name: 'A', value: 'x', valueFrom: { fieldRef: { fieldPath: 'metadata.nope' } } }],
      }),
      expected:
        '[spec.containers[0].env[0].name: Required value, spec.containers[0].env[1].valueFrom.fieldRef.fieldPath: ' +
        'Invalid value: "metadata.nope": error converting fieldPath: field label not supported: metadata.nope, ' +
        'spec.containers[0].env[1].valueFrom: Invalid value: "": may not be specified when `value` is not empty]',
    },
    {
      name: 'a lifecycle of an ordinary init container',
      spec: { initContainers: [{ name: 'i', image: 'x', lifecycle: { preStop: { sleep: { seconds: 1 } } } }] },
      expected:
        'spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always',
    },
  ])('$name', ({ spec, expected }) => check(pod('p', spec), expected));
});

describe('volumes', () => {
  test.each([
    {
      name: 'two sources',
      volume: { name: 'v', emptyDir: {}, hostPath: { path: '/' } },
      expected: 'spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type',
    },
    {
      name: 'a way out of the volume',
      volume: { name: 'v', configMap: { name: 'c', items: [{ key: 'k', path: '../up' }] } },
      expected: 'spec.volumes[0].configMap.items[0].path: Invalid value: "../up": must not contain \'..\'',
    },
    {
      name: 'a mode out of range',
      volume: { name: 'v', secret: { secretName: 's', defaultMode: 4096 } },
      expected:
        'spec.volumes[0].secret.defaultMode: Invalid value: 4096: must be a number between 0 and 0777 (octal), both inclusive',
    },
    {
      name: 'a claim without a name',
      volume: { name: 'v', persistentVolumeClaim: { claimName: '' } },
      expected: 'spec.volumes[0].persistentVolumeClaim.claimName: Required value',
    },
    {
      name: 'a relative export',
      volume: { name: 'v', nfs: { server: 's', path: 'x' } },
      expected: 'spec.volumes[0].nfs.path: Invalid value: "x": must be an absolute path',
    },
  ])('$name', ({ volume, expected }) => check(pod('p', { volumes: [volume] }), expected));
});

const TERM = 'spec.affinity.podAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey';

describe('scheduling', () => {
  test.each([
    {
      name: 'tolerations',
      spec: {
        tolerations: [
          { key: 'a', operator: 'Exists', value: 'x' },
          { key: 'b', effect: 'Never' },
        ],
      },
      expected:
        '[spec.tolerations[0].operator: Invalid value: "x": value must be empty when `operator` is \'Exists\', ' +
        'spec.tolerations[1].effect: Unsupported value: "Never": supported values: "NoSchedule", "PreferNoSchedule", ' +
        '"NoExecute"]',
    },
    {
      name: 'an affinity without a topology',
      spec: { affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey: '' }] } } },
      expected:
        `[${TERM}: Required value: can not be empty, ${TERM}: Invalid value: "": name part must be non-empty, ` +
        `${TERM}: Invalid value: "": ${NAME_PART}]`,
    },
    {
      name: 'a weight of nothing',
      spec: {
        affinity: {
          nodeAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [{ weight: 0, preference: {} }] },
        },
      },
      expected:
        'spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 0: must be in the range 1-100',
    },
    {
      name: 'a spread of no skew',
      spec: {
        topologySpreadConstraints: [{ maxSkew: 0, topologyKey: 'zone', whenUnsatisfiable: 'Maybe' }],
      },
      expected:
        '[spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero, ' +
        'spec.topologySpreadConstraints[0].whenUnsatisfiable: Unsupported value: "Maybe": supported values: ' +
        '"DoNotSchedule", "ScheduleAnyway"]',
    },
    {
      name: 'a gate twice',
      spec: { schedulingGates: [{ name: 'a' }, { name: 'a' }] },
      expected: 'spec.schedulingGates[1]: Duplicate value: "a"',
    },
  ])('$name', ({ spec, expected }) => check(pod('p', spec), expected));
});

describe('the pod as a whole', () => {
  test.each([
    {
      name: 'a container asks for more than its pod',
      spec: { ...only({ resources: { requests: { cpu: '200m' } } }), resources: { requests: { cpu: '100m' } } },
      expected:
        'spec.resources.requests[cpu]: Invalid value: "100m": must be greater than or equal to aggregate container requests of 200m',
    },
    {
      name: 'a DNS policy of its own without servers',
      spec: { dnsPolicy: 'None' },
      expected: 'spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None',
    },
    {
      name: 'a bad address among host aliases',
      spec: { hostAliases: [{ ip: 'x', hostnames: ['a'] }] },
      expected:
        'spec.hostAliases[0].ip: Invalid value: "x": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)',
    },
    {
      name: 'a deadline of nothing',
      spec: { activeDeadlineSeconds: 0 },
      expected: 'spec.activeDeadlineSeconds: Invalid value: 0: must be between 1 and 2147483647, inclusive',
    },
  ])('$name', ({ spec, expected }) => check(pod('p', spec), expected));
});
