// Refusals: of the API server, by code, reason and message; of manifests that never get that far, by their words and
// place.

import { ApiError } from '../api/api-error';
import { argument } from '../cluster/describe/argument';
import { integer, text } from '../cluster/describe/types';
import { ManifestError } from '../manifests/errors';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';
import { partOfText, wholeText } from './words';

export const toBeRefused = defineMatcher({
  name: 'toBeRefused',
  summary:
    'The API server refuses what the function asks for, with this code, reason and message; or a manifest cannot be read, ' +
    'with these words at this place.',
  subject: 'refusal',
  options: [
    argument('code', integer(400), 'the HTTP status, for example 422'),
    argument('reason', wholeText('a reason such as Invalid'), "the Status' reason"),
    argument(
      'message',
      partOfText("the API server's sentence"),
      "the Status' message, or what is wrong with a manifest",
    ),
    argument('at', text('a place such as web.yaml:4:3'), 'file:line or file:line:column of the manifest'),
  ],
  example: {
    ts: "expect(() => shop.scale('deployment/nobody', 3)).toBeRefused({ code: 404, reason: 'NotFound' })",
    yaml: '- scale: { target: deployment/nobody, replicas: 3 }\n  refused: { code: 404, reason: NotFound }',
  },
  check: (_cx, run, { code, reason, message, at }) => {
    const refusal = refusalOf(run);
    const pass =
      refusal !== undefined &&
      (code === undefined || refusal.code === code) &&
      (!reason || reason.matches(refusal.reason)) &&
      (!message || message.matches(refusal.message)) &&
      (at === undefined || isAt(refusal.place, at));
    const expected = () => {
      const said = [
        code === undefined ? '' : `code ${code}`,
        reason ? `reason ${reason.text}` : '',
        message ? `a message ${message.text}` : '',
        at === undefined ? '' : `place ${at}`,
      ].filter(Boolean);
      return `be refused${said.length > 0 ? ` with ${said.join(' and ')}` : ''}`;
    };
    const actual = () => (refusal ? refusalText(refusal) : 'it went through');
    return verdict(pass, expected, actual, { evidence: () => refusal?.causes ?? [] });
  },
});

interface Refusal {
  readonly code?: number | undefined;
  readonly reason?: string | undefined;
  readonly message: string;
  /** `file:line:column` of the manifest, where there is one. */
  readonly place?: string | undefined;
  readonly causes: readonly string[];
}

/** What it was refused with; undefined when it went through. Other errors are the spec's own. */
function refusalOf(run: () => unknown): Refusal | undefined {
  try {
    run();
    return undefined;
  } catch (error) {
    if (error instanceof ManifestError) {
      const { message, file, line, column } = error;
      return { message, place: `${file}:${line}:${column}`, causes: [] };
    }
    if (!(error instanceof ApiError)) throw error;
    const { code, reason, message, place, details } = error;
    const causes = details?.causes ?? [];
    const texts = causes.length > 1 ? causes.map((cause) => `${cause.field}: ${cause.message}`) : [];
    return { code, reason, message, place, causes: texts };
  }
}

/** `web.yaml:4` and `web.yaml:4:3` name `/shop/web.yaml:4:3`; `my-web.yaml` is another file. */
const isAt = (place: string | undefined, at: string) => `/${place}:`.includes(`/${at}:`);

function refusalText({ code, reason, message, place }: Refusal): string {
  if (code === undefined) return message;
  return `${code}${reason ? ` ${reason}` : ''}: ${message}${place ? ` (${place})` : ''}`;
}
