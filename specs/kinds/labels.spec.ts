// Label selectors: as objects and as kubectl's text, with the server's complaints.

import { describe, expect, test } from '@jest/globals';
import { parseSelector } from '../../src/kinds/label-selector-parse';
import { compileSelector, selectorText } from '../../src/kinds/labels';

describe('a LabelSelector', () => {
  test.each([
    { name: 'none selects nothing', selector: undefined, labels: { a: 'b' }, expected: false },
    { name: 'an empty one selects everything', selector: {}, labels: {}, expected: true },
    {
      name: 'all labels must be there',
      selector: { matchLabels: { a: '1', b: '2' } },
      labels: { a: '1' },
      expected: false,
    },
    {
      name: 'more labels do no harm',
      selector: { matchLabels: { a: '1' } },
      labels: { a: '1', b: '2' },
      expected: true,
    },
    { name: 'In', selector: oneOf('In', ['x', 'y']), labels: { a: 'y' }, expected: true },
    { name: 'In without the label', selector: oneOf('In', ['x']), labels: {}, expected: false },
    { name: 'NotIn without the label', selector: oneOf('NotIn', ['x']), labels: {}, expected: true },
    { name: 'Exists', selector: oneOf('Exists'), labels: { a: '' }, expected: true },
    { name: 'DoesNotExist', selector: oneOf('DoesNotExist'), labels: { a: '' }, expected: false },
  ])('$name', ({ selector, labels, expected }) => {
    expect(compileSelector(selector)(labels)).toBe(expected);
  });

  test('is compiled once for each object', () => {
    const selector = { matchLabels: { a: 'b' } };
    expect(compileSelector(selector)).toBe(compileSelector(selector));
  });

  test('prints its requirements by key', () => {
    const selector = { matchLabels: { b: '1' }, matchExpressions: [{ key: 'a', operator: 'In', values: ['y', 'x'] }] };
    expect(selectorText(selector as never)).toBe('a in (x,y),b=1');
  });
});

function oneOf(operator: 'In' | 'NotIn' | 'Exists' | 'DoesNotExist', values?: readonly string[]) {
  return { matchExpressions: [{ key: 'a', operator, ...(values ? { values } : {}) }] };
}

describe('a selector text', () => {
  test.each([
    { name: 'equality', text: 'a=b', labels: { a: 'b' }, expected: true },
    { name: 'double equality', text: 'a==b', labels: { a: 'c' }, expected: false },
    { name: 'inequality takes missing labels', text: 'a!=b', labels: {}, expected: true },
    { name: 'sets', text: 'a in (x, y), b notin (z)', labels: { a: 'x', b: 'w' }, expected: true },
    { name: 'presence', text: 'a,!b', labels: { a: '1' }, expected: true },
    { name: 'absence', text: '!a', labels: { a: '1' }, expected: false },
    { name: 'greater', text: 'n>3', labels: { n: '4' }, expected: true },
    { name: 'nothing at all', text: '', labels: {}, expected: true },
  ])('$name: $text', ({ text, labels, expected }) => {
    const parsed = parseSelector(text);
    expect('matches' in parsed && parsed.matches(labels)).toBe(expected);
  });

  test.each([
    { text: 'a=', error: 'accepted' },
    { text: 'a in ()', error: 'accepted' },
    { text: 'a in x', error: "unable to parse requirement: found 'x' expected: '('" },
    { text: 'a in (', error: "unable to parse requirement: found '', expected: ',', ')' or identifier" },
    { text: 'a notin (x,y', error: "unable to parse requirement: found '', expected: ',' or ')'" },
    { text: ',', error: "found ',', expected: !, identifier, or 'end of string'" },
    { text: '=b', error: "found '=', expected: !, identifier, or 'end of string'" },
    { text: 'a=b,', error: "found '', expected: identifier after ','" },
    { text: 'a b', error: "unable to parse requirement: found 'b', expected: in, notin, =, ==, !=, gt, lt" },
    { text: 'a!b', error: "unable to parse requirement: found '!', expected: in, notin, =, ==, !=, gt, lt" },
    { text: '!', error: "unable to parse requirement: found '', expected: identifier" },
    {
      text: 'a>x',
      error:
        'unable to parse requirement: values[0]: Invalid value: "x": ' +
        "for 'Gt', 'Lt' operators, the value must be an integer",
    },
  ])('$text', ({ text, error }) => {
    const parsed = parseSelector(text);
    expect('error' in parsed ? parsed.error : 'accepted').toBe(error);
  });
});
