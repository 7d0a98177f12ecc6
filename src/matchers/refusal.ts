// Refusals of the API server, by code, reason and message.

import { ApiError } from '../api/api-error';
import { argument } from '../cluster/describe/argument';
import { integer } from '../cluster/describe/types';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';
import { partOfText, wholeText } from './words';

export const toBeRefused = defineMatcher({
  name: 'toBeRefused',
  summary: 'The API server refuses what the function asks for, with this code, reason and message.',
  subject: 'refusal',
  options: [
    argument('code', integer(400), 'the HTTP status, for example 422'),
    argument('reason', wholeText('a reason such as Invalid'), "the Status' reason"),
    argument('message', partOfText("the API server's sentence"), "the Status' message"),
  ],
  example: {
    ts: "expect(() => shop.scale('deployment/nobody', 3)).toBeRefused({ code: 404, reason: 'NotFound' })",
    yaml: '- scale: { target: deployment/nobody, replicas: 3 }\n  refused: { code: 404, reason: NotFound }',
  },
  check: (_cx, run, { code, reason, message }) => {
    const refusal = refusalOf(run);
    const pass =
      refusal !== undefined &&
      (code === undefined || refusal.code === code) &&
      (!reason || reason.matches(refusal.reason)) &&
      (!message || message.matches(refusal.message));
    const expected = () => {
      const said = [
        code === undefined ? '' : `code ${code}`,
        reason ? `reason ${reason.text}` : '',
        message ? `a message ${message.text}` : '',
      ].filter(Boolean);
      return `be refused${said.length > 0 ? ` with ${said.join(' and ')}` : ''}`;
    };
    const actual = () => (refusal ? refusalText(refusal) : 'it went through');
    const causes = refusal?.details?.causes ?? [];
    const evidence = () => (causes.length > 1 ? causes.map(({ field, message: text }) => `${field}: ${text}`) : []);
    return verdict(pass, expected, actual, { evidence });
  },
});

/** What it was refused with; undefined when it went through. Other errors are the spec's own. */
function refusalOf(run: () => unknown): ApiError | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ApiError) return error;
    throw error;
  }
}

const refusalText = ({ code, reason, message }: ApiError) => `${code}${reason ? ` ${reason}` : ''}: ${message}`;
