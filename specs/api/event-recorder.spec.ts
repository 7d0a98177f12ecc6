import { describe, expect, test } from '@jest/globals';
import type { EventInput } from '../../src/api/actor';
import { type EventPlan, EventRecorder } from '../../src/api/event-recorder';
import type { CoreEvent } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { apiTank, configMap, pod } from './api-tank';

const START_MS = 1_767_225_600_000;
const MINUTE_MS = 60_000;

const regarding = (name = 'web'): KubeObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name, namespace: 'default', uid: `uid-of-${name}`, resourceVersion: '7' },
});

const input = (message: string, rest: Partial<EventInput> = {}): EventInput => ({
  type: 'Normal',
  reason: 'Pulled',
  message,
  ...rest,
});

interface Said {
  readonly message: string;
  readonly atMs?: number;
  readonly rest?: Partial<EventInput>;
  readonly about?: string;
}

/** What a recorder does with a list of events: `create NAME`, `count NAME`, `series NAME`, `drop`. */
function plans(said: readonly Said[], recorder = new EventRecorder(1)): string[] {
  const names: string[] = [];
  const label = (name: string) => {
    if (!names.includes(name)) names.push(name);
    return `#${names.indexOf(name) + 1}`;
  };
  return said.map(({ message, atMs = 0, rest, about }) => {
    const source = { component: 'kubelet', nowMs: START_MS + atMs };
    const plan: EventPlan = recorder.plan(source, regarding(about), input(message, rest));
    if (!plan) return 'drop';
    if (plan.verb === 'create') return `create ${label(plan.event.metadata.name)}`;
    return `${plan.verb} ${label(plan.name)}`;
  });
}

const said = (...messages: string[]): Said[] => messages.map((message) => ({ message }));

describe('an event', () => {
  test('is written in full the first time', () => {
    const source = { component: 'kubelet', nowMs: START_MS + 1_500 };
    const rest = { fieldPath: 'spec.containers{c}', host: 'node-1' };
    const plan = new EventRecorder(1).plan(source, regarding(), input('Container image pulled', rest));
    expect(plan?.verb === 'create' && plan.event).toEqual({
      apiVersion: 'v1',
      count: 1,
      eventTime: null,
      firstTimestamp: '2026-01-01T00:00:01Z',
      involvedObject: {
        apiVersion: 'v1',
        fieldPath: 'spec.containers{c}',
        kind: 'Pod',
        name: 'web',
        namespace: 'default',
        resourceVersion: '7',
        uid: 'uid-of-web',
      },
      kind: 'Event',
      lastTimestamp: '2026-01-01T00:00:01Z',
      message: 'Container image pulled',
      metadata: { name: expect.stringMatching(/^web\.[0-9a-f]{16}$/), namespace: 'default' },
      reason: 'Pulled',
      reportingComponent: 'kubelet',
      reportingInstance: 'node-1',
      source: { component: 'kubelet', host: 'node-1' },
      type: 'Normal',
    });
  });

  test('of the cluster goes to the namespace default', () => {
    const node = { apiVersion: 'v1', kind: 'Node', metadata: { name: 'node-1', resourceVersion: '7' } };
    const plan = new EventRecorder(1).plan({ component: 'kubelet', nowMs: START_MS }, node, input('x'));
    expect(plan?.verb === 'create' && plan.event.metadata.namespace).toBe('default');
    expect(plan?.verb === 'create' && plan.event.involvedObject.resourceVersion).toBeUndefined();
  });
});

describe('equal events are counted on one object', () => {
  test.each<{ name: string; events: Said[]; plan: string[] }>([
    { name: 'equal in all', events: said('a', 'a', 'a'), plan: ['create #1', 'count #1', 'count #1'] },
    { name: 'another message', events: said('a', 'b', 'a'), plan: ['create #1', 'create #2', 'count #1'] },
    {
      name: 'another reason',
      events: [{ message: 'a' }, { message: 'a', rest: { reason: 'Failed' } }],
      plan: ['create #1', 'create #2'],
    },
    {
      name: 'another type',
      events: [{ message: 'a' }, { message: 'a', rest: { type: 'Warning' } }],
      plan: ['create #1', 'create #2'],
    },
    {
      name: 'another container',
      events: [
        { message: 'a', rest: { fieldPath: 'x' } },
        { message: 'a', rest: { fieldPath: 'y' } },
      ],
      plan: ['create #1', 'create #2'],
    },
    {
      name: 'another object',
      events: [{ message: 'a' }, { message: 'a', about: 'other' }],
      plan: ['create #1', 'create #2'],
    },
    {
      name: 'an hour later',
      events: [{ message: 'a' }, { message: 'a', atMs: 60 * MINUTE_MS }],
      plan: ['create #1', 'count #1'],
    },
  ])('$name', ({ events, plan }) => {
    expect(plans(events)).toEqual(plan);
  });
});

describe('similar events are combined', () => {
  const different = (count: number, atMs = 0): Said[] =>
    Array.from({ length: count }, (_, index) => ({ message: `message ${index}`, atMs }));

  test('from the tenth message within ten minutes on', () => {
    const recorder = new EventRecorder(1);
    expect(plans(different(9), recorder)).toEqual(Array.from({ length: 9 }, (_, index) => `create #${index + 1}`));
    const source = { component: 'kubelet', nowMs: START_MS };
    const tenth = recorder.plan(source, regarding(), input('message 9'));
    const eleventh = recorder.plan(source, regarding(), input('message 10'));
    expect(tenth?.verb === 'create' && tenth.event.message).toBe('(combined from similar events): message 9');
    expect(eleventh).toMatchObject({ verb: 'count', message: '(combined from similar events): message 10' });
  });

  test('not when more than ten minutes lie between', () => {
    const late = [{ message: 'late', atMs: 10 * MINUTE_MS + 1 }];
    expect(plans([...different(9), ...late]).at(-1)).toBe('create #10');
  });

  test('not across reasons', () => {
    const others = different(5).map((each) => ({ ...each, rest: { reason: 'Other' } }));
    expect(new Set(plans([...different(5), ...others])).size).toBe(10);
  });
});

describe('who says too much is silenced', () => {
  const many = (count: number, rest: Partial<EventInput> = {}, atMs = 0): Said[] =>
    Array.from({ length: count }, () => ({ message: 'again', rest, atMs }));

  test('after 25 events about one object', () => {
    expect(plans(many(27)).slice(23)).toEqual(['count #1', 'count #1', 'drop', 'drop']);
  });

  test('gets one more every five minutes', () => {
    const later = [...many(2, {}, 5 * MINUTE_MS), ...many(1, {}, 10 * MINUTE_MS)];
    expect(plans([...many(26), ...later]).slice(25)).toEqual(['drop', 'count #1', 'drop', 'count #1']);
  });

  test('each type and each object has its own measure', () => {
    const warning = { message: 'again', rest: { type: 'Warning' as const } };
    expect(plans([...many(26), warning, { message: 'again', about: 'other' }]).slice(25)).toEqual([
      'drop',
      'create #2',
      'create #3',
    ]);
  });
});

describe("the scheduler's events are series", () => {
  const failed = (message: string): Said => ({ message, rest: { action: 'Scheduling', reason: 'FailedScheduling' } });

  test('a repeat becomes a series, whatever its message', () => {
    expect(plans([failed('0/1 nodes'), failed('0/2 nodes'), failed('0/1 nodes')])).toEqual([
      'create #1',
      'series #1',
      'series #1',
    ]);
  });

  test('a series ends when nothing was said for six minutes, as the recorder looks every six minutes', () => {
    const minute = 60_000;
    const at = (minutes: number) => ({ ...failed('0/1 nodes'), atMs: minutes * minute });
    expect(plans([at(1), at(5), at(11), at(17.5), at(23.9), at(24.1)])).toEqual([
      'create #1',
      'series #1',
      'series #1',
      'series #1',
      'series #1',
      'series #1',
    ]);
    expect(plans([at(1), at(11), at(12.1)])).toEqual(['create #1', 'series #1', 'series #1']);
    expect(plans([at(1), at(12.1), at(13)])).toEqual(['create #1', 'create #2', 'series #2']);
  });

  test('their time is eventTime, to the microsecond', () => {
    const source = { component: 'default-scheduler', nowMs: START_MS + 1_234 };
    const plan = new EventRecorder(1).plan(source, regarding(), input('m', { action: 'Binding' }));
    expect(plan?.verb === 'create' && plan.event).toMatchObject({
      action: 'Binding',
      eventTime: '2026-01-01T00:00:01.234000Z',
      firstTimestamp: null,
      lastTimestamp: null,
      reportingComponent: 'default-scheduler',
      source: {},
    });
  });
});

test('names of two recorders never meet, nor those of one instant', () => {
  const names = [1, 2].flatMap((id) => {
    const recorder = new EventRecorder(id);
    return ['a', 'b', 'c'].map((message) => {
      const plan = recorder.plan({ component: 'x', nowMs: START_MS }, regarding(), input(message));
      return plan?.verb === 'create' ? plan.event.metadata.name : 'none';
    });
  });
  expect(new Set(names).size).toBe(6);
});

test('a fork counts by itself', () => {
  const recorder = new EventRecorder(1);
  plans(said('a'), recorder);
  const fork = recorder.fork();
  expect(plans(said('b', 'b'), recorder)).toEqual(['create #1', 'count #1']);
  expect(plans(said('b', 'a'), fork)).toEqual(['create #1', 'count #2']);
});

describe('through the API server', () => {
  const eventsOf = (tank: ReturnType<typeof apiTank>) => tank.client.list('Event', 'default') as readonly CoreEvent[];

  test('a count goes up on the stored object', () => {
    const tank = apiTank();
    const object = tank.client.create(pod('web'));
    for (const atMs of [0, 5_000]) {
      tank.simulation.moveTo(START_MS + atMs);
      tank.client.event(object, input('again'));
    }
    expect(eventsOf(tank)).toMatchObject([
      { count: 2, firstTimestamp: '2026-01-01T00:00:00Z', lastTimestamp: '2026-01-01T00:00:05Z' },
    ]);
  });

  test('a series is counted once', () => {
    const tank = apiTank();
    const object = tank.client.create(pod('web'));
    for (let index = 0; index < 3; index++) tank.client.event(object, input('no', { action: 'Scheduling' }));
    expect(eventsOf(tank)).toMatchObject([{ series: { count: 2, lastObservedTime: '2026-01-01T00:00:00.000000Z' } }]);
  });

  test('an event that somebody deleted is written anew', () => {
    const tank = apiTank();
    const object = tank.client.create(pod('web'));
    tank.client.event(object, input('again'));
    const [old] = eventsOf(tank) as [CoreEvent];
    tank.client.delete('Event', 'default', old.metadata.name);
    tank.client.event(object, input('again'));
    expect(eventsOf(tank)).toMatchObject([{ count: 1 }]);
    expect(eventsOf(tank)[0]?.metadata.name).not.toBe(old.metadata.name);
  });

  test('a namespace that goes away takes none', () => {
    const tank = apiTank();
    tank.client.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    const object = tank.client.create({ ...configMap('a'), metadata: { name: 'a', namespace: 'team' } });
    tank.client.event(object, input('in time'));
    tank.client.delete('Namespace', undefined, 'team');
    tank.client.event(object, input('too late'));
    expect(tank.client.list('Event', 'team').map(({ message }) => message)).toEqual(['in time']);
  });
});
