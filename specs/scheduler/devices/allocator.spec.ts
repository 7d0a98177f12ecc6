// Which devices claims get on one node. The facts are those of upstream's table of the allocator, which this allocator
// was run against whole, as against the real one on thousands of drawn cases.

import { describe, expect, test } from '@jest/globals';
import type { DeviceClass, Node, ResourceClaim, ResourceSlice } from '../../../src/kinds/generated/types.gen';
import { allocate } from '../../../src/scheduler/devices/allocator';
import { DeviceCache } from '../../../src/scheduler/devices/device-cache';
import { AllocationError } from '../../../src/scheduler/devices/requests';
import { allocationResult } from '../../../src/scheduler/devices/result';
import { aClaim, aClass, allDevices, aRequest, aSlice, cel, DRIVER, devices, isModel, model } from './builders';

const node = { metadata: { name: 'n1', labels: { zone: 'a' } } } as unknown as Node;
const elsewhere = { nodeName: 'n2' };

interface World {
  readonly slices: readonly ResourceSlice[];
  readonly claims: readonly ResourceClaim[];
  readonly classes?: readonly DeviceClass[];
  /** `pool/device`, had by somebody else; with what is consumed of a shared one. */
  readonly taken?: Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;
  readonly maxSteps?: number;
}

function results({ slices, claims, classes = [aClass()], taken = {}, maxSteps = 100_000 }: World) {
  const cache = new DeviceCache();
  for (const slice of slices) cache.setSlice(slice.metadata.name, slice);
  const had = Object.entries(taken).map(([id, consumedCapacity], index) => {
    const [pool = '', device = ''] = id.split('/');
    const share = consumedCapacity ? { shareID: `share-${index}`, consumedCapacity } : {};
    return { request: 'r', driver: DRIVER, pool, device, ...share };
  });
  cache.claimChanged(undefined, { ...aClaim('other'), status: { allocation: { devices: { results: had } } } });
  const classNamed = (name: string) => classes.find(({ metadata }) => metadata.name === name);
  const result = allocate(node, claims, cache, classNamed, maxSteps);
  if (result.outcome !== 'allocated') return result;
  let shares = 0;
  return result.choices.map((choice) => allocationResult(choice, 'n1', () => `share ${shares++}`));
}

/** `request pool/device` of each result, by claim; the outcome when there are none; what is wrong. */
function places(world: World): unknown {
  try {
    const all = results(world);
    if (!Array.isArray(all)) return 'why' in all ? all.why : (all as { outcome: string }).outcome;
    return all.map(({ devices: found }) =>
      (found?.results ?? []).map(({ request, pool, device }) => `${request} ${pool}/${device}`),
    );
  } catch (error) {
    if (error instanceof AllocationError) return error.message;
    throw error;
  }
}

const three = aSlice('n1', devices(model('a'), model('b'), model('a')));
const counters = (value: string) => [{ name: 'set', counters: { memory: { value } } }];
const uses = (value: string) => ({ consumesCounters: [{ counterSet: 'set', counters: { memory: { value } } }] });
const partitions = (...amounts: readonly string[]) => [
  aSlice('counters', [], {
    nodeName: 'n1',
    pool: { name: 'n1', resourceSliceCount: 2 },
    sharedCounters: counters('40Gi'),
  }),
  aSlice('n1', devices(...amounts.map(uses)), { pool: { resourceSliceCount: 2 } }),
];
const bandwidth = (requestPolicy?: object) => ({
  allowMultipleAllocations: true,
  capacity: { bandwidth: { value: '10Gi', ...(requestPolicy ? { requestPolicy } : {}) } },
});
const asks = (amount: string) => ({ capacity: { requests: { bandwidth: amount } } });
const inSteps = { default: '1Gi', validRange: { min: '1Gi', step: '1Gi' } };
const sick = (effect: 'NoSchedule' | 'NoExecute' | 'None') => ({ taints: [{ key: 'sick', value: 'yes', effect }] });
const tolerates = (toleration: object) => ({ tolerations: [toleration] });

const rows: readonly (World & { readonly name: string; readonly to: unknown })[] = [
  {
    name: 'the first that is free',
    slices: [three],
    claims: [aClaim('c')],
    taken: { 'n1/gpu-0': undefined },
    to: [['gpu n1/gpu-1']],
  },
  {
    name: 'none left',
    slices: [aSlice('n1', devices({}))],
    claims: [aClaim('c')],
    taken: { 'n1/gpu-0': undefined },
    to: 'none',
  },
  {
    name: 'several',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { count: 2 })])],
    to: [['gpu n1/gpu-0', 'gpu n1/gpu-1']],
  },
  { name: 'more than there are', slices: [three], claims: [aClaim('c', [aRequest('gpu', { count: 4 })])], to: 'none' },
  {
    name: 'claims do not share',
    slices: [three],
    claims: [aClaim('c'), aClaim('d')],
    to: [['gpu n1/gpu-0'], ['gpu n1/gpu-1']],
  },
  { name: 'a claim without requests', slices: [], claims: [aClaim('c', [])], to: [[]] },
  { name: 'of another node', slices: [aSlice('n2', devices({}))], claims: [aClaim('c')], to: 'none' },
  {
    name: 'of all nodes',
    slices: [aSlice('net', devices({}), { allNodes: true })],
    claims: [aClaim('c')],
    to: [['gpu net/gpu-0']],
  },
  {
    name: 'of nodes with a label',
    slices: [
      aSlice('net', devices({}), {
        nodeSelector: { nodeSelectorTerms: [{ matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }] },
      }),
    ],
    claims: [aClaim('c')],
    to: [['gpu net/gpu-0']],
  },
  {
    name: 'devices with places of their own',
    slices: [aSlice('net', devices(elsewhere, { nodeName: 'n1' }), { perDeviceNodeSelection: true })],
    claims: [aClaim('c')],
    to: [['gpu net/gpu-1']],
  },
  {
    name: 'pools by name',
    slices: [aSlice('b', devices({}), { nodeName: 'n1' }), aSlice('a', devices({}), { nodeName: 'n1' })],
    claims: [aClaim('c')],
    to: [['gpu a/gpu-0']],
  },
  {
    name: 'pools with binding conditions last',
    slices: [
      aSlice('a', devices({ bindingConditions: ['ready'] }), { nodeName: 'n1' }),
      aSlice('b', devices({}), { nodeName: 'n1' }),
    ],
    claims: [aClaim('c')],
    to: [['gpu b/gpu-0']],
  },
  {
    name: 'the newest generation',
    slices: [
      aSlice('old', devices({}), { nodeName: 'n1', pool: { name: 'p' } }),
      aSlice('new', [{ name: 'new' }], { nodeName: 'n1', pool: { name: 'p', generation: 2 } }),
    ],
    claims: [aClaim('c')],
    to: [['gpu p/new']],
  },
  {
    name: 'a newer generation that left the node',
    slices: [
      aSlice('n1', devices({}), { pool: { name: 'p', resourceSliceCount: 2 } }),
      aSlice('n2', devices({}), { pool: { name: 'p', generation: 2 } }),
    ],
    claims: [aClaim('c')],
    to: 'none',
  },
  {
    name: 'an incomplete pool',
    slices: [aSlice('n1', devices({}), { pool: { resourceSliceCount: 2 } })],
    claims: [aClaim('c')],
    to: 'none',
  },
  {
    name: 'a pool whose other slice is of another node',
    slices: [
      aSlice('n1', devices({}), { pool: { name: 'p', resourceSliceCount: 2 } }),
      aSlice('n2', devices({}), { pool: { name: 'p', resourceSliceCount: 2 } }),
    ],
    claims: [aClaim('c')],
    to: [['gpu p/gpu-0']],
  },
  {
    name: 'two devices of one name',
    slices: [
      aSlice('a', devices({}), { nodeName: 'n1', pool: { name: 'p', resourceSliceCount: 2 } }),
      aSlice('b', devices({}), { nodeName: 'n1', pool: { name: 'p', resourceSliceCount: 2 } }),
    ],
    claims: [aClaim('c')],
    to: 'invalid resource pools were encountered',
  },
  {
    name: 'a selector of the request',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { selectors: isModel('b') })])],
    to: [['gpu n1/gpu-1']],
  },
  {
    name: 'a selector of the class',
    slices: [three],
    classes: [aClass('gpu', { selectors: isModel('b') })],
    claims: [aClaim('c')],
    to: [['gpu n1/gpu-1']],
  },
  {
    name: 'versions, quantities, domains that are not there',
    slices: [
      aSlice(
        'n1',
        devices(
          {},
          {
            attributes: { 'other.example.com/version': { version: '1.10.0' } },
            capacity: { memory: { value: '80Gi' } },
          },
        ),
      ),
    ],
    claims: [
      aClaim('c', [
        aRequest('gpu', {
          selectors: cel(
            `!("x" in device.attributes) && device.attributes["other.example.com"].?version.orValue(semver("0.0.0")).isGreaterThan(semver("1.9.0")) && device.capacity["${DRIVER}"].memory.compareTo(quantity("64Gi")) > 0`,
          ),
        }),
      ]),
    ],
    to: [['gpu n1/gpu-1']],
  },
  {
    name: 'an attribute that is not there',
    slices: [aSlice('n1', devices({}))],
    claims: [aClaim('c', [aRequest('gpu', { selectors: isModel('a') })])],
    to: 'claim default/c: selector #0: CEL runtime error: no such key: model',
  },
  {
    name: 'a class that fails',
    slices: [aSlice('n1', devices({}))],
    classes: [aClass('gpu', { selectors: isModel('a') })],
    claims: [aClaim('c')],
    to: 'class gpu: selector #0: CEL runtime error: no such key: model',
  },
  {
    name: 'no such class',
    slices: [],
    classes: [],
    claims: [aClaim('c')],
    to: 'claim default/c, request gpu: could not retrieve device class gpu: deviceclass.resource.k8s.io "gpu" not found',
  },
  {
    name: 'all of a kind',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { ...allDevices, selectors: isModel('a') })])],
    to: [['gpu n1/gpu-0', 'gpu n1/gpu-2']],
  },
  {
    name: 'all, one of them taken',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', allDevices)])],
    taken: { 'n1/gpu-2': undefined },
    to: 'none',
  },
  {
    name: 'all of nothing',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { ...allDevices, selectors: isModel('z') })])],
    to: 'none',
  },
  {
    name: 'all of a pool that is being updated',
    slices: [aSlice('n1', devices({}), { pool: { resourceSliceCount: 2 } })],
    claims: [aClaim('c', [aRequest('gpu', allDevices)])],
    to: 'claim default/c, request gpu: asks for all devices, but resource pool gpu.example.com/n1 is currently being updated',
  },
  {
    name: 'too many',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { count: 33 })])],
    to: 'claim default/c: number of requested devices 33 exceeds the claim limit of 32',
  },
  {
    name: 'too many of every alternative',
    slices: [three],
    claims: [
      aClaim('c', [
        aRequest('a', { count: 30 }),
        { name: 'b', firstAvailable: [{ name: 'x', deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 2 }] },
      ]),
    ],
    to: 'none',
  },
  {
    name: 'the first alternative that can be had',
    slices: [three],
    claims: [
      aClaim('c', [
        {
          name: 'gpu',
          firstAvailable: [
            { name: 'z', deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1, selectors: isModel('z') },
            { name: 'b', deviceClassName: 'gpu', allocationMode: 'ExactCount', count: 1, selectors: isModel('b') },
          ],
        },
      ]),
    ],
    to: [['gpu/b n1/gpu-1']],
  },
  {
    name: 'an earlier request gives way',
    slices: [three],
    claims: [aClaim('c', [aRequest('any'), aRequest('a', { count: 2, selectors: isModel('a') })])],
    to: [['any n1/gpu-1', 'a n1/gpu-0', 'a n1/gpu-2']],
  },
  {
    name: 'the same attribute',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { count: 2 })], { constraints: [{ matchAttribute: `${DRIVER}/model` }] })],
    to: [['gpu n1/gpu-0', 'gpu n1/gpu-2']],
  },
  {
    name: 'the same attribute of some requests',
    slices: [three],
    claims: [
      aClaim('c', [aRequest('x'), aRequest('y'), aRequest('z')], {
        constraints: [{ requests: ['y', 'z'], matchAttribute: `${DRIVER}/model` }],
      }),
    ],
    to: [['x n1/gpu-1', 'y n1/gpu-0', 'z n1/gpu-2']],
  },
  {
    name: 'an attribute that nobody has',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu')], { constraints: [{ matchAttribute: `${DRIVER}/numa` }] })],
    to: 'none',
  },
  {
    name: 'different attributes',
    slices: [three],
    claims: [
      aClaim('c', [aRequest('x', { selectors: isModel('a') }), aRequest('y')], {
        constraints: [{ distinctAttribute: `${DRIVER}/model` }],
      }),
    ],
    to: [['x n1/gpu-0', 'y n1/gpu-1']],
  },
  {
    name: 'all, against a constraint',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', allDevices)], { constraints: [{ matchAttribute: `${DRIVER}/model` }] })],
    to: 'claim default/c, request gpu: cannot add device gpu.example.com/n1/gpu-1 because a claim constraint would not be satisfied',
  },
  {
    name: 'admin access to what is taken',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { adminAccess: true })])],
    taken: { 'n1/gpu-0': undefined },
    to: [['gpu n1/gpu-0']],
  },
  {
    name: 'a tainted device',
    slices: [aSlice('n1', devices(sick('NoSchedule'), {}))],
    claims: [aClaim('c')],
    to: [['gpu n1/gpu-1']],
  },
  {
    name: 'a taint that only tells',
    slices: [aSlice('n1', devices(sick('None')))],
    claims: [aClaim('c')],
    to: [['gpu n1/gpu-0']],
  },
  {
    name: 'a tolerated taint',
    slices: [aSlice('n1', devices(sick('NoExecute')))],
    claims: [aClaim('c', [aRequest('gpu', tolerates({ key: 'sick', operator: 'Exists' }))])],
    to: [['gpu n1/gpu-0']],
  },
  {
    name: 'a taint of another value',
    slices: [aSlice('n1', devices(sick('NoExecute')))],
    claims: [aClaim('c', [aRequest('gpu', tolerates({ key: 'sick', operator: 'Equal', value: 'no' }))])],
    to: 'none',
  },
  {
    name: 'a toleration of another effect',
    slices: [aSlice('n1', devices(sick('NoExecute')))],
    claims: [aClaim('c', [aRequest('gpu', tolerates({ operator: 'Exists', effect: 'NoSchedule' }))])],
    to: 'none',
  },
  {
    name: 'partitions',
    slices: partitions('40Gi', '20Gi', '20Gi'),
    claims: [aClaim('c', [aRequest('gpu', { count: 2 })])],
    to: [['gpu n1/gpu-1', 'gpu n1/gpu-2']],
  },
  {
    name: 'partitions of what is taken',
    slices: partitions('40Gi', '20Gi'),
    claims: [aClaim('c')],
    taken: { 'n1/gpu-0': undefined },
    to: 'none',
  },
  {
    name: 'a counter that is not there',
    slices: [aSlice('n1', devices(uses('1')))],
    claims: [aClaim('c')],
    to: 'invalid resource pools were encountered',
  },
  {
    name: 'a shared device, twice',
    slices: [aSlice('n1', devices(bandwidth(inSteps)))],
    claims: [aClaim('c', [aRequest('x', asks('2500Mi')), aRequest('y')])],
    to: [['x n1/gpu-0', 'y n1/gpu-0']],
  },
  {
    name: 'a shared device without enough left',
    slices: [aSlice('n1', devices(bandwidth(inSteps)))],
    claims: [aClaim('c', [aRequest('x', asks('7Gi'))])],
    taken: { 'n1/gpu-0': { bandwidth: '4Gi' } },
    to: 'none',
  },
  {
    name: 'a capacity that the device does not have',
    slices: [aSlice('n1', devices({}))],
    claims: [aClaim('c', [aRequest('x', asks('1'))])],
    to: 'none',
  },
  {
    name: 'more than the policy allows',
    slices: [aSlice('n1', devices(bandwidth({ default: '1Gi', validValues: ['1Gi', '2Gi'] })))],
    claims: [aClaim('c', [aRequest('x', asks('3Gi'))])],
    to: 'none',
  },
  {
    name: 'a search that takes too long',
    slices: [three],
    claims: [aClaim('c', [aRequest('gpu', { count: 3 })])],
    maxSteps: 2,
    to: 'timeout',
  },
];

describe('which devices', () => {
  test.each(rows)('$name', ({ to, ...world }) => {
    expect(places(world)).toEqual(to);
  });
});

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
