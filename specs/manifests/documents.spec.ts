// How files fall apart into documents, YAML and JSON, and what is said of those that do not.

import { describe, expect, test } from '@jest/globals';
import { DocumentFault, readDocuments } from '../../src/manifests/documents';

const read = (text: string) => readDocuments({ name: 'f.yaml', text });
const values = (text: string) => read(text).map(({ value }) => value);

function faultOf(text: string): { message: string; offset: number; kubectl: string | undefined } {
  try {
    read(text);
  } catch (fault) {
    if (fault instanceof DocumentFault) return { message: fault.message, offset: fault.offset, kubectl: fault.kubectl };
    throw fault;
  }
  throw new Error('it was taken');
}

test.each([
  { name: 'one', text: 'a: 1', documents: [{ a: 1 }] },
  { name: 'several', text: 'a: 1\n---\nb: 2\n--- # the third\nc: 3\n', documents: [{ a: 1 }, { b: 2 }, { c: 3 }] },
  { name: 'a separator first and last', text: '---\na: 1\n---\n', documents: [{ a: 1 }] },
  { name: 'empty ones are left out', text: '\n---\n# nothing\n---\nnull\n---\na: 1\n', documents: [{ a: 1 }] },
  { name: 'nothing', text: '', documents: [] },
  { name: 'dashes inside a text', text: 'a: |\n  ---\n  b\n', documents: [{ a: '---\nb\n' }] },
  {
    name: 'line breaks of Windows',
    text: 'a: 1\r\n---\r\nb: |\r\n  x\r\n  y\r\n',
    documents: [{ a: 1 }, { b: 'x\ny\n' }],
  },
  { name: 'a byte order mark', text: '\uFEFFa: 1', documents: [{ a: 1 }] },
  { name: 'JSON', text: ' {"a": [1, "x\\/y", null]}', documents: [{ a: [1, 'x/y', null] }] },
  {
    name: 'JSON values one after another',
    text: '{"a": 1}\n{"b": 2} {"c": 3}',
    documents: [{ a: 1 }, { b: 2 }, { c: 3 }],
  },
  { name: 'YAML in braces', text: '{a: 1, b: yes}', documents: [{ a: 1, b: true }] },
  { name: 'JSON, then YAML', text: '{"a": 1}\n---\nb: 2\n', documents: [{ a: 1 }, { b: 2 }] },
])('$name', ({ text, documents }) => {
  expect(values(text)).toEqual(documents);
});

test('each knows where it stands', () => {
  const text = 'a: 1\n---\nb: 2\n';
  expect(read(text).map(({ start, end }) => text.slice(start, end))).toEqual(['a: 1\n', 'b: 2\n']);
});

test('what is read is frozen, and read once', () => {
  const [first] = read('a: {b: [1]}');
  const a = (first as { value: { a: { b: object } } }).value.a;
  expect(Object.isFrozen(a.b)).toBe(true);
  expect(read('a: {b: [1]}')[0]).toBe(first);
});

describe('keys that stand twice', () => {
  test('in YAML', () => {
    expect(read('x: 0\n---\na: 1\na: 2\n')[1]?.duplicates).toEqual([{ key: 'a', first: 9, second: 14 }]);
  });

  test('in JSON, where the server is told too', () => {
    const [document] = read('{"s": {"a": 1, "a": 2}}');
    expect(document?.duplicates).toMatchObject([{ key: 'a', first: 7, second: 15 }]);
    expect([...(document?.serverDuplicates ?? [])]).toEqual([[{ a: 2 }, ['a']]]);
  });
});

test.each([
  {
    name: 'words behind a separator',
    text: 'a: 1\n--- x\nb: 2',
    fault: {
      message: 'only a comment may follow --- on its line',
      offset: 5,
      kubectl: 'invalid Yaml document separator: x',
    },
  },
  {
    name: 'the second document, whose lines kubectl counts from its own start',
    text: 'a: 1\n---\nb:\n  c: 1\n d: 2\n',
    fault: {
      message: 'this does not fit into the mapping around it: look at the indentation',
      offset: 20,
      kubectl: 'error converting YAML to JSON: yaml: line 2: did not find expected key',
    },
  },
  {
    name: 'JSON that breaks off',
    text: '{"apiVersion": "v1", "kind": "Pod"',
    fault: { message: 'unexpected EOF', offset: 34, kubectl: 'unexpected EOF' },
  },
  {
    name: 'JSON that is no YAML either',
    text: '{"a": 1, ] "b": 2}',
    fault: {
      message: "invalid character ']' looking for beginning of object key string",
      offset: 9,
      kubectl: "json: offset 10: invalid character ']' looking for beginning of object key string",
    },
  },
  {
    name: 'a quote that JSON leaves open',
    text: '{"a": "b',
    fault: { message: 'unexpected EOF', offset: 8, kubectl: 'unexpected EOF' },
  },
])('$name', ({ text, fault }) => {
  expect(faultOf(text)).toEqual(fault);
});
