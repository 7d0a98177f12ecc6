// The ConfigMap kube-root-ca.crt of every namespace.

import { expect, test } from '@jest/globals';
import { publishedMap, ROOT_CA_CONFIG_MAP, rootCaPublisher } from '../../src/controllers/root-ca-publisher';
import type { ConfigMap } from '../../src/kinds/generated/types.gen';
import { type Harness, harness } from './harness';

const map = (it: Harness) => it.user.get('ConfigMap', 'default', ROOT_CA_CONFIG_MAP) as ConfigMap;

test('it is there, comes back, and cannot be edited', () => {
  const it = harness(rootCaPublisher);
  it.settle();
  const { data } = map(it);
  expect(Object.keys(data ?? {})).toEqual(['ca.crt']);
  it.user.delete('ConfigMap', 'default', ROOT_CA_CONFIG_MAP);
  it.settle();
  it.user.update({ ...map(it), data: { 'ca.crt': 'x', more: 'y' } });
  it.settle();
  expect(map(it).data).toEqual(data);
});

test.each([
  { name: 'as published', change: (published: ConfigMap) => published, same: true },
  {
    name: 'no description',
    change: ({ metadata, ...rest }: ConfigMap) => ({ ...rest, metadata: { name: metadata.name } }),
    same: false,
  },
  { name: 'other data', change: (published: ConfigMap) => ({ ...published, data: {} }), same: false },
])('nothing to write: $name', ({ change, same }) => {
  const current = change(publishedMap('default', undefined));
  expect(publishedMap('default', current) === current).toBe(same);
});
