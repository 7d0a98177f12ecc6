import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { defineActor, watch } from '../../src/api/actor';
import { advance, NotSettledError, runUntil, settle } from '../../src/cluster/run';
import { Lane } from '../../src/sim/work-queue';
import { configMap, smallSimulation } from './small-simulation';

/** Copies each ConfigMap's `count` up to a limit, one a second. */
function counter(limit: number, background = false) {
  return defineActor({
    name: 'counter',
    component: 'counter',
    lane: Lane.controller,
    lagMs: () => 1_000,
    watches: background ? [] : [watch('ConfigMap', ({ key }) => key)],
    start: (cx) => {
      if (background) cx.after(1_000, 'default/n', { background: true });
    },
    reconcile: (cx) => {
      const map = cx.get('ConfigMap', 'default', 'n');
      if (background) cx.after(1_000, 'default/n', { background: true });
      const count = Number(map?.data?.count ?? 0);
      if (map && count < limit) cx.update({ ...map, data: { count: String(count + 1) } });
    },
  });
}

function counting(limit: number, background = false) {
  const { simulation, client } = smallSimulation([counter(limit, background)]);
  client.create(configMap('n', { count: '0' }));
  const count = () => Number(client.get('ConfigMap', 'default', 'n')?.data?.count);
  return { simulation, count, startMs: simulation.nowMs };
}

describe('settle', () => {
  test('runs until nothing is left in the foreground and answers how long that took', () => {
    const { simulation, count } = counting(3);
    expect(settle(simulation)).toBe(4_000);
    expect(count()).toBe(3);
    expect(settle(simulation)).toBe(0);
  });

  test('does not wait for background work', () => {
    const { simulation, count } = counting(3, true);
    expect(settle(simulation)).toBe(0);
    expect(count()).toBe(0);
  });

  test('has a limit, and says who is still at work', () => {
    const { simulation, count } = counting(1_000_000);
    expect(() => settle(simulation, 10_000)).toThrow(NotSettledError);
    expect(count()).toBe(10);
    expect(() => settle(simulation, 10_000)).toThrow(
      'the cluster did not settle within 10s: counter still waits for "default/n"',
    );
  });

  test('the action has the same limit', () => {
    const tank = cluster({ nodes: 1 });
    const container = {
      name: 'c',
      image: 'sim/run:1',
      readinessProbe: { exec: { command: ['x'] }, initialDelaySeconds: 30 },
    };
    tank.create({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'slow' }, spec: { containers: [container] } });
    expect(() => tank.fork().settle({ limit: '1s' })).toThrow(
      /^the cluster did not settle within 1s: kubelet still waits for/,
    );
    expect(() => tank.settle({ limit: '5m' })).not.toThrow();
  });
});

describe('advance', () => {
  test('runs what is due within the span and leaves the clock at its end', () => {
    const { simulation, count, startMs } = counting(10);
    advance(simulation, 2_500);
    expect(simulation.nowMs - startMs).toBe(2_500);
    expect(count()).toBe(2);
  });

  test('includes the last instant', () => {
    const { simulation, count } = counting(10);
    advance(simulation, 3_000);
    expect(count()).toBe(3);
  });

  test.each(['-5s', '5', 'soon', '', -1])('refuses %p', (span) => {
    const tank = cluster({ nodes: 1 });
    expect(() => tank.advance(span as string)).toThrow(/^advance: .*duration/);
  });
});

describe('runUntil', () => {
  test('stops at the first state in which the predicate holds', () => {
    const { simulation, count, startMs } = counting(10);
    expect(runUntil(simulation, () => count() >= 4, 60_000)).toBe(true);
    expect(simulation.nowMs - startMs).toBe(4_000);
    expect(count()).toBe(4);
  });

  test('does not move when it holds already', () => {
    const { simulation, startMs } = counting(10);
    expect(runUntil(simulation, () => true, 60_000)).toBe(true);
    expect(simulation.nowMs).toBe(startMs);
  });

  test('ends at the limit', () => {
    const { simulation, count, startMs } = counting(10);
    expect(runUntil(simulation, () => count() >= 4, 3_999)).toBe(false);
    expect(simulation.nowMs - startMs).toBe(3_999);
  });

  test('looks again only after a write', () => {
    const { simulation } = counting(2);
    let looks = 0;
    runUntil(simulation, () => ++looks < 0, 60_000);
    expect(looks).toBe(4);
  });

  test('says what did not come true', () => {
    const tank = cluster({ nodes: 1 });
    expect(() => tank.runUntilHolds(() => false, 90_000, 'the moon landing')).toThrow(
      new NotSettledError('the moon landing did not come true within 1m30s'),
    );
  });
});
