// pods/resize: only processor and memory change, within what the pod's class and its node allow.

import { describe, expect, test } from '@jest/globals';
import { type Body, container, pod, refusal, SpecServer } from './api-server';

const sized = (requests: Body, limits?: Body, more: Body = {}) => ({
  ...container,
  resources: { requests, ...(limits ? { limits } : {}) },
  ...more,
});
const BURSTABLE = { containers: [sized({ cpu: '100m', memory: '64Mi' })] };
const LIMITED = { containers: [sized({ cpu: '100m' }, { cpu: '200m' })] };
const GUARANTEED = { containers: [sized({ cpu: 1, memory: '1Gi' }, { cpu: 1, memory: '1Gi' })] };
const PLUGINS = ['ResourceQuota', 'LimitRanger', 'PodResizeValidator'];

function server(spec: Body, metadata: Body = {}): SpecServer {
  const own = new SpecServer({ plugins: PLUGINS });
  const allocatable = { cpu: '2', memory: '4Gi', pods: '110' };
  own.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1' }, status: { allocatable } });
  own.create(pod('p', { nodeName: 'n1', ...spec }, metadata));
  return own;
}

const resize = (own: SpecServer, containers: Body, more: Body = {}) =>
  own.patch('pod', 'p', { spec: { containers, ...more } }, 'resize');

describe('what a resize takes', () => {
  test('requests and limits, counted as a new generation', () => {
    const resized = resize(server(LIMITED), [sized({ cpu: '150m' }, { cpu: '300m' })]);
    expect(resized.spec.containers[0].resources).toEqual({ requests: { cpu: '150m' }, limits: { cpu: '300m' } });
    expect(resized.metadata.generation).toBe(2);
  });

  test('a resource that was not asked for', () => {
    const resized = resize(server(LIMITED), [sized({ cpu: '100m', memory: '1Mi' }, { cpu: '200m', memory: '2Mi' })]);
    expect(resized.spec.containers[0].resources.limits).toEqual({ cpu: '200m', memory: '2Mi' });
  });

  test('a limit without a request is the request too', () => {
    const resized = resize(server(LIMITED), [sized({ cpu: '100m' }, { cpu: '200m', memory: '2Mi' })]);
    expect(resized.spec.containers[0].resources.requests).toEqual({ cpu: '100m', memory: '2Mi' });
  });

  test('everything else it leaves as it was', () => {
    const own = server(BURSTABLE);
    const containers = [{ ...container, ...BURSTABLE.containers[0], image: 'other:2' }];
    const patch = { metadata: { labels: { a: 'b' } }, spec: { containers, activeDeadlineSeconds: 5 } };
    const resized = own.patch('pod', 'p', patch, 'resize');
    expect(resized.spec.containers[0].image).toBe(container.image);
    expect(resized.spec.activeDeadlineSeconds).toBeUndefined();
    expect(resized.metadata).toMatchObject({ generation: 1 });
    expect(resized.metadata.labels).toBeUndefined();
  });

  test('an init container', () => {
    const own = server({ ...BURSTABLE, initContainers: [sized({ cpu: '1m' }, undefined, { name: 'i' })] });
    const initContainers = [sized({ cpu: '9m' }, undefined, { name: 'i' })];
    expect(resize(own, BURSTABLE.containers, { initContainers }).spec.initContainers[0].resources.requests.cpu).toBe(
      '9m',
    );
  });
});

describe('what it refuses', () => {
  const ONLY = 'spec: Forbidden: only cpu and memory resources are mutable';
  const restart = [{ resourceName: 'cpu', restartPolicy: 'RestartContainer' }];
  test.each<{ name: string; spec: Body; containers: Body; more?: Body; expected: string }>([
    {
      name: 'another class',
      spec: {},
      containers: [sized({ cpu: '1m' })],
      expected: 'spec: Invalid value: "BestEffort": Pod QOS Class may not change as a result of resizing',
    },
    {
      name: 'a guaranteed pod that would not be',
      spec: GUARANTEED,
      containers: [sized({ cpu: '500m', memory: '1Gi' }, { cpu: 1, memory: '1Gi' })],
      expected: 'spec: Invalid value: "Guaranteed": Pod QOS Class may not change as a result of resizing',
    },
    {
      name: 'a limit that goes',
      spec: LIMITED,
      containers: [sized({ cpu: '100m' })],
      expected: 'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed',
    },
    {
      name: 'a request that goes',
      spec: BURSTABLE,
      containers: [sized({ cpu: '100m' })],
      expected: 'spec.containers[0].resources.requests: Forbidden: resource requests cannot be removed',
    },
    {
      name: 'another resource',
      spec: BURSTABLE,
      containers: [sized({ cpu: '100m', memory: '64Mi', 'ephemeral-storage': '1Gi' })],
      expected: ONLY,
    },
    {
      name: 'another policy',
      spec: BURSTABLE,
      containers: [{ ...BURSTABLE.containers[0], resizePolicy: restart }],
      expected: ONLY,
    },
    {
      name: 'one container more',
      spec: BURSTABLE,
      containers: [BURSTABLE.containers[0], { ...container, name: 'd' }],
      expected: 'spec.containers: Forbidden: containers may not be added or removed on resize',
    },
    {
      name: 'another name',
      spec: BURSTABLE,
      containers: [{ ...BURSTABLE.containers[0], name: 'd' }],
      expected: 'spec.containers[0].name: Forbidden: containers may not be renamed or reordered on resize',
    },
    {
      name: 'an init container more',
      spec: BURSTABLE,
      containers: BURSTABLE.containers,
      more: { initContainers: [{ ...container, name: 'i' }] },
      expected: 'spec.initContainers: Forbidden: initContainers may not be added or removed on resize',
    },
    {
      name: 'pod-level resources that go',
      spec: { ...BURSTABLE, resources: { requests: { cpu: '1' } } },
      containers: BURSTABLE.containers,
      more: { resources: null },
      expected: 'spec.resources: Forbidden: pod-level resources cannot be removed',
    },
    {
      name: 'a request above the limit',
      spec: LIMITED,
      containers: [sized({ cpu: '300m' }, { cpu: '200m' })],
      expected:
        'spec.containers[0].resources.requests: Invalid value: "300m": must be less than or equal to cpu limit of 200m',
    },
  ])('$name', ({ spec, containers, more, expected }) => {
    expect(refusal(() => resize(server(spec), containers, more))).toBe(`422 Pod "p" is invalid: ${expected}`);
  });

  test('what the node does not have at all', () => {
    const own = server(BURSTABLE);
    expect(refusal(() => resize(own, [sized({ cpu: '2100m', memory: '5Gi' })]))).toBe(
      '403 pods "p" is forbidden: node didn\'t have enough allocatable resources: ' +
        'cpu, requested: 2100, allocatable: 2000; memory, requested: 5368709120, allocatable: 4294967296',
    );
  });

  test('what the quota does not allow', () => {
    const own = new SpecServer({ plugins: PLUGINS });
    const hard = { 'requests.cpu': '200m' };
    own.create({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'q', namespace: 'default' },
      spec: { hard },
    });
    own.patch('resourcequota', 'q', { status: { hard, used: { 'requests.cpu': '0' } } }, 'status');
    own.create(pod('p', BURSTABLE));
    expect(refusal(() => resize(own, [sized({ cpu: '250m', memory: '64Mi' })]))).toBe(
      '403 pods "p" is forbidden: exceeded quota: q, requested: requests.cpu=150m, used: requests.cpu=100m, ' +
        'limited: requests.cpu=200m',
    );
  });
});
