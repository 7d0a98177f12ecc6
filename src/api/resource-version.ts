// The resourceVersion of a read: what it may say, how old it may be, and what the server answers when it is neither
// there yet nor there any more. upstream: apiserver/pkg/storage, etcd3/errors.go, etcd3/compact.go

import type { FieldError } from '../kinds/kind';
import { goQuote, invalid } from '../kinds/validation/field-error';
import { ApiError } from './api-error';
import type { Change } from './change';
import type { ApiServer } from './server';

const MAX_UINT64 = (1n << 64n) - 1n;
const COMPACTION_INTERVAL_MS = 300_000;

/** 0 for none; a field error for what is no number. */
export function readResourceVersion(text: string): number | FieldError {
  if (text === '' || text === '0') return 0;
  const why = !/^\d+$/.test(text) ? 'invalid syntax' : BigInt(text) > MAX_UINT64 ? 'value out of range' : undefined;
  if (why === undefined) return Number(text);
  return invalid('resourceVersion', text, `strconv.ParseUint: parsing ${goQuote(text)}: ${why}`);
}

/** As gets and watches read it. Errors: 500 without a reason. */
export function parseResourceVersion(text: string): number {
  const revision = readResourceVersion(text);
  if (typeof revision === 'number') return revision;
  throw new ApiError(500, undefined, `${revision.field}: ${revision.message}`);
}

/** `retryAfterSeconds` is left out by reads that no cache answers. */
export function tooLargeResourceVersion(asked: number, current: number, retryAfterSeconds?: number): ApiError {
  const message = `Timeout: Too large resource version: ${asked}, current: ${current}`;
  const causes = [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }];
  return new ApiError(504, 'Timeout', message, { causes, ...(retryAfterSeconds ? { retryAfterSeconds } : {}) });
}

export function expired(message: string): ApiError {
  return new ApiError(410, 'Expired', message);
}

/**
 * What was written up to this revision stands no more in any older state. Every five minutes the server compacts to
 * the revision that it had seen five minutes before.
 */
export function compactedRevision({ parts }: ApiServer): number {
  const { changes, firstChangeMs: startMs, forgottenRevision } = parts.store;
  if (startMs === undefined) return 0;
  const intervals = Math.floor((parts.clock.nowMs - startMs) / COMPACTION_INTERVAL_MS);
  if (intervals < 2) return forgottenRevision;
  return Math.max(forgottenRevision, revisionAt(changes, startMs + (intervals - 1) * COMPACTION_INTERVAL_MS));
}

function revisionAt(changes: readonly Change[], atMs: number): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] as Change).atMs <= atMs) low = middle + 1;
    else high = middle;
  }
  return changes[low - 1]?.revision ?? 0;
}
