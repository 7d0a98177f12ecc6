// What users of fake clients have complained about, each as a spec: here it must be as in a cluster.
import { describe, expect, test } from '@jest/globals';
import { listObjects } from '../../src/api/list';
import { createFromBody, patchFromBody, updateFromBody } from '../../src/api/request';
import { watchObjects } from '../../src/api/watch';
import type { Deployment, Pod, Service } from '../../src/kinds/generated/types.gen';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { type ApiTank, apiTank, configMap, deployment, pod, refusalOf } from './api-tank';

const row = (kind: string) => kindByKey(kind) as KindRow;
const caller = { actor: 'user', component: 'user', manager: 'wavetank', cause: () => 0 };
const get = ({ client }: ApiTank, kind: string, name: string) => client.get(kind, 'default', name) as KubeObject;

describe('labels are looked at on a watch (kubernetes/kubernetes#106754)', () => {
  test('an object of other labels is not told', () => {
    const tank = apiTank();
    const { server, store } = tank.simulation;
    const from = { resourceVersion: String(store.revision), labelSelector: 'app=web' };
    const watched = watchObjects(server, row('Pod'), from);
    tank.client.create(pod('other', {}, { labels: { app: 'db' } }));
    tank.client.create(pod('mine', {}, { labels: { app: 'web' } }));
    expect(watched.take().map(({ object }) => object.metadata.name)).toEqual(['mine']);
  });
});

describe('every object and list has a resourceVersion (kubernetes/client-go#1385)', () => {
  test('that goes up with every write of any kind', () => {
    const tank = apiTank();
    const versions = [
      tank.client.create(configMap('a')).metadata.resourceVersion,
      tank.client.create(pod('p')).metadata.resourceVersion,
      tank.client.patch('ConfigMap', 'default', 'a', 'merge', { data: { x: '1' } }).metadata.resourceVersion,
      listObjects(tank.simulation.server, row('Secret')).metadata.resourceVersion,
    ].map(Number);
    const [first = 0] = versions;
    expect(first).toBeGreaterThan(0);
    expect(versions).toEqual([first, first + 1, first + 2, first + 2]);
  });
});

describe('a list and a watch from it miss nothing (kubernetes/kubernetes#135959, #141528)', () => {
  test('not even what was deleted between the two', () => {
    const tank = apiTank();
    const { server } = tank.simulation;
    for (const name of ['a', 'b', 'c']) tank.client.create(configMap(name));
    const { items, metadata } = listObjects(server, row('ConfigMap'));
    tank.client.delete('ConfigMap', 'default', 'b');
    tank.client.create(configMap('d'));
    const watched = watchObjects(server, row('ConfigMap'), { resourceVersion: metadata.resourceVersion });
    const names = new Set(items.map((object) => object.metadata.name));
    for (const { type, object } of watched.take()) {
      if (type === 'DELETED') names.delete(object.metadata.name);
      else names.add(object.metadata.name);
    }
    expect([...names]).toEqual(['a', 'c', 'd']);
  });
});

describe('status and spec are written apart (kubernetes-sigs/controller-runtime#2230, #2259)', () => {
  const made = (tank: ApiTank) => tank.client.create(deployment('d', { replicas: 1 })) as Deployment;

  test('a write of the object leaves the status', () => {
    const tank = apiTank();
    const stored = tank.client.updateStatus({ ...made(tank), status: { replicas: 1 } } as Deployment);
    tank.client.update({ ...stored, spec: { ...stored.spec, replicas: 2 }, status: { replicas: 9 } } as Deployment);
    expect(get(tank, 'Deployment', 'd')).toMatchObject({ spec: { replicas: 2 }, status: { replicas: 1 } });
  });

  test('a write of the status leaves the spec', () => {
    const tank = apiTank();
    const stored = made(tank);
    tank.client.updateStatus({
      ...stored,
      spec: { ...stored.spec, replicas: 5 },
      status: { replicas: 1 },
    } as Deployment);
    expect(get(tank, 'Deployment', 'd')).toMatchObject({ spec: { replicas: 1 }, status: { replicas: 1 } });
  });

  test('a new object begins without the status that was sent', () => {
    const tank = apiTank();
    tank.client.create({ ...deployment('d'), status: { replicas: 9 } } as unknown as KubeObject);
    expect((get(tank, 'Deployment', 'd') as Deployment).status).toEqual({});
  });

  test('patches go the same ways', () => {
    const tank = apiTank();
    made(tank);
    const { server } = tank.simulation;
    const patch = { spec: { replicas: 3 }, status: { replicas: 3 } };
    const request = { row: row('Deployment'), namespace: 'default', name: 'd', type: 'merge' as const, patch };
    patchFromBody(server, caller, request);
    expect(get(tank, 'Deployment', 'd')).toMatchObject({ spec: { replicas: 3 }, status: {} });
    patchFromBody(server, caller, { ...request, patch: { ...patch, spec: { replicas: 7 } }, subresource: 'status' });
    expect(get(tank, 'Deployment', 'd')).toMatchObject({ spec: { replicas: 3 }, status: { replicas: 3 } });
  });
});

describe('conflicts are found (kubernetes-sigs/controller-runtime#2362)', () => {
  test.each([
    [
      'an update',
      (tank: ApiTank, stale: KubeObject) => tank.client.update({ ...stale, data: { b: '2' } } as KubeObject),
    ],
    [
      'a patch with a version',
      (tank: ApiTank, { metadata }: KubeObject) =>
        tank.client.patch('ConfigMap', 'default', 'a', 'merge', {
          metadata: { resourceVersion: metadata.resourceVersion },
          data: { b: '2' },
        }),
    ],
    [
      'a delete with a precondition',
      (tank: ApiTank, { metadata }: KubeObject) =>
        tank.client.delete('ConfigMap', 'default', 'a', {
          preconditions: { resourceVersion: metadata.resourceVersion as string },
        }),
    ],
  ] as const)('by %s of what has changed since', (_, write) => {
    const tank = apiTank();
    const stale = tank.client.create(configMap('a'));
    tank.client.patch('ConfigMap', 'default', 'a', 'merge', { data: { a: '1' } });
    expect(refusalOf(() => write(tank, stale))).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(get(tank, 'ConfigMap', 'a')).toMatchObject({ data: { a: '1' } });
  });

  test('but a write without a version goes through', () => {
    const tank = apiTank();
    const { metadata, ...rest } = tank.client.create(configMap('a'));
    tank.client.patch('ConfigMap', 'default', 'a', 'merge', { data: { a: '1' } });
    const { resourceVersion: _, ...unversioned } = metadata;
    tank.client.update({ ...rest, metadata: unversioned, data: { b: '2' } } as unknown as KubeObject);
    expect(get(tank, 'ConfigMap', 'a')).toMatchObject({ data: { b: '2' } });
  });

  test('by an update of what was deleted and made anew', () => {
    const tank = apiTank();
    const stale = tank.client.create(configMap('a'));
    tank.client.delete('ConfigMap', 'default', 'a');
    tank.client.create(configMap('a'));
    expect(refusalOf(() => tank.client.update(stale))).toMatchObject({ code: 409 });
    expect(refusalOf(() => tank.client.create(configMap('a')))).toMatchObject({ reason: 'AlreadyExists' });
  });
});

describe('creationTimestamp is set (kubernetes-sigs/controller-runtime#3402)', () => {
  test('by the server, and stays', () => {
    const tank = apiTank();
    const sent = configMap('a', {
      metadata: { name: 'a', namespace: 'default', creationTimestamp: '2020-01-01T00:00:00Z', uid: 'mine' },
    });
    const { creationTimestamp, uid } = tank.client.create(sent).metadata;
    expect([creationTimestamp, uid]).toEqual(['2026-01-01T00:00:00Z', expect.stringMatching(/^[0-9a-f-]{36}$/)]);
    tank.simulation.moveTo(tank.simulation.nowMs + 60_000);
    tank.client.patch('ConfigMap', 'default', 'a', 'merge', {
      metadata: { creationTimestamp: null },
      data: { x: '1' },
    });
    expect(get(tank, 'ConfigMap', 'a').metadata).toMatchObject({ creationTimestamp, uid });
  });
});

describe('generation counts changes of the spec, and only those', () => {
  const generations = (tank: ApiTank) => get(tank, 'Deployment', 'd').metadata.generation;

  test('1 when it is made, one more for a changed spec', () => {
    const tank = apiTank();
    tank.client.create(deployment('d', { replicas: 1 }));
    expect(generations(tank)).toBe(1);
    tank.client.patch('Deployment', 'default', 'd', 'merge', { spec: { replicas: 2 } });
    expect(generations(tank)).toBe(2);
    tank.client.patch('Deployment', 'default', 'd', 'merge', { spec: { replicas: 2 } });
    expect(generations(tank)).toBe(2);
    tank.client.patch('Deployment', 'default', 'd', 'merge', { metadata: { labels: { a: 'b' }, generation: 9 } });
    expect(generations(tank)).toBe(2);
    tank.client.updateStatus({ ...get(tank, 'Deployment', 'd'), status: { replicas: 1 } } as unknown as KubeObject);
    expect(generations(tank)).toBe(2);
  });

  test('kinds without one have none', () => {
    const tank = apiTank();
    expect(tank.client.create(configMap('a')).metadata.generation).toBeUndefined();
  });
});

describe('objects are defaulted, validated and checked against their schema', () => {
  test('defaults are filled in, down to the template', () => {
    const tank = apiTank();
    tank.client.create(deployment('d'));
    expect(get(tank, 'Deployment', 'd')).toMatchObject({
      spec: { replicas: 1, strategy: { type: 'RollingUpdate' }, template: { spec: { restartPolicy: 'Always' } } },
    });
    expect(tank.client.create(pod('p')) as Pod).toMatchObject({ status: { phase: 'Pending', qosClass: 'BestEffort' } });
    const body = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's' }, spec: { ports: [{ port: 80 }] } };
    const { object } = createFromBody(tank.simulation.server, caller, body);
    expect((object as Service).spec).toMatchObject({ type: 'ClusterIP', clusterIP: expect.stringMatching(/^10\./) });
  });

  test.each([
    ['an unknown field', { spec: { replica: 1 } }, 400, 'strict decoding error: unknown field "spec.replica"'],
    ['a wrong type', { spec: { replicas: 'two' } }, 400, 'json: cannot unmarshal string'],
    ['a wrong value', { spec: { replicas: -1 } }, 422, 'spec.replicas: Invalid value: -1'],
  ])('%s is refused', (_, fields, code, message) => {
    const tank = apiTank();
    const base = deployment('d') as unknown as { spec: object };
    const body = { ...base, spec: { ...base.spec, ...fields.spec } };
    const refusal = refusalOf(() => createFromBody(tank.simulation.server, caller, body));
    expect(refusal).toMatchObject({ code, message: expect.stringContaining(message) });
  });

  test('an immutable field stays', () => {
    const tank = apiTank();
    const stored = tank.client.create(deployment('d')) as Deployment;
    const selector = { matchLabels: { app: 'other' } };
    const template = { ...stored.spec.template, metadata: { labels: selector.matchLabels } };
    const body = { ...stored, spec: { ...stored.spec, selector, template } };
    const refusal = refusalOf(() => updateFromBody(tank.simulation.server, caller, body));
    expect(refusal).toMatchObject({ code: 422, message: expect.stringContaining('spec.selector') });
  });
});

describe('finalizers hold what is deleted', () => {
  test('with a deletionTimestamp until the last one is gone', () => {
    const tank = apiTank();
    tank.client.create(configMap('a', { metadata: { name: 'a', namespace: 'default', finalizers: ['x.y/z'] } }));
    tank.client.delete('ConfigMap', 'default', 'a');
    expect(get(tank, 'ConfigMap', 'a').metadata.deletionTimestamp).toBe('2026-01-01T00:00:00Z');
    tank.client.patch('ConfigMap', 'default', 'a', 'merge', { metadata: { finalizers: [] } });
    expect(get(tank, 'ConfigMap', 'a')).toBeUndefined();
  });
});

test('what a client holds does not change under its hands', () => {
  const tank = apiTank();
  const first = tank.client.create(configMap('a', { data: { x: '1' } }));
  tank.client.patch('ConfigMap', 'default', 'a', 'merge', { data: { x: '2' } });
  expect(first).toMatchObject({ data: { x: '1' } });
  expect(Object.isFrozen(get(tank, 'ConfigMap', 'a'))).toBe(true);
});
