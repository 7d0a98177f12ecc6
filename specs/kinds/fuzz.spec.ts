// Mutated bodies of every kind through decoding, defaults and validation. `npm run fuzz -- 1000000` asks more of them.

import { expect, test } from '@jest/globals';
import { mutatedBody, seedBodies } from '../../scripts/fuzz/bodies';
import { fuzz } from '../../scripts/fuzz-rules';
import { ask, rowOf } from './rules-server';

test('no body crashes the rules, gets two answers or changes when filled in twice', () => {
  expect(fuzz(20_000)).toEqual([]);
});

test('the bodies get as far as the rules', () => {
  const seeds = seedBodies();
  const verdicts = Array.from({ length: 500 }, (_, index) => {
    const { gvk, body } = mutatedBody(seeds, index);
    const { message = 'accepted' } = ask(rowOf(gvk), body);
    return message.includes(' is invalid: ') ? 'refused' : message === 'accepted' ? message : 'not decoded';
  });
  for (const verdict of ['accepted', 'refused', 'not decoded']) {
    expect(verdicts.filter((one) => one === verdict).length).toBeGreaterThan(5);
  }
});
