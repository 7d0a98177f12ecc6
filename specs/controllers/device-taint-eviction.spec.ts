// Who has to leave a tainted device, and when.

import { expect, test } from '@jest/globals';
import { deviceTaintEvictionController } from '../../src/controllers/device-taint-eviction';
import type {
  DeviceTaint,
  DeviceToleration,
  Pod,
  ResourceClaim,
  ResourceSlice,
} from '../../src/kinds/generated/types.gen';
import { aClaim, aRequest, aSlice, DRIVER, devices } from '../scheduler/devices/builders';
import { addPod, type Harness, harness } from './harness';

const sick: DeviceTaint = { key: 'sick', effect: 'NoExecute' };
const tolerates = (tolerationSeconds?: number): DeviceToleration => ({
  key: 'sick',
  operator: 'Exists',
  effect: 'NoExecute',
  ...(tolerationSeconds === undefined ? {} : { tolerationSeconds }),
});

/** A pod on a node whose claim has gpu-0 of two. */
function world(...tolerations: readonly DeviceToleration[]): Harness {
  const it = harness(deviceTaintEvictionController);
  it.create(aSlice('n1', devices({}, {})));
  const claim = it.create(aClaim('c', [aRequest('gpu', tolerations.length > 0 ? { tolerations } : {})]));
  const spec: Partial<Pod['spec']> = { resourceClaims: [{ name: 'gpu', resourceClaimName: 'c' }] };
  const { metadata } = addPod(it, { name: 'p', spec, finalizers: ['example.com/hold'] });
  const result = { request: 'gpu', driver: DRIVER, pool: 'n1', device: 'gpu-0' };
  const results = [tolerations.length > 0 ? { ...result, tolerations } : result];
  const reservedFor = [{ resource: 'pods', name: 'p', uid: metadata.uid ?? '' }];
  it.user.updateStatus({ ...claim, status: { allocation: { devices: { results } }, reservedFor } } as ResourceClaim);
  it.settle();
  return it;
}

function taint(it: Harness, device: string, ...taints: readonly DeviceTaint[]): void {
  const slice = it.user.get('ResourceSlice', undefined, 'n1') as ResourceSlice;
  const all = slice.spec.devices?.map((one) => (one.name === device ? { ...one, taints } : one));
  it.user.update({ ...slice, spec: { ...slice.spec, devices: all } });
  it.settle();
}

const pod = (it: Harness) => it.user.get('Pod', 'default', 'p');
const isLeaving = (it: Harness) => pod(it)?.metadata.deletionTimestamp !== undefined;
const MARKED = 'Normal DeviceTaintManagerEviction: Marking for deletion';

test('at once', () => {
  const it = world();
  taint(it, 'gpu-0', sick);
  expect([isLeaving(it), it.events()]).toEqual([true, [MARKED]]);
  expect(pod(it)?.status?.conditions).toContainEqual(
    expect.objectContaining({
      type: 'DisruptionTarget',
      status: 'True',
      reason: 'DeletionByDeviceTaintManager',
      message: 'Device Taint manager: deleting due to NoExecute taint',
    }),
  );
});

test.each([
  { name: 'another device', device: 'gpu-1', of: sick, tolerations: [] },
  {
    name: 'a taint that only keeps others away',
    device: 'gpu-0',
    of: { ...sick, effect: 'NoSchedule' as const },
    tolerations: [],
  },
  { name: 'tolerated for ever', device: 'gpu-0', of: sick, tolerations: [tolerates()] },
])('not for $name', ({ device, of, tolerations }) => {
  const it = world(...tolerations);
  taint(it, device, of);
  it.wait(600);
  expect([isLeaving(it), it.events()]).toEqual([false, []]);
});

test('when the tolerated seconds are over', () => {
  const it = world(tolerates(10), tolerates(300));
  taint(it, 'gpu-0', sick);
  it.wait(9);
  expect(isLeaving(it)).toBe(false);
  it.wait(2);
  expect(isLeaving(it)).toBe(true);
});

test('not if the taint goes in time', () => {
  const it = world(tolerates(10));
  taint(it, 'gpu-0', sick);
  it.wait(5);
  taint(it, 'gpu-0');
  it.wait(60);
  expect([isLeaving(it), it.events()]).toEqual([false, ['Normal DeviceTaintManagerEviction: Cancelling deletion']]);
});

test('a claim that gets a device which is tainted already', () => {
  const it = harness(deviceTaintEvictionController);
  it.create(aSlice('n1', devices({ taints: [sick] })));
  const claim = it.create(aClaim('c'));
  const spec: Partial<Pod['spec']> = { resourceClaims: [{ name: 'gpu', resourceClaimName: 'c' }] };
  const { metadata } = addPod(it, { name: 'p', spec, finalizers: ['example.com/hold'] });
  const results = [{ request: 'gpu', driver: DRIVER, pool: 'n1', device: 'gpu-0' }];
  const reservedFor = [{ resource: 'pods', name: 'p', uid: metadata.uid ?? '' }];
  it.user.updateStatus({ ...claim, status: { allocation: { devices: { results } }, reservedFor } } as ResourceClaim);
  it.settle();
  expect(isLeaving(it)).toBe(true);
});
