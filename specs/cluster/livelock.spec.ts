import { describe, expect, test } from '@jest/globals';
import { defineActor, watch } from '../../src/api/actor';
import { LivelockError } from '../../src/cluster/livelock';
import { advance, settle } from '../../src/cluster/run';
import type { AnyActor } from '../../src/cluster/simulation';
import { Lane } from '../../src/sim/work-queue';
import { configMap, smallSimulation, userOf } from './small-simulation';

/** Wants the ConfigMap `flag` to show its own colour. */
function painter(colour: string, lagMs: number): AnyActor {
  return defineActor({
    name: `${colour}-painter`,
    component: colour,
    lane: Lane.controller,
    lagMs: () => lagMs,
    watches: [watch('ConfigMap', ({ key }) => key)],
    reconcile: (cx) => {
      const flag = cx.get('ConfigMap', 'default', 'flag');
      if (flag && flag.data?.colour !== colour) cx.update({ ...flag, data: { colour } });
    },
  });
}

function fight(lagMs: number): Error | undefined {
  const { simulation } = smallSimulation([painter('red', lagMs), painter('blue', lagMs)]);
  const action = simulation.trace.add({
    cause: 0,
    atMs: simulation.nowMs,
    actor: 'user',
    verb: 'create',
    key: 'configmap/flag',
  });
  userOf(simulation, action).create(configMap('flag'));
  try {
    settle(simulation);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

describe('two actors that undo one another', () => {
  test.each([{ lagMs: 0 }, { lagMs: 1 }])('are an error with a lag of $lagMs ms', ({ lagMs }) => {
    expect(fight(lagMs)).toBeInstanceOf(LivelockError);
  });

  test('the error prints the cycle and what set it off', () => {
    const [loop, title, ...rest] = fight(1)?.message.split('\n') ?? [];
    expect(loop).toMatch(/^endless loop of writes: (red|blue)-painter ran 2001 times for "default\/flag" within 10 s/);
    expect(title).toBe('These come again and again:');
    expect(rest.slice(0, -1).sort()).toEqual([
      '  blue-painter update ConfigMap default/flag',
      '  red-painter update ConfigMap default/flag',
    ]);
    expect(rest.at(-1)).toBe('It began with: user create configmap/flag');
  });
});

describe('what is no livelock', () => {
  test('one actor that has its way', () => {
    const { simulation, client } = smallSimulation([painter('red', 1)]);
    client.create(configMap('flag'));
    expect(settle(simulation)).toBe(2);
    expect(client.get('ConfigMap', 'default', 'flag')?.data).toEqual({ colour: 'red' });
  });

  test('many runs of different keys at one instant', () => {
    const { simulation, client } = smallSimulation([painter('red', 0)]);
    for (let index = 0; index < 3_000; index++) client.create(configMap(`map-${index}`));
    settle(simulation);
    expect(simulation.queue.size).toBe(0);
  });

  test('background work that goes on for ever', () => {
    const clock = defineActor({
      name: 'clock',
      component: 'clock',
      lane: Lane.background,
      lagMs: () => 0,
      watches: [],
      start: (cx) => cx.after(1, 'tick', { background: true }),
      reconcile: (cx, key) => cx.after(1, key, { background: true }),
    });
    const { simulation } = smallSimulation([clock]);
    advance(simulation, 60_000);
    expect(settle(simulation)).toBe(0);
  });
});
