// Refusals that a controller recognises.

import { expect, test } from '@jest/globals';
import { ApiError } from '../../../src/api/api-error';
import {
  isAlreadyExists,
  isConflict,
  isNamespaceTerminating,
  isNotFound,
  refusalOf,
} from '../../../src/controllers/shared/refusal';

const refusal = (reason: string, cause?: string) =>
  new ApiError(400, reason, 'no', cause ? { causes: [{ reason: cause }] } : undefined);

test.each([
  { name: 'not found', error: refusal('NotFound'), is: isNotFound },
  { name: 'conflict', error: refusal('Conflict'), is: isConflict },
  { name: 'already exists', error: refusal('AlreadyExists'), is: isAlreadyExists },
  { name: 'namespace terminating', error: refusal('Forbidden', 'NamespaceTerminating'), is: isNamespaceTerminating },
])('$name', ({ error, is }) => {
  expect(is(error)).toBe(true);
  expect(is(refusal('Forbidden'))).toBe(false);
  expect(is(new Error('other'))).toBe(false);
});

test('a refused write answers the refusal; other errors go on', () => {
  const error = refusal('Conflict');
  const fail = (thrown: Error) => () => {
    throw thrown;
  };
  expect(refusalOf(() => {})).toBeUndefined();
  expect(refusalOf(fail(error))).toBe(error);
  expect(() => refusalOf(fail(new Error('bug')))).toThrow('bug');
});
