// Which rule of which HTTPRoute takes a request, and what filters make of it.

import { describe, expect, test } from '@jest/globals';
import { forwarded, redirectOf } from '../../src/network/gateway-filters';
import {
  type HttpRequest,
  intersection,
  matchesHost,
  matchRoute,
  type RouteMatch,
} from '../../src/network/gateway-match';
import type { HTTPRoute, HTTPRouteFilter, HTTPRouteMatch } from '../../src/network/gateway-types';

test.each([
  { hostname: '', host: 'a.example', takes: true },
  { hostname: 'a.example', host: 'a.example', takes: true },
  { hostname: 'A.example', host: 'a.example', takes: true },
  { hostname: 'a.example', host: 'b.a.example', takes: false },
  { hostname: '*.example', host: 'a.example', takes: true },
  { hostname: '*.example', host: 'a.b.example', takes: true },
  { hostname: '*.example', host: 'example', takes: false },
  { hostname: '*.example', host: 'anexample', takes: false },
])('hostname "$hostname" takes $host: $takes', ({ hostname, host, takes }) => {
  expect(matchesHost(hostname, host)).toBe(takes);
});

test.each([
  { listener: '', route: '', common: '' },
  { listener: '', route: 'a.example', common: 'a.example' },
  { listener: 'a.example', route: '', common: 'a.example' },
  { listener: '*.example', route: 'a.example', common: 'a.example' },
  { listener: 'a.example', route: '*.example', common: 'a.example' },
  { listener: '*.example', route: '*.a.example', common: '*.a.example' },
  { listener: '*.a.example', route: '*.example', common: '*.a.example' },
  { listener: '*.example', route: 'example', common: undefined },
  { listener: 'a.example', route: 'b.example', common: undefined },
])('"$listener" and "$route" have "$common" in common', ({ listener, route, common }) => {
  expect(intersection(listener, route)).toBe(common);
});

const request = (fields: Partial<HttpRequest> = {}): HttpRequest => ({
  host: 'shop.example',
  path: '/',
  method: 'GET',
  headers: {},
  ...fields,
});

const route = (name: string, matches: readonly (readonly HTTPRouteMatch[])[], second = 0): HTTPRoute => ({
  apiVersion: 'gateway.networking.k8s.io/v1',
  kind: 'HTTPRoute',
  metadata: { namespace: 'default', name, creationTimestamp: `2026-01-01T00:00:0${second}Z` },
  spec: { rules: matches.map((one, index) => ({ matches: one, backendRefs: [{ name: `${name}-${index}` }] })) },
});
const backendOf = (found: RouteMatch | undefined) => found?.rule.backendRefs?.[0]?.name;
const any = (one: HTTPRoute) => ({ route: one, hostnames: [''] });

const exact = (value: string): HTTPRouteMatch => ({ path: { type: 'Exact', value } });
const prefix = (value: string): HTTPRouteMatch => ({ path: { type: 'PathPrefix', value } });
const header = (name: string, value: string, type?: string) => ({ name, value, ...(type ? { type } : {}) });

describe('a match', () => {
  test.each<{ name: string; match: HTTPRouteMatch; asked: Partial<HttpRequest>; takes: boolean }>([
    { name: 'nothing said takes all', match: {}, asked: { path: '/any?x=1' }, takes: true },
    { name: 'exact', match: exact('/a'), asked: { path: '/a?x=1' }, takes: true },
    { name: 'exact, a slash more', match: exact('/a'), asked: { path: '/a/' }, takes: false },
    { name: 'prefix by elements', match: prefix('/a'), asked: { path: '/a/b' }, takes: true },
    { name: 'prefix, not by letters', match: prefix('/a'), asked: { path: '/ab' }, takes: false },
    { name: 'prefix with a slash', match: prefix('/a/'), asked: { path: '/a' }, takes: true },
    {
      name: 'expression',
      match: { path: { type: 'RegularExpression', value: '/v\\d+' } },
      asked: { path: '/v2' },
      takes: true,
    },
    {
      name: 'expression, whole',
      match: { path: { type: 'RegularExpression', value: '/v\\d+' } },
      asked: { path: '/v2/a' },
      takes: false,
    },
    {
      name: 'expression that is none',
      match: { path: { type: 'RegularExpression', value: '(' } },
      asked: {},
      takes: false,
    },
    { name: 'method', match: { method: 'POST' }, asked: { method: 'POST' }, takes: true },
    { name: 'another method', match: { method: 'POST' }, asked: {}, takes: false },
    {
      name: 'header in any case',
      match: { headers: [header('X-User', 'bo')] },
      asked: { headers: { 'x-user': 'bo' } },
      takes: true,
    },
    {
      name: 'header, other value',
      match: { headers: [header('X-User', 'bo')] },
      asked: { headers: { 'x-user': 'Bo' } },
      takes: false,
    },
    {
      name: 'header, expression',
      match: { headers: [header('X-User', 'b.', 'RegularExpression')] },
      asked: { headers: { 'x-user': 'bo' } },
      takes: true,
    },
    {
      name: 'header missing',
      match: { headers: [header('X-User', '.*', 'RegularExpression')] },
      asked: {},
      takes: false,
    },
    { name: 'parameter', match: { queryParams: [header('v', '2')] }, asked: { path: '/?a=1&v=2' }, takes: true },
    {
      name: 'parameter, first one counts',
      match: { queryParams: [header('v', '2')] },
      asked: { path: '/?v=1&v=2' },
      takes: false,
    },
    {
      name: 'all parts together',
      match: { ...prefix('/a'), method: 'GET', headers: [header('h', '1')] },
      asked: { path: '/a' },
      takes: false,
    },
  ])('$name: $takes', ({ match, asked, takes }) => {
    expect(matchRoute([any(route('r', [[match]]))], request(asked)) !== undefined).toBe(takes);
  });
});

describe('of several matches', () => {
  const rows = [
    { name: 'exact before prefix', rules: [[prefix('/a/b')], [exact('/a/b')]], asked: { path: '/a/b' }, wins: 'r-1' },
    { name: 'longer prefix', rules: [[prefix('/')], [prefix('/a')]], asked: { path: '/a/b' }, wins: 'r-1' },
    { name: 'path before method', rules: [[{ method: 'GET' }], [prefix('/a')]], asked: { path: '/a' }, wins: 'r-1' },
    {
      name: 'method before headers',
      rules: [[{ headers: [header('h', '1')] }], [{ method: 'GET' }]],
      asked: { headers: { h: '1' } },
      wins: 'r-1',
    },
    {
      name: 'headers before parameters',
      rules: [[{ queryParams: [header('v', '1'), header('w', '1')] }], [{ headers: [header('h', '1')] }]],
      asked: { path: '/?v=1&w=1', headers: { h: '1' } },
      wins: 'r-1',
    },
    {
      name: 'more parameters',
      rules: [[{ queryParams: [header('v', '1')] }], [{ queryParams: [header('v', '1'), header('w', '1')] }]],
      asked: { path: '/?v=1&w=1' },
      wins: 'r-1',
    },
    { name: 'the first rule', rules: [[prefix('/')], [prefix('/')]], asked: {}, wins: 'r-0' },
    {
      name: 'any of the matches of a rule',
      rules: [[prefix('/x'), prefix('/a')], [prefix('/')]],
      asked: { path: '/a' },
      wins: 'r-0',
    },
  ] satisfies readonly {
    name: string;
    rules: readonly (readonly HTTPRouteMatch[])[];
    asked: Partial<HttpRequest>;
    wins: string;
  }[];
  test.each(rows)('$name', ({ rules, asked, wins }) => {
    expect(backendOf(matchRoute([any(route('r', rules))], request(asked)))).toBe(wins);
  });

  test('the older route, then the first by name', () => {
    const routes = [route('b', [[prefix('/')]], 1), route('c', [[prefix('/')]], 1), route('d', [[prefix('/')]], 2)];
    expect(backendOf(matchRoute(routes.toReversed().map(any), request()))).toBe('b-0');
  });

  test('the hostname counts before the path', () => {
    const wild = { route: route('wild', [[exact('/a')]]), hostnames: ['*.example'] };
    const plain = { route: route('plain', [[prefix('/')]]), hostnames: ['shop.example'] };
    expect(backendOf(matchRoute([wild, plain, any(route('any', [[exact('/a')]]))], request({ path: '/a' })))).toBe(
      'plain-0',
    );
  });
});

const filtered = (filter: HTTPRouteFilter, match: HTTPRouteMatch = prefix('/old')): RouteMatch => ({
  route: route('r', []),
  rule: { filters: [filter] },
  match,
  hostname: '',
});

describe('a redirect', () => {
  const listener = { scheme: 'http', port: 80 };
  test.each([
    {
      name: 'to https',
      filter: { scheme: 'https', statusCode: 301 },
      on: listener,
      status: 301,
      location: 'https://shop.example/old/x?q=1',
    },
    {
      name: 'to a host',
      filter: { hostname: 'new.example' },
      on: listener,
      status: 302,
      location: 'http://new.example/old/x?q=1',
    },
    {
      name: 'to a port',
      filter: { port: 8443, scheme: 'https' },
      on: listener,
      status: 302,
      location: 'https://shop.example:8443/old/x?q=1',
    },
    {
      name: 'on a port of its own',
      filter: { hostname: 'b.example' },
      on: { scheme: 'http', port: 8080 },
      status: 302,
      location: 'http://b.example:8080/old/x?q=1',
    },
    {
      name: 'to a path',
      filter: { path: { type: 'ReplaceFullPath', replaceFullPath: '/all' } },
      on: listener,
      status: 302,
      location: 'http://shop.example/all?q=1',
    },
    {
      name: 'to a prefix',
      filter: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: '/new/' } },
      on: listener,
      status: 302,
      location: 'http://shop.example/new/x?q=1',
    },
  ])('$name', ({ filter, on, status, location }) => {
    const found = redirectOf(
      filtered({ type: 'RequestRedirect', requestRedirect: filter }),
      request({ path: '/old/x?q=1' }),
      on,
    );
    expect(found).toEqual({ status, location });
  });
});

describe('a rewrite of the prefix', () => {
  // The table of HTTPPathModifier.
  test.each([
    { path: '/foo/bar', prefix: '/foo', by: '/xyz', becomes: '/xyz/bar' },
    { path: '/foo/bar', prefix: '/foo', by: '/xyz/', becomes: '/xyz/bar' },
    { path: '/foo/bar', prefix: '/foo/', by: '/xyz', becomes: '/xyz/bar' },
    { path: '/foo/bar', prefix: '/foo/', by: '/xyz/', becomes: '/xyz/bar' },
    { path: '/foo', prefix: '/foo', by: '/xyz', becomes: '/xyz' },
    { path: '/foo/', prefix: '/foo', by: '/xyz', becomes: '/xyz/' },
    { path: '/foo/bar', prefix: '/foo', by: '', becomes: '/bar' },
    { path: '/foo/', prefix: '/foo', by: '', becomes: '/' },
    { path: '/foo', prefix: '/foo', by: '', becomes: '/' },
    { path: '/foo/', prefix: '/foo', by: '/', becomes: '/' },
    { path: '/foo', prefix: '/foo', by: '/', becomes: '/' },
  ])('$path under $prefix by "$by" becomes $becomes', ({ path, prefix: value, by, becomes }) => {
    const filter = { type: 'URLRewrite', urlRewrite: { path: { type: 'ReplacePrefixMatch', replacePrefixMatch: by } } };
    expect(forwarded(filtered(filter, prefix(value)), request({ path })).path).toBe(becomes);
  });
});

test('headers are set, added to and taken away', () => {
  const requestHeaderModifier = {
    set: [{ name: 'X-Set', value: 'new' }],
    add: [{ name: 'X-Add', value: 'two' }],
    remove: ['X-Gone'],
  };
  const headers = { 'x-set': 'old', 'x-add': 'one', 'x-gone': '1', 'x-stays': '1' };
  const next = forwarded(filtered({ type: 'RequestHeaderModifier', requestHeaderModifier }), request({ headers }));
  expect(next.headers).toEqual({ 'x-set': 'new', 'x-add': 'one,two', 'x-stays': '1' });
});
