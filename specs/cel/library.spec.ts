// Kubernetes' own functions, by what expressions of them give.

import { describe, expect, test } from '@jest/globals';
import { compileCel } from '../../src/cel/compile';
import { toJson } from '../../src/cel/json';
import { type Authorizer, CelAuthorizer } from '../../src/cel/library/authorization';
import { type CelValue, typeNameOf } from '../../src/cel/value';

const onlyGets = (user: string): Authorizer => ({
  check: ({ verb, resource, namespace, path }) => {
    const allowed = verb === 'get' && (resource === 'pods' || path === '/healthz') && namespace !== 'secret';
    return { allowed, reason: `${user} asked` };
  },
  asServiceAccount: (namespace, name) => onlyGets(`${namespace}:${name}`),
});

function run(expression: string): unknown {
  const compiled = compileCel(expression, {
    variables: {
      object: { kind: 'dyn' },
      authorizer: { kind: 'object', name: 'kubernetes.authorization.Authorizer', fields: new Map() },
    },
  });
  if ('error' in compiled) return compiled.error.split('\n')[0];
  const object = { name: 'web', count: 3, ratio: 0.5, list: [1, 2], map: { a: 1 }, none: null };
  const result = compiled.program.evaluate({ object, authorizer: new CelAuthorizer(onlyGets('ann')) });
  return 'error' in result ? result.error : shown(result.value);
}

function shown(value: CelValue): unknown {
  return typeof value === 'object' && value !== null && typeNameOf(value).includes('.')
    ? typeNameOf(value)
    : toJson(value);
}

describe('gives', () => {
  test.each([
    ["'image: ' + ['a', 'b'].join(', ')", 'image: a, b'],
    ["'%s has %d of %.1f'.format([object.name, object.count, object.ratio])", 'web has 3 of 0.5'],
    ["'1,234 is %f'.format([1234.5])", '1,234 is 1,234.500000'],
    ['object.count + 1', 4],
    ['object.ratio + 1.0', 1.5],
    ['type(object.count) == int && type(object.ratio) == double', true],
    ['has(object.none) && object.none == null && !has(object.absent)', true],
    ["object.?absent.orValue('x')", 'x'],
    ['object.?map.?a.optMap(v, v * 2).orValue(0)', 2],
    ['[1, 2, 3].sum()', 6],
    ["['b', 'a'].sort()", ['a', 'b']],
    ["[{'n': 2}, {'n': 1}].sortBy(e, e.n).map(e, e.n)", [1, 2]],
    ['[[1], [2, 3]].flatten()', [1, 2, 3]],
    ['[1, 1, 2].distinct().reverse()', [2, 1]],
    ["sets.contains(['a', 'b'], ['b'])", true],
    ['[3, 1, 2].max() == 3 && [3, 1, 2].min() == 1 && !([3, 1].isSorted())', true],
    ["'abc 123'.find('[0-9]+')", '123'],
    ["'a1b22'.findAll('[0-9]+', 1)", ['1']],
    ["'NGINX:1'.matches('(?i)^nginx:')", true],
    ["quantity('1Gi').isGreaterThan(quantity('1000Mi'))", true],
    ["quantity('500m').add(quantity('1')).asApproximateFloat()", 1.5],
    ["quantity('2k').asInteger()", 2000],
    ["isQuantity('1.5x')", false],
    ["semver('1.2.3-rc.1').isLessThan(semver('1.2.3'))", true],
    ["semver('v1.2', true).minor()", 2],
    ["isSemver('01.2.3')", false],
    ["url('https://example.com:80/a b?k=1&k=2').getPort()", '80'],
    ["url('https://example.com/path?k=1&k=2').getQuery()", { k: ['1', '2'] }],
    ["isURL('example.com')", false],
    ["ip('127.0.0.1').isLoopback() && ip('::1').family() == 6", true],
    ["cidr('10.0.0.0/8').containsIP('10.1.2.3')", true],
    ["cidr('10.0.0.0/8').containsCIDR(cidr('10.1.0.0/16'))", true],
    ["string(cidr('10.1.2.3/16').masked())", '10.1.0.0/16'],
    ["isIP('::ffff:1.2.3.4')", false],
    ["format.dns1123Label().validate('web').hasValue()", false],
    ["format.named('uuid').value().validate('x').value()", ['does not match the UUID format']],
    ["timestamp('2024-02-29T10:00:00Z').getHours('Europe/Berlin')", 11],
    ["duration('1h30m').getMinutes()", 90],
    ["{'a': 1, 'b': 2}.transformMap(k, v, v > 1, v * 10)", { b: 20 }],
    ["{'a': 1}.transformMapEntry(k, v, {string(v): k})", { 1: 'a' }],
    ['[1, 2].transformList(i, v, i * v)', [0, 2]],
    ['[1, 2, 3].exists(i, v, i == 2 && v == 3)', true],
    ["authorizer.group('').resource('pods').namespace('prod').check('get').allowed()", true],
    ["authorizer.group('').resource('pods').namespace('secret').check('get').allowed()", false],
    ["authorizer.path('/healthz').check('get').reason()", 'ann asked'],
    ["authorizer.serviceAccount('a', 'b').path('/x').check('get').reason()", 'a:b asked'],
  ])('%s', (expression, value) => {
    expect(run(expression)).toEqual(value);
  });
});

describe('fails at run time', () => {
  test.each([
    ['object.absent', 'no such key: absent'],
    ['object.list[5]', 'index out of bounds: 5'],
    ["object.list['a']", "unsupported index type 'string' in list"],
    ['object.name.more', 'no such key: more'],
    ['1 / (object.count - 3)', 'division by zero'],
    ['1 % (object.count - 3)', 'modulus by zero'],
    ['object.name + object.count', 'no such overload'],
    ['object.none + 1', 'no such overload: _+_'],
    ['object.count.startsWith(object.name)', 'no such overload'],
    ['object.name.lowerAscii() == object.list.lowerAscii()', 'no such overload: lowerAscii(list)'],
    ['object.name && true', 'no such overload'],
    ['9223372036854775807 + object.count', 'integer overflow'],
    ['optional.none().value()', 'optional.none() dereference'],
    ['int(object.name)', "type conversion error from 'string' to 'int'"],
    ["object.name.matches(object.name + '(')", 'error parsing regexp: missing closing ): `web(`'],
    ["object.name.find('(' + object.name)", 'Illegal regex: error parsing regexp: missing closing ): `(web`'],
    ['[1].slice(0, 2)', 'cannot slice(0, 2), list is length 1'],
    ['object.list.filter(x, x > 5).max()', 'max called on empty list'],
    ["quantity('1x')", "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'"],
    [
      "ip('1.2.3')",
      'IP Address "1.2.3" parse error during conversion from string: ParseAddr("1.2.3"): IPv4 address too short',
    ],
    ["authorizer.path(' ')", 'path must not be empty'],
  ])('%s', (expression, error) => {
    expect(run(expression)).toBe(error);
  });
});

describe('is refused', () => {
  test.each([
    ['object.spec.(', "ERROR: <input>:1:13: Syntax error: no viable alternative at input '.('"],
    ['foo.bar', "ERROR: <input>:1:1: undeclared reference to 'foo' (in container '')"],
    ['foo(1)', "ERROR: <input>:1:4: undeclared reference to 'foo' (in container '')"],
    ["1 + 'a'", "ERROR: <input>:1:3: found no matching overload for '_+_' applied to '(int, string)'"],
    ["'a'.startsWith(1)", "ERROR: <input>:1:15: found no matching overload for 'startsWith' applied to 'string.(int)'"],
    ["[1, 'a']", "ERROR: <input>:1:5: expected type 'int' but found 'string'"],
    ['true && 1', "ERROR: <input>:1:9: expected type 'bool' but found 'int'"],
    [
      '1.all(x, x)',
      "ERROR: <input>:1:1: expression of type 'int' cannot be range of a comprehension (must be list, map, or dynamic)",
    ],
    ["'a'.b", "ERROR: <input>:1:4: type 'string' does not support field selection"],
    ["'a'.matches('(')", 'ERROR: <input>:1:13: invalid matches argument'],
    ["duration('x')", 'ERROR: <input>:1:10: invalid duration argument'],
    [
      "'%d'.format(['a'])",
      'ERROR: <input>:1:14: error during formatting: decimal clause can only be used on integers, was given string',
    ],
    ["'%s'.format([])", 'ERROR: <input>:1:12: index 0 out of range'],
    ['cel.bind(x, 1, x)', "ERROR: <input>:1:1: undeclared reference to 'cel' (in container '')"],
    ['has(object)', 'ERROR: <input>:1:5: invalid argument to has() macro'],
  ])('%s', (expression, error) => {
    expect(run(expression)).toBe(error);
  });
});

describe('a run is cut off', () => {
  test('when it costs more than it may', () => {
    const compiled = compileCel('list.all(x, list.all(y, x != y + 1))', { variables: { list: { kind: 'dyn' } } });
    if ('error' in compiled) throw new Error(compiled.error);
    const list = Array.from({ length: 1000 }, (_, index) => index * 2);
    expect(compiled.program.evaluate({ list })).toMatchObject({
      error: 'operation cancelled: actual cost limit exceeded',
      isOverBudget: true,
    });
  });

  test.each([
    ['true', 0],
    ["object.name == 'web'", 3],
    ['has(object.name)', 1],
    ["object.name.startsWith('w')", 3],
    ["object.name in ['a', 'b']", 4],
    ['[1, 2, 3].all(x, x > 0)', 16],
  ])('%s costs %d', (expression, cost) => {
    const compiled = compileCel(expression, { variables: { object: { kind: 'dyn' } } });
    if ('error' in compiled) throw new Error(compiled.error);
    expect(compiled.program.evaluate({ object: { name: 'web' } }).cost).toBe(cost);
  });
});
