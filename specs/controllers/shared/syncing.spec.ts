import { describe, expect, test } from '@jest/globals';
import { ApiError } from '../../../src/api/api-error';
import { retriesMemory, SyncFailure, syncOrRetry } from '../../../src/controllers/shared/syncing';

const conflict = new ApiError(409, 'Conflict', 'stale');
const forbidden = new ApiError(403, 'Forbidden', 'no');
const terminating = new ApiError(403, 'Forbidden', 'going', { causes: [{ reason: 'NamespaceTerminating' }] });

/** Runs failing syncs in a row and answers what each asked for: `delay` or `delay background`. */
function asks(error: Error, times: number, tries?: number): string[] {
  const retries = retriesMemory.create();
  const asked: string[] = [];
  const cx = {
    nowMs: 1000,
    after: (delayMs: number, _key: string, options?: { readonly background?: boolean }) => {
      asked.push(options?.background ? `${delayMs} background` : String(delayMs));
    },
  };
  const backoff = { baseMs: 5, maxMs: 1000, ...(tries === undefined ? {} : { tries }) };
  for (let run = 0; run < times; run++) {
    syncOrRetry(
      cx,
      retries,
      'key',
      () => {
        throw error;
      },
      { backoff },
    );
  }
  return asked;
}

describe('a failed sync', () => {
  test.each([
    { name: 'a refusal', error: forbidden, times: 3, asked: ['5 background', '10 background', '20 background'] },
    { name: 'a failure of its own', error: new SyncFailure('x'), times: 1, asked: ['5 background'] },
    { name: 'a conflict is part of what is under way', error: conflict, times: 1, asked: ['4'] },
    {
      name: 'given up after its tries',
      error: forbidden,
      times: 3,
      tries: 2,
      asked: ['5 background', '10 background'],
    },
    { name: 'not in a namespace that goes away', error: terminating, times: 2, asked: [] },
  ])('$name', ({ error, times, tries, asked }) => {
    expect(asks(error, times, tries)).toEqual(asked);
  });

  test('after a conflict the key rests as long as the sync was at work', () => {
    const retries = retriesMemory.create();
    const asked: number[] = [];
    const at = (nowMs: number) => ({ nowMs, after: (delayMs: number) => void asked.push(delayMs) });
    let runs = 0;
    const sync = () => {
      runs++;
      if (runs === 1) throw conflict;
    };
    syncOrRetry(at(100), retries, 'key', sync, { workMs: () => 12 });
    syncOrRetry(at(105), retries, 'key', sync);
    expect([runs, asked]).toEqual([1, [12, 7]]);
    syncOrRetry(at(112), retriesMemory.fork(retries), 'key', sync);
    expect(runs).toBe(2);
  });

  test('success forgets', () => {
    const retries = retriesMemory.create();
    const cx = { nowMs: 1000, after: () => undefined };
    syncOrRetry(cx, retries, 'key', () => {
      throw forbidden;
    });
    expect(retries.failures.get('key')).toBe(1);
    syncOrRetry(cx, retries, 'key', () => undefined);
    expect(retries.failures.get('key')).toBeUndefined();
  });

  test('a programming error is not swallowed', () => {
    expect(() => asks(new TypeError('bug'), 1)).toThrow('bug');
  });
});
