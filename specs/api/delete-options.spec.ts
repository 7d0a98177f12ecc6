// What a client may ask of a deletion, and what is refused.
import { describe, expect, test } from '@jest/globals';
import type { DeleteOptions } from '../../src/api/actor';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { type ApiTank, apiTank, configMap, deployment, pod, refusalOf } from './api-tank';

function boundPod({ client }: ApiTank): Pod {
  const made = client.create(pod('web', { nodeName: 'node-1' }));
  return client.updateStatus({ ...made, status: { phase: 'Running' } } as Pod);
}

describe('options that make no sense', () => {
  const SUPPORTED = 'supported values: "Foreground", "Background", "Orphan", "nil"';
  const BOTH = 'orphanDependents and deletionPropagation cannot be both set';
  const ROWS = [
    {
      name: 'another propagation',
      asked: { propagationPolicy: 'Sideways' },
      message: `propagationPolicy: Unsupported value: "Sideways": ${SUPPORTED}`,
    },
    {
      name: 'both ways to say it',
      asked: { propagationPolicy: 'Orphan', orphanDependents: true },
      message: `propagationPolicy: Invalid value: "Orphan": ${BOTH}`,
    },
    {
      name: 'half a dry run',
      asked: { dryRun: ['Some'] },
      message: 'dryRun: Unsupported value: ["Some"]: supported values: "All"',
    },
  ];
  const refusalWith = (message: string) => ({
    code: 422,
    reason: 'Invalid',
    message: `DeleteOptions.meta.k8s.io "" is invalid: ${message}`,
  });

  test.each(ROWS)('$name', ({ asked, message }) => {
    const { client } = apiTank();
    client.create(configMap('a'));
    const refused = refusalOf(() => client.delete('ConfigMap', 'default', 'a', asked as DeleteOptions));
    expect(refused).toEqual(refusalWith(message));
    expect(client.get('ConfigMap', 'default', 'a')?.metadata.deletionTimestamp).toBeUndefined();
  });

  test.each(ROWS)('$name, of an eviction', ({ asked, message }) => {
    const tank = apiTank();
    boundPod(tank);
    const body = { deleteOptions: asked };
    const refused = refusalOf(() => tank.client.createSubresource('Pod', 'default', 'web', 'eviction', body));
    expect(refused).toEqual(refusalWith(message));
  });

  test.each([
    { orphanDependents: true, left: ['orphan'] },
    { orphanDependents: false, left: undefined },
  ])('orphanDependents $orphanDependents is the old way to say it', ({ orphanDependents, left }) => {
    const { client } = apiTank();
    client.create(deployment('web'));
    client.delete('Deployment', 'default', 'web', { orphanDependents });
    expect(client.get('Deployment', 'default', 'web')?.metadata.finalizers).toEqual(left);
  });

  test('a dry run deletes nothing', () => {
    const tank = apiTank();
    const made = boundPod(tank);
    tank.client.delete('Pod', 'default', 'web', { dryRun: ['All'] });
    const body = { deleteOptions: { dryRun: ['All'] } };
    tank.client.createSubresource('Pod', 'default', 'web', 'eviction', body);
    expect(tank.client.get('Pod', 'default', 'web')).toBe(made);
  });
});
