// The Gateway API on a whole cluster: statuses of classes, Gateways and routes, and requests on their way through.

import { describe, expect, test } from '@jest/globals';
import { type Cluster, cluster } from 'wavetank';
import 'wavetank/jest-globals';
import { deployment, service } from '../incidents/workloads';
import { CONTROLLER, gateway, gatewayClass, gatewayKinds, grant, http, path, route, to } from './gateway-kinds';

const network = { gateway: { controllerName: CONTROLLER, range: '203.0.113.0/29' } };
const namespaces = ['other', 'friends'].map((name) => ({
  apiVersion: 'v1',
  kind: 'Namespace',
  metadata: { name, labels: { gateway: name === 'friends' ? 'yes' : 'no' } },
}));
const inOther = (object: object) => ({
  ...object,
  metadata: { ...(object as { metadata: object }).metadata, namespace: 'other' },
});

function shop(...objects: object[]): Cluster {
  const tank = cluster({ nodes: 2, network });
  tank.load([
    ...gatewayKinds,
    ...namespaces,
    gatewayClass,
    deployment('front', { replicas: 2 }),
    deployment('cart'),
    service('front'),
    service('cart'),
    service('nobody'),
    ...objects,
  ]);
  tank.settle();
  return tank;
}

interface Told {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
}
const told = (conditions: unknown) =>
  Object.fromEntries((conditions as Told[]).map(({ type, status, reason }) => [type, `${status} ${reason}`]));
const conditionsOf = (tank: Cluster, reference: string, at = '.status.conditions', namespace = 'default') =>
  told(tank.jsonPath(reference, at, namespace)[0]);
const parentOf = (tank: Cluster, name: string, namespace = 'default') =>
  conditionsOf(tank, `httproute/${name}`, '.status.parents[0].conditions', namespace);
const ask = (tank: Cluster, to: string, options: object = {}) => tank.request(to, { from: 'outside', ...options });

const open = gateway([http({ allowedRoutes: { namespaces: { from: 'All' } } })]);
const all = [{ backendRefs: [to('front')] }];

describe('statuses', () => {
  test('of a class, a Gateway and a route that are fine', () => {
    const tank = shop(open, route('web', all, { hostnames: ['shop.example'] }));
    expect(conditionsOf(tank, 'gatewayclass/public')).toEqual({ Accepted: 'True Accepted' });
    expect(conditionsOf(tank, 'gateway/edge')).toEqual({ Accepted: 'True Accepted', Programmed: 'True Programmed' });
    expect(tank.jsonPath('gateway/edge', '.status.addresses')).toEqual([[{ type: 'IPAddress', value: '203.0.113.1' }]]);
    expect(tank.jsonPath('gateway/edge', '.status.listeners[0].attachedRoutes')).toEqual([1]);
    expect(parentOf(tank, 'web')).toEqual({ Accepted: 'True Accepted', ResolvedRefs: 'True ResolvedRefs' });
  });

  test('of a class of somebody else stay empty', () => {
    const tank = shop({ ...gatewayClass, metadata: { name: 'theirs' }, spec: { controllerName: 'example.com/other' } });
    expect(tank.jsonPath('gatewayclass/theirs', '.status')).toEqual([]);
  });

  const ownOnly = gateway([http()]);
  const selected = gateway([
    http({ allowedRoutes: { namespaces: { from: 'Selector', selector: { matchLabels: { gateway: 'yes' } } } } }),
  ]);
  test.each([
    { name: 'another namespace', edge: ownOnly, fields: { namespace: 'other' }, reason: 'NotAllowedByListeners' },
    {
      name: 'a namespace that is not selected',
      edge: selected,
      fields: { namespace: 'other' },
      reason: 'NotAllowedByListeners',
    },
    { name: 'a namespace that is', edge: selected, fields: { namespace: 'friends' }, reason: 'Accepted' },
    {
      name: 'another kind',
      edge: gateway([http({ allowedRoutes: { kinds: [{ kind: 'GRPCRoute' }] } })]),
      fields: {},
      reason: 'NotAllowedByListeners',
    },
    {
      name: 'a listener that is not there',
      edge: open,
      fields: { parent: { sectionName: 'https' } },
      reason: 'NoMatchingParent',
    },
    { name: 'a port that no listener has', edge: open, fields: { parent: { port: 81 } }, reason: 'NoMatchingParent' },
    {
      name: 'another host',
      edge: gateway([http({ hostname: '*.example' })]),
      fields: { hostnames: ['shop.test'] },
      reason: 'NoMatchingListenerHostname',
    },
    {
      name: 'a host in common',
      edge: gateway([http({ hostname: '*.example' })]),
      fields: { hostnames: ['shop.example'] },
      reason: 'Accepted',
    },
  ])('of a route: $name is $reason', ({ edge, fields, reason }) => {
    const tank = shop(edge, route('web', all, fields));
    const { namespace = 'default' } = fields as { namespace?: string };
    expect(parentOf(tank, 'web', namespace).Accepted).toBe(`${reason === 'Accepted' ? 'True' : 'False'} ${reason}`);
  });

  test.each([
    { name: 'a Service that is not there', ref: to('ghost'), reason: 'BackendNotFound' },
    { name: 'a port that it does not have', ref: to('front', { port: 81 }), reason: 'BackendNotFound' },
    { name: 'another kind', ref: to('front', { kind: 'Bucket', group: 'example.net' }), reason: 'InvalidKind' },
    { name: 'another namespace', ref: to('far', { namespace: 'other' }), reason: 'RefNotPermitted' },
  ])('of a reference: $name is $reason, and answered 500', ({ ref, reason }) => {
    const tank = shop(open, inOther(service('far')), route('web', [{ backendRefs: [ref] }]));
    expect(parentOf(tank, 'web').ResolvedRefs).toBe(`False ${reason}`);
    expect(ask(tank, 'http://203.0.113.1/')).toBeAnswered({ status: 500 });
  });

  test('of a listener that cannot be served', () => {
    const listeners = [
      http(),
      { name: 'db', port: 5432, protocol: 'TCP' },
      { name: 'https', port: 443, protocol: 'HTTPS', tls: { certificateRefs: [{ name: 'cert' }] } },
    ];
    const tank = shop(gateway(listeners), route('web', all));
    const of = (index: number) => conditionsOf(tank, 'gateway/edge', `.status.listeners[${index}].conditions`);
    expect(of(1)).toMatchObject({ Accepted: 'False UnsupportedProtocol', Programmed: 'False Invalid' });
    expect(of(2)).toMatchObject({ ResolvedRefs: 'False InvalidCertificateRef', Programmed: 'False Invalid' });
    expect(conditionsOf(tank, 'gateway/edge')).toEqual({
      Accepted: 'True ListenersNotValid',
      Programmed: 'True Programmed',
    });
    expect(ask(tank, 'https://203.0.113.1/')).toBeLost({ outcome: 'refused' });
    tank.create({
      apiVersion: 'v1',
      kind: 'Secret',
      metadata: { name: 'cert' },
      type: 'kubernetes.io/tls',
      data: { 'tls.crt': '', 'tls.key': '' },
    });
    tank.settle();
    expect(of(2)).toMatchObject({ ResolvedRefs: 'True ResolvedRefs', Programmed: 'True Programmed' });
    expect(ask(tank, 'https://203.0.113.1/')).toBeAnswered({ status: 200 });
  });

  test('follow what changes, and keep their stamps when nothing does', () => {
    const tank = shop(open, route('web', [{ backendRefs: [to('late')] }]));
    const before = tank.get('Service', 'default', 'late');
    expect([before, parentOf(tank, 'web').ResolvedRefs]).toEqual([undefined, 'False BackendNotFound']);
    const stamp = tank.jsonPath('httproute/web', '.status.parents[0].conditions[0].lastTransitionTime');
    tank.advance('10s');
    tank.create(service('late'));
    tank.settle();
    expect(parentOf(tank, 'web').ResolvedRefs).toBe('True ResolvedRefs');
    expect(tank.jsonPath('httproute/web', '.status.parents[0].conditions[0].lastTransitionTime')).toEqual(stamp);
  });
});

describe('requests', () => {
  test('find the Gateway by the name of a route', () => {
    const tank = shop(open, route('web', all, { hostnames: ['shop.example', '*.shop.example'] }));
    expect(ask(tank, 'http://shop.example/cart')).toBeAnswered({ pod: /^default\/front-/ });
    expect(ask(tank, 'http://a.b.shop.example/')).toBeAnswered({ pod: /^default\/front-/ });
    expect(ask(tank, 'http://other.example/')).toBeLost({ outcome: 'no-such-host' });
    expect(tank.request('http://shop.example/')).toBeAnswered({ pod: /^default\/front-/ });
  });

  test('go by host, path, method and header', () => {
    const rules = [
      { matches: [path('/cart')], backendRefs: [to('cart')] },
      { matches: [{ headers: [{ name: 'X-Beta', value: '1' }] }], backendRefs: [to('nobody')] },
      { matches: [{ method: 'DELETE' }], backendRefs: [to('ghost')] },
      { matches: [path('/')], backendRefs: [to('front')] },
    ];
    const tank = shop(open, route('web', rules, { hostnames: ['shop.example'] }));
    expect(ask(tank, 'http://shop.example/')).toBeAnswered({ pod: /front/ });
    expect(ask(tank, 'http://shop.example/cart/1')).toBeAnswered({ pod: /cart/ });
    expect(ask(tank, 'http://shop.example/', { headers: { 'x-beta': '1' } })).toBeAnswered({ status: 503 });
    expect(ask(tank, 'http://shop.example/', { method: 'DELETE' })).toBeAnswered({ status: 500 });
    expect(ask(tank, 'http://203.0.113.1/')).toBeAnswered({ status: 404 });
    expect(ask(tank, 'http://203.0.113.1/', { headers: { Host: 'shop.example' } })).toBeAnswered({ status: 200 });
    expect(ask(tank, 'http://203.0.113.1:81/')).toBeLost({ outcome: 'refused' });
  });

  test('are shared by weight', () => {
    const rules = [
      { backendRefs: [to('front', { weight: 3 }), to('cart', { weight: 1 }), to('nobody', { weight: 0 })] },
    ];
    const tank = shop(open, route('web', rules));
    const visitors = tank.traffic('http://203.0.113.1/', { perSecond: 100, from: 'outside' });
    tank.advance('20s');
    expect(visitors).toHaveLostNothing();
    const carts = Object.entries(visitors.result.byPod).find(([pod]) => pod.includes('cart'))?.[1] ?? 0;
    expect(carts / visitors.result.total).toBeGreaterThan(0.21);
    expect(carts / visitors.result.total).toBeLessThan(0.29);
  });

  test('a missing backend costs its share, and no backend costs all', () => {
    const tank = shop(open, route('web', [{ backendRefs: [to('front'), to('ghost')] }, { matches: [path('/none')] }]));
    const visitors = tank.traffic('http://203.0.113.1/', { perSecond: 100, from: 'outside' });
    tank.advance('20s');
    expect(visitors).toHaveLost({ atLeast: 900, atMost: 1_100, cause: 'the gateway answered 500' });
    expect(ask(tank, 'http://203.0.113.1/none')).toBeAnswered({ status: 500 });
  });

  test('are redirected and rewritten', () => {
    const rules = [
      {
        matches: [path('/old')],
        filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
      },
      {
        matches: [path('/api')],
        filters: [
          {
            type: 'URLRewrite',
            urlRewrite: { hostname: 'cart.internal', path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/v2' } },
          },
          { type: 'RequestHeaderModifier', requestHeaderModifier: { set: [{ name: 'X-By', value: 'edge' }] } },
        ],
        backendRefs: [to('cart')],
      },
    ];
    const tank = shop(open, route('web', rules, { hostnames: ['shop.example'] }));
    expect(ask(tank, 'http://shop.example/old?x=1')).toMatchObject({
      status: 301,
      location: 'https://shop.example/old?x=1',
    });
    const { hops } = ask(tank, 'http://shop.example/api/items');
    expect(hops.find(({ kind }) => kind === 'gateway')?.text).toBe(
      'gateway default/edge at 203.0.113.1: shop.example/api/items goes to cart:80 by shop.example/api of default/web as cart.internal/v2/items, x-by: edge',
    );
  });

  test('cross namespaces by a grant', () => {
    const far = inOther(deployment('far'));
    const tank = shop(
      open,
      far,
      inOther(service('far')),
      route('web', [{ backendRefs: [to('far', { namespace: 'other' })] }]),
    );
    expect(ask(tank, 'http://203.0.113.1/')).toBeAnswered({ status: 500 });
    tank.create(grant('other', { kind: 'HTTPRoute', namespace: 'default' }));
    tank.settle();
    expect(parentOf(tank, 'web').ResolvedRefs).toBe('True ResolvedRefs');
    expect(ask(tank, 'http://203.0.113.1/')).toBeAnswered({ pod: /^other\/far-/ });
  });

  test('go to the listener that says most', () => {
    const listeners = [http(), http({ name: 'shop', hostname: 'shop.example' })];
    const any = route('any', [{ backendRefs: [to('cart')] }], { parent: { sectionName: 'http' } });
    const own = route('own', all, { parent: { sectionName: 'shop' } });
    const tank = shop(gateway(listeners), any, own);
    expect(ask(tank, 'http://shop.example/')).toBeAnswered({ pod: /front/ });
    expect(ask(tank, 'http://203.0.113.1/', { headers: { Host: 'else.example' } })).toBeAnswered({ pod: /cart/ });
  });
});

test('who comes in by a Gateway is seen in the matrix', () => {
  const tank = shop(open, route('web', all, { hostnames: ['*.shop.example'] }));
  expect(tank.reachability().pairs.filter((pair) => pair.startsWith('outside'))).toEqual([
    'outside -> default/front:80',
  ]);
});

test('each Gateway has an address, and gives it back', () => {
  const tank = shop(open, gateway([http()], 'second'));
  expect(tank.jsonPath('gateway/second', '.status.addresses[0].value')).toEqual(['203.0.113.2']);
  tank.delete('gateway/edge');
  tank.settle();
  expect(ask(tank, 'http://203.0.113.1/')).toBeLost({ outcome: 'timeout' });
  tank.create(gateway([http()], 'third'));
  tank.settle();
  expect(tank.jsonPath('gateway/third', '.status.addresses[0].value')).toEqual(['203.0.113.1']);
});

test('without the option nobody acts', () => {
  const tank = cluster({ nodes: 1 });
  tank.load([...gatewayKinds, gatewayClass, open]);
  tank.settle();
  expect(tank.jsonPath('gateway/edge', '.status')).toEqual([]);
});
