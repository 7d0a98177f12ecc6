// In-place resize of running pods: what is granted, put off or refused, what a restart is needed for, and what everybody
// can see of it.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import type { CoreEvent, Pod, ResourceRequirements } from '../../src/kinds/generated/types.gen';
import { readBackMilliCpu } from '../../src/node/resize';

const small = { requests: { cpu: '100m', memory: '64Mi' } };

function pod(name: string, container: object = {}): object {
  const one = { name: 'c', image: 'nginx:1.27', resources: small, ...container };
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec: { containers: [one] } };
}

function withPods(...pods: readonly object[]): Cluster {
  const tank = cluster({ nodes: [{ name: 'node-1', cpu: 4, memory: '4Gi' }] });
  tank.load([...pods]);
  tank.settle();
  return tank;
}

const resize = (tank: Cluster, name: string, resources: object) =>
  tank.patch(`pod/${name}`, { spec: { containers: [{ name: 'c', resources }] } }, { subresource: 'resize' });

const found = (tank: Cluster, name: string) => tank.get('Pod', 'default', name) as Pod;
const statusOf = (tank: Cluster, name: string) => found(tank, name).status?.containerStatuses?.[0];
const conditionsOf = (tank: Cluster, name: string) =>
  found(tank, name)
    .status?.conditions?.filter(({ type }) => type.startsWith('PodResize'))
    .map(({ type, status, reason = '', message = '' }) => `${type} ${status} ${reason} ${message}`.trim());
const eventsOf = (tank: Cluster, name: string) =>
  (tank.list('Event', 'default') as readonly CoreEvent[])
    .filter(({ involvedObject, reason }) => involvedObject.name === name && reason?.startsWith('Resize'))
    .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);

describe('granted', () => {
  test('without a restart, in two steps that the status shows', () => {
    const tank = withPods(pod('web'));
    resize(tank, 'web', { requests: { cpu: '300m' } });
    expect(found(tank, 'web').metadata.generation).toBe(2);
    const seen: string[] = [];
    tank.runUntil(() => {
      const { resources, allocatedResources } = statusOf(tank, 'web') ?? {};
      const now = `${allocatedResources?.cpu} ${resources?.requests?.cpu} ${conditionsOf(tank, 'web')}`;
      if (seen.at(-1) !== now) seen.push(now);
      return seen.length === 3;
    });
    expect(seen).toEqual(['100m 100m ', '300m 100m PodResizeInProgress True', '300m 284m ']);
    expect(statusOf(tank, 'web')?.restartCount).toBe(0);
    const summary =
      '{"containers":[{"name":"c","resources":{"requests":{"cpu":"300m","memory":"64Mi"}}}],"generation":2}';
    expect(eventsOf(tank, 'web')).toEqual([
      `Normal ResizeStarted: Pod resize started: ${summary}`,
      `Normal ResizeCompleted: Pod resize completed: ${summary}`,
    ]);
    expect(found(tank, 'web').status?.observedGeneration).toBe(2);
  });

  test('with a restart where the policy of the resource asks for it', () => {
    const resizePolicy = [
      { resourceName: 'memory', restartPolicy: 'RestartContainer' },
      { resourceName: 'cpu', restartPolicy: 'NotRequired' },
    ];
    const tank = withPods(pod('web', { resizePolicy }));
    resize(tank, 'web', { requests: { cpu: '200m' } });
    tank.settle();
    expect(statusOf(tank, 'web')?.restartCount).toBe(0);
    resize(tank, 'web', { requests: { memory: '128Mi' } });
    tank.settle();
    expect(statusOf(tank, 'web')).toMatchObject({ restartCount: 1, ready: true });
    expect(statusOf(tank, 'web')?.resources?.requests).toEqual({ cpu: '200m', memory: '128Mi' });
    expect(conditionsOf(tank, 'web')).toEqual([]);
  });

  test.each([
    { milli: 100, back: 79 },
    { milli: 300, back: 284 },
    { milli: 1000, back: 975 },
    { milli: 1, back: 2 },
  ])('a request of $milli thousandths is read back as $back from its weight', ({ milli, back }) => {
    expect(readBackMilliCpu(milli)).toBe(back);
  });
});

describe('not granted', () => {
  const full = () => withPods(pod('web'), pod('other', { resources: { requests: { cpu: '3500m' } } }));
  const lack = "Node didn't have enough resource: cpu, requested: 1000, used: 3500, capacity: 4000";

  test('while the node has no room it is put off; when another pod goes it is granted', () => {
    const tank = full();
    resize(tank, 'web', { requests: { cpu: '1' } });
    tank.settle();
    expect(conditionsOf(tank, 'web')).toEqual([`PodResizePending True Deferred ${lack}`]);
    expect(statusOf(tank, 'web')?.allocatedResources).toEqual(small.requests);
    expect(eventsOf(tank, 'web')).toEqual([
      `Warning ResizeDeferred: Pod resize Deferred: {"containers":[{"name":"c","resources":{"requests":{"cpu":"1","memory":"64Mi"}}}],"generation":2,"error":"${lack}"}`,
    ]);
    tank.delete('pod/other');
    tank.settle();
    expect(conditionsOf(tank, 'web')).toEqual([]);
    expect(statusOf(tank, 'web')?.allocatedResources).toEqual({ cpu: '1', memory: '64Mi' });
  });

  test('more than the node has is refused before the kubelet hears of it', () => {
    const tank = withPods(pod('web'));
    expect(() => resize(tank, 'web', { requests: { cpu: '8' } })).toThrow(
      'pods "web" is forbidden: node didn\'t have enough allocatable resources: cpu, requested: 8000, allocatable: 4000',
    );
    tank.settle();
    expect([conditionsOf(tank, 'web'), eventsOf(tank, 'web')]).toEqual([[], []]);
  });

  test('a wish that is taken back is forgotten', () => {
    const tank = full();
    resize(tank, 'web', { requests: { cpu: '1' } });
    tank.settle();
    resize(tank, 'web', { requests: { cpu: '100m' } });
    tank.settle();
    expect(conditionsOf(tank, 'web')).toEqual([]);
  });

  test('the room of a granted resize is taken', () => {
    const tank = withPods(pod('web'), pod('second'));
    resize(tank, 'web', { requests: { cpu: '3' } });
    tank.settle();
    resize(tank, 'second', { requests: { cpu: '2' } });
    tank.settle();
    expect(conditionsOf(tank, 'second')).toEqual([
      "PodResizePending True Deferred Node didn't have enough resource: cpu, requested: 2000, used: 3000, capacity: 4000",
    ]);
  });
});

describe('refused by the API server', () => {
  const limited: ResourceRequirements = { requests: { cpu: '100m' }, limits: { cpu: '200m' } };

  test.each([
    {
      name: 'a limit is taken away',
      resources: { limits: { cpu: null } },
      message: 'spec.containers[0].resources.limits: Forbidden: resource limits cannot be removed',
    },
    {
      name: 'another quality of service',
      resources: { requests: { cpu: '200m', memory: '1Gi' }, limits: { memory: '1Gi' } },
      message: 'spec: Invalid value: "Burstable": Pod QOS Class may not change as a result of resizing',
    },
    {
      name: 'another resource',
      resources: { requests: { 'ephemeral-storage': '1Gi' } },
      message: 'spec: Forbidden: only cpu and memory resources are mutable',
    },
    {
      name: 'a request above its limit',
      resources: { requests: { cpu: '300m' } },
      message:
        'spec.containers[0].resources.requests: Invalid value: "300m": must be less than or equal to cpu limit of 200m',
    },
  ])('$name', ({ resources, message }) => {
    const tank = withPods(pod('web', { resources: limited }));
    expect(() => resize(tank, 'web', resources)).toThrow(`Pod "web" is invalid: ${message}`);
  });

  test('all but resources is left as it is, without a word', () => {
    const tank = withPods(pod('web'));
    const patch = { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'nginx:1.28' }] } };
    tank.patch('pod/web', patch, { subresource: 'resize' });
    expect(found(tank, 'web').spec.containers[0]?.image).toBe('nginx:1.27');
    expect(found(tank, 'web').metadata).toMatchObject({ generation: 1 });
    expect(found(tank, 'web').metadata.labels).toBeUndefined();
  });
});

describe('ephemeral containers', () => {
  const debug = { name: 'debug', image: 'busybox:1.36' };
  const add = (tank: Cluster, ephemeralContainers: readonly object[]) =>
    tank.patch('pod/web', { spec: { ephemeralContainers } }, { subresource: 'ephemeralcontainers', type: 'merge' });

  test('are added through their subresource alone', () => {
    const tank = withPods(pod('web'));
    add(tank, [debug]);
    expect(found(tank, 'web').spec.ephemeralContainers).toMatchObject([debug]);
    expect(found(tank, 'web').metadata.generation).toBe(2);
  });

  test('are neither changed nor removed', () => {
    const tank = withPods(pod('web'));
    add(tank, [debug]);
    const path = 'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug"';
    expect(() => add(tank, [])).toThrow(`${path} may not be removed`);
    expect(() => add(tank, [{ ...debug, image: 'busybox:1.37' }])).toThrow(`${path} may not be changed`);
  });
});
