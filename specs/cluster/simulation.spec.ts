import { describe, expect, test } from '@jest/globals';
import { type Actor, defineActor, watch } from '../../src/api/actor';
import { advance, settle } from '../../src/cluster/run';
import { Table } from '../../src/sim/table';
import { Lane } from '../../src/sim/work-queue';
import { configMap, smallSimulation, userOf } from './small-simulation';

/** An actor that only notes when it runs. */
function noting(notes: string[], parts: Partial<Actor> & { name: string }): Actor {
  return defineActor({
    component: parts.name,
    lane: Lane.controller,
    lagMs: () => 5,
    watches: [watch('ConfigMap', ({ key }) => key)],
    reconcile: (cx, key) => void notes.push(`${cx.nowMs % 100_000} ${parts.name} ${key}`),
    ...parts,
  });
}

describe('delivery', () => {
  test('a change reaches its watchers after their lag, once for each key', () => {
    const notes: string[] = [];
    const { simulation, client } = smallSimulation([
      noting(notes, { name: 'slow', lagMs: () => 50 }),
      noting(notes, { name: 'quick', lagMs: () => 5 }),
    ]);
    client.create(configMap('a'));
    client.create(configMap('b'));
    settle(simulation);
    expect(notes).toEqual(['5 quick default/a', '5 quick default/b', '50 slow default/a', '50 slow default/b']);
  });

  test('at one instant nodes go before controllers, controllers before the scheduler', () => {
    const notes: string[] = [];
    const lanes = [Lane.scheduler, Lane.controller, Lane.node];
    const names = ['scheduler', 'controller', 'node'];
    const { simulation, client } = smallSimulation(
      lanes.map((lane, index) => noting(notes, { name: names[index] as string, lane })),
    );
    client.create(configMap('a'));
    settle(simulation);
    expect(notes.map((note) => note.split(' ')[1])).toEqual(['node', 'controller', 'scheduler']);
  });

  test('changes that pile up while somebody waits make one run', () => {
    const notes: string[] = [];
    const { simulation, client } = smallSimulation([noting(notes, { name: 'watcher' })]);
    let map = client.create(configMap('a'));
    for (const count of ['1', '2', '3']) map = client.update({ ...map, data: { count } });
    settle(simulation);
    expect(notes).toHaveLength(1);
  });

  test('a watch may map a change to several keys, or to none', () => {
    const notes: string[] = [];
    const { simulation, client } = smallSimulation([
      noting(notes, { name: 'many', watches: [watch('ConfigMap', () => ['x', 'y'])] }),
      noting(notes, { name: 'none', watches: [watch('ConfigMap', () => undefined)] }),
    ]);
    client.create(configMap('a'));
    settle(simulation);
    expect(notes).toEqual(['5 many x', '5 many y']);
  });

  test('a shuffle seed changes the order of what is ready at one instant', () => {
    const orders = [1, 2, 3, 4].map((seed) => {
      const notes: string[] = [];
      const { simulation, client } = smallSimulation([noting(notes, { name: 'watcher' })], seed);
      for (const name of 'abcdef') client.create(configMap(name));
      settle(simulation);
      expect([...notes].sort()).toEqual([...'abcdef'].map((name) => `5 watcher default/${name}`));
      return notes.join();
    });
    expect(new Set(orders).size).toBeGreaterThan(1);
  });
});

describe('causes', () => {
  const copier = defineActor({
    name: 'copier',
    component: 'copier',
    lane: Lane.controller,
    lagMs: () => 5,
    watches: [watch('ConfigMap', ({ key, object }) => (object.metadata.name === 'copy' ? undefined : key))],
    reconcile: (cx, key) => {
      if (!cx.get('ConfigMap', 'default', 'copy')) cx.create(configMap('copy', { of: key }));
    },
  });

  test('a run is caused by what woke it, its writes by the run', () => {
    const { simulation } = smallSimulation([copier]);
    const action = { cause: 0, atMs: simulation.nowMs, actor: 'user', verb: 'act', key: '' };
    userOf(simulation, simulation.trace.add(action)).create(configMap('a'));
    settle(simulation);
    const last = simulation.store.changes.at(-1);
    const chain = simulation.trace.chain(last?.trace as number);
    expect(chain.map(({ actor, verb, key }) => `${actor} ${verb} ${key}`)).toEqual([
      'copier create ConfigMap default/copy',
      'copier run default/a',
      'user create ConfigMap default/a',
      'user act ',
    ]);
  });

  test('a run that changes nothing leaves no row', () => {
    const { simulation, client } = smallSimulation([copier]);
    client.create(configMap('a'));
    settle(simulation);
    const rows = simulation.trace.length;
    client.create(configMap('b'));
    settle(simulation);
    expect(simulation.trace.length).toBe(rows + 1);
  });

  test('a timer that a watch sets is caused by the change that it looked at', () => {
    const late = defineActor({
      name: 'late',
      component: 'late',
      lane: Lane.controller,
      lagMs: () => 5,
      watches: [
        watch('ConfigMap', ({ key, object }, cx) => {
          if (object.metadata.name !== 'copy') cx.after(100, key);
          return undefined;
        }),
      ],
      reconcile: (cx, key) => void cx.create(configMap('copy', { of: key })),
    });
    const { simulation, client } = smallSimulation([late]);
    client.create(configMap('a'));
    settle(simulation);
    const chain = simulation.trace.chain(simulation.store.changes.at(-1)?.trace as number);
    expect(chain.map(({ actor, verb }) => `${actor} ${verb}`)).toEqual(['late create', 'late run', 'user create']);
  });

  test('what an actor remembers by name is the cause of what others do because of it', () => {
    const silent = defineActor({
      name: 'silent',
      component: 'silent',
      lane: Lane.node,
      lagMs: () => 0,
      watches: [],
      reconcile: () => {},
      commands: { stop: (cx) => cx.rememberCause('silence') },
    });
    const patrol = defineActor({
      name: 'patrol',
      component: 'patrol',
      lane: Lane.controller,
      lagMs: () => 0,
      watches: [],
      start: (cx) => cx.after(1_000, 'round', { background: true }),
      reconcile: (cx) => void cx.because('silence', () => cx.create(configMap('alarm'))),
    });
    const causes = (stopped: boolean) => {
      const { simulation } = smallSimulation([silent, patrol]);
      const row = { cause: 0, atMs: simulation.nowMs, actor: 'user', verb: 'stop', key: '' };
      if (stopped) simulation.command('silent', 'stop', undefined, simulation.trace.add(row));
      advance(simulation, 2_000);
      return simulation.trace
        .chain(simulation.store.changes.at(-1)?.trace as number)
        .map(({ actor, verb }) => `${actor} ${verb}`);
    };
    expect(causes(true)).toEqual(['patrol create', 'patrol run', 'user stop']);
    expect(causes(false)).toEqual(['patrol create', 'patrol run']);
  });
});

describe('private memory', () => {
  const counter = defineActor<Table<number>>({
    name: 'counter',
    component: 'counter',
    lane: Lane.controller,
    lagMs: () => 1,
    memory: { create: () => new Table(), fork: (seen) => seen.fork() },
    watches: [watch('ConfigMap', ({ key }) => key)],
    reconcile: (cx, key) => cx.state.set(key, (cx.state.get(key) ?? 0) + 1),
  });

  test('forks with the simulation', () => {
    const { simulation, client } = smallSimulation([counter]);
    client.create(configMap('a'));
    settle(simulation);
    const fork = simulation.fork();
    userOf(fork).create(configMap('b'));
    settle(fork);
    const keys = (of: typeof simulation) => (of.memory('counter') as Table<number>).keys();
    expect([keys(simulation), keys(fork)]).toEqual([['default/a'], ['default/a', 'default/b']]);
  });

  test('work that is pending is done on both sides', () => {
    const { simulation, client } = smallSimulation([counter]);
    client.create(configMap('a'));
    const fork = simulation.fork();
    for (const side of [simulation, fork]) {
      settle(side);
      expect((side.memory('counter') as Table<number>).get('default/a')).toBe(1);
    }
  });
});

test.each([
  {
    name: 'an actor that is not there',
    run: (of: ReturnType<typeof smallSimulation>) => of.simulation.context('ghost'),
  },
  {
    name: 'a command that is not there',
    run: (of: ReturnType<typeof smallSimulation>) => of.simulation.command('a', 'x', 0, 0),
  },
  { name: 'time that goes back', run: (of: ReturnType<typeof smallSimulation>) => of.simulation.moveTo(0) },
  {
    name: 'a negative delay',
    run: (of: ReturnType<typeof smallSimulation>) => of.simulation.context('a').after(-1, 'x'),
  },
])('$name is a fault of the simulation itself', ({ run }) => {
  const small = smallSimulation([noting([], { name: 'a' })]);
  expect(() => run(small)).toThrow(/\(a fault of wavetank's own\)$/);
});
