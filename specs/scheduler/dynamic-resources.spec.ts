// Pods with claims for devices: what holds them back, where they go, what their claims tell then.

import { describe, expect, test } from '@jest/globals';
import type { ResourceClaim } from '../../src/kinds/generated/types.gen';
import { profilesOf } from '../../src/scheduler/configuration';
import { createScheduler } from '../../src/scheduler/scheduler';
import { aClaim, aClass, aRequest, aSlice, cel, DRIVER, devices, isModel, model } from './devices/builders';
import { aNode, aPod, type PodOptions, Tank } from './tank';

const using = (...claims: readonly string[]): PodOptions => ({
  resourceClaims: claims.map((resourceClaimName, index) => ({ name: `c${index}`, resourceClaimName })),
});
const fromTemplate: PodOptions = { resourceClaims: [{ name: 'c', resourceClaimTemplateName: 't' }] };

const claimOf = (tank: Tank, name: string) => tank.client.get('ResourceClaim', 'default', name);
const devicesOf = (tank: Tank, name: string) =>
  claimOf(tank, name)?.status?.allocation?.devices?.results?.map(({ pool, device }) => `${pool}/${device}`);

/** Two nodes with one device each, a class, and these claims. */
function world(...claims: readonly ResourceClaim[]): Tank {
  return new Tank([
    aNode('a'),
    aNode('b'),
    aClass(),
    aSlice('a', devices(model('old'))),
    aSlice('b', devices(model('new'))),
    ...claims,
  ]);
}

/** Writes a claim's status as a driver or a controller would. */
function setClaim(tank: Tank, name: string, status: NonNullable<ResourceClaim['status']>): void {
  const claim = claimOf(tank, name) as ResourceClaim;
  tank.client.updateStatus({ ...claim, status });
}

const TAIL = 'preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';

describe('a pod and its claim', () => {
  test('goes where the device is; the claim tells of both', () => {
    const tank = world(aClaim('c', [aRequest('gpu', { selectors: isModel('new') })]));
    expect(tank.place(aPod('p', using('c')))).toEqual(['b']);
    const { metadata, status } = claimOf(tank, 'c') as ResourceClaim;
    expect(metadata.finalizers).toEqual(['resource.kubernetes.io/delete-protection']);
    expect(status).toEqual({
      allocation: {
        allocationTimestamp: '2026-01-01T00:00:00Z',
        devices: { results: [{ request: 'gpu', driver: DRIVER, pool: 'b', device: 'gpu-0' }] },
        nodeSelector: {
          nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['b'] }] }],
        },
      },
      reservedFor: [{ resource: 'pods', name: 'p', uid: tank.pod('p').metadata.uid }],
    });
  });

  test('shares it with others, where it is', () => {
    const tank = world(aClaim('c'));
    expect(tank.place(aPod('p', using('c')), aPod('q', using('c')))).toEqual(['a', 'a']);
    expect(claimOf(tank, 'c')?.status?.reservedFor?.map(({ name }) => name)).toEqual(['p', 'q']);
  });

  test('shares it as soon as it is written that it has its devices', () => {
    const tank = world(aClaim('c'));
    for (const name of ['p', 'q']) tank.create(aPod(name, using('c')));
    tank.settle();
    const why = 'resource claim default/c is in the process of being allocated';
    expect([tank.nodeOf('p'), tank.nodeOf('q')]).toEqual(['a', 'a']);
    expect(tank.events('q')).toEqual([
      `FailedScheduling: 0/2 nodes are available: ${why}. no new claims to deallocate, ${TAIL}`,
      'Scheduled: Successfully assigned default/q to a',
    ]);
  });

  test('claims of pods that come together get several devices', () => {
    const tank = world(aClaim('c'), aClaim('d'), aClaim('e'));
    for (const [index, name] of ['c', 'd', 'e'].entries()) tank.create(aPod(`p${index}`, using(name)));
    tank.settle();
    expect(['c', 'd', 'e'].map((name) => devicesOf(tank, name))).toEqual([['a/gpu-0'], ['b/gpu-0'], undefined]);
  });

  test('claims of several pods get several devices, as long as there are some', () => {
    const tank = world(aClaim('c'), aClaim('d'), aClaim('e'));
    expect(tank.place(aPod('p', using('c')), aPod('q', using('d')), aPod('r', using('e')))).toEqual([
      'a',
      'b',
      undefined,
    ]);
    expect(tank.why('r')).toBe(`0/2 nodes are available: 2 cannot allocate all claims. still not schedulable, ${TAIL}`);
  });

  test('prefers nodes with the first alternative', () => {
    const firstAvailable = ['new', 'old'].map((name) => ({
      name,
      deviceClassName: 'gpu',
      allocationMode: 'ExactCount' as const,
      count: 1,
      selectors: isModel(name),
    }));
    const tank = world(aClaim('c', [{ name: 'gpu', firstAvailable }]));
    expect(tank.scores(aPod('p', using('c')), 'DynamicResources')).toEqual([87, 100]);
    expect(tank.place(aPod('p', using('c')))).toEqual(['b']);
  });
});

describe('a pod that is not tried', () => {
  test.each([
    { name: 'no such claim', pod: using('c'), gate: 'could not find ResourceClaim "default/c"' },
    { name: 'not made yet', pod: fromTemplate, gate: 'pod "default/p": ResourceClaim not created yet' },
  ])('$name: no event, no condition', ({ pod, gate }) => {
    const tank = world();
    expect(tank.place(aPod('p', pod))).toEqual([undefined]);
    expect([tank.events('p'), tank.why('p')]).toEqual([[], undefined]);
    expect(tank.explain(tank.pod('p')).gate).toBe(gate);
  });

  test('being deleted', () => {
    const tank = world(aClaim('c'));
    tank.place(aPod('p', using('c')));
    tank.client.delete('ResourceClaim', 'default', 'c');
    expect(tank.place(aPod('q', using('c')))).toEqual([undefined]);
    expect(tank.explain(tank.pod('q')).gate).toBe('resourceclaim "c" is being deleted');
  });

  test('somebody else’s', () => {
    const tank = world(aClaim('c'));
    tank.create(aPod('p', fromTemplate));
    tank.setStatus('p', { resourceClaimStatuses: [{ name: 'c', resourceClaimName: 'c' }] });
    tank.settle();
    const why = 'ResourceClaim default/c was not created for Pod default/p (Pod is not owner)';
    expect(tank.explain(tank.pod('p')).gate).toBe(why);
  });

  test('is tried when the claim comes', () => {
    const tank = world();
    tank.place(aPod('p', using('c')));
    tank.create(aClaim('c'));
    tank.settle();
    expect(tank.nodeOf('p')).toBe('a');
  });
});

describe('what wakes a pod', () => {
  test.each([
    {
      name: 'a slice',
      objects: [],
      wake: (tank: Tank) => void tank.create(aSlice('more', devices({}), { nodeName: 'a' })),
    },
    {
      name: 'a slice that changes',
      objects: [aSlice('a', [])],
      wake: (tank: Tank) => {
        const slice = tank.client.get('ResourceSlice', undefined, 'a');
        if (slice) tank.client.update({ ...slice, spec: { ...slice.spec, devices: devices({}) } });
      },
    },
    { name: 'a node', objects: [aSlice('b', devices({}))], wake: (tank: Tank) => void tank.create(aNode('b')) },
  ])('$name', ({ objects, wake }) => {
    const tank = new Tank([aNode('a'), aClass(), aClaim('c'), ...objects]);
    tank.place(aPod('p', using('c')));
    expect(tank.why('p')).toContain('1 cannot allocate all claims');
    wake(tank);
    tank.advance(30);
    expect(devicesOf(tank, 'c')).toHaveLength(1);
  });

  test('a class', () => {
    const tank = new Tank([aNode('a'), aSlice('a', devices({})), aClaim('c')]);
    tank.place(aPod('p', using('c')));
    const why = 'request gpu: device class gpu does not exist. no new claims to deallocate';
    expect(tank.why('p')).toContain(`0/1 nodes are available: ${why}, preemption: `);
    tank.create(aClass());
    tank.advance(30);
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('devices that another claim gives back', () => {
    const tank = world(
      aClaim('c', [aRequest('gpu', { selectors: isModel('new') })]),
      aClaim('d', [aRequest('gpu', { selectors: isModel('new') })]),
    );
    expect(tank.place(aPod('p', using('c')), aPod('q', using('d')))).toEqual(['b', undefined]);
    setClaim(tank, 'c', {});
    tank.advance(30);
    expect(tank.nodeOf('q')).toBe('b');
  });
});

describe('a claim that has devices already', () => {
  const given = (node: string): NonNullable<ResourceClaim['status']> => ({
    allocation: {
      allocationTimestamp: '2026-01-01T00:00:00Z',
      devices: { results: [{ request: 'gpu', driver: DRIVER, pool: node, device: 'gpu-0' }] },
      nodeSelector: {
        nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: [node] }] }],
      },
    },
  });

  test('ties the pod to its nodes', () => {
    const tank = world(aClaim('c'));
    setClaim(tank, 'c', given('b'));
    expect(tank.place(aPod('p', using('c')))).toEqual(['b']);
  });

  test('loses them when nobody uses it and they are of no use', () => {
    const tank = world(aClaim('c'));
    setClaim(tank, 'c', given('b'));
    tank.place(aPod('p', { ...using('c'), nodeSelector: { 'kubernetes.io/hostname': 'a' } }));
    tank.advance(30);
    const reasons = "1 node(s) didn't match Pod's node affinity/selector, 1 resourceclaim not available on the node";
    expect(tank.events('p')).toEqual([
      `FailedScheduling: 0/2 nodes are available: ${reasons}. deallocation of ResourceClaim completed, ${TAIL}`,
      'Scheduled: Successfully assigned default/p to a',
    ]);
    expect(devicesOf(tank, 'c')).toEqual(['a/gpu-0']);
  });

  test('keeps them while another pod uses it', () => {
    const tank = world(aClaim('c'));
    tank.place(aPod('p', { ...using('c'), nodeSelector: { 'kubernetes.io/hostname': 'b' } }));
    tank.place(aPod('q', { ...using('c'), nodeSelector: { 'kubernetes.io/hostname': 'a' } }));
    expect(tank.why('q')).toContain('1 resourceclaim not available on the node. still not schedulable');
    expect(devicesOf(tank, 'c')).toEqual(['b/gpu-0']);
  });
});

describe('an error', () => {
  const broken = () => aClaim('c', [aRequest('gpu', { selectors: cel(`device.attributes["${DRIVER}"].nothing`) })]);

  test('ends the attempt, and is tried again after a back-off', () => {
    const tank = world(broken());
    tank.place(aPod('p', using('c')));
    const why =
      'running "DynamicResources" filter plugin: claim default/c: selector #0: CEL runtime error: no such key: nothing';
    expect(tank.why('p')).toBe(why);
    expect(tank.pod('p').status?.conditions?.[0]?.reason).toBe('SchedulerError');
    tank.advance(10);
    expect(tank.events('p').length).toBeGreaterThan(1);
  });

  test('is told by explain', () => {
    const tank = world(broken());
    const { message, nodes } = tank.explain(aPod('p', using('c')));
    expect(message).toContain('no such key: nothing');
    expect(nodes[0]?.objections[0]?.plugin).toBe('DynamicResources');
  });
});

describe('devices that become ready later', () => {
  const conditions = { bindingConditions: ['ready'], bindingFailureConditions: ['failed'], bindsToNode: true };
  const later = () => {
    const tank = new Tank([
      aNode('a'),
      aClass(),
      aSlice('net', devices(conditions, conditions), { allNodes: true }),
      aClaim('c'),
    ]);
    tank.place(aPod('p', using('c')));
    return tank;
  };
  const told = (tank: Tank, device: string, type: string) => {
    const { status = {} } = claimOf(tank, 'c') as ResourceClaim;
    const condition = {
      type,
      status: 'True' as const,
      reason: 'R',
      message: 'm',
      lastTransitionTime: '2026-01-01T00:00:00Z',
    };
    setClaim(tank, 'c', { ...status, devices: [{ driver: DRIVER, pool: 'net', device, conditions: [condition] }] });
  };

  test('the pod waits for them', () => {
    const tank = later();
    expect(tank.nodeOf('p')).toBeUndefined();
    expect(tank.pod('p').status?.nominatedNodeName).toBe('a');
    expect(tank.events('p')).toEqual(['BindingConditionsPending: waiting for binding conditions for device on node a']);
    told(tank, 'gpu-0', 'ready');
    tank.advance(5);
    expect(tank.nodeOf('p')).toBe('a');
  });

  test('one that fails is given back, and another tried', () => {
    const tank = later();
    told(tank, 'gpu-0', 'failed');
    tank.advance(5);
    const why = 'device binding failed: claim=c, reason=R, message="m"';
    expect(tank.why('p')).toBe(`running PreBind plugin "DynamicResources": ${why}`);
    tank.advance(30);
    expect(tank.events('p')).toContainEqual(expect.stringContaining('deallocation of ResourceClaim completed'));
    expect(tank.events('p').filter((text) => text.startsWith('BindingConditionsPending')).length).toBeGreaterThan(0);
  });

  test('not for ever', () => {
    const pluginConfig = [{ name: 'DynamicResources', args: { bindingTimeout: 20_000 } }];
    const profiles = profilesOf({ profiles: [{ pluginConfig }] }, () => undefined);
    const objects = [aNode('a'), aClass(), aSlice('net', devices(conditions), { allNodes: true }), aClaim('c')];
    const tank = new Tank(objects, createScheduler(profiles));
    tank.place(aPod('p', using('c')));
    // Placing waited for the first look, after five seconds.
    tank.advance(14);
    expect(tank.events('p')).toHaveLength(1);
    tank.advance(1);
    expect(tank.events('p')[1]).toContain('running PreBind plugin "DynamicResources": device binding timeout: ');
  });
});

test('a fork goes on by itself', () => {
  const tank = world(aClaim('c'), aClaim('d'));
  tank.place(aPod('p', using('c')));
  const fork = tank.fork();
  expect(fork.place(aPod('q', using('d')))).toEqual(['b']);
  expect(devicesOf(tank, 'd')).toBeUndefined();
  expect(tank.place(aPod('q', using('d')))).toEqual(['b']);
});
