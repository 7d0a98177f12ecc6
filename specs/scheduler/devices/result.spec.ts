// What a claim's status says of the devices that it got.

import { describe, expect, test } from '@jest/globals';
import type { ResourceSlice } from '../../../src/kinds/generated/types.gen';
import { aClaim, aClass, aRequest, aSlice, DRIVER, devices, isModel } from './builders';
import { asks, bandwidth, inSteps, results, three } from './world';

const onlyN1 = { nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['n1'] }] }] };
const settings = (key: string) => ({ opaque: { driver: DRIVER, parameters: { key } } });

describe('what the status says', () => {
  test('of a device of the node', () => {
    const result = { request: 'gpu', driver: DRIVER, pool: 'n1', device: 'gpu-0' };
    expect(results({ slices: [three], claims: [aClaim('c')] })).toEqual([
      { devices: { results: [result] }, nodeSelector: onlyN1 },
    ]);
  });

  test('of devices that many nodes reach', () => {
    const term = { matchExpressions: [{ key: 'zone', operator: 'In' as const, values: ['a'] }] };
    const slices = [
      aSlice('a', devices({}), { nodeSelector: { nodeSelectorTerms: [term] } }),
      aSlice('b', devices({}), { allNodes: true }),
    ];
    const [first] = results({ slices, claims: [aClaim('c', [aRequest('gpu', { count: 2 })])] }) as [object];
    expect(first).toMatchObject({ nodeSelector: { nodeSelectorTerms: [term] } });
    const everywhere = results({ slices: [slices[1] as ResourceSlice], claims: [aClaim('c')] }) as object[];
    expect(everywhere[0]).not.toHaveProperty('nodeSelector');
  });

  test('of a device that is made ready for the node', () => {
    const conditions = { bindsToNode: true, bindingConditions: ['ready'], bindingFailureConditions: ['failed'] };
    const slices = [aSlice('net', devices(conditions), { allNodes: true })];
    expect(results({ slices, claims: [aClaim('c')] })).toMatchObject([
      {
        nodeSelector: onlyN1,
        devices: { results: [{ bindingConditions: ['ready'], bindingFailureConditions: ['failed'] }] },
      },
    ]);
  });

  test.each([
    { name: 'rounded up to a step', policy: inSteps, amount: '2500Mi', consumed: '3Gi' },
    { name: 'at least the minimum', policy: inSteps, amount: '1Mi', consumed: '1Gi' },
    {
      name: 'the next of some values',
      policy: { default: '1Gi', validValues: ['1Gi', '4Gi'] },
      amount: '2Gi',
      consumed: '4Gi',
    },
    { name: 'the default', policy: inSteps, amount: undefined, consumed: '1Gi' },
    { name: 'all without a policy', policy: undefined, amount: undefined, consumed: '10Gi' },
    { name: 'as asked without a policy', policy: undefined, amount: '2500Mi', consumed: '2500Mi' },
  ])('of a shared device: $name', ({ policy, amount, consumed }) => {
    const request = aRequest('x', amount === undefined ? {} : asks(amount));
    const slices = [aSlice('n1', devices(bandwidth(policy)))];
    expect(results({ slices, claims: [aClaim('c', [request])] })).toMatchObject([
      { devices: { results: [{ shareID: 'share 0', consumedCapacity: { bandwidth: consumed } }] } },
    ]);
  });

  test('configurations of the class once, of the claim where they apply', () => {
    const alternatives = ['x', 'y'].map((name) => ({
      name,
      deviceClassName: 'gpu',
      allocationMode: 'ExactCount' as const,
      count: 1,
      ...(name === 'x' ? { selectors: isModel('z') } : {}),
    }));
    const config = [
      { ...settings('of x'), requests: ['either/x'] },
      { ...settings('of y'), requests: ['either/y'] },
      { ...settings('of either'), requests: ['either'] },
      settings('of all'),
    ];
    const claim = aClaim('c', [aRequest('one'), { name: 'either', firstAvailable: alternatives }], { config });
    const classes = [aClass('gpu', { config: [settings('class')] })];
    const [result] = results({ slices: [three], claims: [claim], classes }) as [{ devices: { config: unknown } }];
    expect(result.devices.config).toEqual([
      { source: 'FromClass', requests: ['one', 'either/y'], ...settings('class') },
      { source: 'FromClaim', requests: ['either/y'], ...settings('of y') },
      { source: 'FromClaim', requests: ['either'], ...settings('of either') },
      { source: 'FromClaim', ...settings('of all') },
    ]);
  });
});
