// An error with a stack that begins at a line of the spec file, so that jest shows those lines. What users can mend has
// no other frames; a fault of code keeps its own below.

import { ApiError } from '../api/api-error';
import type { Place } from '../manifests/source';
import { PartError } from './part-error';
import { SpecFileError } from './spec-error';

/** Errors whose words say everything. */
const PLAIN = [
  'UsageError',
  'ApiError',
  'ManifestError',
  'SpecFileError',
  'NotSettledError',
  'LivelockError',
  'RequestError',
  'CommandError',
];

const done = new WeakSet<object>();

/**
 * The error, its stack beginning at `place` or where a SpecFileError says; unchanged when it has been located before.
 */
export function located(error: unknown, place?: Place): unknown {
  if (!(error instanceof Error) || done.has(error)) return error;
  const at = error instanceof SpecFileError ? error.place : place;
  if (!at) return error;
  const isPlain = error instanceof PartError || PLAIN.includes(error.name);
  error.message = wordsOf(error);
  error.stack = [
    `${error.name}: ${error.message}`,
    `    at step (${at.file}:${at.line}:${at.column})`,
    ...(isPlain ? [] : framesOf(error)),
  ].join('\n');
  done.add(error);
  return error;
}

function wordsOf(error: Error): string {
  if (error instanceof SpecFileError) return error.problem;
  if (!(error instanceof ApiError)) return error.message;
  const { code, reason, message, place, hint } = error;
  const meant = hint === undefined ? '' : ` (did you mean ${hint}?)`;
  return `${place === undefined ? '' : `${place}: `}refused with ${code}${reason ? ` ${reason}` : ''}: ${message}${meant}`;
}

function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').filter((line) => /^\s+at /.test(line));
}
