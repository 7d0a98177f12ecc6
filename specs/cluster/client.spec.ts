import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { InvariantError } from '../../src/sim/invariant';
import { apiTank, configMap, pod, refusalOf } from '../api/api-tank';

describe('reads', () => {
  const tank = apiTank();
  for (const name of ['b', 'a', 'a-b']) tank.client.create(configMap(name));
  tank.client.create({ ...configMap('a'), metadata: { name: 'a', namespace: 'kube-public' } });
  tank.client.create(pod('web', { nodeName: 'node-1' }));

  test('of one object by namespace and name', () => {
    expect(tank.client.get('ConfigMap', 'default', 'a')?.metadata.name).toBe('a');
    expect(tank.client.get('ConfigMap', 'default', 'z')).toBeUndefined();
    expect(tank.client.get('Namespace', undefined, 'default')?.kind).toBe('Namespace');
  });

  test('of lists come in the order of their keys', () => {
    const keys = (namespace?: string) =>
      tank.client.list('ConfigMap', namespace).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(keys('default')).toEqual(['default/a', 'default/a-b', 'default/b']);
    expect(keys()).toEqual(['default/a', 'default/a-b', 'default/b', 'kube-public/a']);
    expect(keys('nowhere')).toEqual([]);
  });

  test('by an index of the kind', () => {
    expect(tank.client.by('Pod', 'node', 'node-1').map(({ metadata }) => metadata.name)).toEqual(['web']);
    expect(tank.client.by('Pod', 'node', 'node-2')).toEqual([]);
    expect(() => tank.client.by('Pod', 'colour', 'red')).toThrow(InvariantError);
  });

  test('are of the present: the same object until somebody writes', () => {
    const before = tank.client.get('ConfigMap', 'default', 'b');
    expect(tank.client.get('ConfigMap', 'default', 'b')).toBe(before);
    tank.client.patch('ConfigMap', 'default', 'b', 'merge', { data: { x: '1' } });
    expect(tank.client.get('ConfigMap', 'default', 'b')).not.toBe(before);
    expect(before?.data).toBeUndefined();
  });
});

test('a subresource that is not there is not found', () => {
  const { client } = apiTank();
  client.create(pod('web'));
  const refused = refusalOf(() => client.createSubresource('Pod', 'default', 'web', 'wings', {}));
  expect(refused).toEqual({ code: 404, reason: 'NotFound', message: 'pods "web/wings" not found' });
});

test('who writes is kept: component, manager, cause', () => {
  const tank = cluster({ nodes: 1 });
  const cause = tank.act('poke', 'x', undefined, (_client, row) => row);
  tank.client(cause).create(configMap('x'), { fieldManager: 'finger' });
  const change = tank.simulation.store.changes.at(-1);
  expect(change).toMatchObject({ writer: 'wavetank', manager: 'finger' });
  expect(tank.simulation.trace.chain(change?.trace as number).at(-1)).toMatchObject({ verb: 'poke', key: 'x' });
});

test('warnings of requests are gathered where somebody wants them', () => {
  const { client } = apiTank();
  client.warnings = [];
  client.create(
    pod('web', { containers: [{ name: 'c', image: 'c', ports: [{ containerPort: 80 }, { containerPort: 80 }] }] }),
  );
  expect(client.warnings).toEqual([expect.stringContaining('duplicate port definition')]);
});
