// What answers for admission webhooks, described: the rules of `webhooks` in the options of a cluster, and what their
// functions give back.

import type { WebhookFunction, WebhookResponse, WebhookRule } from '../admission/webhook/rule';
import { type ArgumentType, isProblem, pathWords, problem, show } from './describe/argument';
import {
  anyText,
  anything,
  either,
  flag,
  integer,
  isPlainMap,
  listOf,
  mapOf,
  oneOf,
  record,
  refined,
  text,
} from './describe/types';
import { UsageError } from './describe/usage-error';
import { nearestWebhook, webhookNamed } from './webhook-answers';

/** A rule as a user writes it: its answer may be the same for every request, or the name of a function. */
export interface WebhookBinding extends Omit<WebhookRule, 'answer'> {
  readonly answer: WebhookFunction | WebhookResponse | string;
}

const operation = record(
  {
    op: oneOf('add', 'remove', 'replace', 'move', 'copy', 'test'),
    path: anyText(),
    from: anyText(),
    value: anything(),
  },
  ['op', 'path'],
);

const response = refined(
  record({
    allowed: flag(),
    status: record({
      code: integer(),
      reason: anyText(),
      message: anyText(),
      status: anyText(),
      details: anything('the details of a Status'),
    }),
    patch: either(listOf(operation, 0), anyText()),
    patchType: anyText(),
    warnings: listOf(anyText(), 0),
    auditAnnotations: mapOf(anyText(), 0),
    uid: anyText(),
    takesMs: integer(0, 'milliseconds, a whole number from 0'),
    unreachable: text("the network's words"),
  }),
  ({ allowed, unreachable }) =>
    allowed === undefined && unreachable === undefined ? 'expected `allowed` to be true or false' : undefined,
) as ArgumentType<unknown, WebhookResponse>;

const answer: ArgumentType<WebhookBinding['answer']> = {
  expected: 'a function, a response such as { allowed: true }, or the name of a function',
  typeText: 'WebhookFunction | WebhookResponse | string',
  schema: { anyOf: [{ type: 'string', minLength: 1 }, response.schema] },
  read: (input) => {
    if (typeof input === 'function') return { value: input as WebhookFunction };
    if (typeof input === 'string' && input !== '') return named(input);
    if (!isPlainMap(input)) return problem(answer.expected, input);
    return response.read(input);
  },
};

function named(name: string) {
  if (webhookNamed(name)) return { value: name };
  return { problem: unknownName(name), path: [], hint: nearestWebhook(name) };
}

const unknownName = (name: string) =>
  `there is no webhook's function "${name}": extend({ webhooks: { … } }) makes one known`;

const service = refined(text('a Service as namespace/name'), (reference) =>
  /^[^/]+\/[^/]+$/.test(reference) ? undefined : 'expected a Service as namespace/name',
);

/** A rule: a webhook, and what answers for it. */
export const webhookBindingType: ArgumentType<unknown, WebhookBinding> = refined(
  record(
    {
      service,
      path: text('a path such as /validate'),
      url: text('the url of the configuration'),
      name: text('the name of a webhook'),
      answer,
    },
    ['answer'],
  ),
  ({ service: behind, url, name, path }) => {
    const ways = [behind, url, name].filter((each) => each !== undefined);
    if (ways.length !== 1) return 'expected one of service, url and name, which say for which webhooks it answers';
    return path !== undefined && behind === undefined ? 'expected path beside a service' : undefined;
  },
);

/** The rule with a function that checks what it gives back. */
export function webhookRule({ answer: given, ...rule }: WebhookBinding): WebhookRule {
  if (typeof given === 'object') return { ...rule, answer: () => given };
  const answering = typeof given === 'string' ? webhookNamed(given) : given;
  if (!answering) throw new UsageError(unknownName(String(given)), { hint: nearestWebhook(String(given)) });
  return { ...rule, answer: (request) => checked(answering(request), rule) };
}

/** Errors: UsageError for what is no response. */
function checked(given: unknown, { service: behind, url, name }: Omit<WebhookRule, 'answer'>): WebhookResponse | null {
  if (given === null) return null;
  const of = `the function for the webhook ${behind ?? url ?? name}`;
  if (typeof (given as { then?: unknown } | undefined)?.then === 'function') {
    throw new UsageError(`${of} gave a promise: a webhook answers at once, without async`);
  }
  const reading = response.read(given);
  if (!isProblem(reading)) return reading.value;
  const { problem: wrong, path, hint } = reading;
  const what = given === undefined ? `expected a response such as { allowed: true }, got ${show(given)}` : wrong;
  throw new UsageError(`${of}: ${path.length > 0 ? `${pathWords(path)}: ` : ''}${what}`, { hint });
}
