// Every kind's defaults and refusals against those of the real rules: for each row of the fixture the real server's own
// functions (1.36.2) were asked about the same body, and about the same stored object where it is an update.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import type { Body } from './api-server';
import { ask, rowOf } from './rules-server';

interface Row {
  readonly gvk: string;
  readonly body: Body;
  readonly stored?: Body;
  /** Of the refusal, uids put away. */
  readonly message?: string;
  readonly warnings?: readonly string[];
  /** What was answered, without what the server draws. */
  readonly object?: Body;
}

const rows = gunzipSync(readFileSync('fixtures/rules/answers.jsonl.gz'))
  .toString('utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

const byKind = new Map<string, Row[]>();
for (const row of rows) byKind.set(row.gvk, [...(byKind.get(row.gvk) ?? []), row]);

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

/** Uids and times are each side's own. */
const plain = (value: unknown) => {
  const text = JSON.stringify(value, (key, inner) => (DRAWN.has(key) ? undefined : inner));
  return JSON.parse(text.replace(UID, 'UUID').replace(/"20\d\d-\d\d-\d\dT[^"]*"/g, '"TIME"'));
};
const DRAWN = new Set(['creationTimestamp', 'uid', 'resourceVersion']);

/** One rule: where it looks and what it says, without the values. */
const ruleOf = (text: string) => text.replace(/\[[^\]]*\]/g, '[]').replace(/"[^"]*"|-?\d+/g, '_');

let rules = 0;
let defaults = 0;

describe.each([...byKind].map(([kind, list]) => ({ kind, list })))('$kind', ({ kind, list }) => {
  const row = rowOf(kind);
  test.each(list.map((one, index) => ({ index, ...one })))(
    'row $index',
    ({ body, stored, message, warnings, object }) => {
      const answer = ask(row, body, stored);
      if (object) {
        defaults++;
        const { namespace, ...metadata } = answer.object.metadata;
        expect(plain({ ...answer.object, metadata })).toEqual(plain(object));
        return;
      }
      expect(answer.message?.replace(UID, 'UUID')).toBe(message);
      expect(answer.warnings.filter((text) => !text.startsWith('v1 Endpoints'))).toEqual(warnings ?? []);
    },
  );
});

test('the fixture covers every kind that users write', () => {
  const texts = rows.flatMap(({ gvk, message = '', warnings = [] }) =>
    [...message.split(/, (?=[a-zA-Z]+[.[:])/), ...warnings].map((text) => `${gvk} ${ruleOf(text)}`),
  );
  rules = new Set(texts).size;
  console.info(`${byKind.size} kinds, ${rows.length} rows, ${rules} rules, ${defaults} objects with defaults`);
  expect(byKind.size).toBeGreaterThanOrEqual(49);
  expect(rules).toBeGreaterThan(1500);
});
