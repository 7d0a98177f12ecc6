// Loading: everything or nothing, and what is told of what cannot be loaded.

import { describe, expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import { manifest } from '../support/manifests';

const map = (name: string) => ({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } });

describe('nothing is half done', () => {
  test.each([
    {
      name: 'one of several is refused',
      load: [map('good'), map('Bad')],
      error: 'ApiError',
      says: 'ConfigMap "Bad" is invalid',
    },
    {
      name: 'one is of an unknown kind',
      load: [map('good'), { ...map('b'), kind: 'ConfigMop' }],
      error: 'ManifestError',
      says: 'ConfigMop',
    },
    {
      name: 'one is there already',
      load: [map('good'), map('there')],
      error: 'ApiError',
      says: 'configmaps "there" already exists',
    },
    {
      name: 'a namespace comes after what is in it',
      load: [map('good'), { ...map('b'), metadata: { name: 'b', namespace: 'later' } }],
      error: 'ApiError',
      says: 'namespaces "later" not found',
    },
    {
      name: 'one file is not there',
      load: ['../../fixtures/shop/cart.yaml', 'nowhere.yaml'],
      error: 'ManifestError',
      says: 'the path "nowhere.yaml" does not exist',
    },
    {
      name: 'a text is no YAML',
      load: [map('good'), 'kind: a\n  b: c\n'],
      error: 'ManifestError',
      says: '<inline>:2:4',
    },
  ])('when $name', ({ load, error, says }) => {
    const shop = cluster({ nodes: 1 });
    shop.load(map('there'));
    const before = shop.mark();
    expect(() => shop.load(load)).toThrow(
      expect.objectContaining({ name: error, message: expect.stringContaining(says) }),
    );
    expect(shop.mark()).toEqual(before);
    expect(shop.list('ConfigMap', 'default').map(({ metadata }) => metadata.name)).not.toContain('good');
  });
});

test('a refused manifest is told with its place and its lines', () => {
  const text = `${manifest('web')}---\n${manifest('api').replace('image: shop/api:v1', 'image: ""')}`;
  let error: Error | undefined;
  try {
    cluster({ nodes: 1 }).load(text);
  } catch (thrown) {
    error = thrown as Error;
  }
  expect(error?.stack).toMatch(/^ApiError: <inline>:\d+:\d+: Deployment.apps "api" is invalid/);
  expect(error?.stack).toMatch(/^> \d+ \| +image: ""$/m);
});

describe('a stream is stopped', () => {
  test.each([
    { name: 'by its name', stop: (shop: ReturnType<typeof cluster>) => shop.stopTraffic('visitors') },
    {
      name: 'as it was given back',
      stop: (shop: ReturnType<typeof cluster>, stream: ReturnType<typeof shop.traffic>) => shop.stopTraffic(stream),
    },
  ])('$name', ({ stop }) => {
    const shop = cluster({ nodes: 1 });
    shop.load(manifest('web'));
    shop.settle();
    const visitors = shop.traffic('http://web', { name: 'visitors' });
    shop.advance('5s');
    stop(shop, visitors);
    const { total } = visitors.result;
    shop.advance('5s');
    expect({ total, later: visitors.result.total }).toEqual({ total: expect.any(Number), later: total });
    expect(total).toBeGreaterThan(10);
  });

  test('only when there is one', () => {
    const shop = cluster({ nodes: 1 });
    expect(() => shop.stopTraffic('nobody')).toThrow('there is no traffic "nobody"');
    // @ts-expect-error a number is no stream
    expect(() => shop.stopTraffic(3)).toThrow("stream: expected a stream's name, or what `traffic` gave, got 3");
  });
});
