// Updates, of objects and of their subresources, against the real rules: for each row of the fixture the real server's
// strategies (1.36.2) were asked about the same body and the same stored object. Refusals with all causes in order.

import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { kinds } from '../../src/kinds/table';
import type { Body } from './api-server';
import { ask, rowOf } from './rules-server';

interface Row {
  readonly gvk: string;
  /** The subresource that was written; the object itself when absent. */
  readonly sub?: string;
  readonly body: Body;
  /** Absent for a create. */
  readonly stored?: Body;
  readonly message?: string;
  readonly causes?: readonly string[];
  readonly warnings?: readonly string[];
  /** What was answered, without what the server draws and without what is empty. */
  readonly object?: Body;
}

const rows = gunzipSync(readFileSync('fixtures/rules/updates.jsonl.gz'))
  .toString('utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Row);

const endpoints = new Map<string, Row[]>();
for (const row of rows) {
  const endpoint = `${row.gvk}${row.sub ? ` ${row.sub}` : ''}`;
  endpoints.set(endpoint, [...(endpoints.get(endpoint) ?? []), row]);
}

const UID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const TIMES = /"2026-11-2[^"]*Z"|"2026-0[1-9]-\d\dT0\d:\d\d:\d\d(\.\d+)?Z"/g;
const DRAWN = new Set(['creationTimestamp', 'uid', 'resourceVersion', 'managedFields']);

const isNothing = (value: unknown) => value === null || (Array.isArray(value) && value.length === 0);

/** Uids and times are each side's own; an empty list is none. */
function plain(value: unknown): unknown {
  const text = JSON.stringify(value, (key, inner) => (DRAWN.has(key) || isNothing(inner) ? undefined : inner));
  return JSON.parse(text.replace(UID, 'UUID').replace(TIMES, '"TIME"'));
}

const sameUid = (text: string) => text.replace(UID, 'UUID');

/** One rule: where it looks and what it says, without the values. */
const ruleOf = (text: string) => text.replace(/\[[^\]]*\]/g, '[]').replace(/"[^"]*"|-?\d+/g, '_');

describe.each([...endpoints].map(([endpoint, list]) => ({ endpoint, list })))('$endpoint', ({ list }) => {
  test.each(list.map((one, index) => ({ index, ...one })))(
    'row $index',
    ({ gvk, sub, body, stored, message, causes = [], warnings = [], object }) => {
      const answer = ask(rowOf(gvk), body, stored, sub);
      if (object) {
        expect(plain(answer.object)).toEqual(plain(object));
        expect(answer.warnings.filter((text) => !text.startsWith('v1 Endpoints'))).toEqual(warnings);
        return;
      }
      expect(answer.message && sameUid(answer.message)).toBe(message);
      expect((answer.causes ?? []).map(sameUid)).toEqual(causes);
    },
  );
});

test('the fixture covers the status of every built-in kind that has one', () => {
  const causes = rows.flatMap(({ gvk, sub = '', causes = [], warnings = [] }) =>
    [...causes, ...warnings].map((text) => `${gvk} ${sub} ${ruleOf(text)}`),
  );
  const objects = rows.filter(({ object }) => object).length;
  const rules = new Set(causes).size;
  console.info(`${endpoints.size} endpoints, ${rows.length} rows, ${rules} rules of updates, ${objects} accepted`);
  expect(rules).toBeGreaterThan(1000);
  const missing = kinds
    .filter(({ subresources }) => subresources.some(({ name }) => name === 'status'))
    .map(({ group, version, kind }) => `${group}/${version}/${kind} status`)
    .filter((endpoint) => !endpoints.has(endpoint));
  expect(missing).toEqual([
    // The definitions of custom resources have specs of their own; aggregated servers are not simulated.
    'apiregistration.k8s.io/v1/APIService status',
    'apiextensions.k8s.io/v1/CustomResourceDefinition status',
  ]);
});
