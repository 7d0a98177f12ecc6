// The walk through the past asks again only where something changed. It must find in every state what asking everything
// anew would find.
import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import type { Reader } from '../../src/api/actor';
import type { Change } from '../../src/api/change';
import { argument } from '../../src/cluster/describe/argument';
import { readCall } from '../../src/cluster/describe/read-arguments';
import { duration } from '../../src/cluster/describe/types';
import type { Subject } from '../../src/cluster/subject';
import { type AnyMatcher, defineMatcher, optionsOf } from '../../src/matchers/matcher';
import { atLeast, exactly, none } from '../../src/matchers/quantifiers';
import { matcherNamed } from '../../src/matchers/registry';
import { fullState, type ObjectQuestion, StateWalk } from '../../src/matchers/state';

function eventfulShop() {
  const shop = cluster({ nodes: 3 });
  shop.load('../../fixtures/shop');
  shop.settle();
  shop.setImage('deployment/frontend', 'shop/frontend:v2');
  shop.advance('40s');
  shop.removeLabel(`pod/${shop.pods({ labels: 'app=catalog' }).object?.metadata.name}`, 'app');
  shop.failNode('node-2');
  shop.advance('7m');
  return shop;
}

const shop = eventfulShop();
const web = { labels: 'app=frontend' };

const olderThan = defineMatcher({
  name: 'toBeOlderThan',
  summary: 'The object is older than that.',
  args: [argument('age', duration(), 'the age')],
  example: { ts: '', yaml: '' },
  check: (cx, _object, { age }) => ({
    pass: cx.nowMs - cx.cluster.simulation.parts.startMs > age,
    expected: () => 'be older',
    actual: () => 'younger',
  }),
});

const CASES: readonly { name: string; subject: Subject; matcher: string | AnyMatcher; inputs: readonly unknown[] }[] = [
  { name: 'one object', subject: shop.deployment('frontend'), matcher: 'toBeAvailable', inputs: [] },
  {
    name: 'one that is made late',
    subject: shop.pods(web).object ? shop.pod(shop.pods(web).object?.metadata.name ?? '') : shop.pod('x'),
    matcher: 'toBeReady',
    inputs: [],
  },
  { name: 'a selection', subject: shop.pods(web), matcher: 'toBeReady', inputs: [] },
  { name: 'a count', subject: atLeast(3, shop.pods(web)), matcher: 'toBeReady', inputs: [] },
  {
    name: 'a selection by field',
    subject: exactly(2, shop.pods({ fields: 'spec.nodeName=node-2' })),
    matcher: 'toBeRunning',
    inputs: [],
  },
  { name: 'none of them', subject: none(shop.pods({ labels: 'app=catalog' })), matcher: 'toBeTerminating', inputs: [] },
  {
    name: 'a check that reads other kinds',
    subject: shop.service('frontend'),
    matcher: 'toHaveEndpoints',
    inputs: [{ atLeast: 3 }],
  },
  {
    name: 'a check that reads owned objects',
    subject: shop.deployment('frontend'),
    matcher: 'toOwn',
    inputs: ['pods', { exactly: 3 }],
  },
  {
    name: 'a check that reads events',
    subject: shop.pods(web),
    matcher: 'toHaveEvent',
    inputs: [{ reason: 'Killing' }],
  },
  { name: 'nodes', subject: shop.nodes(), matcher: 'toHoldPods', inputs: [{ atMost: 4 }] },
  { name: 'a check that reads the time', subject: shop.pods(web), matcher: olderThan, inputs: ['20s'] },
];

describe.each(CASES)('$name', ({ subject, matcher: said, inputs }) => {
  const matcher = typeof said === 'string' ? (matcherNamed(said) as AnyMatcher) : said;
  const values = readCall({ name: matcher.name, args: matcher.args, options: optionsOf(matcher) }, inputs);

  /** What the walk finds in every state, each compared with asking everything anew. */
  function answers(negated: boolean): ReadonlySet<boolean> {
    const question: ObjectQuestion = { matcher, subject, values, negated };
    const walk = new StateWalk(question);
    const found = new Set<boolean>();
    let undone: Change | undefined;
    shop.past({ revision: 0, atMs: 0 }, ({ reader, change, atMs }) => {
      const walked = walk.ask(reader, atMs, undone);
      undone = change;
      const { verdicts: _verdicts, ...anew } = fullState(question, frozenAt(reader, atMs), atMs);
      if (JSON.stringify(walked) !== JSON.stringify(anew)) expect({ atMs, ...walked }).toEqual({ atMs, ...anew });
      found.add(walked.pass);
      return true;
    });
    return found;
  }

  test('every state is as asked anew', () => {
    // A question with one answer for all time would show nothing.
    expect(Math.max(answers(false).size, answers(true).size)).toBe(2);
  });
});

/** The reader with the time at which its state began. */
function frozenAt(reader: Reader, nowMs: number): Reader {
  return Object.create(reader, { nowMs: { value: nowMs } }) as Reader;
}
