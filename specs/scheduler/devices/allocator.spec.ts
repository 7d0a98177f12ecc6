// Which devices claims get on one node. The facts are those of upstream's table of the allocator, which this allocator
// was run against whole, as against the real one on thousands of drawn cases.

import { expect, test } from '@jest/globals';
import { aClaim, aClass, allDevices, aRequest, aSlice, cel, DRIVER, devices, isModel } from './builders';
import { asks, bandwidth, inSteps, places, type Row, three } from './world';

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
const sick = (effect: 'NoSchedule' | 'NoExecute' | 'None') => ({ taints: [{ key: 'sick', value: 'yes', effect }] });
const tolerates = (toleration: object) => ({ tolerations: [toleration] });

const rows: readonly Row[] = [
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

test.each(rows)('$name', ({ to, ...world }) => {
  expect(places(world)).toEqual(to);
});
