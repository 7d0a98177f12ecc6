// What failures of questions about the past look like, as snapshots.
import { describe, expect, test } from '@jest/globals';
import { atLeast } from '../../src/matchers/quantifiers';
import { judge } from '../support/fail';
import type { StillCluster } from '../support/still-cluster';
import { pastShop } from './failing-shops';

const PAST = [
  {
    name: 'what broke always',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toBeReady',
    inputs: [{ always: true }],
  },
  {
    name: 'what broke never',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toHaveCondition',
    inputs: ['Ready', { status: 'False', never: true }],
  },
  {
    name: 'what never came',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toBeCrashLooping',
    inputs: [{ eventually: true }],
  },
  {
    name: 'what did not come in time',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'not.toBeReady',
    inputs: [{ until: '500ms' }],
  },
  {
    name: 'what went for good',
    of: (shop: StillCluster) => shop.pod('web-1'),
    call: 'toBeReady',
    inputs: [{ always: true }],
  },
  {
    name: 'what has not held for so long',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'toBeReady',
    inputs: [{ for: '12s' }],
  },
  {
    name: 'what was never there',
    of: (shop: StillCluster) => shop.pod('web-7'),
    call: 'toBeReady',
    inputs: [{ never: true }],
  },
  {
    name: 'fewer than promised',
    of: (shop: StillCluster) => atLeast(2, shop.pods({ labels: 'app=web' })),
    call: 'toBeReady',
    inputs: [{ always: true }],
  },
  {
    name: 'fewer endpoints than promised',
    of: (shop: StillCluster) => shop.service('web'),
    call: 'toHaveEndpoints',
    inputs: [{ atLeast: 2, always: true }],
  },
  {
    name: 'so at the start of the span',
    of: (shop: StillCluster) => shop.pod('web-0'),
    call: 'not.toBeReady',
    inputs: [{ always: true }],
  },
] as const;

describe('the past', () => {
  test.each(PAST)('$name', ({ of, call, inputs }) => {
    const { holds, text } = judge(of(pastShop()), call, ...inputs);
    expect(holds).toBe(false);
    if (!text.includes('at their end')) expect(text).not.toContain('told too early');
    expect(text).toMatchSnapshot();
  });
});

test('a failing text is the same twice, and nothing in it is of this machine', () => {
  const texts = [pastShop(), pastShop()].map((shop) => judge(shop.pod('web-0'), 'toBeReady', { always: true }).text);
  expect(texts[0]).toBe(texts[1]);
  expect(texts[0]).not.toContain(process.cwd());
});
