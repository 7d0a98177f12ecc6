// What programs do, described: the rules of `programs` in the options of a cluster.

import type { Program, ProgramRule } from '../node/program-rules';
import { type ArgumentType, isProblem, type Problem } from './describe/argument';
import {
  anyText,
  either,
  flag,
  integer,
  listOf,
  mapOf,
  number,
  oneOf,
  only,
  record,
  refined,
  text,
} from './describe/types';

const milliseconds = integer(0, 'milliseconds, a whole number from 0');
const exitCode = refined(integer(0, 'an exit code'), (code) =>
  code > 255 ? 'expected an exit code up to 255' : undefined,
);
const port = refined(integer(1, 'a port'), (value) => (value > 65_535 ? 'expected a port up to 65535' : undefined));
const status = refined(integer(100, 'an HTTP status'), (value) =>
  value > 599 ? 'expected an HTTP status up to 599' : undefined,
);

const curve = refined(listOf(record({ atMs: milliseconds, value: number() }, ['atMs', 'value'])), (points) => {
  const falls = points.findIndex(({ atMs }, index) => index > 0 && atMs <= (points[index - 1]?.atMs ?? 0));
  return falls < 0
    ? undefined
    : `expected points of rising atMs, but point ${falls + 1} does not come after the one before`;
});

const answer = record(
  {
    path: text('a path or pattern such as /api/**'),
    status,
    fromMs: milliseconds,
    delayMs: milliseconds,
    body: anyText(),
  },
  ['status'],
);

const exec = record({
  exitCode,
  output: anyText(),
  readyAfterMs: milliseconds,
  failAfterMs: milliseconds,
  delayMs: milliseconds,
});

const program = {
  exits: record({ code: exitCode, afterMs: milliseconds }, ['code', 'afterMs']),
  oom: record({ afterMs: milliseconds }, ['afterMs']),
  listens: listOf(port, 0),
  answers: listOf(answer),
  readyAfterMs: milliseconds,
  failAfterMs: milliseconds,
  exec,
  stopsOnTerm: either(only(false), record({ afterMs: milliseconds, exitCode, drains: flag() })),
  memory: curve,
  disk: curve,
  fills: mapOf(curve),
  cpu: curve,
  cpuMsPerRequest: refined(number(), (value) => (value < 0 ? 'expected a number from 0' : undefined)),
  memoryBytesPerRequest: integer(0, 'bytes, a whole number from 0'),
  memoryHeldMs: milliseconds,
  logs: listOf(anyText(), 0),
  lastLogs: listOf(anyText(), 0),
  terminationMessage: anyText(),
  files: mapOf(anyText()),
  user: either(integer(0, "a user's number"), text("a user's name")),
  startError: text("the runtime's words"),
  missing: oneOf('notFound', 'denied', 'unreachable'),
} satisfies Record<keyof Program, ArgumentType<unknown, unknown>>;

const rule = record(
  {
    image: text('an image pattern such as shop/*:v1'),
    container: text("a pattern for the container's name"),
    ...program,
  },
  ['image'],
) satisfies ArgumentType<unknown, ProgramRule>;

/** A rule: images, and what runs in them. */
export const programRuleType: typeof rule = {
  ...rule,
  read: (input) => {
    const reading = rule.read(input);
    const problem = isProblem(reading) ? undefined : idleMemory(reading.value);
    return problem ?? reading;
  },
};

/** Memory for requests that could never show. */
function idleMemory({ memoryBytesPerRequest, memoryHeldMs, answers }: ProgramRule): Problem | undefined {
  if (memoryBytesPerRequest === undefined) {
    if (memoryHeldMs === undefined) return undefined;
    return { problem: 'nothing is held without memoryBytesPerRequest', path: ['memoryHeldMs'] };
  }
  if (memoryHeldMs || answers?.some(({ delayMs }) => delayMs)) return undefined;
  const path = ['memoryBytesPerRequest'];
  return {
    problem: 'every request is answered at once and holds nothing: give memoryHeldMs, or answers a delayMs',
    path,
  };
}
