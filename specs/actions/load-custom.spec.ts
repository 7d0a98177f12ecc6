// Custom resources in loads and in the actions and matchers on their objects.
import { describe, expect, test } from '@jest/globals';
import { cluster } from 'wavetank';
import 'wavetank/jest-globals';
import { definition, instance, version } from '../custom/definitions';

const scale = { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' };
const spec = { type: 'object', properties: { size: { type: 'integer', default: 1 }, color: { type: 'string' } } };
const widgets = definition({ versions: [version('v1', spec, { subresources: { scale } })] });

describe('a load', () => {
  test('may bring the definition, the namespace and the objects in any order', () => {
    const shop = cluster({ nodes: 0 });
    const placed = { ...instance('a'), metadata: { name: 'a', namespace: 'shop' } };
    shop.load([
      placed,
      instance('b', { size: 2 }),
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
      widgets,
    ]);
    expect(shop.in('shop').object('widget/a').object).toMatchObject({ spec: { size: 1 } });
    expect(shop.object('wd/b').object).toMatchObject({ spec: { size: 2 } });
  });

  test('waits as the server does: two seconds after the kind came up', () => {
    const shop = cluster({ nodes: 0 });
    const startMs = shop.nowMs;
    shop.load([widgets, instance('a'), instance('b')]);
    expect(shop.nowMs - startMs).toBeGreaterThanOrEqual(2_000);
    expect(shop.nowMs - startMs).toBeLessThan(3_000);
  });

  test('is refused as a whole', () => {
    const shop = cluster({ nodes: 0 });
    expect(() => shop.load([widgets, instance('a', { size: 'x' })])).toThrow(
      'spec.size in body must be of type integer',
    );
    expect(shop.list('CustomResourceDefinition')).toEqual([]);
  });

  test('finds kinds that an earlier one brought', () => {
    const shop = cluster({ nodes: 0 });
    shop.load(widgets);
    shop.load(instance('a'));
    expect(shop.selection('widgets').objects).toHaveLength(1);
    expect(() => shop.load({ ...instance('b'), kind: 'Wodget' })).toThrow('no kind "Wodget"');
  });
});

describe('an object of the kind', () => {
  const filled = () => {
    const shop = cluster({ nodes: 0 });
    shop.load([widgets, instance('a', { size: 3 })]);
    return shop;
  };

  test('is applied, patched, labelled, scaled and deleted by kubectl’s names', () => {
    const shop = filled();
    shop.apply(instance('a', { size: 4 }));
    shop.patch('wd/a', { spec: { color: 'red' } }, { type: 'merge' });
    shop.setLabel('widget/a', 'tier', 'web');
    shop.scale('widgets/a', 5);
    expect(shop.object('wd/a').object).toMatchObject({
      metadata: { labels: { tier: 'web' } },
      spec: { size: 5, color: 'red' },
    });
    shop.delete('widgets.example.com/a');
    expect(shop.object('wd/a').object).toBeUndefined();
  });

  test('is asked by matchers, which know its fields', () => {
    const shop = filled();
    expect(shop.object('wd/a')).toHaveField('spec.size', { equals: 3 });
    expect(() => expect(shop.object('wd/a')).toHaveField('spec.sise', { equals: 3 })).toThrow('did you mean size');
    expect(shop.selection('widgets', { labels: 'tier=web' })).not.toExist();
  });

  test('is named in failures as kubectl names it', () => {
    const shop = filled();
    expect(() => expect(shop.object('wd/b')).toExist()).toThrow(/widget\.example\.com\/b/);
  });
});
