// Ephemeral containers come to a pod through their subresource, and stay.

import { expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import type { Pod } from '../../src/kinds/generated/types.gen';
import { podEphemeralContainers } from '../../src/kinds/pod-ephemeral-containers';

const debug = { name: 'debug', image: 'busybox:1.36' };

function running(): Cluster {
  const tank = cluster({ nodes: 1 });
  const containers = [{ name: 'c', image: 'nginx:1.27' }];
  tank.load({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'web' }, spec: { containers } });
  tank.settle();
  return tank;
}

const add = (tank: Cluster, ephemeralContainers: readonly object[]) =>
  tank.patch('pod/web', { spec: { ephemeralContainers } }, { subresource: 'ephemeralcontainers', type: 'merge' });
const found = (tank: Cluster) => tank.get('Pod', 'default', 'web') as Pod;

test('they are added through their subresource, which changes nothing else', () => {
  const tank = running();
  tank.patch(
    'pod/web',
    { metadata: { labels: { a: 'b' } }, spec: { ephemeralContainers: [debug] } },
    { subresource: 'ephemeralcontainers' },
  );
  expect(found(tank).spec.ephemeralContainers).toMatchObject([debug]);
  expect(found(tank).metadata.generation).toBe(2);
  expect(found(tank).metadata.labels).toBeUndefined();
});

test('they are neither changed nor removed', () => {
  const tank = running();
  add(tank, [debug]);
  const path = 'Pod "web" is invalid: spec.ephemeralContainers: Forbidden: existing ephemeral containers "debug"';
  expect(() => add(tank, [])).toThrow(`${path} may not be removed`);
  expect(() => add(tank, [{ ...debug, image: 'busybox:1.37' }])).toThrow(`${path} may not be changed`);
});

test('a static pod takes none; the field is what Go prints of an empty path', () => {
  const tank = running();
  const pod = found(tank);
  const mirror = { ...pod, metadata: { ...pod.metadata, annotations: { 'kubernetes.io/config.mirror': 'x' } } };
  const [error] = podEphemeralContainers.validate(mirror, mirror);
  expect(error).toMatchObject({ field: '[]', message: 'Forbidden: static pods do not support ephemeral containers' });
});
