// Clusters with a past worth looking at.
import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Cluster, cluster } from '../../src/index';
import { root } from '../support/root';

/** Not on every machine. */
export const boutiqueManifests = join(root, '../shared/real/online-boutique');
export const hasBoutique = existsSync(boutiqueManifests);

/** Three nodes, a stream of requests to the frontend, and the loss of the node that a frontend pod is on. */
export function shopLosingNode(manifests = join(root, 'fixtures/shop')): Cluster {
  const shop = cluster({ nodes: 3 });
  shop.load(relative(join(root, 'specs/page'), manifests));
  shop.settle();
  shop.traffic('http://frontend', { perSecond: 20, name: 'visitors' });
  shop.advance('20s');
  const [pod] = shop.list('Pod').filter(({ metadata }) => metadata.name?.startsWith('frontend'));
  shop.failNode(pod?.spec.nodeName ?? '');
  shop.advance('7m');
  return shop;
}

/** 1,000 pods on 100 nodes, one of which is lost. */
export function thousandPods(): Cluster {
  const many = cluster({ nodes: 100 });
  many.apply({
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas: 1000,
      selector: { matchLabels: { app: 'web' } },
      template: {
        metadata: { labels: { app: 'web' } },
        spec: { containers: [{ name: 'web', image: 'web:v1', resources: { requests: { cpu: '100m' } } }] },
      },
    },
  });
  many.settle();
  many.failNode('node-2');
  many.advance('7m');
  return many;
}
