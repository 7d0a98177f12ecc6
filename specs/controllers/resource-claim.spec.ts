// Claims from templates, and what becomes of claims when their pods end.

import { describe, expect, test } from '@jest/globals';
import { resourceClaimController } from '../../src/controllers/resource-claim/resource-claim-controller';
import type { Pod, ResourceClaim, ResourceClaimTemplate } from '../../src/kinds/generated/types.gen';
import { aClaim, aRequest, DRIVER } from '../scheduler/devices/builders';
import { addPod, type Harness, harness, type PodParts } from './harness';

const FINALIZER = 'resource.kubernetes.io/delete-protection';

const template = (name = 't', metadata: object = {}): ResourceClaimTemplate =>
  ({
    apiVersion: 'resource.k8s.io/v1',
    kind: 'ResourceClaimTemplate',
    metadata: { name, namespace: 'default' },
    spec: { metadata, spec: { devices: { requests: [aRequest('gpu')] } } },
  }) as ResourceClaimTemplate;

const asking: Partial<Pod['spec']> = { resourceClaims: [{ name: 'gpu', resourceClaimTemplateName: 't' }] };
const naming: Partial<Pod['spec']> = { resourceClaims: [{ name: 'gpu', resourceClaimName: 'c' }] };

function world(...objects: readonly object[]): Harness {
  const it = harness(resourceClaimController);
  for (const object of objects) it.create(object);
  return it;
}

const add = (it: Harness, name: string, parts: Partial<PodParts> = {}) => {
  const pod = addPod(it, { name, node: '', phase: 'Pending', spec: asking, ...parts });
  it.settle();
  return pod;
};
const claims = (it: Harness) => it.user.list('ResourceClaim');
const pod = (it: Harness, name: string) => it.user.get('Pod', 'default', name);
const claim = (it: Harness, name = 'c') => it.user.get('ResourceClaim', 'default', name);
const setPhase = (it: Harness, name: string, phase: 'Succeeded' | 'Running') => {
  const current = pod(it, name) as Pod;
  it.user.updateStatus({ ...current, status: { ...current.status, phase } });
  it.settle();
};

/** Gives the claim a device and these users, as the scheduler does. */
function give(it: Harness, name: string, ...users: readonly Pod[]): void {
  const current = claim(it, name) as ResourceClaim;
  const metadata = { ...current.metadata, finalizers: [FINALIZER] };
  const held = it.user.update({ ...current, metadata });
  const results = [{ request: 'gpu', driver: DRIVER, pool: 'p', device: 'd' }];
  const reservedFor = users.map(({ metadata: own }) => ({ resource: 'pods', name: own.name, uid: own.uid ?? '' }));
  it.user.updateStatus({ ...held, status: { allocation: { devices: { results } }, reservedFor } });
  it.settle();
}

describe('a claim from a template', () => {
  test('is the pod’s, and the pod tells its name', () => {
    const it = world(template('t', { labels: { team: 'x' }, annotations: { note: 'y' } }));
    const { metadata } = add(it, 'p');
    const [made] = claims(it);
    expect(made?.metadata).toMatchObject({
      generateName: 'p-gpu-',
      labels: { team: 'x' },
      annotations: { note: 'y', 'resource.kubernetes.io/pod-claim-name': 'gpu' },
      ownerReferences: [{ apiVersion: 'v1', kind: 'Pod', name: 'p', uid: metadata.uid, controller: true }],
    });
    expect(made?.metadata.ownerReferences?.[0]).not.toHaveProperty('blockOwnerDeletion');
    expect(made?.spec).toEqual({ devices: { requests: [aRequest('gpu')] } });
    expect(pod(it, 'p')?.status?.resourceClaimStatuses).toEqual([
      { name: 'gpu', resourceClaimName: made?.metadata.name },
    ]);
  });

  test('of long names something of both stays', () => {
    const it = world(template());
    add(it, 'p'.repeat(50), { spec: { resourceClaims: [{ name: 'c'.repeat(50), resourceClaimTemplateName: 't' }] } });
    expect(claims(it)[0]?.metadata.generateName).toBe(`${'p'.repeat(27)}-${'c'.repeat(27)}`);
  });

  test('waits for the template', () => {
    const it = world();
    add(it, 'p');
    const absent = 'resourceclaimtemplate.resource.k8s.io "t" not found';
    const message = `PodResourceClaim gpu: resource claim template "t": ${absent}`;
    expect(it.events()).toEqual([`Warning FailedResourceClaimCreation: ${message}`]);
    it.create(template());
    it.settle();
    expect(claims(it)).toHaveLength(1);
  });

  test('is not made again for a pod that has it, or has ended', () => {
    const it = world(template());
    add(it, 'p', { node: 'n1' });
    it.user.update({ ...(pod(it, 'p') as Pod), metadata: { ...pod(it, 'p')?.metadata, labels: { x: 'y' } } } as Pod);
    it.settle();
    expect(claims(it)).toHaveLength(1);
    setPhase(it, 'p', 'Succeeded');
    it.wait(60);
    expect(claims(it)).toEqual([]);
  });

  test('goes with the end of its pod, not with the deletion of one that runs', () => {
    const it = world(template());
    const owner = add(it, 'p', { node: 'n1', finalizers: ['example.com/hold'] });
    const name = claims(it)[0]?.metadata.name ?? '';
    give(it, name, owner);
    it.user.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
    it.settle();
    expect(claim(it, name)?.status?.reservedFor).toHaveLength(1);
    setPhase(it, 'p', 'Succeeded');
    expect(claims(it)).toEqual([]);
  });

  test('of a pod that is deleted before it has a node goes at once', () => {
    const it = world(template());
    add(it, 'p', { finalizers: ['example.com/hold'] });
    it.user.delete('Pod', 'default', 'p');
    it.settle();
    expect([claims(it).length, pod(it, 'p')?.metadata.deletionTimestamp]).toEqual([0, expect.any(String)]);
  });
});

describe('a claim by name', () => {
  test.each([
    { name: 'ended', end: (it: Harness) => setPhase(it, 'p', 'Succeeded') },
    {
      name: 'gone',
      end: (it: Harness) => {
        it.user.delete('Pod', 'default', 'p', { gracePeriodSeconds: 0 });
        it.settle();
      },
    },
  ])('loses its devices when the last pod has $name', ({ end }) => {
    const it = world(aClaim('c'));
    const users = ['p', 'q'].map((name) => add(it, name, { node: 'n1', spec: naming, phase: 'Running' }));
    give(it, 'c', ...users);
    end(it);
    expect(claim(it)?.status?.reservedFor?.map(({ name }) => name)).toEqual(['q']);
    expect(claim(it)?.status?.allocation).toBeDefined();
    setPhase(it, 'q', 'Succeeded');
    expect([claim(it)?.status, claim(it)?.metadata.finalizers]).toEqual([{}, undefined]);
  });

  test('keeps devices that nobody has used yet', () => {
    const it = world(aClaim('c'));
    give(it, 'c');
    it.wait(60);
    expect(claim(it)?.status?.allocation).toBeDefined();
  });

  test('is reserved for a pod that went past the scheduler', () => {
    const it = world(aClaim('c'));
    const user = add(it, 'p', { node: 'n1', spec: naming, phase: 'Running' });
    give(it, 'c', user);
    add(it, 'q', { node: 'n1', spec: naming });
    expect(claim(it)?.status?.reservedFor?.map(({ name }) => name)).toEqual(['p', 'q']);
  });

  test('users of other kinds stay', () => {
    const it = world(aClaim('c'));
    give(it, 'c');
    const current = claim(it) as ResourceClaim;
    const reservedFor = [{ apiGroup: 'example.com', resource: 'things', name: 'x', uid: 'u' }];
    it.user.updateStatus({ ...current, status: { ...current.status, reservedFor } });
    it.settle();
    expect(claim(it)?.status?.reservedFor).toEqual(reservedFor);
  });

  test('that is deleted while in use goes after its last pod', () => {
    const it = world(aClaim('c'));
    const user = add(it, 'p', { node: 'n1', spec: naming, phase: 'Running' });
    give(it, 'c', user);
    it.user.delete('ResourceClaim', 'default', 'c');
    it.settle();
    expect(claim(it)?.metadata.deletionTimestamp).toBeDefined();
    setPhase(it, 'p', 'Succeeded');
    expect(claim(it)).toBeUndefined();
  });

  test('that is deleted unused goes at once, its devices with it', () => {
    const it = world(aClaim('c'));
    give(it, 'c');
    it.user.delete('ResourceClaim', 'default', 'c');
    it.settle();
    expect(claim(it)).toBeUndefined();
  });
});
