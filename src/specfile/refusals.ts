// Steps that must be refused: the API server's code, reason and message, as far as the spec names them.

import { ApiError } from '../api/api-error';
import { isProblem } from '../cluster/describe/argument';
import { either, integer, record, text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';

export const refusalWords = either(
  text('the words of the refusal, or /a pattern/'),
  record({
    code: integer(400),
    reason: text('a reason such as Forbidden'),
    message: text('the words, or /a pattern/'),
  }),
);

/** Runs the step and checks that it was refused so. Throws an Error with expected beside actual when not. */
export function checkRefusal(run: () => unknown, expected: unknown): void {
  const reading = expected === true ? { value: {} } : refusalWords.read(expected);
  if (isProblem(reading))
    throw new UsageError(`refused: ${reading.problem}`, { hint: reading.hint, path: reading.path });
  const wanted = typeof reading.value === 'string' ? { message: reading.value } : reading.value;
  let refusal: ApiError | undefined;
  try {
    run();
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    refusal = error;
  }
  if (!refusal) throw new Error('expected the step to be refused, but it went through');
  const { code, reason, message } = wanted as { code?: number; reason?: string; message?: string };
  const wrong: string[] = [];
  if (code !== undefined && refusal.code !== code) wrong.push(`code: expected ${code}, got ${refusal.code}`);
  if (reason !== undefined && refusal.reason !== reason)
    wrong.push(`reason: expected ${reason}, got ${refusal.reason}`);
  if (message !== undefined && !hasWords(refusal.message, message)) {
    wrong.push(`message: expected ${message}\n         got      ${refusal.message}`);
  }
  if (wrong.length > 0) throw new Error(`the step was refused otherwise than expected\n${wrong.join('\n')}`);
}

/** `/…/` is a pattern, anything else a part of the message. */
function hasWords(message: string, wanted: string): boolean {
  const pattern = /^\/(.*)\/([a-z]*)$/s.exec(wanted);
  return pattern ? new RegExp(pattern[1] as string, pattern[2]).test(message) : message.includes(wanted);
}
