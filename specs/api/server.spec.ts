import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../src/kinds/kind';
import { apiTank, configMap, deployment, pod, refusalOf } from './api-tank';

const STALE = 'the object has been modified; please apply your changes to the latest version and try again';

describe('create', () => {
  test('gives identity: uid, time, revision, and a generation to kinds that have one', () => {
    const { client } = apiTank();
    const [map, made] = [client.create(configMap('a')), client.create(deployment('web'))];
    expect(map.metadata).toMatchObject({
      creationTimestamp: '2026-01-01T00:00:00Z',
      uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4/),
      resourceVersion: expect.stringMatching(/^\d+$/),
    });
    expect(map.metadata.generation).toBeUndefined();
    expect(made.metadata.generation).toBe(1);
    expect(Number(made.metadata.resourceVersion)).toBe(Number(map.metadata.resourceVersion) + 1);
  });

  test("takes nothing of what is the server's from the client", () => {
    const { client } = apiTank();
    const given = { uid: 'mine', creationTimestamp: '2020-01-01T00:00:00Z', generation: 7, selfLink: '/x' };
    const made = client.create({ ...configMap('a'), metadata: { name: 'a', namespace: 'default', ...given } });
    expect(made.metadata).not.toMatchObject({ uid: 'mine' });
    expect(made.metadata.creationTimestamp).toBe('2026-01-01T00:00:00Z');
    // A kind that counts no generations leaves the client's be.
    expect([made.metadata.generation, made.metadata.selfLink]).toEqual([7, undefined]);
  });

  test('drops a status that a client sends', () => {
    const { client } = apiTank();
    const made = client.create({ ...pod('web'), status: { phase: 'Running', podIP: '1.2.3.4' } });
    expect(made.status).toEqual({ phase: 'Pending', qosClass: 'BestEffort' });
  });

  test('makes names from generateName, five characters of the server alphabet', () => {
    const { client } = apiTank();
    const names = Array.from({ length: 20 }, () => {
      const { name, ...metadata } = configMap('x').metadata;
      const made = client.create({ ...configMap('x'), metadata: { ...metadata, generateName: 'web-' } } as never);
      return (made as KubeObject).metadata.name;
    });
    expect(new Set(names).size).toBe(20);
    for (const name of names) expect(name).toMatch(/^web-[bcdfghjklmnpqrstvwxz2456789]{5}$/);
  });

  test('stored objects are frozen to the bottom', () => {
    const { client } = apiTank();
    const made = client.create(pod('web'));
    expect(Object.isFrozen(made) && Object.isFrozen(made.spec.containers[0])).toBe(true);
    expect(() => Object.assign(made.metadata, { name: 'other' })).toThrow(TypeError);
  });

  test.each([
    {
      name: 'a name that is taken',
      object: configMap('taken'),
      refused: { code: 409, reason: 'AlreadyExists', message: 'configmaps "taken" already exists' },
    },
    {
      name: 'a namespace that is not there',
      object: { ...configMap('a'), metadata: { name: 'a', namespace: 'nowhere' } },
      refused: { code: 404, reason: 'NotFound', message: 'namespaces "nowhere" not found' },
    },
    {
      name: 'a resourceVersion',
      object: { ...configMap('a'), metadata: { name: 'a', namespace: 'default', resourceVersion: '1' } },
      refused: { code: 500, reason: undefined, message: 'resourceVersion should not be set on objects to be created' },
    },
    {
      name: 'no name at all',
      object: { ...configMap(''), metadata: { namespace: 'default' } } as unknown as KubeObject,
      refused: {
        code: 422,
        reason: 'Invalid',
        message: 'ConfigMap "" is invalid: metadata.name: Required value: name or generateName is required',
      },
    },
    {
      name: 'an invalid object, although its name is taken too',
      object: deployment('taken', { replicas: -1 }),
      refused: {
        code: 422,
        reason: 'Invalid',
        message:
          'Deployment.apps "taken" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      },
    },
  ])('refuses $name', ({ object, refused }) => {
    const { client } = apiTank();
    client.create(configMap('taken'));
    client.create(deployment('taken'));
    const before = client.store.revision;
    expect(refusalOf(() => client.create(object))).toEqual(refused);
    expect(client.store.revision).toBe(before);
  });

  test('a dry run answers and stores nothing', () => {
    const { client } = apiTank();
    const before = client.store.revision;
    expect(client.create(configMap('a'), { dryRun: true }).metadata.uid).toBeDefined();
    expect([client.get('ConfigMap', 'default', 'a'), client.store.revision]).toEqual([undefined, before]);
  });
});

describe('update', () => {
  test('that changes nothing writes nothing', () => {
    const { client } = apiTank();
    const made = client.create(configMap('a', { data: { x: '1' } }));
    const { length } = client.store.changes;
    expect(client.update({ ...made, data: { x: '1' } })).toBe(made);
    expect(client.store.changes).toHaveLength(length);
  });

  test('without a resourceVersion overwrites, with a stale one is a conflict', () => {
    const { client } = apiTank();
    const old = client.create(configMap('a', { data: { x: '1' } }));
    client.update({ ...old, data: { x: '2' } });
    const refused = refusalOf(() => client.update({ ...old, data: { x: '3' } }));
    const message = `Operation cannot be fulfilled on configmaps "a": ${STALE}`;
    expect(refused).toEqual({ code: 409, reason: 'Conflict', message });
    expect(client.update(configMap('a', { data: { x: '4' } })).data).toEqual({ x: '4' });
  });

  test('of kinds that forbid it needs a resourceVersion', () => {
    const { client } = apiTank();
    const budget = {
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: 'b', namespace: 'default' },
      spec: { minAvailable: 1, selector: { matchLabels: { app: 'web' } } },
    } as unknown as KubeObject;
    client.create(budget);
    expect(refusalOf(() => client.update({ ...budget, metadata: { ...budget.metadata, labels: { a: 'b' } } }))).toEqual(
      {
        code: 422,
        reason: 'Invalid',
        message:
          'poddisruptionbudgets.policy "b" is invalid: metadata.resourceVersion: Invalid value: 0: ' +
          'must be specified for an update',
      },
    );
  });

  test('of another uid is a failed precondition', () => {
    const { client } = apiTank();
    const made = client.create(configMap('a'));
    const refused = refusalOf(() => client.update({ ...made, metadata: { ...made.metadata, uid: 'other' } }));
    expect(refused).toMatchObject({ code: 409, reason: 'Conflict' });
    expect(refused?.message).toBe(
      'Operation cannot be fulfilled on configmaps "a": StorageError: invalid object, Code: 4, Key: ' +
        '/registry/configmaps/default/a, ResourceVersion: 0, AdditionalErrorMsg: Precondition failed: UID in ' +
        `precondition: other, UID in object meta: ${made.metadata.uid}`,
    );
  });

  test('of an absent object is refused, but for kinds that it creates', () => {
    const { client } = apiTank();
    expect(refusalOf(() => client.update(configMap('a')))).toEqual({
      code: 404,
      reason: 'NotFound',
      message: 'configmaps "a" not found',
    });
    const endpoints = { apiVersion: 'v1', kind: 'Endpoints', metadata: { name: 'e', namespace: 'default' } };
    expect(client.update(endpoints as KubeObject).metadata.uid).toBeDefined();
  });

  test('keeps identity, whatever the client sends', () => {
    const { client } = apiTank();
    const made = client.create(deployment('web'));
    const foreign = { creationTimestamp: '2020-01-01T00:00:00Z', generation: 99 };
    const next = client.update({ ...made, metadata: { ...made.metadata, ...foreign, labels: { a: 'b' } } });
    expect(next.metadata).toMatchObject({ generation: 1, creationTimestamp: made.metadata.creationTimestamp });
  });

  test.each([
    { name: 'a changed spec', change: { spec: { replicas: 5 } }, generation: 2 },
    { name: 'labels', change: { metadata: { labels: { a: 'b' } } }, generation: 1 },
    { name: "a Deployment's annotations", change: { metadata: { annotations: { a: 'b' } } }, generation: 2 },
    { name: 'a status on the main resource', change: { status: { replicas: 3 } }, generation: 1 },
  ])('$name: generation $generation', ({ change, generation }) => {
    const { client } = apiTank();
    client.create(deployment('web'));
    const next = client.patch('Deployment', 'default', 'web', 'merge', change);
    expect(next.metadata.generation).toBe(generation);
    if ('status' in change) expect(next.status?.replicas).toBeUndefined();
  });

  test('of the status changes nothing but the status', () => {
    const { client } = apiTank();
    const made = client.create(deployment('web')) as KubeObject & { spec: object };
    const changed = { ...made, spec: { ...made.spec, replicas: 9 }, status: { replicas: 3 } };
    const next = client.updateStatus(changed as KubeObject) as typeof changed;
    expect(next.status.replicas).toBe(3);
    expect(next.spec).toEqual(made.spec);
    expect(next.metadata.generation).toBe(1);
  });

  test('old and new are two objects that share what did not change', () => {
    const { client } = apiTank();
    const made = client.create(pod('web'));
    const next = client.patch('Pod', 'default', 'web', 'merge', { metadata: { labels: { a: 'b' } } });
    expect(made.metadata.labels).toBeUndefined();
    expect(next.metadata.labels).toEqual({ a: 'b' });
    expect(client.store.changes.at(-1)).toMatchObject({ previous: made, object: next, type: 'MODIFIED' });
  });
});
