// The page's data tells the cluster's past, all of it and nothing else: read back, it is what the cluster itself says.
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { Change } from '../../src/api/change';
import { NO_MANAGERS } from '../../src/api/managed-fields/manager';
import { type Cluster, cluster } from '../../src/index';
import type { TrafficState } from '../../src/network/traffic-sending';
import { stateLines } from '../../src/page/browser/blame';
import { allocatableAt, fillAt, machinesOf, podsAt } from '../../src/page/browser/machines';
import { momentsOf, neighbour } from '../../src/page/browser/moments';
import { Past } from '../../src/page/browser/past';
import { conditionsOf, segmentsOf } from '../../src/page/browser/segments';
import type { Values } from '../../src/page/browser/values';
import { pageData } from '../../src/page/data';
import type { PageData } from '../../src/page/page-data';
import { shopLosingNode } from './worlds';

let shop: Cluster;
let data: PageData;
let past: Past;
beforeAll(() => {
  shop = shopLosingNode();
  data = pageData(shop);
  past = new Past(data);
});

const written = () => shop.simulation.store.changes.filter(({ kind }) => kind !== 'Event');

test('every write is there, at its instant, with the whole object', () => {
  const changes = written();
  expect(data.changes.object.length).toBe(changes.length);
  changes.forEach((change, index) => {
    expect(data.startMs + past.time(index)).toBe(change.atMs);
    expect(data.changes.revision[index]).toBe(change.revision);
    expect(plainOf(past.values, past.valueOf(index))).toEqual(shown(change));
  });
});

test('every write leads to the causes that `why` tells', () => {
  const before = new Map<string, Change>();
  for (const change of written()) before.set(`${change.kind} ${change.key}`, change);
  expect(before.size).toBeGreaterThan(30);
  written().forEach((change, index) => {
    if (before.get(`${change.kind} ${change.key}`) !== change || change.type === 'DELETED') return;
    const { namespace, name = '' } = change.object.metadata;
    const steps = shop.why(`${change.kind}/${name}`, undefined, namespace).steps;
    expect(chain(data.changes.step[index] as number)).toEqual(
      steps.map(({ atMs, actor, verb, target }) => ({ atMs, actor, verb, target })),
    );
  });
});

test('what the user did is there with its line', () => {
  const texts = data.actions.map((step) => past.values.text(data.steps.verb[step]));
  expect(texts).toEqual(expect.arrayContaining(['load', 'traffic', 'failNode']));
  const sources = data.actions.map((step) => past.values.text(data.steps.source[step]));
  expect(sources.filter((source) => /^specs\/page\/worlds\.ts:\d+$/.test(source)).length).toBeGreaterThanOrEqual(3);
});

test('nodes are as full as the cluster says', () => {
  const machines = machinesOf(past);
  for (const { node, pods, cpuMilli, memoryBytes } of shop.nodeFill()) {
    const machine = machines.get(past.named(`Node ${node}`));
    if (!machine) throw new Error(`no ${node}`);
    const end = data.endMs;
    expect(fillAt(machine, end)).toEqual({ pods: pods.used, cpuMilli: cpuMilli.used, memoryBytes: memoryBytes.used });
    expect(podsAt(past, machine, end).length).toBe(pods.used);
    expect(allocatableAt(past, machine.object, end)).toEqual([
      cpuMilli.allocatable,
      memoryBytes.allocatable,
      pods.allocatable,
    ]);
  }
});

test('Services have the endpoints that the cluster says', () => {
  const counts = data.services.map(({ object, ready, total }) => [past.name(object), ready.at(-1), total.at(-1)]);
  const expected = counts.map(([name]) => {
    const lines = shop.endpoints(String(name));
    return [name, lines.filter((line) => line.ready).length, lines.length];
  });
  expect(counts.filter(([name]) => name !== 'kubernetes').length).toBe(3);
  expect(counts).toEqual(expected);
});

test('events are about their objects', () => {
  const killing = data.events.reason.findIndex((reason) => past.values.text(reason) === 'NodeNotReady');
  expect(killing).toBeGreaterThanOrEqual(0);
  expect(past.kind(data.events.object[killing] as number)).toMatch(/^(Pod|Node)$/);
  expect(data.events.object.filter((object) => object < 0)).toEqual([]);
});

test('a stream has its requests by the second and its losses by cause', () => {
  const { streams } = shop.simulation.memory('kube-proxy') as TrafficState;
  const stream = streams.get('visitors');
  const [visitors] = data.streams;
  const sum = (numbers: readonly number[] = []) => numbers.reduce((a, b) => a + b, 0);
  expect(sum(visitors?.sent)).toBe(stream?.sent);
  expect(sum(visitors?.lost)).toBe(stream?.losses.length);
  const byCause = visitors?.causes.flatMap(({ seconds }) => seconds.map(([, number]) => number));
  expect(sum(byCause)).toBe(stream?.losses.length);
  expect(stream?.losses.length).toBeGreaterThan(0);
});

describe('an object in the page', () => {
  const lostPod = () => {
    const found = past.ofKind('Pod').find((pod) => segmentsOf(past, pod).some(({ state }) => state === 'terminating'));
    if (found === undefined) throw new Error('no pod was lost');
    return found;
  };

  test('goes through the states of its life', () => {
    const states = segmentsOf(past, lostPod()).map(({ state }) => state);
    expect(states).toEqual(['pending', 'starting', 'ready', 'not ready', 'terminating']);
  });

  test('has its conditions over time', () => {
    const ready = conditionsOf(past, lostPod()).find(({ type }) => type === 'Ready');
    expect(ready?.segments.map(({ state }) => state)).toEqual(['False', 'True', 'False']);
  });

  test('has every line of its state, with the write since which it is so', () => {
    const pod = lostPod();
    const change = past.changes(pod).at(-1) as number;
    const lines = stateLines(past, pod, change);
    const line = (path: string) => lines.find((each) => each.path.join('.') === path);
    expect(line('metadata.name')).toMatchObject({ value: past.name(pod), change: past.changes(pod)[0] });
    expect(line('metadata.deletionTimestamp')?.change).toBe(change);
    const bound = past.changes(pod)[1] as number;
    expect(past.values.text(data.steps.verb[data.changes.step[bound] as number])).toBe('bind');
    expect(line('spec.nodeName')).toMatchObject({ change: bound, depth: 1 });
  });
});

test('going from moment to moment meets every write and the ends of losses', () => {
  const moments = momentsOf(past);
  expect(new Set(past.times).size).toBeLessThan(moments.length);
  expect(neighbour(moments, moments[3] as number, 1)).toBe(moments[4]);
  expect(neighbour(moments, moments[3] as number, -1)).toBe(moments[2]);
  expect(neighbour(moments, data.endMs + 1, 1)).toBe(data.endMs + 1);
});

test('a Secret is there without what it hides', () => {
  const tank = cluster({ nodes: 1 });
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'key' }, stringData: { password: 'swordfish' } };
  tank.apply(secret);
  tank.apply({ ...secret, metadata: { name: 'key', labels: { a: 'b' } } });
  const text = JSON.stringify(pageData(tank));
  expect(text).toContain('password');
  expect(text).not.toContain('swordfish');
  expect(text).not.toContain(Buffer.from('swordfish').toString('base64'));
});

test('a value that occurs often is written once', () => {
  const bytes = JSON.stringify(data).length;
  const plain = JSON.stringify(written().map(shown)).length;
  expect(bytes).toBeLessThan(plain / 2);
});

test('where the beginning is forgotten, what stood there is told', () => {
  const tank = shopLosingNode();
  const { store, trace } = tank.simulation;
  const half = Math.floor(store.changes.length / 2);
  store.forget(half, () => NO_MANAGERS);
  trace.forgetBefore(store.changes[0]?.trace ?? 0);
  const later = new Past(pageData(tank));
  for (const [object, machine] of machinesOf(later)) {
    const fill = tank.nodeFill().find(({ node }) => node === later.name(object));
    expect(fillAt(machine, later.data.endMs).pods).toBe(fill?.pods.used);
  }
  const cart = later.named('Deployment default/cart');
  expect(later.changes(cart).length).toBeGreaterThan(0);
  expect(later.data.changes.object.length).toBeLessThan(data.changes.object.length);
  const verbs = later.data.actions.map((step) => later.values.text(later.data.steps.verb[step]));
  expect(verbs).toEqual(['traffic', 'failNode']);
});

/** The object as the page shows it: its revision stands beside it. */
function shown({ object }: Change): object {
  const { resourceVersion, ...metadata } = object.metadata;
  const hidden = object.kind === 'Secret' && 'data' in object ? { data: hide(object.data as object) } : {};
  return JSON.parse(JSON.stringify({ ...object, ...hidden, metadata }));
}

const hide = (data: object) => Object.fromEntries(Object.keys(data).map((key) => [key, '(hidden)']));

function plainOf(values: Values, ref: number): unknown {
  if (values.isScalar(ref)) return values.scalar(ref);
  const entries = values.entries(ref).map(([key, value]) => [key, plainOf(values, value)] as const);
  return values.isList(ref) ? entries.map(([, value]) => value) : Object.fromEntries(entries);
}

function chain(step: number): object[] {
  const { cause, atMs, actor, verb, target } = data.steps;
  const steps: object[] = [];
  for (let at = step; at >= 0; at = cause[at] as number) {
    const text = (column: readonly number[]) => past.values.text(column[at]);
    steps.push({
      atMs: data.startMs + (atMs[at] as number),
      actor: text(actor),
      verb: text(verb),
      target: text(target),
    });
  }
  return steps;
}
