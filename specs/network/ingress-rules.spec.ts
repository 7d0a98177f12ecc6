// Which rule of which Ingress takes a request.

import { describe, expect, test } from '@jest/globals';
import type { HTTPIngressPath, Ingress, IngressSpec } from '../../src/kinds/generated/types.gen';
import { matchIngress, takesHost, takesPath } from '../../src/network/ingress-rules';

const to = (service: string) => ({ service: { name: service, port: { number: 80 } } });
const path = (text: string, service: string, pathType: HTTPIngressPath['pathType'] = 'Prefix'): HTTPIngressPath => ({
  path: text,
  pathType,
  backend: to(service),
});
const rule = (host: string | undefined, ...paths: HTTPIngressPath[]) => ({
  ...(host === undefined ? {} : { host }),
  ...(paths.length > 0 ? { http: { paths } } : {}),
});

let second = 10;
const ingress = (name: string, spec: IngressSpec): Ingress => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { namespace: 'default', name, creationTimestamp: `2026-01-01T00:00:${second++}Z` },
  spec,
});

test.each([
  { named: 'shop.example', host: 'shop.example', takes: true },
  { named: 'shop.example', host: 'www.shop.example', takes: false },
  { named: '*.shop.example', host: 'www.shop.example', takes: true },
  { named: '*.shop.example', host: 'shop.example', takes: false },
  { named: '*.shop.example', host: 'a.b.shop.example', takes: false },
  { named: '', host: 'anything', takes: true },
])('host "$named" takes $host: $takes', ({ named, host, takes }) => {
  expect(takesHost(named, host)).toBe(takes);
});

test.each([
  { type: 'Exact', named: '/foo', asked: '/foo', takes: true },
  { type: 'Exact', named: '/foo', asked: '/foo/', takes: false },
  { type: 'Exact', named: '/foo', asked: '/Foo', takes: false },
  { type: 'Prefix', named: '/', asked: '/anything', takes: true },
  { type: 'Prefix', named: '/foo', asked: '/foo', takes: true },
  { type: 'Prefix', named: '/foo', asked: '/foo/bar', takes: true },
  { type: 'Prefix', named: '/foo', asked: '/foobar', takes: false },
  { type: 'Prefix', named: '/foo/', asked: '/foo', takes: true },
  { type: 'Prefix', named: '/foo/bar', asked: '/foo', takes: false },
  { type: 'ImplementationSpecific', named: '/foo', asked: '/foo/bar', takes: true },
] as const)('$type $named takes $asked: $takes', ({ type, named, asked, takes }) => {
  expect(takesPath({ path: named, pathType: type, backend: {} }, asked)).toBe(takes);
});

describe('of several', () => {
  const older = ingress('older', {
    rules: [
      rule('shop.example', path('/', 'front'), path('/cart', 'cart'), path('/cart', 'exact-cart', 'Exact')),
      rule('*.shop.example', path('/', 'tenant')),
      rule(undefined, path('/', 'anybody')),
      rule('bare.example'),
    ],
  });
  const newer = ingress('newer', {
    rules: [rule('shop.example', path('/', 'newer-front'), path('/cart/checkout', 'checkout'))],
    defaultBackend: to('newer-default'),
  });
  const fallback = ingress('fallback', { defaultBackend: to('fallback') });
  const strict = ingress('strict', { rules: [rule('strict.example', path('/only', 'only'))] });
  const all = [fallback, strict, newer, older];

  test.each([
    { name: 'the exact host before the wildcard', host: 'shop.example', asked: '/', service: 'front' },
    { name: 'capital letters of a host do not count', host: 'Shop.Example', asked: '/', service: 'front' },
    { name: 'the wildcard before any host', host: 'a.shop.example', asked: '/', service: 'tenant' },
    { name: 'any host at last', host: 'elsewhere.example', asked: '/', service: 'anybody' },
    { name: 'the longest path', host: 'shop.example', asked: '/cart/1', service: 'cart' },
    {
      name: 'the longest path, of any Ingress of the host',
      host: 'shop.example',
      asked: '/cart/checkout',
      service: 'checkout',
    },
    { name: 'Exact before Prefix', host: 'shop.example', asked: '/cart', service: 'exact-cart' },
    { name: 'what follows the path does not count', host: 'shop.example', asked: '/cart?id=1', service: 'exact-cart' },
    { name: 'a host without paths goes to the default backend', host: 'bare.example', asked: '/', service: 'fallback' },
    {
      name: 'no less exact host is tried when no path fits',
      host: 'strict.example',
      asked: '/other',
      service: 'fallback',
    },
  ])('$name: $service', ({ host, asked, service }) => {
    expect(matchIngress(all, host, asked)?.backend.service?.name).toBe(service);
  });

  test('the default backend of an Ingress that names the host comes first', () => {
    const one = ingress('one', { rules: [rule('one.example', path('/only', 'only'))], defaultBackend: to('own') });
    expect(matchIngress([fallback, one], 'one.example', '/other')?.backend.service?.name).toBe('own');
  });

  test('nothing takes what no rule names', () => {
    expect(matchIngress([strict], 'strict.example', '/other')).toBeUndefined();
    expect(matchIngress([strict], 'other.example', '/only')).toBeUndefined();
  });
});
