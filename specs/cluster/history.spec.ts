import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';

const deployment = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'web' },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: 'web' } },
    template: { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'web', image: 'web' }] } },
  },
};

function tank(): Cluster {
  const made = cluster({ nodes: 2 });
  made.create(deployment);
  made.settle();
  return made;
}

const START = { revision: 0, atMs: 0 };

describe('cluster.past', () => {
  test('visits every state, latest first, down to the mark', () => {
    const running = tank();
    const mark = running.mark();
    running.scale('deployment/web', 4);
    running.settle();
    const { changes } = running.simulation.store;
    const since = changes.filter(({ revision }) => revision > mark.revision);
    const seen: (number | undefined)[] = [];
    running.past(mark, ({ change }) => {
      seen.push(change?.revision);
      return true;
    });
    expect(seen).toEqual([...since.map(({ revision }) => revision).reverse(), undefined]);
  });

  test('each state is the one that stood then', () => {
    const running = tank();
    const counts = new Set<number>();
    running.past(START, ({ reader, change, atMs }) => {
      // A state stands from its change until the next one.
      expect(reader.nowMs).toBeGreaterThanOrEqual(atMs);
      if (change && change.type !== 'DELETED') {
        const { name, namespace } = change.object.metadata;
        expect(reader.get(change.kind as 'Pod', namespace, name)).toBe(change.object);
      }
      counts.add(reader.list('Pod', 'default').length);
      return true;
    });
    expect([...counts]).toEqual([2, 1, 0]);
  });

  test('what was deleted is there again', () => {
    const running = tank();
    const mark = running.mark();
    const { uid } = running.get('Deployment', 'default', 'web')?.metadata ?? {};
    running.delete('deployment/web');
    running.settle();
    let found: string | undefined;
    running.past(mark, ({ reader, change }) => {
      if (!change) found = reader.get('Deployment', 'default', 'web')?.metadata.uid;
      return true;
    });
    expect(running.get('Deployment', 'default', 'web')).toBeUndefined();
    expect(found).toBe(uid);
    expect(found).toBeDefined();
  });

  test('indexes look back too', () => {
    const running = tank();
    const mark = running.mark();
    const uid = running.list('ReplicaSet', 'default')[0]?.metadata.uid as string;
    running.delete('deployment/web');
    running.settle();
    const owned: number[] = [];
    running.past(mark, ({ reader }) => {
      owned.push(reader.by('Pod', 'owner', uid).length);
      return true;
    });
    expect([owned[0], owned.at(-1)]).toEqual([0, 2]);
  });

  test('stops when told to', () => {
    const running = tank();
    let visits = 0;
    running.past(START, () => ++visits < 3);
    expect(visits).toBe(3);
  });

  test('of no time is one state: the present', () => {
    const running = tank();
    const seen: number[] = [];
    running.past(running.mark(), ({ atMs }) => seen.push(atMs) > 0);
    expect(seen).toEqual([running.nowMs]);
  });

  test('leaves the cluster as it is', () => {
    const running = tank();
    const before = [running.simulation.store.revision, running.list('Pod', 'default')];
    running.past(START, () => true);
    expect([running.simulation.store.revision, running.list('Pod', 'default')]).toEqual(before);
  });
});

test('the last action is where history questions start', () => {
  const running = tank();
  running.advance('10s');
  const mark = running.mark();
  running.scale('deployment/web', 3);
  running.settle();
  running.advance('1m');
  expect(running.lastAction).toEqual(mark);
});
