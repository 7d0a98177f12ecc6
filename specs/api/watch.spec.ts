// Watches: where they begin, what they tell, and bookmarks.
import { describe, expect, test } from '@jest/globals';
import { apiTank, configMap, pod, refusalOf } from './api-tank';
import { advance, change, fromNow, labelled, MINUTE, present, rowOf, told, watch } from './watching';

describe('a watch', () => {
  test.each([undefined, '', '0'])(
    'from version %j begins with what stands, then tells what comes',
    (resourceVersion) => {
      const tank = apiTank();
      tank.client.create(configMap('b'));
      tank.client.create(configMap('a'));
      const watched = watch(tank, { resourceVersion });
      tank.client.create(configMap('c'));
      expect(told(watched)).toEqual(['ADDED a', 'ADDED b', 'ADDED c']);
      change(tank, 'a', { data: { x: '1' } });
      tank.client.delete('ConfigMap', 'default', 'b');
      expect(told(watched)).toEqual(['MODIFIED a', 'DELETED b']);
      expect(told(watched)).toEqual([]);
      expect(watched.ended).toBe(false);
    },
  );

  test('from a version tells what came after it', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    const resourceVersion = present(tank);
    tank.client.create(configMap('b'));
    tank.client.create(pod('p'));
    expect(told(watch(tank, { resourceVersion }))).toEqual(['ADDED b']);
  });

  test('from a version that is not reached yet waits for it', () => {
    const tank = apiTank();
    const watched = watch(tank, { resourceVersion: String(Number(present(tank)) + 1) });
    tank.client.create(configMap('a'));
    tank.client.create(configMap('b'));
    expect(told(watched)).toEqual(['ADDED b']);
  });

  test('without initial events begins with the present', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    const watched = watch(tank, { sendInitialEvents: false, resourceVersionMatch: 'NotOlderThan' });
    tank.client.create(configMap('b'));
    expect(told(watched)).toEqual(['ADDED b']);
  });

  test('is of one namespace or of all', () => {
    const tank = apiTank();
    const [one, all] = [fromNow(tank, { namespace: 'default' }), fromNow(tank)];
    tank.client.create(configMap('a', { metadata: { name: 'a', namespace: 'kube-public' } }));
    tank.client.create(configMap('b'));
    expect([told(one), told(all)]).toEqual([['ADDED b'], ['ADDED a', 'ADDED b']]);
  });

  test('tells an object with its labels and version, as it was stored', () => {
    const tank = apiTank();
    const watched = fromNow(tank);
    const stored = tank.client.create(labelled('a', { app: 'web' }));
    expect(watched.take()).toEqual([{ type: 'ADDED', object: stored }]);
  });

  test('tells the last state of what is removed, with the version of its end', () => {
    const tank = apiTank();
    const stored = tank.client.create(labelled('a', { app: 'web' }));
    const watched = fromNow(tank);
    tank.client.delete('ConfigMap', 'default', 'a');
    const [event] = watched.take();
    expect(event).toEqual({
      type: 'DELETED',
      object: { ...stored, metadata: { ...stored.metadata, resourceVersion: present(tank) } },
    });
  });

  test('tells of a finalizer that let go as the object stood with it', () => {
    const tank = apiTank();
    tank.client.create(configMap('a', { metadata: { name: 'a', namespace: 'default', finalizers: ['x.y/z'] } }));
    const watched = fromNow(tank);
    tank.client.delete('ConfigMap', 'default', 'a');
    change(tank, 'a', { metadata: { finalizers: null } });
    const events = watched.take();
    expect(events.map(({ type }) => type)).toEqual(['MODIFIED', 'DELETED']);
    expect(events[1]?.object.metadata).toMatchObject({ finalizers: ['x.y/z'], resourceVersion: present(tank) });
  });

  test('tells nothing of a write that changes nothing', () => {
    const tank = apiTank();
    const stored = tank.client.create(configMap('a'));
    const watched = fromNow(tank);
    tank.client.update(stored);
    expect(told(watched)).toEqual([]);
  });

  test('stops when it is told to', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    const watched = watch(tank);
    watched.stop();
    tank.client.create(configMap('b'));
    expect([watched.take(), watched.ended]).toEqual([[], true]);
  });
});

describe('a watch with a selector', () => {
  test.each([
    ['labels', { labelSelector: 'app=web' }],
    ['labels in a namespace', { labelSelector: 'app in (web)', namespace: 'default' }],
  ])('of %s sees objects come into the selection and leave it', (_, selection) => {
    const tank = apiTank();
    const watched = fromNow(tank, selection);
    tank.client.create(labelled('a', { app: 'db' }));
    expect(told(watched)).toEqual([]);
    const entered = change(tank, 'a', { metadata: { labels: { app: 'web' } } });
    const changed = change(tank, 'a', { data: { x: '1' } });
    expect(watched.take()).toEqual([
      { type: 'ADDED', object: entered },
      { type: 'MODIFIED', object: changed },
    ]);
    change(tank, 'a', { metadata: { labels: { app: 'db' } }, data: { x: '2' } });
    const gone = { ...changed, metadata: { ...changed.metadata, resourceVersion: present(tank) } };
    expect(watched.take()).toEqual([{ type: 'DELETED', object: gone }]);
    tank.client.delete('ConfigMap', 'default', 'a');
    expect(told(watched)).toEqual([]);
  });

  test('of fields does, too', () => {
    const tank = apiTank();
    const watched = fromNow(tank, { fieldSelector: 'status.phase!=Running' }, rowOf('pod'));
    const made = tank.client.create(pod('p'));
    tank.client.updateStatus({ ...made, status: { ...made.status, phase: 'Running' } });
    expect(told(watched)).toEqual(['ADDED p', 'DELETED p']);
  });

  test('is refused as a list is', () => {
    const tank = apiTank();
    expect(refusalOf(() => watch(tank, { labelSelector: '=' }))?.code).toBe(400);
    expect(refusalOf(() => watch(tank, { fieldSelector: 'x=y' }))?.message).toBe(
      '"x" is not a known field selector: only "metadata.name", "metadata.namespace"',
    );
  });
});

describe('bookmarks', () => {
  const marks = { allowWatchBookmarks: true };

  test('end the initial events', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    const events = watch(tank, marks).take();
    expect(events.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK']);
    expect(events[1]?.object).toEqual({
      kind: 'ConfigMap',
      apiVersion: 'v1',
      metadata: { resourceVersion: present(tank), annotations: { 'k8s.io/initial-events-end': 'true' } },
    });
    const asked = { ...marks, resourceVersion: '1', sendInitialEvents: true, resourceVersionMatch: 'NotOlderThan' };
    expect(told(watch(tank, asked))).toEqual(['ADDED a', 'BOOKMARK']);
  });

  test('are not sent to those that do not ask', () => {
    const tank = apiTank();
    const watched = watch(tank);
    tank.client.create(configMap('a'));
    advance(tank, 3 * MINUTE);
    expect(told(watched)).toEqual(['ADDED a']);
  });

  test('come once a minute with the version reached, in their place among the changes', () => {
    const tank = apiTank();
    const watched = fromNow(tank, marks);
    advance(tank, MINUTE / 2);
    tank.client.create(pod('p'));
    const version = present(tank);
    advance(tank, MINUTE);
    tank.client.create(configMap('a'));
    advance(tank, MINUTE);
    const events = watched.take();
    expect(events.map(({ type, object }) => `${type} ${object.metadata.resourceVersion}`)).toEqual([
      `BOOKMARK ${version}`,
      `ADDED ${present(tank)}`,
      `BOOKMARK ${present(tank)}`,
    ]);
    expect(events[0]?.object.metadata).toEqual({ resourceVersion: version });
  });

  test('do not come while nothing was written anywhere', () => {
    const tank = apiTank();
    const watched = fromNow(tank, marks);
    advance(tank, 5 * MINUTE);
    expect(told(watched)).toEqual([]);
  });

  test('come two seconds before the end', () => {
    const tank = apiTank();
    const watched = fromNow(tank, { ...marks, timeoutSeconds: 30 });
    tank.client.create(pod('p'));
    advance(tank, 27_999);
    expect(told(watched)).toEqual([]);
    advance(tank, 1);
    expect([told(watched), watched.ended]).toEqual([['BOOKMARK'], false]);
    advance(tank, 2_000);
    expect([told(watched), watched.ended]).toEqual([[], true]);
  });

  test('have the empty structs of their kind', () => {
    const tank = apiTank();
    const [pods] = watch(tank, marks, rowOf('pod')).take();
    expect(pods?.object).toMatchObject({ kind: 'Pod', spec: { containers: null }, status: {} });
    const [deployments] = watch(tank, marks, rowOf('deployment')).take();
    expect(deployments?.object).toMatchObject({
      apiVersion: 'apps/v1',
      spec: { selector: null, strategy: {}, template: { metadata: {}, spec: { containers: null } } },
      status: {},
    });
  });
});
