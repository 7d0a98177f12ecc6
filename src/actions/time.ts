// Time: let it pass, or run until nothing but background work is left.

import { argument } from '../cluster/describe/argument';
import { duration } from '../cluster/describe/types';
import { defineAction } from './action';

export const advance = defineAction({
  name: 'advance',
  summary: 'Lets a span of virtual time pass; everything due in it happens.',
  args: [argument('span', duration(), 'how long')],
  example: { ts: "shop.advance('7m')", yaml: 'advance: 7m' },
  passive: true,
  run: ({ cluster }, { span }) => cluster.advanceMs(span),
});

export const settle = defineAction({
  name: 'settle',
  summary: 'Runs until only background work is left: heartbeats, deadlines, back-offs, steady probes.',
  args: [],
  options: [argument('limit', duration(), 'an error when it takes longer; an hour unless given')],
  example: { ts: 'shop.settle()', yaml: 'settle' },
  passive: true,
  run: ({ cluster }, { limit }) => cluster.settleWithin(limit),
});
