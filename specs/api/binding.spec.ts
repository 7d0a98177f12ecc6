import { describe, expect, test } from '@jest/globals';
import type { KubeObject } from '../../src/kinds/kind';
import { type ApiTank, apiTank, pod, refusalOf } from './api-tank';

const bind = (tank: ApiTank, body: object = { target: { kind: 'Node', name: 'node-1' } }) =>
  tank.as('kube-scheduler').createSubresource('Pod', 'default', 'web', 'binding', body);

describe('a binding', () => {
  test('sets the node and the condition, and is no change of the spec that the user wrote', () => {
    const tank = apiTank();
    tank.client.create(pod('web'));
    bind(tank);
    const bound = tank.client.get('Pod', 'default', 'web');
    expect(bound?.spec.nodeName).toBe('node-1');
    expect(bound?.metadata.generation).toBe(1);
    expect(bound?.status?.conditions).toEqual([
      { lastProbeTime: null, lastTransitionTime: '2026-01-01T00:00:00Z', status: 'True', type: 'PodScheduled' },
    ]);
    expect(tank.client.store.changes.at(-1)).toMatchObject({ writer: 'user', subresource: 'binding' });
  });

  test('asks no node whether it exists', () => {
    const tank = apiTank();
    tank.client.create(pod('web'));
    bind(tank, { target: { name: 'nowhere' } });
    expect(tank.client.get('Pod', 'default', 'web')?.spec.nodeName).toBe('nowhere');
  });

  test("brings the node's zone and region to the pod", () => {
    const tank = apiTank();
    const labels = {
      'topology.kubernetes.io/zone': 'z1',
      'topology.kubernetes.io/region': 'r1',
      'kubernetes.io/hostname': 'node-1',
    };
    tank.client.create({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', labels } } as KubeObject);
    tank.client.create(pod('web', {}, { labels: { app: 'web' } }));
    bind(tank);
    const { 'kubernetes.io/hostname': _, ...copied } = labels;
    expect(tank.client.get('Pod', 'default', 'web')?.metadata.labels).toEqual({ app: 'web', ...copied });
  });

  test('takes the place of the condition that said unschedulable, and of a nomination', () => {
    const tank = apiTank();
    const made = tank.client.create(pod('web'));
    const conditions = [{ type: 'PodScheduled', status: 'False', reason: 'Unschedulable', message: '0/1 nodes' }];
    tank.client.updateStatus({ ...made, status: { phase: 'Pending', conditions, nominatedNodeName: 'node-9' } });
    bind(tank);
    const status = tank.client.get('Pod', 'default', 'web')?.status;
    expect(status?.conditions).toHaveLength(1);
    expect(status?.conditions?.[0]).toMatchObject({ type: 'PodScheduled', status: 'True' });
    expect(status?.conditions?.[0]?.reason).toBeUndefined();
    expect(status?.nominatedNodeName).toBeUndefined();
  });

  const opening = 'Operation cannot be fulfilled on pods/binding "web": pod web';
  test.each<{ name: string; before?: (tank: ApiTank) => void; spec?: object; body?: object; refused: object }>([
    {
      name: 'a second one',
      before: (tank) => bind(tank),
      refused: { code: 409, reason: 'Conflict', message: `${opening} is already assigned to node "node-1"` },
    },
    {
      name: 'one of a pod that is being deleted',
      before: (tank) => {
        tank.client.patch('Pod', 'default', 'web', 'merge', { metadata: { finalizers: ['a.b/c'] } });
        tank.client.delete('Pod', 'default', 'web');
      },
      refused: { code: 409, reason: 'Conflict', message: `${opening} is being deleted, cannot be assigned to a host` },
    },
    {
      name: 'one of a gated pod',
      spec: { schedulingGates: [{ name: 'a.b/c' }] },
      refused: { code: 409, reason: 'Conflict', message: `${opening} has non-empty .spec.schedulingGates` },
    },
    {
      name: 'one without a target',
      body: {},
      refused: { code: 500, reason: undefined, message: 'target.name: Required value' },
    },
    {
      name: 'one of another name',
      body: { metadata: { name: 'other' }, target: { name: 'node-1' } },
      refused: { code: 400, reason: 'BadRequest', message: 'name in URL does not match name in Binding object' },
    },
  ])('$name is refused', ({ before, spec, body, refused }) => {
    const tank = apiTank();
    tank.client.create(pod('web', spec));
    before?.(tank);
    expect(refusalOf(() => bind(tank, body))).toEqual(refused);
  });

  test('of a pod that is not there is not found', () => {
    expect(refusalOf(() => bind(apiTank()))).toMatchObject({ code: 404, message: 'pods "web" not found' });
  });
});

test.each([
  { name: 'nothing', target: {}, says: 'target.name: Required value' },
  {
    name: 'what is no node',
    target: { kind: 'Service' },
    says: '[target.kind: Unsupported value: "Service": supported values: "Node", "<empty>", target.name: Required value]',
  },
])('a binding to $name is refused', ({ target, says }) => {
  const tank = apiTank();
  tank.client.create(pod('web'));
  expect(refusalOf(() => bind(tank, { target }))).toMatchObject({ code: 500, message: says });
});
