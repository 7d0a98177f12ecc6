import { expect, test } from '@jest/globals';
import '../../src/jest/jest-globals-entry';
import { cluster } from '../../src/actions/acting-cluster';
import { atLeast } from '../../src/matchers/quantifiers';

test('smoke', () => {
  const shop = cluster({ nodes: 3 });
  shop.load('../../fixtures/shop');
  shop.settle();
  expect(shop.deployment('frontend')).toBeAvailable();
  const visitors = shop.traffic('http://frontend', { perSecond: 50 });
  shop.setImage('deployment/frontend', 'shop/frontend:v2');
  shop.advance('90s');
  expect(visitors).toHaveLostNothing();
  const t = performance.now();
  expect(atLeast(3, shop.pods({ labels: 'app=frontend' }))).toBeReady({ always: true });
  expect(shop.service('frontend')).toHaveEndpoints({ atLeast: 3, always: true });
  console.log(performance.now() - t);
});
test.each([
  ['a', (shop: any) => expect(shop.deployment('frontend')).not.toBeAvailable()],
  ['b', (shop: any) => expect(shop.pods({ labels: 'app=frontend' })).toHaveRestarted()],
  ['c', (shop: any) => expect(shop.deployment('frontend')).toBeAvailable({ always: true })],
  ['d', (shop: any) => expect(shop.deployment('frontned')).toBeAvailable()],
  ['e', (shop: any) => expect(shop.pods({ labels: 'app=fronted' })).toBeReady()],
  ['f', (shop: any) => expect(shop.service('frontend')).toHaveEndpoints({ atLeast: 4 })],
  [
    'g',
    (shop: any) =>
      expect(shop.deployment('frontend')).toMatchManifest({
        spec: { replicas: 4, template: { spec: { containers: [{ name: 'web', image: 'x' }] } } },
      }),
  ],
  ['h', (shop: any) => expect(shop.deployment('frontend')).toBeScheduled()],
  ['i', (shop: any) => expect(shop.service('frontend')).not.toBeReachable()],
])('%s', (_, f) => {
  const shop = cluster({ nodes: 3 });
  shop.load('../../fixtures/shop');
  shop.settle();
  f(shop);
});
