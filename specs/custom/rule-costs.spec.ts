// What the rules of a definition may cost, each and together.
import { expect, test } from '@jest/globals';
import type { JSONSchemaProps } from '../../src/kinds/generated/types.gen';
import { CustomTank, definition, faults } from './custom-tank';

const root = 'spec.validation.openAPIV3Schema';
const remedy =
  'try simplifying the rule, or adding maxItems, maxProperties, and maxLength where arrays, maps, and strings are declared';
const exceeds = (what: string, factor: string) =>
  `Forbidden: ${what} exceeds budget by factor of ${factor} (${remedy})`;
const contributed =
  'Forbidden: contributed to estimated rule cost total exceeding cost limit for entire OpenAPIv3 schema';
const total = (factor: string) =>
  `${root}: ${exceeds('x-kubernetes-validations estimated rule cost total for entire OpenAPIv3 schema', factor)}`;
const at = (place: string) => `${root}.properties${place}.x-kubernetes-validations[0]`;

const told = (properties: Record<string, JSONSchemaProps>) => {
  const schema = { openAPIV3Schema: { type: 'object', properties } };
  const body = definition({ versions: [{ name: 'v1', served: true, storage: true, schema }] });
  return () => new CustomTank(body);
};

const word = { type: 'string', maxLength: 5000, 'x-kubernetes-validations': [{ rule: "self.contains('keyword')" }] };
const words = { type: 'array', items: { type: 'string' } };
const saying = (messageExpression: string) => ({
  ...words,
  'x-kubernetes-validations': [{ rule: 'true', messageExpression }],
});

test.each<[name: string, properties: Record<string, JSONSchemaProps>, ...errors: string[]]>([
  ['a cheap rule', { value: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self < 1024' }] } }],
  [
    'rules that cost too much together',
    {
      field: { type: 'integer', 'x-kubernetes-validations': [{ rule: 'self > 50 && self < 100' }] },
      list: { type: 'array', maxItems: 100_000, items: word },
      map: { type: 'object', maxProperties: 1000, additionalProperties: word },
    },
    `${at('[list].items')}.rule: ${exceeds('estimated rule cost', '20.0x')}`,
    `${at('[list].items')}.rule: ${contributed}`,
    `${at('[map].additionalProperties')}.rule: ${contributed}`,
    total('2.0x'),
  ],
  [
    'a long message of unlimited words',
    { f: saying('self[0] + self[1] + self[2] + self[3] + self[4] + self[5] + self[6] + self[7]') },
    `${at('[f]')}.messageExpression: ${exceeds('estimated messageExpression cost', '1.101006x')}`,
  ],
  [
    'pairs in a limited list',
    {
      f: {
        type: 'array',
        maxItems: 5,
        items: { type: 'string', maxLength: 5 },
        'x-kubernetes-validations': [{ rule: 'self.all(x, self.exists_one(y, x.lowerAscii() == y.lowerAscii()))' }],
      },
    },
  ],
  [
    'pairs in an unlimited list',
    { f: { ...words, 'x-kubernetes-validations': [{ rule: 'self.all(x, self.exists_one(y, x == y))' }] } },
    `${at('[f]')}.rule: ${exceeds('estimated rule cost', 'more than 100x')}`,
    `${at('[f]')}.rule: ${contributed}`,
    total('more than 100x'),
  ],
  [
    'a rule for each of unlimited words',
    { f: { type: 'array', items: { type: 'string', 'x-kubernetes-validations': [{ rule: "self.contains('y')" }] } } },
    `${at('[f].items')}.rule: ${exceeds('estimated rule cost', 'more than 100x')}`,
    `${at('[f].items')}.rule: ${contributed}`,
    total('more than 100x'),
  ],
  [
    'the type of a number or text',
    {
      f: {
        type: 'object',
        properties: { q: { 'x-kubernetes-int-or-string': true } },
        'x-kubernetes-validations': [{ rule: "!has(self.q) || type(self.q) == int || self.q == 'x'" }],
      },
    },
  ],
])('%s', (_, properties, ...errors) => {
  const load = told(properties);
  if (errors.length === 0) expect(load).not.toThrow();
  else expect(faults(load)).toEqual(errors);
});
