// Robustness: random bytes and manifests with random mistakes, 100,000 of them, through the loader and the decoder.
// Only ManifestError and the decoder's own errors may come out, nothing may hang, and nothing that is taken may be
// garbage.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decode } from '../../src/api/decode';
import { resources } from '../../src/kinds/generated/resources.gen';
import { ManifestError } from '../../src/manifests/errors';
import { loadManifests } from '../../src/manifests/load';
import { locate } from '../../src/manifests/source';

/** A small generator with a seed of its own: the same cases in every run. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const MANIFESTS: readonly string[] = [
  'apiVersion: v1\nkind: Service\nmetadata: {name: s, labels: &l {app: web}}\nspec:\n  selector: *l\n  ports: [{port: 80, targetPort: http}]\n',
  'apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: web\nspec:\n  replicas: 2\n  selector: {matchLabels: {a: b}}\n  template:\n    metadata: {labels: {a: b}}\n    spec:\n      containers:\n      - name: c\n        image: "nginx:1"\n        env: [{name: A, value: "1"}]\n        resources: {limits: {cpu: 500m, memory: 1Gi}}\n',
  'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: c\ndata:\n  a: |\n    one\n    two\n  b: >-\n    folded\n',
  '{"apiVersion": "v1", "kind": "Secret", "metadata": {"name": "s"}, "data": {"a": "YQ=="}, "type": "Opaque"}',
  'apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: Namespace, metadata: {name: a}}\n',
];
const BITS =
  ': |- |\t|  |\n|"|\'|[|]|{|}|,|#| #|&a |*a|!|!!str |!!int |!!binary |||>|? |---\n|...\n|\\|\\u00|\r|\r\n|\u0085|\u2028|\0|\x07|\uFEFF|\uD800|é|😀|~|<<: *l|0x|1e999|.inf|null|true|yes|2001-01-01|__proto__: |constructor: |%YAML 1.2\n|%TAG ! a\n|@|`|- - - -|{{|[[|$patch: delete'
    .split('|')
    .concat('|');

type Random = (below: number) => number;
const pick = <T>(random: Random, from: readonly T[]): T => from[random(from.length)] as T;

function mutated(random: Random): string {
  let text = pick(random, MANIFESTS);
  for (let times = 1 + random(4); times > 0; times--) {
    const at = random(text.length + 1);
    const how = random(5);
    if (how === 0) text = text.slice(0, at) + text.slice(at + 1 + random(6));
    else if (how === 1)
      text = text.slice(0, at) + pick(random, MANIFESTS).slice(random(80), 80 + random(80)) + text.slice(at);
    else if (how === 2) text = text.slice(0, at) + text.slice(at, at + 40) + text.slice(at);
    else text = text.slice(0, at) + pick(random, BITS) + text.slice(at);
  }
  return text;
}

function soup(random: Random): string {
  let text = '';
  for (let times = 1 + random(20); times > 0; times--)
    text += pick(random, BITS) + pick(random, ['', 'a', 'kind: Pod', '\n']);
  return `${text}\n`;
}

function bytes(random: Random): string {
  const length = random(60);
  const raw = Uint8Array.from({ length }, () => (random(3) === 0 ? random(256) : 32 + random(95)));
  return `${new TextDecoder('utf-8').decode(raw)}\n`;
}

/** What came of it; throws whatever is neither a loaded object nor a ManifestError. */
function load(text: string): 'loaded' | 'refused' {
  try {
    for (const object of loadManifests(text)) {
      if (typeof object.kind !== 'string' || !(object.metadata.name || object.metadata.generateName)) {
        throw new Error(`garbage was loaded: ${JSON.stringify(object)}`);
      }
      JSON.stringify(object);
      locate(object, ['metadata', 'name']);
    }
    return 'loaded';
  } catch (error) {
    if (!(error instanceof ManifestError)) throw new Error(`${JSON.stringify(text)}: ${(error as Error).stack}`);
    for (const { place, message } of error.problems) {
      if (message === '' || (place && !(place.line >= 1 && place.column >= 1)))
        throw new Error(`no place: ${error.message}`);
    }
    return 'refused';
  }
}

describe('the loader', () => {
  test.each([
    { name: 'random bytes', make: bytes, count: 30_000, seed: 1 },
    { name: 'soups of YAML', make: soup, count: 20_000, seed: 2 },
    { name: 'manifests with mistakes', make: mutated, count: 20_000, seed: 3 },
  ])(
    '$count $name',
    ({ make, count, seed }) => {
      const random = randomFrom(seed);
      const outcomes = { loaded: 0, refused: 0 };
      for (let i = 0; i < count; i++) outcomes[load(make(random))]++;
      expect(outcomes.loaded + outcomes.refused).toBe(count);
      expect(outcomes.refused).toBeGreaterThan(count / 3);
      if (make === mutated) expect(outcomes.loaded).toBeGreaterThan(count / 50);
      else expect(outcomes.loaded).toBe(0);
    },
    60_000,
  );

  test.each([
    { name: 'brackets', text: '['.repeat(200_000) },
    { name: 'mappings in braces', text: '{a: '.repeat(100_000) },
    { name: 'dashes', text: '- '.repeat(100_000) },
    { name: 'questions', text: '? '.repeat(100_000) },
    { name: 'indentation', text: Array.from({ length: 2000 }, (_, i) => `${' '.repeat(i)}a:`).join('\n') },
    { name: 'JSON lists', text: `{"a": ${'['.repeat(100_000)}` },
    { name: 'a long word', text: `a: ${'x'.repeat(2_000_000)}\n` },
    { name: 'a long line of quotes', text: `a: ${'""'.repeat(100_000)}\n` },
    { name: 'many comments', text: '# x\n'.repeat(200_000) },
    { name: 'many separators', text: '---\n'.repeat(100_000) },
    {
      name: 'many anchors',
      text: Array.from({ length: 20_000 }, (_, i) => `k${i}: &a${i} {<<: *a${Math.max(0, i - 1)}}`).join('\n'),
    },
    {
      name: 'aliases of aliases',
      text: Array.from({ length: 40 }, (_, i) => `k${i}: &a${i} [${i ? `*a${i - 1}, *a${i - 1}` : 1}]`).join('\n'),
    },
    { name: 'spaces', text: `${' '.repeat(1_000_000)}\n` },
  ])(
    '$name without end',
    ({ text }) => {
      expect(load(`${text}\n`)).toBe('refused');
    },
    10_000,
  );
});

describe('the decoder', () => {
  const cases = readFileSync(join(__dirname, '../api/decode-go.jsonl'), 'utf8').trimEnd().split('\n');
  const bodies = cases.map((line) => JSON.parse(line) as { schema: string; body: unknown });
  const junk: readonly unknown[] = [null, true, 0, -1.5, 1e300, '', 'x', '1Gi', [], {}, [null], { a: null }, undefined];

  /** A copy with a value here and there replaced, dropped or put under another key. */
  function spoiled(value: unknown, random: Random): unknown {
    if (random(12) === 0) return pick(random, junk);
    if (Array.isArray(value)) return value.map((item) => spoiled(item, random));
    if (typeof value !== 'object' || value === null) return value;
    const entries = Object.entries(value).filter(() => random(20) > 0);
    return Object.fromEntries(
      entries.map(([key, item]) => [random(30) === 0 ? `${key}x` : key, spoiled(item, random)]),
    );
  }

  test('30000 bodies of every kind', () => {
    const random = randomFrom(4);
    const schemas = resources.map(({ schema }) => schema);
    const outcomes = { taken: 0, refused: 0 };
    for (let i = 0; i < 30_000; i++) {
      const { schema, body } = pick(random, bodies);
      const target = random(4) === 0 ? pick(random, schemas) : schema;
      const result = decode(target, spoiled(body, random), 'Strict');
      if ('error' in result) {
        outcomes.refused++;
        if (result.error === '' || result.problems.length === 0)
          throw new Error(`no reason: ${JSON.stringify(result)}`);
        continue;
      }
      outcomes.taken++;
      // What was taken is stored as it is from now on.
      const again = decode(target, result.object, 'Strict');
      if ('error' in again || again.object !== result.object)
        throw new Error(`not stable: ${JSON.stringify(result.object)}`);
    }
    expect(outcomes.taken).toBeGreaterThan(3000);
    expect(outcomes.refused).toBeGreaterThan(3000);
  }, 60_000);
});
