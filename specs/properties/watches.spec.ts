// What every client relies on: a watch tells each change once, in order and without a gap, from any version on; a list
// and a watch from its version together are the store; both hold under selectors.
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { listObjects } from '../../src/api/list';
import type { Selection } from '../../src/api/list-options';
import { type ObjectWatch, type WatchEvent, watchObjects } from '../../src/api/watch';
import type { KindRow, KubeObject } from '../../src/kinds/kind';
import { kindByKey } from '../../src/kinds/table';
import { type ApiTank, apiTank, configMap } from '../api/api-tank';

const maps = kindByKey('ConfigMap') as KindRow;
const NAMES = ['a', 'b', 'c', 'd'];
const NAMESPACES = ['default', 'kube-public'];

interface Move {
  readonly name: string;
  readonly namespace: string;
  readonly app: string;
  readonly verb: 'write' | 'delete' | 'other' | 'take';
}

const moves = fc.array(
  fc.record<Move>({
    name: fc.constantFrom(...NAMES),
    namespace: fc.constantFrom(...NAMESPACES),
    app: fc.constantFrom('web', 'db', ''),
    verb: fc.constantFrom('write', 'write', 'write', 'delete', 'other', 'take'),
  }),
  { minLength: 1, maxLength: 60 },
);
const selections = fc.record<Selection>({
  namespace: fc.constantFrom(undefined, ...NAMESPACES),
  labelSelector: fc.constantFrom(undefined, 'app=web', 'app!=web', '!app'),
  fieldSelector: fc.constantFrom(undefined, 'metadata.name!=b', 'metadata.name=c'),
});

function apply({ client, simulation }: ApiTank, { name, namespace, app, verb }: Move, count: number): void {
  simulation.moveTo(simulation.nowMs + 7_000);
  const stored = client.get('ConfigMap', namespace, name);
  const labels = app === '' ? {} : { labels: { app } };
  if (verb === 'delete' && stored) client.delete('ConfigMap', namespace, name);
  if (verb === 'other')
    client.create({
      ...configMap('x'),
      metadata: { generateName: 'x-', namespace },
      kind: 'Secret',
    } as unknown as KubeObject);
  if (verb !== 'write') return;
  if (!stored)
    client.create(configMap(name, { metadata: { name, namespace, ...labels }, data: { at: String(count) } }));
  else
    client.update({
      ...stored,
      metadata: { ...stored.metadata, labels: labels.labels },
      data: { at: String(count) },
    } as KubeObject);
}

function applyAll(tank: ApiTank, all: readonly Move[], from = 0): void {
  for (const [at, move] of all.entries()) apply(tank, move, from + at);
}

const watchFrom = ({ simulation }: ApiTank, revision: number, selection: Selection = {}) =>
  watchObjects(simulation.server, maps, { ...selection, resourceVersion: String(revision), timeoutSeconds: 3600 });

/** The objects that stand after the events, by key. */
function replay(state: Map<string, KubeObject>, events: readonly WatchEvent[]): Map<string, KubeObject> {
  for (const { type, object } of events) {
    const key = `${object.metadata.namespace}/${object.metadata.name}`;
    if (type === 'DELETED') expect(state.delete(key)).toBe(true);
    else {
      expect(state.has(key)).toBe(type === 'MODIFIED');
      state.set(key, object);
    }
  }
  return state;
}

const byKey = (objects: readonly KubeObject[]) =>
  new Map(objects.map((object) => [`${object.metadata.namespace}/${object.metadata.name}`, object]));
const sorted = (state: Map<string, KubeObject>) => [...state].sort(([a], [b]) => (a < b ? -1 : 1));
const versions = (events: readonly WatchEvent[]) => events.map(({ object }) => Number(object.metadata.resourceVersion));

describe('a watch', () => {
  test('tells every change once and in order, however often it is asked', () => {
    fc.assert(
      fc.property(moves, (all) => {
        const tank = apiTank();
        const start = tank.simulation.store.revision;
        const watched = watchFrom(tank, start);
        const events: WatchEvent[] = [];
        for (const [at, move] of all.entries()) {
          apply(tank, move, at);
          if (move.verb === 'take') events.push(...watched.take());
        }
        events.push(...watched.take());
        const written = tank.simulation.store.changes.filter(
          ({ kind, revision }) => kind === 'ConfigMap' && revision > start,
        );
        expect(versions(events)).toEqual(written.map(({ revision }) => revision));
        expect(events.map(({ type }) => type)).toEqual(written.map(({ type }) => type));
      }),
      { numRuns: 60 },
    );
  });

  test('goes on from any version that it has told', () => {
    fc.assert(
      fc.property(moves, selections, fc.nat(), (all, selection, at) => {
        const tank = apiTank();
        const start = tank.simulation.store.revision;
        applyAll(tank, all);
        const whole = watchFrom(tank, start, selection).take();
        const cut = whole.length === 0 ? 0 : at % whole.length;
        const resumed = watchFrom(tank, whole[cut] ? (versions(whole)[cut] as number) : start, selection).take();
        expect(resumed).toEqual(whole.slice(cut + 1));
      }),
      { numRuns: 60 },
    );
  });

  test('together with the list that it begins from is the store, under every selection', () => {
    fc.assert(
      fc.property(moves, selections, fc.nat(), (all, selection, at) => {
        const tank = apiTank();
        const cut = at % all.length;
        applyAll(tank, all.slice(0, cut));
        const listed = listObjects(tank.simulation.server, maps, selection);
        const initial = watchObjects(tank.simulation.server, maps, { ...selection, timeoutSeconds: 3600 });
        applyAll(tank, all.slice(cut), cut);
        const followed: ObjectWatch = watchFrom(tank, Number(listed.metadata.resourceVersion), selection);
        const present = sorted(byKey(listObjects(tank.simulation.server, maps, selection).items));
        expect(sorted(replay(byKey(listed.items), followed.take()))).toEqual(present);
        expect(sorted(replay(new Map(), initial.take()))).toEqual(present);
      }),
      { numRuns: 100 },
    );
  });
});

describe('a list', () => {
  test('at an older version is what stood then, whole or in pages', () => {
    fc.assert(
      fc.property(moves, selections, fc.nat(), fc.integer({ min: 1, max: 3 }), (all, selection, at, limit) => {
        const tank = apiTank();
        const { server, store } = tank.simulation;
        const cut = at % all.length;
        applyAll(tank, all.slice(0, cut));
        const then = listObjects(server, maps, selection);
        const pages: KubeObject[] = [];
        let page = listObjects(server, maps, { ...selection, limit });
        applyAll(tank, all.slice(cut), cut);
        pages.push(...page.items);
        while (page.metadata.continue) {
          page = listObjects(server, maps, { ...selection, limit, continue: page.metadata.continue });
          pages.push(...page.items);
        }
        const { resourceVersion } = then.metadata;
        const exact = listObjects(server, maps, { ...selection, resourceVersion, resourceVersionMatch: 'Exact' });
        expect(exact.items).toEqual(then.items);
        expect(pages).toEqual(then.items);
        expect(Number(resourceVersion)).toBeLessThanOrEqual(store.revision);
      }),
      { numRuns: 60 },
    );
  });
});
