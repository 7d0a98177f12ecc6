// Properties of patches and of server-side apply, over random ConfigMaps and containers.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { PatchType } from '../../src/api/actor';
import type { ApiError } from '../../src/api/api-error';
import { managedFieldsOf } from '../../src/api/managed-fields/managers-of';
import type { ConfigMap, Deployment } from '../../src/kinds/generated/types.gen';
import type { KindRow } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { type ApiTank, apiTank, configMap, deployment, refusalOf } from '../api/api-tank';

const keys = fc.constantFrom('a', 'b', 'c', 'd', 'e.f', 'g_h');
const values = fc.constantFrom('0', '1', '2');
const data = fc.dictionary(keys, values, { maxKeys: 5, noNullPrototype: true });
/** An empty map is stored as none, and so is no more what was applied. */
const someData = fc.dictionary(keys, values, { minKeys: 1, maxKeys: 5, noNullPrototype: true });

/** Containers by name, each with an environment: lists by key in lists by key. */
const containers = fc.dictionary(
  fc.constantFrom('a', 'b', 'c'),
  fc.record({ image: fc.constantFrom('x:1', 'x:2'), env: fc.dictionary(fc.constantFrom('A', 'B'), values) }),
  { minKeys: 1, noNullPrototype: true },
);

type Containers = Readonly<Record<string, { readonly image: string; readonly env: Readonly<Record<string, string>> }>>;

const template = (wanted: Containers) => ({
  metadata: { labels: { app: 'web' } },
  spec: {
    containers: Object.entries(wanted).map(([name, { image, env }]) => ({
      name,
      image,
      env: Object.entries(env).map(([key, value]) => ({ name: key, value })),
    })),
  },
});

const web = (wanted: Containers) => deployment('web', { template: template(wanted) });

const applied = (tank: ApiTank, manager: string, wanted: object, force = false) =>
  tank.as(manager).patch('ConfigMap', 'default', 'a', 'apply', configMap('a', { data: wanted }), { force });

const appliedWeb = (tank: ApiTank, manager: string, wanted: Containers, force = false) =>
  tank.as(manager).patch('Deployment', 'default', 'web', 'apply', web(wanted), { force });

const ownersOf = ({ client }: ApiTank) => {
  const row = kindByKey('ConfigMap') as KindRow;
  return managedFieldsOf(client.store, row, client.get('ConfigMap', 'default', 'a') as ConfigMap);
};

describe('apply', () => {
  test('twice changes nothing the second time', () => {
    const tank = apiTank();
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom('m1', 'm2', 'm3'), someData), { maxLength: 4 }),
        data,
        (before, last) => {
          for (const [manager, wanted] of before) applied(tank, manager, wanted, true);
          const first = applied(tank, 'm1', last, true);
          const owners = ownersOf(tank);
          expect(applied(tank, 'm1', last)).toBe(first);
          expect(ownersOf(tank)).toEqual(owners);
        },
      ),
      { numRuns: 30 },
    );
  });

  test('by one alone makes the object say what it says, whatever it said before', () => {
    fc.assert(
      fc.property(someData, someData, (before, last) => {
        const tank = apiTank();
        applied(tank, 'm1', before);
        expect(applied(tank, 'm1', last).data ?? {}).toEqual(last);
      }),
      { numRuns: 30 },
    );
  });

  test('of what a second forced conflicts without force in just what it changed', () => {
    fc.assert(
      fc.property(someData, someData, (mine, theirs) => {
        const tank = apiTank();
        applied(tank, 'm1', mine);
        applied(tank, 'm2', theirs, true);
        const changed = Object.keys(mine).filter((key) => theirs[key] !== undefined && theirs[key] !== mine[key]);
        const fields = changed.map((key) => `.data.${key}`).sort();
        try {
          applied(tank, 'm1', mine);
          expect(fields).toEqual([]);
        } catch (error) {
          const { code, details } = error as ApiError;
          expect(code).toBe(409);
          expect(details?.causes?.map(({ field }) => field)).toEqual(fields);
          expect(new Set(details?.causes?.map(({ message }) => message))).toEqual(new Set(['conflict with "m2"']));
        }
        expect(refusalOf(() => applied(tank, 'm1', mine, true))).toBeUndefined();
      }),
      { numRuns: 50 },
    );
  });

  test('of lists by key keeps what others own and drops what nobody does', () => {
    fc.assert(
      fc.property(containers, containers, containers, (mine, theirs, later) => {
        const tank = apiTank();
        appliedWeb(tank, 'm1', mine);
        appliedWeb(tank, 'm2', theirs, true);
        const { spec } = appliedWeb(tank, 'm1', later, true) as Deployment;
        const names = spec.template.spec?.containers.map(({ name }) => name) ?? [];
        expect(new Set(names)).toEqual(new Set([...Object.keys(theirs), ...Object.keys(later)]));
        for (const container of spec.template.spec?.containers ?? []) {
          const { name, image, env = [] } = container;
          const wanted = { ...theirs[name]?.env, ...later[name]?.env };
          expect(image).toBe((later[name] ?? theirs[name])?.image);
          expect(Object.fromEntries(env.map((each) => [each.name, each.value]))).toEqual(wanted);
        }
      }),
      { numRuns: 30 },
    );
  });
});

describe('patches that mean the same', () => {
  const patched = (from: object, type: PatchType, patch: unknown) => {
    const tank = apiTank();
    tank.client.create(configMap('a', { data: from }));
    return tank.client.patch('ConfigMap', 'default', 'a', type, patch).data ?? {};
  };

  test('of a map make the same object', () => {
    fc.assert(
      fc.property(data, data, (from, to) => {
        const gone = Object.keys(from).filter((key) => !(key in to));
        const merge = { data: { ...Object.fromEntries(gone.map((key) => [key, null])), ...to } };
        const operations = [
          ...(Object.keys(from).length === 0 ? [{ op: 'add', path: '/data', value: {} }] : []),
          ...gone.map((key) => ({ op: 'remove', path: `/data/${key}` })),
          ...Object.entries(to).map(([key, value]) => ({ op: 'add', path: `/data/${key}`, value })),
        ];
        const results = [
          patched(from, 'merge', merge),
          patched(from, 'strategic', merge),
          patched(from, 'strategic', { data: { $patch: 'replace', ...to } }),
          patched(from, 'json', operations),
        ];
        for (const result of results) expect(result).toEqual(to);
      }),
      { numRuns: 30 },
    );
  });

  test('of keyed lists make the same object', () => {
    const tank = apiTank();
    let serial = 0;
    const patchedWeb = (from: Containers, type: PatchType, patch: unknown) => {
      const name = `web-${serial++}`;
      tank.client.create(deployment(name, { template: template(from), selector: { matchLabels: { app: 'web' } } }));
      const { spec } = tank.client.patch('Deployment', 'default', name, type, patch) as Deployment;
      return spec.template.spec?.containers;
    };
    fc.assert(
      fc.property(containers, containers, (from, to) => {
        const wanted = template(to).spec.containers;
        const gone = Object.keys(from).filter((name) => !(name in to));
        const inSpec = (spec: object) => ({ spec: { template: { spec } } });
        const strategic = inSpec({
          '$setElementOrder/containers': wanted.map(({ name }) => ({ name })),
          containers: [
            ...wanted.map((container) =>
              container.name in from ? { ...container, env: [{ $patch: 'replace' }, ...container.env] } : container,
            ),
            ...gone.map((name) => ({ name, $patch: 'delete' })),
          ],
        });
        const operations = [{ op: 'replace', path: '/spec/template/spec/containers', value: wanted }];
        const merged = patchedWeb(from, 'merge', inSpec({ containers: wanted }));
        expect(patchedWeb(from, 'json', operations)).toEqual(merged);
        const ordered = patchedWeb(from, 'strategic', strategic);
        expect(ordered).toEqual(merged);
      }),
      { numRuns: 30 },
    );
  });
});
