// Pods that ask for an extended resource which a class of devices stands for: their claim is the scheduler's own.

import { describe, expect, test } from '@jest/globals';
import type { ResourceClaim } from '../../src/kinds/generated/types.gen';
import { aClass, aSlice, DRIVER, devices } from './devices/builders';
import { aNode, aPod, type PodOptions, Tank } from './tank';

describe('extended resources of a class', () => {
  const extended = (...amounts: readonly number[]): PodOptions => ({
    containers: amounts.map((amount, index) => {
      const gpus = { 'example.com/gpu': String(amount) };
      return { name: `c${index}`, image: 'nginx', resources: { requests: gpus, limits: gpus } };
    }),
  });
  const gpus = () =>
    new Tank([
      aNode('a'),
      aClass('gpu', { extendedResourceName: 'example.com/gpu' }),
      aSlice('a', devices({}, {}, {})),
    ]);

  test('come as one claim that the scheduler makes', () => {
    const tank = gpus();
    expect(tank.place(aPod('p', extended(1, 2)))).toEqual(['a']);
    const [claim] = tank.client.list('ResourceClaim');
    expect(claim?.metadata).toMatchObject({
      generateName: 'p-extended-resources-',
      annotations: { 'resource.kubernetes.io/extended-resource-claim': 'true' },
      ownerReferences: [{ kind: 'Pod', name: 'p', controller: true }],
    });
    expect(claim?.spec.devices?.requests).toEqual([
      { name: 'container-0-request-0', exactly: { deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1 } },
      { name: 'container-1-request-0', exactly: { deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 2 } },
    ]);
    expect(tank.pod('p').status?.extendedResourceClaimStatus).toEqual({
      resourceClaimName: claim?.metadata.name,
      requestMappings: [
        { containerName: 'c0', resourceName: 'example.com/gpu', requestName: 'container-0-request-0' },
        { containerName: 'c1', resourceName: 'example.com/gpu', requestName: 'container-1-request-0' },
      ],
    });
  });

  test('by the name of the class, too', () => {
    const tank = gpus();
    expect(tank.place(aPod('p', { requests: { 'deviceclass.resource.kubernetes.io/gpu': 1 } }))).toEqual(['a']);
  });

  test('more than there are', () => {
    const tank = gpus();
    tank.place(aPod('p', extended(4)));
    expect(tank.why('p')).toContain('1 cannot allocate all claims. still not schedulable');
    expect(tank.client.list('ResourceClaim')).toEqual([]);
  });

  test('what the node has itself comes first', () => {
    const tank = new Tank([
      aNode('a', { allocatable: { 'example.com/gpu': 2 } }),
      aClass('gpu', { extendedResourceName: 'example.com/gpu' }),
    ]);
    expect(tank.place(aPod('p', extended(2)), aPod('q', extended(1)))).toEqual(['a', undefined]);
    expect(tank.why('q')).toContain('1 Insufficient example.com/gpu. ');
    expect(tank.client.list('ResourceClaim')).toEqual([]);
  });

  test('a class that comes later', () => {
    const tank = new Tank([aNode('a'), aSlice('a', devices({}))]);
    tank.place(aPod('p', extended(1)));
    expect(tank.why('p')).toContain('1 Insufficient example.com/gpu. no new claims to deallocate');
    tank.create(aClass('gpu', { extendedResourceName: 'example.com/gpu' }));
    tank.advance(30);
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('that must become ready first', () => {
    const conditions = { bindingConditions: ['ready'], bindingFailureConditions: ['failed'] };
    const objects = [aClass('gpu', { extendedResourceName: 'example.com/gpu' }), aSlice('a', devices(conditions))];
    const tank = new Tank([aNode('a'), ...objects]);
    tank.place(aPod('p', extended(1)));
    tank.advance(10);
    expect(tank.nodeOf('p')).toBeUndefined();
    const [claim] = tank.client.list('ResourceClaim');
    const condition = {
      type: 'ready',
      status: 'True',
      reason: 'R',
      message: 'm',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    };
    const told = [{ driver: DRIVER, pool: 'a', device: 'gpu-0', conditions: [condition] }];
    tank.client.updateStatus({ ...claim, status: { ...claim?.status, devices: told } } as ResourceClaim);
    tank.advance(5);
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('init containers use what containers hold later', () => {
    const gpus = (amount: number) => ({
      requests: { 'example.com/gpu': String(amount) },
      limits: { 'example.com/gpu': String(amount) },
    });
    const tank = new Tank([
      aNode('a'),
      aClass('gpu', { extendedResourceName: 'example.com/gpu' }),
      aSlice('a', devices({}, {})),
    ]);
    const containers = [{ name: 'c', image: 'nginx', resources: gpus(1) }];
    const initContainers = [{ name: 'i', image: 'nginx', resources: gpus(2) }];
    expect(tank.place(aPod('p', { containers, initContainers }))).toEqual(['a']);
    const { requestMappings = [] } = tank.pod('p').status?.extendedResourceClaimStatus ?? {};
    expect(requestMappings.map(({ containerName, requestName }) => `${containerName} ${requestName}`)).toEqual([
      'c container-1-request-0',
      'i container-1-request-0',
      'i container-0-request-0',
    ]);
  });
});
