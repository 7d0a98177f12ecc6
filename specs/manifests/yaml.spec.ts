// Structure: merges, aliases, keys that stand twice, what is refused and where.

import { describe, expect, test } from '@jest/globals';
import { parseYaml, YamlFault } from '../../src/manifests/yaml';

const read = (text: string) => parseYaml(text).value;

function faultOf(text: string): YamlFault {
  try {
    parseYaml(text);
  } catch (fault) {
    if (fault instanceof YamlFault) return fault;
    throw fault;
  }
  throw new Error('it was taken');
}

describe('merges', () => {
  test.each([
    { name: 'one mapping', text: 'a: &a {x: 1}\nb: {<<: *a, z: 2}', value: { x: 1, z: 2 } },
    { name: 'what follows wins', text: 'a: &a {x: 1}\nb: {<<: *a, x: 2}', value: { x: 2 } },
    { name: 'the merge wins over what stands before it', text: 'a: &a {x: 1}\nb: {x: 2, <<: *a}', value: { x: 1 } },
    {
      name: 'the first of a list wins',
      text: 'a: &a {x: 1}\nc: &c {x: 3, z: 3}\nb: {<<: [*a, *c]}',
      value: { x: 1, z: 3 },
    },
    { name: 'a quoted << is a key', text: 'b: {"<<": 1}', value: { '<<': 1 } },
  ])('$name', ({ text, value }) => {
    expect(read(text)).toMatchObject({ b: value });
  });
});

test('an alias is its anchor, also as a key', () => {
  expect(read('a: &x name\nb: *x\n*x : 1')).toEqual({ a: 'name', b: 'name', name: 1 });
});

test('keys that stand twice are told of, the last one wins', () => {
  const { value, duplicates } = parseYaml('a: 1\nb: 2\na: 3\n');
  expect(value).toEqual({ a: 3, b: 2 });
  expect(duplicates).toEqual([{ key: 'a', first: 0, second: 10 }]);
});

test('a bracket may close at the first column', () => {
  expect(read('a: {\n  b: [\n    1\n  ]\n}\n')).toEqual({ a: { b: [1] } });
});

test('keys with a meaning in JavaScript are keys', () => {
  expect(Object.entries(read('__proto__: 1\nconstructor: 2\n') as object)).toEqual([
    ['__proto__', 1],
    ['constructor', 2],
  ]);
});

test.each([
  { name: 'an endless alias', text: 'a: &a [*a]', message: "anchor 'a' value contains itself" },
  { name: 'a list as a key', text: '? [a]\n: b', message: 'a list or mapping cannot be a key' },
  { name: 'null as a key', text: '~: b', message: 'a key cannot be null' },
  { name: 'infinity', text: 'a: .inf', message: '+Inf is not a JSON number' },
  { name: 'a tab', text: 'a:\n\tb: 1', message: 'a tab cannot indent: use spaces' },
  { name: 'an open quote', text: 'a: "b\nc: 1\n', message: 'the quote that opens here is never closed' },
  { name: 'YAML 1.2', text: '%YAML 1.2\n---\na: b', message: 'found incompatible YAML document' },
  {
    name: 'a second document',
    text: 'a: b\n...\nc: d',
    message: 'what follows the document is none: put --- on a line before it',
  },
])('$name is refused', ({ text, message }) => {
  expect(faultOf(text).message).toBe(message);
});

test('what many aliases would blow up is refused', () => {
  const lines = ['a0: &a0 [x, x, x, x, x, x, x, x, x, x]'];
  for (let i = 1; i < 9; i++)
    lines.push(
      `a${i}: &a${i} [${Array(10)
        .fill(`*a${i - 1}`)
        .join(', ')}]`,
    );
  expect(faultOf(lines.join('\n')).message).toBe('document contains excessive aliasing');
});

test('what is nested too deep is refused', () => {
  expect(faultOf('['.repeat(100_000)).message).toContain('exceeded max depth');
  expect(faultOf(`${'- '.repeat(5000)}a`).message).toContain('exceeded max depth');
});
