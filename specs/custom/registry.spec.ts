// Kinds made at run time: what a definition makes known, when, in which cluster, and to whom.
import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../src/api/api-error';
import { createFromBody } from '../../src/api/request';
import { Cluster } from '../../src/cluster/cluster';
import { definition, instance } from './definitions';

const send = (cluster: Cluster, body: object) => {
  const client = cluster.client(0);
  return createFromBody(client.server, client.caller, body);
};

const refusal = (run: () => unknown): ApiError => {
  try {
    run();
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
  throw new Error('it was not refused');
};

function established(): Cluster {
  const cluster = new Cluster({ nodes: 0 });
  send(cluster, definition());
  cluster.settleWithin();
  return cluster;
}

describe('a definition', () => {
  test('serves its kind once its names are accepted', () => {
    const cluster = new Cluster({ nodes: 0 });
    send(cluster, definition());
    expect(cluster.reader.registry.byName('widgets')).toBeUndefined();
    expect(refusal(() => send(cluster, instance('a')))).toMatchObject({ code: 404, message: '404 page not found\n' });
    cluster.settleWithin();
    expect(send(cluster, instance('a')).code).toBe(201);
  });

  test.each(['widgets', 'Widget', 'widget', 'wd', 'widgets.example.com', 'widgets.v1.example.com'])(
    'is found as %s',
    (name) => {
      expect(established().kindNamed(name).key).toBe('Widget.example.com');
    },
  );

  test('serves nobody but its own cluster and that cluster’s forks', () => {
    const cluster = established();
    const fork = cluster.fork();
    expect(fork.reader.registry.custom).toHaveLength(1);
    expect(new Cluster({ nodes: 0 }).reader.registry.custom).toHaveLength(0);
    cluster.client(0).delete('CustomResourceDefinition', undefined, 'widgets.example.com');
    cluster.settleWithin();
    expect(cluster.reader.registry.custom).toHaveLength(0);
    expect(fork.reader.registry.custom).toHaveLength(1);
  });

  test('is known in the states of the past in which it stood', () => {
    const cluster = new Cluster({ nodes: 0 });
    const before = cluster.mark();
    send(cluster, definition());
    cluster.settleWithin();
    const counts: number[] = [];
    cluster.past(before, ({ reader }) => counts.push(reader.registry.custom.length) > 0);
    expect([counts[0], counts.at(-1)]).toEqual([1, 0]);
  });
});

describe('objects of the kind', () => {
  test('are subjects by kubectl’s names', () => {
    const cluster = established();
    send(cluster, instance('a', { size: 4 }));
    expect(cluster.object('wd/a').object).toMatchObject({ kind: 'Widget', spec: { size: 4 } });
    expect(cluster.selection('widgets').objects).toHaveLength(1);
  });

  test('go with their namespace', () => {
    const cluster = established();
    send(cluster, { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } });
    send(cluster, { ...instance('a'), metadata: { name: 'a', namespace: 'shop' } });
    cluster.client(0).delete('Namespace', undefined, 'shop');
    cluster.settleWithin();
    expect(cluster.list('Widget.example.com')).toEqual([]);
    expect(cluster.get('Namespace', undefined, 'shop')).toBeUndefined();
  });

  test('are collected with their owner, and own others', () => {
    const cluster = established();
    const { object: owner } = send(cluster, instance('owner'));
    const ownerReferences = [{ apiVersion: 'example.com/v1', kind: 'Widget', name: 'owner', uid: owner.metadata.uid }];
    send(cluster, { ...instance('owned'), metadata: { name: 'owned', ownerReferences } });
    send(cluster, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'owned', ownerReferences } });
    cluster.settleWithin();
    expect(cluster.list('Widget.example.com')).toHaveLength(2);
    cluster.client(0).delete('Widget.example.com', 'default', 'owner');
    cluster.settleWithin();
    expect(cluster.list('Widget.example.com')).toEqual([]);
    expect(cluster.get('ConfigMap', 'default', 'owned')).toBeUndefined();
  });

  test('are counted by quotas', () => {
    const cluster = established();
    const hard = { 'count/widgets.example.com': '1' };
    send(cluster, { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'q' }, spec: { hard } });
    cluster.settleWithin();
    send(cluster, instance('a'));
    expect(refusal(() => send(cluster, instance('b'))).message).toBe(
      'widgets.example.com "b" is forbidden: exceeded quota: q, requested: count/widgets.example.com=1, ' +
        'used: count/widgets.example.com=1, limited: count/widgets.example.com=1',
    );
    cluster.client(0).delete('Widget.example.com', 'default', 'a');
    cluster.settleWithin();
    expect(cluster.get('ResourceQuota', 'default', 'q')?.status?.used).toEqual({ 'count/widgets.example.com': '0' });
  });
});
