// Nothing is copied that does not change: a thousand pods of one template hold one list of containers.

import { describe, expect, test } from '@jest/globals';
import type { Pod, PodSpec, ReplicaSet } from '../../src/kinds/generated/types.gen';
import { kinds } from '../../src/kinds/table';
import { changeField, changeItems, withDefaults, withoutField } from '../../src/kinds/with-defaults';
import { container, deployment, pod, SpecServer, service, template } from './api-server';

describe('defaults', () => {
  const server = new SpecServer();
  const objects = [
    server.create(pod('p', { volumes: [{ name: 'v' }], initContainers: [{ ...container, name: 'i' }] })),
    server.create(deployment('d')),
    server.create(service('s', { type: 'LoadBalancer' })),
    server.get('namespace', 'default'),
    server.get('priorityclass', 'system-node-critical'),
  ];
  test.each(objects.map((object) => ({ name: object.kind, object })))(
    'of a complete $name are itself',
    ({ object }) => {
      const row = kinds.find(({ kind }) => kind === object.kind);
      expect(row?.defaults?.(object)).toBe(object);
    },
  );

  test('of one template are worked out once', () => {
    const spec = { containers: [container] } as unknown as PodSpec;
    const row = kinds.find(({ kind }) => kind === 'ReplicaSet');
    const of = (name: string) => {
      const set = { apiVersion: 'apps/v1', kind: 'ReplicaSet', metadata: { name }, spec: { template: { spec } } };
      return (row?.defaults?.(set as never) as ReplicaSet | undefined)?.spec.template?.spec;
    };
    expect(of('a')).toBe(of('b'));
  });

  test('of pods of one template share their containers', () => {
    const { spec } = new SpecServer().create(deployment('d', { template: template({ app: 'd' }) })).spec.template;
    const row = kinds.find(({ key }) => key === 'Pod');
    const of = (name: string) => {
      return row?.defaults?.({ apiVersion: 'v1', kind: 'Pod', metadata: { name }, spec } as never) as Pod;
    };
    expect(of('a').spec.containers).toBe(of('b').spec.containers);
  });
});

describe('helpers', () => {
  const object = { a: 1, list: [{ b: 1 }, { b: 2 }], inner: { c: '' } } as {
    readonly a?: number;
    readonly list: readonly { readonly b: number }[];
    readonly inner: { readonly c: string };
  };
  test.each([
    { name: 'a default that is there', next: withDefaults(object, { a: 5 }) },
    { name: 'a field that is not there', next: withoutField(object, 'z' as never) },
    { name: 'a change that changes nothing', next: changeField(object, 'inner', (inner) => inner) },
    { name: 'items that stay', next: changeItems(object, 'list', (item) => item) },
  ])('$name', ({ next }) => {
    expect(next).toBe(object);
  });

  test('an empty text counts as missing', () => {
    expect(changeField(object, 'inner', (inner) => withDefaults(inner, { c: 'x' })).inner).toEqual({ c: 'x' });
  });

  test('one changed item leaves the others alone', () => {
    const next = changeItems(object, 'list', (item) => (item.b === 2 ? { b: 3 } : item));
    expect(next.list).toEqual([{ b: 1 }, { b: 3 }]);
    expect(next.list[0]).toBe(object.list[0]);
  });
});
