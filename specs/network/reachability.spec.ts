// Who can reach whom: the matrix under policies, Services and lost machines, as data and as a table.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster, reachabilityText } from 'wavetank';
import 'wavetank/jest-globals';
import { deployment, service } from '../incidents/workloads';
import { runSpec } from '../specfile/harness';

const allow = (app: string, from: string) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'NetworkPolicy',
  metadata: { name: `to-${app}` },
  spec: {
    podSelector: { matchLabels: { app } },
    ingress: [{ from: [{ podSelector: { matchLabels: { app: from } } }], ports: [{ port: 80 }] }],
  },
});

function shop(...more: object[]): Cluster {
  const tank = cluster({ nodes: 2, network: { ingress: { className: 'nginx', address: '203.0.113.9' } } });
  const debug = { containerPort: 9090 };
  tank.load([
    deployment('front', { replicas: 2 }),
    deployment('cart', { replicas: 2, container: { ports: [{ containerPort: 80 }, debug] } }),
    deployment('db'),
    service('front'),
    service('cart'),
    ...more,
  ]);
  tank.settle();
  tank.advance('2m');
  return tank;
}

const ingress = {
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name: 'front' },
  spec: {
    ingressClassName: 'nginx',
    rules: [
      {
        host: 'shop.example',
        http: {
          paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: 'front', port: { number: 80 } } } }],
        },
      },
    ],
  },
};

test('without policies everybody reaches everybody, and nobody comes in from outside', () => {
  const { sources, targets, pairs, cells } = shop().reachability();
  expect(sources).toEqual(['default/cart', 'default/db', 'default/front', 'outside']);
  expect(targets).toEqual([
    { to: 'default/cart', port: 80, protocol: 'TCP', services: ['default/cart:80'] },
    { to: 'default/cart', port: 9090, protocol: 'TCP', services: [] },
    { to: 'default/db', port: 80, protocol: 'TCP', services: [] },
    { to: 'default/front', port: 80, protocol: 'TCP', services: ['default/front:80'] },
  ]);
  expect(pairs).toHaveLength(12);
  expect(cells.filter(({ from }) => from === 'outside').map(({ why }) => why)).toEqual(
    Array.from({ length: 4 }, () => 'no Service leads there from outside'),
  );
});

test('policies leave what they allow', () => {
  const matrix = shop(allow('db', 'cart'), allow('cart', 'front'), ingress).reachability();
  expect(matrix.pairs).toEqual([
    'default/cart -> default/db:80',
    'default/cart -> default/front:80',
    'default/db -> default/db:80',
    'default/db -> default/front:80',
    'default/front -> default/cart:80',
    'default/front -> default/front:80',
    'outside -> default/front:80',
  ]);
  expect(
    reachabilityText(matrix),
  ).toBe(`FROM            default/cart:80   default/cart:9090   default/db:80   default/front:80
default/cart    -                 -                   yes             yes
default/db      -                 -                   yes             yes
default/front   yes               -                   -               yes
outside         -                 -                   -               yes

ingress of default/cart by NetworkPolicy to-cart: default/cart to default/cart:80, default/cart to default/cart:9090, default/db to default/cart:80, default/db to default/cart:9090, default/front to default/cart:9090
ingress of default/db by NetworkPolicy to-db: default/front to default/db:80
no Service leads there from outside: outside to default/cart:80, outside to default/cart:9090, outside to default/db:80`);
});

test('what leads to nothing is told, and so is a lost machine', () => {
  const wrong = {
    ...service('db'),
    spec: { selector: { app: 'db' }, ports: [{ port: 80, targetPort: 9999 }], type: 'NodePort' },
  };
  const tank = shop(wrong);
  const cells = tank.reachability().cells.filter(({ to, port }) => to === 'default/db' && port === 9999);
  expect(cells.map(({ from, why }) => `${from}: ${why}`)).toEqual([
    'default/cart: nothing listens there',
    'default/db: nothing listens there',
    'default/front: nothing listens there',
    'outside: nothing listens there',
  ]);
  const node = tank.list('Pod').find(({ metadata }) => metadata.name.startsWith('db'))?.spec.nodeName ?? '';
  tank.failNode(node);
  const lost = tank.reachability().cells.filter(({ to, port }) => to === 'default/db' && port === 80);
  expect(lost.find(({ from }) => from === 'default/front')).toMatchObject({ reachable: 'none' });
});

test('looking changes nothing', () => {
  const tank = shop(allow('db', 'cart'));
  const before = tank.simulation.trace.hash();
  const twin = tank.fork();
  tank.reachability();
  expect(tank.simulation.trace.hash()).toBe(before);
  const answers = (one: Cluster) => Array.from({ length: 20 }, () => one.request('http://front').pod);
  expect(answers(tank)).toEqual(answers(twin));
});

describe('expectations', () => {
  const matrix = () => shop(allow('db', 'cart'), allow('cart', 'front'), ingress).reachability();

  test('of single pairs', () => {
    expect(matrix()).toConnect('front -> cart:80');
    expect(matrix()).toConnect('outside -> default/front:80');
    expect(matrix()).not.toConnect('front -> db:80');
    expect(() => expect(matrix()).toConnect('front -> db:80')).toThrow(
      /to connect default\/front to default\/db:80[\s\S]*none of its pods: ingress of default\/db by NetworkPolicy to-db/,
    );
  });

  test('of all pairs', () => {
    const reach = matrix();
    expect(reach).toConnectOnly(['cart -> db:80', 'db -> db:80'], { to: 'db' });
    expect(reach).toConnectOnly('outside -> front:80', { from: 'outside' });
    expect(reach).not.toConnectOnly('cart -> db:80', { to: 'db:80' });
    expect(() => expect(reach).toConnectOnly(['front -> cart:80', 'db -> cart:80'], { to: 'cart' })).toThrow(
      'missing: default/db -> default/cart:80',
    );
    expect(() => expect(reach).toConnectOnly([], { to: 'cart' })).toThrow('too much: default/front -> default/cart:80');
  });

  test.each([
    {
      pair: 'frnt -> cart:80',
      text: 'no pods of "frnt" run: expected one of default/cart, default/db, default/front, outside',
    },
    { pair: 'front -> carts:80', text: 'nothing that runs has the port "carts:80"' },
    { pair: 'front -> cart', text: '"cart" has no port: expected one of default/cart:80, default/cart:9090' },
    { pair: 'front, cart', text: 'expected a pair such as default/frontend -> default/cart:8080, got "front, cart"' },
  ])('refused: $pair', ({ pair, text }) => {
    const reach = matrix();
    expect(() => expect(reach).not.toConnect(pair)).toThrow(text);
  });

  test('in YAML', () => {
    const steps = [
      '- settle',
      '- reachability: { as: reach }',
      '- expect: { reach: [{ toConnect: frontend -> cart:7070 }, { not: { toConnect: outside -> cart:7070 } }] }',
    ];
    const text = ['load: shop', 'tests:', '  - name: reach', '    steps:', ...steps.map((step) => `      ${step}`), ''];
    expect(runSpec(text.join('\n'))).toEqual([{ name: 'reach', error: undefined, at: undefined }]);
  });
});
