// Bodies that were given to Kubernetes 1.36's own Go types (decoded strictly, stored as protobuf or JSON, encoded
// again), and what came of them: valid, wrong in every way, of every kind. Made by a random generator; see
// decode-go.jsonl.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { decode } from '../../src/api/decode';

interface GoCase {
  readonly schema: string;
  readonly body: unknown;
  readonly error?: string;
  readonly strict?: readonly string[];
  readonly object?: object;
}

const cases: readonly GoCase[] = readFileSync(join(__dirname, 'decode-go.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line));

describe('as Go decodes', () => {
  test('there are enough of each', () => {
    expect(cases.filter(({ error }) => error !== undefined).length).toBeGreaterThan(100);
    expect(cases.filter(({ strict }) => strict !== undefined).length).toBeGreaterThan(10);
    expect(new Set(cases.map(({ schema }) => schema)).size).toBeGreaterThan(50);
  });

  test.each(cases.map((row, index) => ({ ...row, name: `${row.schema} ${index + 1}` })))('$name', (row) => {
    const result = decode(row.schema, row.body, 'Warn');
    if ('error' in result) {
      expect(result.error).toBe(row.error);
      return;
    }
    const { apiVersion: _, kind: __, ...object } = result.object;
    expect({ strict: result.warnings, object }).toEqual({ strict: row.strict ?? [], object: row.object });
  });
});
