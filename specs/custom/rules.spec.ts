// The expressions of a schema: where they stand, what they see, how their refusals read.
import { describe, expect, test } from '@jest/globals';
import type { JSONSchemaProps } from '../../src/kinds/generated/types.gen';
import { faults, instance, widgets } from './custom-tank';

type Rule = NonNullable<JSONSchemaProps['x-kubernetes-validations']>[number];

const INTEGER: JSONSchemaProps = { type: 'integer' };

function ruled(rules: readonly Rule[], properties: Record<string, JSONSchemaProps> = { a: INTEGER, b: INTEGER }) {
  return widgets({ type: 'object', properties, 'x-kubernetes-validations': rules });
}

describe('a refusal', () => {
  test.each<[name: string, rule: Rule, fault: string]>([
    ['names the rule', { rule: 'self.a < self.b' }, 'spec: Invalid value: failed rule: self.a < self.b'],
    ['has a message', { rule: 'self.a < self.b', message: ' a before b ' }, 'spec: Invalid value: a before b'],
    [
      'has a message that is worked out',
      { rule: 'self.a < self.b', messageExpression: "self.a == 5 ? 'a is 5' : 'a is not 5'" },
      'spec: Invalid value: a is 5',
    ],
    [
      'falls back on the plain message',
      { rule: 'self.a < self.b', message: 'plain', messageExpression: "'line\\nbreak'" },
      'spec: Invalid value: plain',
    ],
    [
      'has a reason',
      { rule: 'self.a < self.b', reason: 'FieldValueForbidden' },
      'spec: Forbidden: failed rule: self.a < self.b',
    ],
    [
      'is told at a field',
      { rule: 'self.a < self.b', fieldPath: '.a' },
      'spec.a: Invalid value: failed rule: self.a < self.b',
    ],
    [
      'tells of an error of the expression',
      { rule: 'self.b / 0 > 1' },
      'spec: Invalid value: "object": division by zero evaluating rule: self.b / 0 > 1',
    ],
  ])('%s', (_, rule, fault) => {
    expect(faults(() => ruled([rule]).send(instance('x', { a: 5, b: 1 })))).toEqual([fault]);
  });

  test('shows the value of a scalar', () => {
    const a = { ...INTEGER, 'x-kubernetes-validations': [{ rule: 'self < 3' }] };
    expect(faults(() => ruled([], { a }).send(instance('x', { a: 5 })))).toEqual([
      'spec.a: Invalid value: 5: failed rule: self < 3',
    ]);
  });

  test('at the root has no path', () => {
    const root = { type: 'object', 'x-kubernetes-validations': [{ rule: "self.metadata.name.startsWith('a')" }] };
    const tank = widgets({ type: 'object' }, { schema: { openAPIV3Schema: root } });
    expect(faults(() => tank.send({ ...instance('x'), spec: undefined }))).toEqual([
      "<nil>: Invalid value: failed rule: self.metadata.name.startsWith('a')",
    ]);
  });
});

test('rules are looked at in lists and maps', () => {
  const item = { ...INTEGER, 'x-kubernetes-validations': [{ rule: 'self < 3', message: 'small' }] };
  const list: JSONSchemaProps = { type: 'array', items: item };
  const map: JSONSchemaProps = { type: 'object', additionalProperties: item };
  expect(faults(() => ruled([], { list, map }).send(instance('x', { list: [1, 5], map: { k: 9 } })))).toEqual([
    'spec.list[1]: Invalid value: 5: small',
    'spec.map[k]: Invalid value: 9: small',
  ]);
});

test('what is wrong otherwise goes before', () => {
  const properties = { a: { type: 'string', maxLength: 1 } };
  expect(faults(() => ruled([{ rule: 'false' }], properties).send(instance('x', { a: 'long' })))).toEqual([
    'spec.a: Too long: may not be more than 1 byte',
    '<nil>: Invalid value: null: some validation rules were not checked because the object was invalid; ' +
      'correct the existing errors to complete validation',
  ]);
});

describe('transitions', () => {
  const immutable = { rule: 'self.a == oldSelf.a', message: 'a stays' };

  test('are looked at on updates alone', () => {
    const tank = ruled([immutable]);
    tank.send(instance('x', { a: 1, b: 1 }));
    expect(tank.patch('wd', 'x', { spec: { b: 2 } }).code).toBe(200);
    expect(faults(() => tank.patch('wd', 'x', { spec: { a: 2 } }))).toEqual(['spec: Invalid value: a stays']);
  });

  test('may look at what need not be there', () => {
    const rule = { rule: 'oldSelf.hasValue() ? self.a >= oldSelf.value().a : self.a == 1', optionalOldSelf: true };
    const tank = ruled([rule]);
    expect(faults(() => tank.send(instance('x', { a: 2 })))).toHaveLength(1);
    tank.send(instance('x', { a: 1 }));
    expect(tank.patch('wd', 'x', { spec: { a: 4 } }).code).toBe(200);
    expect(faults(() => tank.patch('wd', 'x', { spec: { a: 3 } }))).toHaveLength(1);
  });

  test('follow the items of a keyed list', () => {
    const items: JSONSchemaProps = {
      type: 'object',
      required: ['name'],
      properties: { name: { type: 'string' }, v: INTEGER },
      'x-kubernetes-validations': [{ rule: 'self.v >= oldSelf.v', message: 'v grows' }],
    };
    const list: JSONSchemaProps = {
      type: 'array',
      items,
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': ['name'],
    };
    const tank = ruled([], { list });
    tank.send(
      instance('x', {
        list: [
          { name: 'a', v: 2 },
          { name: 'b', v: 2 },
        ],
      }),
    );
    expect(
      faults(() =>
        tank.patch('wd', 'x', {
          spec: {
            list: [
              { name: 'b', v: 1 },
              { name: 'c', v: 0 },
            ],
          },
        }),
      ),
    ).toEqual(['spec.list[0]: Invalid value: v grows']);
  });

  test('what failed before and has not changed is a warning', () => {
    const tank = ruled([]);
    tank.send(instance('x', { a: 5 }));
    const path = '/spec/versions/0/schema/openAPIV3Schema/properties/spec/x-kubernetes-validations';
    tank.patch('crd', 'widgets.example.com', [{ op: 'add', path, value: [{ rule: 'self.a < 3', message: 'small' }] }], {
      type: 'json',
    });
    tank.cluster.settleWithin();
    const { warnings } = tank.patch('wd', 'x', { metadata: { labels: { a: 'b' } } });
    expect(warnings).toEqual(['spec: Invalid value: small']);
    expect(faults(() => tank.patch('wd', 'x', { spec: { a: 4 } }))).toEqual(['spec: Invalid value: small']);
  });
});
