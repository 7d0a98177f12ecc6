// Pods whose devices cannot be prepared, and what their kubelet says of it.

import { expect, test } from '@jest/globals';
import type { Pod, ResourceClaim } from '../../src/kinds/generated/types.gen';
import { aClaim, aSlice, DRIVER, devices } from '../scheduler/devices/builders';
import { KubeletCluster } from './kubelet-cluster';

const SPEC = { resourceClaims: [{ name: 'c', resourceClaimName: 'c' }], containers: [{ image: 'sim/run:1' }] };
const GIVEN = {
  allocation: { devices: { results: [{ request: 'gpu', driver: DRIVER, pool: 'p', device: 'gpu-0' }] } },
};

interface World {
  /** The claim's status; no claim without one. */
  readonly status?: NonNullable<ResourceClaim['status']>;
  readonly isReserved?: boolean;
  /** The node of the driver's slice. */
  readonly slice?: string;
}

/** A pod on node-1. */
function world({ status, isReserved = true, slice }: World): KubeletCluster {
  const it = new KubeletCluster();
  if (slice) it.create(aSlice('p', devices({}), { nodeName: slice }));
  const made = status ? (it.create(aClaim('c')) as ResourceClaim) : undefined;
  it.pod('p', SPEC);
  const { metadata } = it.user.get('Pod', 'default', 'p') as Pod;
  const reservedFor = [{ resource: 'pods', name: 'p', uid: metadata.uid ?? '' }];
  if (made && status?.allocation) {
    it.user.updateStatus({ ...made, status: isReserved ? { ...status, reservedFor } : status });
  }
  it.advance(5);
  return it;
}

const told = (it: KubeletCluster) => it.events('p').filter((text) => text.includes('FailedPrepareDynamicResources'));
const FAILED =
  'Warning FailedPrepareDynamicResources: Failed to prepare dynamic resources: prepare dynamic resources: ';

test('a pod with its device runs', () => {
  const it = world({ status: GIVEN, slice: 'node-1' });
  expect([it.status('p').phase, told(it)]).toEqual(['Running', []]);
});

test.each([
  {
    name: 'no claim',
    why: 'fetch ResourceClaim c: resourceclaims.resource.k8s.io "c" not found',
  },
  { name: 'a claim without devices', status: {}, why: / is not allowed to use ResourceClaim c \(/ },
  { name: 'a claim that is not reserved for it', status: GIVEN, isReserved: false, why: /pod p \(.*\) is not allowed/ },
  { name: 'no driver', status: GIVEN, why: `DRA driver ${DRIVER} is not registered` },
  { name: 'a driver on another node', status: GIVEN, slice: 'node-2', why: `DRA driver ${DRIVER} is not registered` },
])('$name', ({ why, ...parts }) => {
  const it = world(parts);
  expect(it.status('p').phase).toBe('Pending');
  expect(told(it)).toEqual([typeof why === 'string' ? `${FAILED}${why}` : expect.stringMatching(why)]);
});

test('is tried again after a minute to a minute and a half', () => {
  const it = world({ status: GIVEN });
  it.create(aSlice('p', devices({}), { nodeName: 'node-1' }));
  it.advance(54);
  expect(it.status('p').phase).toBe('Pending');
  it.advance(40);
  expect(it.status('p').phase).toBe('Running');
});
