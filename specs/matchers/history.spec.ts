// Questions about the past, asked of states that were written by hand.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import { atMost, exactly, none } from '../../src/matchers/quantifiers';
import { judge } from '../support/fail';
import { pod, type StillCluster, stillCluster } from '../support/still-cluster';

const READY = { conditions: [{ type: 'Ready', status: 'True' }] };
const NOT_READY = { conditions: [{ type: 'Ready', status: 'False' }] };

/** web-0 is ready from 0 s to 10 s, not ready to 12 s, ready again to 30 s; an action began at 5 s. */
function flickering(): StillCluster {
  const shop = stillCluster();
  shop.action('load');
  shop.put(pod('web-0'));
  shop.wait(5_000).action('setImage', 'pod/web-0', 7);
  shop.wait(5_000).status('pod/web-0', NOT_READY, 'kubelet');
  shop.wait(2_000).status('pod/web-0', READY, 'kubelet');
  return shop.wait(18_000);
}

/** `toBeReady` with these options about web-0. */
const holds = (options: Record<string, unknown>, call = 'toBeReady', shop = flickering()) =>
  judge(shop.pod('web-0'), call, options).holds;

describe('modes', () => {
  test.each([
    { name: 'now', options: {}, expected: true },
    { name: 'always, from the last action', options: { always: true }, expected: false },
    { name: 'never', options: { never: true }, expected: false },
    { name: 'eventually', options: { eventually: true }, expected: true },
    { name: 'for as long as it holds now', options: { for: '18s' }, expected: true },
    { name: 'for longer than it holds now', options: { for: '18001ms' }, expected: false },
    { name: 'until it broke', options: { until: '4999ms' }, expected: true },
    { name: 'until the instant it broke', options: { until: '5s' }, expected: false },
    { name: 'within a span in which it held at once', options: { within: '1s' }, expected: true },
    { name: 'always, from a span back that it held', options: { always: true, since: '18s' }, expected: true },
    { name: 'always, from a span back that saw it break', options: { always: true, since: '20s' }, expected: false },
    { name: 'until, with the start moved', options: { until: '1s', since: '18s' }, expected: true },
    { name: 'eventually, from a span back', options: { eventually: true, since: '20s' }, expected: true },
  ])('$name', ({ options, expected }) => {
    expect(holds(options)).toBe(expected);
  });

  test.each([
    { name: 'not always is: in no state', options: { always: true }, expected: false },
    { name: 'not, since the state in which it broke', options: { until: '1s', since: '20s' }, expected: true },
    { name: 'not for a span', options: { for: '1s' }, expected: false },
    { name: 'not now', options: {}, expected: false },
  ])('with .not: $name', ({ options, expected }) => {
    expect(holds(options, 'not.toBeReady')).toBe(expected);
  });

  test('marks bound the span', () => {
    const shop = stillCluster();
    shop.action('load').put(pod('web-0'));
    const whole = shop.mark();
    shop.wait(1_000).status('pod/web-0', NOT_READY);
    const broken = shop.mark();
    shop.wait(1_000).status('pod/web-0', READY);
    const subject = shop.pod('web-0');
    expect(judge(subject, 'toBeReady', { always: true, since: whole }).holds).toBe(false);
    expect(judge(subject, 'not.toBeReady', { until: broken, since: broken }).holds).toBe(true);
    expect(judge(subject, 'toBeReady', { until: whole, since: whole }).holds).toBe(true);
    expect(judge(subject, 'toBeReady', { eventually: true, since: broken }).holds).toBe(true);
  });

  test('a state that lasted no time at all counts', () => {
    const shop = stillCluster();
    shop.action('load').put(pod('web-0'));
    shop.wait(1_000).action('restart');
    shop.status('pod/web-0', NOT_READY);
    shop.status('pod/web-0', READY);
    expect(judge(shop.pod('web-0'), 'toBeReady', { always: true }).holds).toBe(false);
    expect(judge(shop.pod('web-0'), 'not.toBeReady', { always: true }).holds).toBe(false);
    expect(judge(shop.pod('web-0'), 'toBeReady', { always: true, since: '0s' }).holds).toBe(true);
  });

  test('the past of a fork is its own', () => {
    const shop = stillCluster();
    shop.action('load').put(pod('web-0'));
    shop.action('check');
    const fork = shop.fork();
    fork.wait(1_000).status('pod/web-0', NOT_READY);
    fork.wait(1_000).status('pod/web-0', READY);
    expect(judge(fork.pod('web-0'), 'toBeReady', { always: true }).holds).toBe(false);
    expect(judge(shop.pod('web-0'), 'toBeReady', { always: true }).holds).toBe(true);
  });
});

describe('an object that is not there', () => {
  test('breaks always, and holds eventually only while it is there', () => {
    const shop = stillCluster();
    shop.action('load').wait(1_000).put(pod('web-0'));
    expect(judge(shop.pod('web-0'), 'toBeReady', { always: true }).holds).toBe(false);
    expect(judge(shop.pod('web-0'), 'toBeReady', { eventually: true }).holds).toBe(true);
    shop.wait(1_000).remove('pod/web-0');
    expect(judge(shop.pod('web-0'), 'toBeReady').holds).toBe(false);
    expect(judge(shop.pod('web-0'), 'toBeReady', { eventually: true }).holds).toBe(true);
  });

  test.each(['toBeReady', 'not.toBeReady'])('fails %s, whatever is asked', (call) => {
    const shop = stillCluster().action('load').wait(1_000);
    for (const options of [{}, { always: true }, { for: '1s' }]) {
      expect(judge(shop.pod('web-0'), call, options).holds).toBe(false);
    }
  });

  test('fails never too when it never was', () => {
    const shop = stillCluster().action('load').wait(1_000);
    expect(judge(shop.pod('web-0'), 'toBeReady', { never: true }).holds).toBe(false);
    shop.put(pod('web-0', { ready: false }));
    expect(judge(shop.pod('web-0'), 'toBeReady', { never: true }).holds).toBe(true);
  });
});

describe('selections over time', () => {
  test('at most n at once', () => {
    const shop = stillCluster();
    for (const name of ['web-0', 'web-1', 'web-2']) shop.put(pod(name));
    shop.action('drain').wait(1_000);
    shop.status('pod/web-0', NOT_READY).wait(1_000).status('pod/web-0', READY).status('pod/web-1', NOT_READY);
    const pods = shop.pods({ labels: 'app=web' });
    expect(judge(atMost(1, pods), 'not.toBeReady', { always: true }).holds).toBe(true);
    shop.status('pod/web-2', NOT_READY);
    expect(judge(atMost(1, pods), 'not.toBeReady', { always: true }).holds).toBe(false);
  });

  test('members come and go', () => {
    const shop = stillCluster();
    shop.put(pod('web-0'));
    shop.put(pod('other', { labels: { app: 'other' } }));
    shop.action('relabel').wait(1_000);
    const pods = shop.pods({ labels: 'app=web' });
    shop.put(pod('web-1'));
    shop.patch('pod/other', { metadata: { labels: { app: 'web' } } });
    expect(judge(exactly(3, pods), 'toExist').holds).toBe(true);
    expect(judge(atMost(3, pods), 'toExist', { always: true }).holds).toBe(true);
    expect(judge(atMost(2, pods), 'toExist', { always: true }).holds).toBe(false);
    shop
      .patch('pod/other', { metadata: { labels: { app: null } } })
      .remove('pod/web-0')
      .remove('pod/web-1');
    expect(judge(pods, 'toExist').holds).toBe(false);
    expect(judge(pods, 'not.toExist').holds).toBe(true);
    expect(judge(pods, 'toExist', { eventually: true }).holds).toBe(true);
    expect(judge(none(pods), 'toBeReady').holds).toBe(true);
  });

  test('the state is asked for where the answer lies, also in other kinds', () => {
    const shop = stillCluster();
    shop.put(pod('web-0'));
    shop
      .action('wait')
      .wait(1_000)
      .event('pod/web-0', { reason: 'Unhealthy', message: 'probe failed', type: 'Warning' });
    const web = shop.pod('web-0');
    expect(judge(web, 'toHaveEvent', { reason: 'Unhealthy', always: true }).holds).toBe(false);
    expect(judge(web, 'toHaveEvent', { reason: 'Unhealthy', eventually: true }).holds).toBe(true);
    expect(judge(web, 'toHaveEvent', { reason: 'Killing', never: true }).holds).toBe(true);
  });
});

describe('wrong questions', () => {
  test.each([
    { name: 'two modes', options: { always: true, never: true }, error: '"always" and "never" are two questions' },
    { name: 'since alone', options: { since: '5s' }, error: '"since" alone is no question' },
    { name: 'since with for', options: { for: '5s', since: '5s' }, error: '"for" counts back from now' },
    { name: 'until in the future', options: { until: '10m' }, error: 'only 25s of the 10m0s in "until" have passed' },
    {
      name: 'before the start',
      options: { for: '1h' },
      error: '"for" goes 1h0m0s back, but the cluster began 30s ago',
    },
    { name: 'not a span', options: { for: 5 }, error: 'expected a duration such as 30s' },
    { name: 'not a yes', options: { always: false }, error: 'always: expected true, got false' },
    { name: 'a typo', options: { allways: true }, error: 'did you mean always?' },
    { name: 'a mark that is none', options: { always: true, since: {} }, error: 'a mark from cluster.mark()' },
  ])('$name', ({ options, error }) => {
    expect(() => holds(options)).toThrow(error);
  });

  test.each(['never', 'eventually'])('.not with %s reads two ways', (mode) => {
    expect(() => holds({ [mode]: true }, 'not.toBeReady')).toThrow(`.not with "${mode}" reads two ways`);
  });

  test('a mark of until before that of since', () => {
    const shop = flickering();
    const early = shop.mark();
    shop.wait(1_000).status('pod/web-0', READY);
    const options = { since: shop.mark(), until: early };
    expect(() => holds(options, 'toBeReady', shop)).toThrow('lies before the start of the span');
  });
});

describe('the moment that decided', () => {
  test('is the first that broke always, with how long it lasted', () => {
    expect(judge(flickering().pod('web-0'), 'toBeReady', { always: true }).text).toContain(
      'from +10s (2026-01-01T00:00:10Z) to +12s: ',
    );
  });

  test('names the action that the span began with', () => {
    const { text } = judge(flickering().pod('web-0'), 'toBeReady', { always: true });
    expect(text).toContain('in every state since setImage pod/web-0 at +5s (3 states over 25s)');
  });

  test('is told with the state of that moment', () => {
    const shop = flickering();
    shop.status('pod/web-0', { conditions: [{ type: 'Ready', status: 'False', reason: 'Later' }] });
    const { text } = judge(shop.pod('web-0'), 'toBeReady', { always: true });
    expect(text).toContain('Ready is False');
    expect(text).not.toContain('Later');
  });
});

test('a question about the past moves nothing', () => {
  const shop = cluster({ nodes: 2 });
  shop.load('../../fixtures/shop');
  shop.settle();
  const [hash, now] = [shop.simulation.trace.hash(), shop.nowMs];
  expect(judge(shop.service('frontend'), 'toHaveEndpoints', { always: true }).holds).toBe(false);
  expect(judge(shop.deployment('frontend'), 'toBeAvailable', { eventually: true }).holds).toBe(true);
  expect([shop.simulation.trace.hash(), shop.nowMs]).toEqual([hash, now]);
});
