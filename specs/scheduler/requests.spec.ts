// What a pod counts for: init containers, sidecars, overhead, pod-level resources, resizes under way.

import { describe, expect, test } from '@jest/globals';
import type { Container, Pod } from '../../src/kinds/generated/types.gen';
import { podRequests, podUsage } from '../../src/scheduler/requests';
import { aNode, aPod, Tank } from './tank';

const asking = (name: string, cpu: string): Container => ({ name, image: 'i', resources: { requests: { cpu } } });
const sidecar = (name: string, cpu: string): Container => ({ ...asking(name, cpu), restartPolicy: 'Always' });

describe('cpu of a pod', () => {
  test.each([
    {
      name: 'init 800m, sidecar 300m, init 600m, main 400m',
      spec: {
        initContainers: [asking('a', '800m'), sidecar('s', '300m'), asking('b', '600m')],
        containers: [asking('m', '400m')],
      },
      milliCpu: 900,
    },
    {
      name: 'sidecar 300m first, init 800m, main 100m',
      spec: { initContainers: [sidecar('s', '300m'), asking('a', '800m')], containers: [asking('m', '100m')] },
      milliCpu: 1100,
    },
    {
      name: 'overhead 100m, main 400m',
      spec: { overhead: { cpu: '100m' }, containers: [asking('m', '400m')] },
      milliCpu: 500,
    },
    {
      name: 'pod level 1, containers 600m, overhead 100m',
      spec: {
        overhead: { cpu: '100m' },
        resources: { requests: { cpu: '1' } },
        containers: [asking('m', '600m')],
      },
      milliCpu: 1100,
    },
  ])('$name: $milliCpu m', ({ spec, milliCpu }) => {
    expect(podRequests(spec).milliCpu).toBe(milliCpu);
    for (const [cpu, fits] of [
      [`${milliCpu - 1}m`, false],
      [`${milliCpu}m`, true],
    ] as const) {
      const tank = new Tank([aNode('n', { cpu })]);
      tank.place(aPod('p', spec));
      expect(tank.nodeOf('p')).toBe(fits ? 'n' : undefined);
    }
  });
});

describe('stand-ins where nothing is asked', () => {
  const MIB = 1024 * 1024;
  test.each([
    { name: 'nothing at all', spec: { containers: [{ name: 'c' }] }, cpu: 100, memory: 200 * MIB },
    {
      name: 'zero stays zero',
      spec: { containers: [{ name: 'c', resources: { requests: { cpu: '0', memory: '0' } } }] },
      cpu: 0,
      memory: 0,
    },
    {
      name: 'one for each container',
      spec: { containers: [{ name: 'a' }, { name: 'b' }] },
      cpu: 200,
      memory: 400 * MIB,
    },
    {
      name: 'not for what the pod level sets',
      spec: { resources: { requests: { cpu: '2' } }, containers: [{ name: 'a' }, { name: 'b' }] },
      cpu: 2000,
      memory: 400 * MIB,
    },
  ])('$name', ({ spec, cpu, memory }) => {
    const { nonZeroMilliCpu, nonZeroMemory } = podRequests(spec);
    expect([nonZeroMilliCpu, nonZeroMemory]).toEqual([cpu, memory]);
  });
});

describe('a container that is being resized takes the most of asked, allocated and actual', () => {
  const resized = (asked: string, allocated: string, actual: string, infeasible = false): Pod => ({
    ...aPod('p', { cpu: asked }),
    status: {
      conditions: infeasible ? [{ type: 'PodResizePending', status: 'True', reason: 'Infeasible' }] : [],
      containerStatuses: [
        {
          name: 'c',
          image: '',
          imageID: '',
          ready: true,
          restartCount: 0,
          allocatedResources: { cpu: allocated },
          resources: { requests: { cpu: actual } },
        },
      ],
    },
  });
  test.each([
    { name: 'up, not allocated yet', pod: resized('2', '1', '1'), milliCpu: 2000 },
    { name: 'down, still running with more', pod: resized('1', '1', '2'), milliCpu: 2000 },
    { name: 'what can never be is not counted', pod: resized('64', '1', '500m', true), milliCpu: 1000 },
  ])('$name', ({ pod, milliCpu }) => {
    expect(podUsage(pod).milliCpu).toBe(milliCpu);
  });
});
