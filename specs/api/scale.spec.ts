import { describe, expect, test } from '@jest/globals';
import type { Scale } from '../../src/kinds/generated/types.gen';
import { type ApiTank, apiTank, configMap, deployment, refusalOf } from './api-tank';

const scaled = (tank: ApiTank, change: (scale: Scale) => Scale) =>
  tank.client.updateScale('Deployment', 'default', 'web', change(tank.client.scale('Deployment', 'default', 'web')));

describe('a Scale', () => {
  test('shows what an autoscaler needs', () => {
    const tank = apiTank();
    const { metadata } = tank.client.create(deployment('web', { replicas: 3 }));
    const { uid, resourceVersion, creationTimestamp } = metadata;
    expect(tank.client.scale('Deployment', 'default', 'web')).toEqual({
      apiVersion: 'autoscaling/v1',
      kind: 'Scale',
      metadata: { name: 'web', namespace: 'default', uid, resourceVersion, creationTimestamp },
      spec: { replicas: 3 },
      status: { replicas: 0, selector: 'app=web' },
    });
  });

  test('of none shows no number', () => {
    const tank = apiTank();
    tank.client.create(deployment('web', { replicas: 0 }));
    expect(tank.client.scale('Deployment', 'default', 'web').spec).toEqual({});
  });

  test.each([{ replicas: 5 }, { replicas: 0 }])('written back sets $replicas replicas', ({ replicas }) => {
    const tank = apiTank();
    tank.client.create(deployment('web', { replicas: 3 }));
    scaled(tank, (scale) => ({ ...scale, spec: replicas === 0 ? {} : { replicas } }));
    const stored = tank.client.get('Deployment', 'default', 'web');
    expect([stored?.spec.replicas, stored?.metadata.generation]).toEqual([replicas, 2]);
    expect(tank.client.store.changes.at(-1)?.subresource).toBe('scale');
  });

  test.each<{ name: string; change: (scale: Scale) => Scale; refused: object }>([
    {
      name: 'a negative number',
      change: (scale) => ({ ...scale, spec: { replicas: -1 } }),
      refused: {
        code: 422,
        reason: 'Invalid',
        message:
          'Scale.autoscaling "web" is invalid: spec.replicas: Invalid value: -1: must be greater than or equal to 0',
      },
    },
    {
      name: 'a stale revision',
      change: (scale) => ({ ...scale, metadata: { ...scale.metadata, resourceVersion: '1' } }) as Scale,
      refused: {
        code: 409,
        reason: 'Conflict',
        message:
          'Operation cannot be fulfilled on deployments.apps "web": the object has been modified; please apply your ' +
          'changes to the latest version and try again',
      },
    },
  ])('$name is refused', ({ change, refused }) => {
    const tank = apiTank();
    tank.client.create(deployment('web'));
    expect(refusalOf(() => scaled(tank, change))).toEqual(refused);
  });

  test('a revision is not needed', () => {
    const tank = apiTank();
    tank.client.create(deployment('web'));
    scaled(tank, (scale) => ({ ...scale, metadata: { name: 'web', namespace: 'default' }, spec: { replicas: 2 } }));
    expect(tank.client.get('Deployment', 'default', 'web')?.spec.replicas).toBe(2);
  });

  test('kinds without one do not know the path', () => {
    const tank = apiTank();
    tank.client.create(configMap('a'));
    const refused = refusalOf(() => tank.client.scale('ConfigMap', 'default', 'a'));
    expect(refused?.message).toBe('the server could not find the requested resource');
  });
});
