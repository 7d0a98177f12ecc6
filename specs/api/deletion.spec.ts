import { describe, expect, test } from '@jest/globals';
import type { DeleteOptions } from '../../src/api/actor';
import { deleteObject } from '../../src/api/deletion';
import { watchObjects } from '../../src/api/watch';
import type { Pod } from '../../src/kinds/generated/types.gen';
import type { KindName } from '../../src/kinds/kind-map';
import { parseRfc3339 } from '../../src/sim/time';
import { type ApiTank, apiTank, configMap, deployment, pod, refusalOf } from './api-tank';

const NOW = '2026-01-01T00:00:00Z';

/** A pod on a node, which its kubelet would have to stop. */
function boundPod(tank: ApiTank, spec: object = {}, status: Pod['status'] = { phase: 'Running' }): Pod {
  const made = tank.client.create(pod('web', { nodeName: 'node-1', ...spec }));
  return tank.client.updateStatus({ ...made, status } as Pod);
}

const secondsFromNow = (time: string | undefined) => (parseRfc3339(time ?? '') - parseRfc3339(NOW)) / 1000;

describe('grace', () => {
  test.each([
    { name: "the pod's own, 30 s", graceSeconds: 30 },
    { name: "the pod's own", spec: { terminationGracePeriodSeconds: 5 }, graceSeconds: 5 },
    { name: 'what is asked', asked: 7, graceSeconds: 7 },
    { name: 'longer than its own', asked: 90, graceSeconds: 90 },
    { name: 'less than nothing is a second', asked: -4, graceSeconds: 1 },
  ])('$name', ({ spec, asked, graceSeconds }) => {
    const tank = apiTank();
    boundPod(tank, spec);
    tank.client.delete('Pod', 'default', 'web', asked === undefined ? {} : { gracePeriodSeconds: asked });
    const left = tank.client.get('Pod', 'default', 'web');
    expect(left?.metadata.deletionGracePeriodSeconds).toBe(graceSeconds);
    expect(secondsFromNow(left?.metadata.deletionTimestamp)).toBe(graceSeconds);
    expect(left?.metadata.generation).toBe(2);
  });

  test.each([
    { name: 'is asked for none', asked: 0 },
    { name: 'is not bound', spec: { nodeName: '' } },
    { name: 'has succeeded', status: { phase: 'Succeeded' } },
    { name: 'has failed', status: { phase: 'Failed' } },
    { name: 'has none of its own', spec: { terminationGracePeriodSeconds: 0 } },
  ])('a pod that $name goes at once', ({ asked, spec, status }) => {
    const tank = apiTank();
    boundPod(tank, spec, status as Pod['status']);
    tank.client.delete('Pod', 'default', 'web', asked === undefined ? {} : { gracePeriodSeconds: asked });
    expect(tank.client.get('Pod', 'default', 'web')).toBeUndefined();
    expect(tank.client.store.changes.at(-1)?.type).toBe('DELETED');
  });

  test.each([
    { name: 'the same is nothing new', afterMs: 5_000, asked: 30, left: 30, grace: 30 },
    { name: 'longer is nothing new', afterMs: 5_000, asked: 60, left: 30, grace: 30 },
    { name: 'none asked is nothing new', afterMs: 5_000, asked: undefined, left: 30, grace: 30 },
    { name: 'shorter counts from the first', afterMs: 5_000, asked: 10, left: 10, grace: 10 },
    { name: 'shorter than what has passed is now, with a second', afterMs: 20_000, asked: 10, left: 20, grace: 1 },
  ])('a second deletion: $name', ({ afterMs, asked, left, grace }) => {
    const tank = apiTank();
    boundPod(tank);
    tank.client.delete('Pod', 'default', 'web');
    tank.simulation.moveTo(tank.simulation.nowMs + afterMs);
    tank.client.delete('Pod', 'default', 'web', asked === undefined ? {} : { gracePeriodSeconds: asked });
    const { metadata } = tank.client.get('Pod', 'default', 'web') as Pod;
    expect(secondsFromNow(metadata.deletionTimestamp)).toBe(left);
    expect(metadata.deletionGracePeriodSeconds).toBe(grace);
    expect(metadata.generation).toBe(2);
  });

  test('a pod that has ended while it was stopped waits for its kubelet', () => {
    const tank = apiTank();
    boundPod(tank);
    tank.client.delete('Pod', 'default', 'web');
    const marked = tank.client.get('Pod', 'default', 'web') as Pod;
    const ended = tank.client.updateStatus({ ...marked, status: { phase: 'Succeeded' } } as Pod);
    tank.client.delete('Pod', 'default', 'web', { propagationPolicy: 'Foreground' });
    expect(tank.client.get('Pod', 'default', 'web')).toBe(ended);
  });

  test('a second deletion without grace ends it', () => {
    const tank = apiTank();
    boundPod(tank);
    tank.client.delete('Pod', 'default', 'web');
    tank.client.delete('Pod', 'default', 'web', { gracePeriodSeconds: 0 });
    expect(tank.client.get('Pod', 'default', 'web')).toBeUndefined();
  });

  test('other kinds have none', () => {
    const { client } = apiTank();
    client.create(configMap('a'));
    client.delete('ConfigMap', 'default', 'a', { gracePeriodSeconds: 30 });
    expect(client.get('ConfigMap', 'default', 'a')).toBeUndefined();
  });
});

describe('a watch sees', () => {
  interface Row {
    name: string;
    spec?: object;
    deletions: readonly DeleteOptions[];
    /** Type, grace and seconds until the end of each event. */
    told: readonly (readonly unknown[])[];
  }
  const NOTHING = ['ADDED', undefined, undefined];

  test.each<Row>([
    {
      name: 'a pod that goes at once marked before it is gone',
      deletions: [{ gracePeriodSeconds: 0 }],
      told: [NOTHING, ['MODIFIED', 0, 0], ['DELETED', 0, 0]],
    },
    {
      name: 'a pod on no node marked with no grace, whatever was asked',
      spec: { nodeName: '' },
      deletions: [{ gracePeriodSeconds: 5 }],
      told: [NOTHING, ['MODIFIED', 0, 0], ['DELETED', 0, 0]],
    },
    {
      name: 'the rest of the grace taken back',
      deletions: [{}, { gracePeriodSeconds: 0 }],
      told: [NOTHING, ['MODIFIED', 30, 30], ['MODIFIED', 0, 2], ['DELETED', 0, 2]],
    },
    {
      name: 'no other propagation while the grace runs',
      deletions: [{}, { propagationPolicy: 'Foreground' }],
      told: [NOTHING, ['MODIFIED', 30, 30]],
    },
  ])('$name', ({ spec, deletions, told }) => {
    const tank = apiTank();
    const { revision } = tank.client.store;
    const row = tank.client.rowFor('Pod');
    const watch = watchObjects(tank.client.server, row, { resourceVersion: String(revision) });
    tank.client.create(pod('web', { nodeName: 'node-1', ...spec }));
    for (const asked of deletions) {
      tank.client.delete('Pod', 'default', 'web', asked);
      tank.simulation.moveTo(tank.simulation.nowMs + 2_000);
    }
    const seen = watch.take().map(({ type, object: { metadata } }) => {
      const { deletionTimestamp: end, deletionGracePeriodSeconds: grace } = metadata;
      return [type, grace, end === undefined ? undefined : secondsFromNow(end)];
    });
    expect(seen).toEqual(told);
  });

  test('the versions of both', () => {
    const { client } = apiTank();
    const made = client.create(pod('web', { nodeName: 'node-1' }));
    const at = Number(made.metadata.resourceVersion);
    const row = client.rowFor('Pod');
    const { object } = deleteObject(client.server, client.caller, row, 'default', 'web', { gracePeriodSeconds: 0 });
    expect(object.metadata.resourceVersion).toBe(String(at + 2));
    expect(client.store.changes.slice(-2).map(({ type, revision }) => [type, revision])).toEqual([
      ['MODIFIED', at + 1],
      ['DELETED', at + 2],
    ]);
  });

  test('other kinds gone alone', () => {
    const { client } = apiTank();
    client.create(configMap('a'));
    client.delete('ConfigMap', 'default', 'a', { gracePeriodSeconds: 0 });
    expect(client.store.changes.slice(-2).map(({ type }) => type)).toEqual(['ADDED', 'DELETED']);
  });
});

describe('propagation', () => {
  test.each<{ name: string; asked: DeleteOptions; finalizers?: string[]; left: string[] | undefined }>([
    { name: 'in the background it goes at once', asked: { propagationPolicy: 'Background' }, left: undefined },
    { name: 'by default too', asked: {}, left: undefined },
    { name: 'in the foreground it waits', asked: { propagationPolicy: 'Foreground' }, left: ['foregroundDeletion'] },
    { name: 'orphaning waits', asked: { propagationPolicy: 'Orphan' }, left: ['orphan'] },
    {
      name: 'what a finalizer says already holds when nothing is asked',
      asked: {},
      finalizers: ['orphan'],
      left: ['orphan'],
    },
    {
      name: 'what is asked replaces it',
      asked: { propagationPolicy: 'Foreground' },
      finalizers: ['orphan'],
      left: ['foregroundDeletion'],
    },
    {
      name: "other people's finalizers stay",
      asked: { propagationPolicy: 'Foreground' },
      finalizers: ['a.b/c'],
      left: ['a.b/c', 'foregroundDeletion'],
    },
  ])('$name', ({ asked, finalizers, left }) => {
    const { client } = apiTank();
    const made = deployment('web');
    client.create({ ...made, metadata: { ...made.metadata, ...(finalizers ? { finalizers } : {}) } });
    client.delete('Deployment', 'default', 'web', asked);
    const stored = client.get('Deployment', 'default', 'web')?.metadata;
    expect(stored?.finalizers).toEqual(left);
    if (left) expect(stored).toMatchObject({ deletionTimestamp: NOW, deletionGracePeriodSeconds: 0, generation: 2 });
  });

  test.each<{ kind: KindName; apiVersion: string; spec: object; left: string[] | undefined }>([
    {
      kind: 'ReplicationController',
      apiVersion: 'v1',
      spec: { template: { metadata: { labels: { a: 'b' } }, spec: { containers: [{ name: 'c', image: 'c' }] } } },
      left: ['orphan'],
    },
    {
      kind: 'Job',
      apiVersion: 'batch/v1',
      spec: { template: { spec: { restartPolicy: 'Never', containers: [{ name: 'c', image: 'c' }] } } },
      left: ['orphan'],
    },
  ])('a $kind keeps what it made unless told otherwise', ({ kind, apiVersion, spec, left }) => {
    const { client } = apiTank();
    client.create({ apiVersion, kind, metadata: { name: 'x', namespace: 'default' }, spec } as never);
    client.delete(kind, 'default', 'x');
    expect(client.get(kind, 'default', 'x')?.metadata.finalizers).toEqual(left);
  });
});

describe('finalizers', () => {
  const held = (tank: ApiTank) => {
    const made = configMap('a');
    tank.client.create({ ...made, metadata: { ...made.metadata, finalizers: ['a.b/c', 'd.e/f'] } });
    tank.client.delete('ConfigMap', 'default', 'a');
    return tank.client.get('ConfigMap', 'default', 'a');
  };

  test('hold an object until the last one is gone', () => {
    const tank = apiTank();
    const marked = held(tank);
    expect(marked?.metadata.deletionTimestamp).toBe(NOW);
    const one = tank.client.patch('ConfigMap', 'default', 'a', 'merge', { metadata: { finalizers: ['d.e/f'] } });
    expect(one.metadata.finalizers).toEqual(['d.e/f']);
    tank.client.patch('ConfigMap', 'default', 'a', 'merge', { metadata: { finalizers: null } });
    expect(tank.client.get('ConfigMap', 'default', 'a')).toBeUndefined();
    expect(tank.client.store.changes.at(-1)?.type).toBe('DELETED');
  });

  test('cannot be added to what is being deleted', () => {
    const tank = apiTank();
    held(tank);
    const finalizers = ['a.b/c', 'd.e/f', 'g.h/i'];
    const add = () => tank.client.patch('ConfigMap', 'default', 'a', 'merge', { metadata: { finalizers } });
    expect(refusalOf(add)).toEqual({
      code: 422,
      reason: 'Invalid',
      message:
        'ConfigMap "a" is invalid: metadata.finalizers: Forbidden: no new finalizers can be added if the object is ' +
        'being deleted, found new finalizers []string{"g.h/i"}',
    });
  });

  test('a second deletion changes nothing', () => {
    const tank = apiTank();
    const marked = held(tank);
    tank.client.delete('ConfigMap', 'default', 'a');
    expect(tank.client.get('ConfigMap', 'default', 'a')).toBe(marked);
  });

  test('the mark cannot be taken back', () => {
    const tank = apiTank();
    held(tank);
    tank.client.patch('ConfigMap', 'default', 'a', 'merge', {
      metadata: { deletionTimestamp: null },
      data: { x: '1' },
    });
    expect(tank.client.get('ConfigMap', 'default', 'a')?.metadata.deletionTimestamp).toBe(NOW);
  });

  test('of a pod outlast its grace', () => {
    const tank = apiTank();
    const made = pod('web', { nodeName: 'node-1' }, { finalizers: ['a.b/c'] });
    tank.client.create(made);
    tank.client.delete('Pod', 'default', 'web', { gracePeriodSeconds: 0 });
    expect(tank.client.get('Pod', 'default', 'web')?.metadata).toMatchObject({ deletionGracePeriodSeconds: 0 });
    tank.client.patch('Pod', 'default', 'web', 'merge', { metadata: { finalizers: null } });
    expect(tank.client.get('Pod', 'default', 'web')).toBeUndefined();
  });
});

describe('preconditions', () => {
  const opening = 'Operation cannot be fulfilled on ConfigMap "a": the';
  test.each([
    {
      name: 'another uid',
      preconditions: { uid: 'x' },
      message:
        /^Operation cannot be fulfilled on ConfigMap "a": the UID in the precondition \(x\) does not match the UID in record \(\S+\)\. The object might have been deleted and then recreated$/,
    },
    {
      name: 'another revision',
      preconditions: { resourceVersion: '1' },
      message: new RegExp(
        `^${opening} ResourceVersion in the precondition \\(1\\) does not match the ResourceVersion in record \\(\\d+\\)\\. The object might have been modified$`,
      ),
    },
  ])('$name', ({ preconditions, message }) => {
    const { client } = apiTank();
    client.create(configMap('a'));
    const refused = refusalOf(() => client.delete('ConfigMap', 'default', 'a', { preconditions }));
    expect(refused).toMatchObject({ code: 409, reason: 'Conflict', message: expect.stringMatching(message) });
  });

  test.each<{ name: string; kind: KindName; object: string; place: string; message: string }>([
    {
      name: 'of a group',
      kind: 'Deployment',
      object: 'web',
      place: 'Deployment.apps',
      message:
        'the UID in the precondition (x) does not match the UID in record (UID). The object might have been deleted and then recreated',
    },
    {
      name: 'of a namespace',
      kind: 'Namespace',
      object: 'default',
      place: 'namespaces',
      message: 'Precondition failed: UID in precondition: x, UID in object meta: UID',
    },
  ])('$name', ({ kind, object, place, message }) => {
    const { client } = apiTank();
    client.create(deployment('web'));
    const namespace = kind === 'Namespace' ? undefined : 'default';
    const uid = client.get(kind, namespace, object)?.metadata.uid ?? '';
    const refused = refusalOf(() => client.delete(kind, namespace, object, { preconditions: { uid: 'x' } }));
    const text = `Operation cannot be fulfilled on ${place} "${object}": ${message.replace('(UID)', `(${uid})`)}`;
    expect(refused).toMatchObject({ code: 409, message: text.replace(/UID$/, uid) });
  });

  test('that hold', () => {
    const { client } = apiTank();
    const { uid, resourceVersion } = client.create(configMap('a')).metadata;
    client.delete('ConfigMap', 'default', 'a', { preconditions: { uid, resourceVersion } as never });
    expect(client.get('ConfigMap', 'default', 'a')).toBeUndefined();
  });
});

test('a namespace is marked and waits for its controller', () => {
  const { client } = apiTank();
  client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
  client.delete('Namespace', undefined, 'team');
  const marked = client.get('Namespace', undefined, 'team');
  expect(marked?.metadata).toMatchObject({ deletionTimestamp: NOW });
  expect(marked?.metadata.deletionGracePeriodSeconds).toBeUndefined();
  expect(marked).toMatchObject({ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } });
});

test('what is not there cannot be deleted', () => {
  const { client } = apiTank();
  expect(refusalOf(() => client.delete('Pod', 'default', 'nothing'))).toEqual({
    code: 404,
    reason: 'NotFound',
    message: 'pods "nothing" not found',
  });
});

test("the system's priority classes cannot be deleted", () => {
  const { client } = apiTank();
  const refused = refusalOf(() => client.delete('PriorityClass', undefined, 'system-node-critical'));
  expect(refused).toMatchObject({
    code: 403,
    message:
      'priorityclasses.scheduling.k8s.io "system-node-critical" is forbidden: ' +
      'this is a system priority class and cannot be deleted',
  });
});

test('a name is taken until what has it is gone', () => {
  const { client } = apiTank();
  client.create(configMap('a', { metadata: { name: 'a', namespace: 'default', finalizers: ['a.b/c'] } }));
  client.delete('ConfigMap', 'default', 'a');
  const refused = refusalOf(() => client.create(configMap('a')));
  expect(refused?.message).toBe('object is being deleted: configmaps "a" already exists');
});
