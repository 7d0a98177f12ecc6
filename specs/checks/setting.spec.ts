// Settings of rules: what holds unless set, what is set, and what is wrong with it.
import { expect, test } from '@jest/globals';
import { check } from '../../src/checks/check';
import { CheckContext } from '../../src/checks/context';
import { ManifestSet } from '../../src/checks/manifest-set';
import { defineRule } from '../../src/checks/rule';
import { readSettings, setting } from '../../src/checks/setting';
import { integer, listOf, text } from '../../src/cluster/describe/types';

const rule = defineRule({
  id: 'few-words',
  title: 'few words',
  severity: 'note',
  profile: 'strict',
  remedy: 'Say less.',
  reads: 'manifests',
  settings: [
    setting('atMost', integer(1), 3, 'how many'),
    setting('words', listOf(text(), 0), ['much'], 'which'),
    setting('least', integer(0), 1, 'how few'),
  ],
  *check(_cx, { atMost, words, least }) {
    yield {
      object: { kind: 'Pod', namespace: '', name: 'a' },
      path: [],
      message: `${least} to ${atMost} of ${words.join(', ')}`,
    };
  },
});

const told = (settings?: Readonly<Record<string, unknown>>) =>
  check(new CheckContext(new ManifestSet([]), [], {}), [rule], settings).map(({ message }) => message);

test('what is not set holds as the rule says', () => {
  expect(told()).toEqual(['1 to 3 of much']);
});

test('what is set for the rule holds, the rest stays', () => {
  expect(told({ 'few-words': { atMost: 5, words: 'many' }, other: { atMost: 7 } })).toEqual(['1 to 5 of many']);
  expect(told({ 'few-words': { words: [] } })).toEqual(['1 to 3 of ']);
});

test.each([
  { name: 'a value of another type', written: { atMost: 'x' }, message: 'few-words: atMost: expected a whole number' },
  { name: 'an unknown name', written: { atmost: 5 }, message: 'few-words: unknown key "atmost"' },
  { name: 'no map', written: [5], message: 'few-words: expected a map with atMost, words, least' },
])('$name is an error', ({ written, message }) => {
  expect(() => readSettings(rule, written)).toThrow(message);
});
