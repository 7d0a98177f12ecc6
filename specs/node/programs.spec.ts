// What programs do: rules, presets, understood commands, the environment, curves.

import { describe, expect, test } from '@jest/globals';
import type { Container } from '../../src/kinds/generated/types.gen';
import type { Program, ProgramRule } from '../../src/node/program-rules';
import {
  curveAt,
  execResult,
  httpResult,
  listeningPorts,
  nextChangeMs,
  ownEnd,
  programOf,
} from '../../src/node/programs';
import { commandProgram } from '../../src/node/shell-command';

const NONE = new Map<string, string>();
const programFor = (container: Partial<Container>, rules: readonly ProgramRule[] = [], variables = NONE) =>
  programOf(rules, { name: 'c', ...container }, variables);

describe('a program', () => {
  const rules: ProgramRule[] = [
    { image: 'shop/*:v2', exits: { code: 1, afterMs: 5 } },
    { image: 'docker.io/library/redis:*', listens: [6379] },
    { image: 'shop/**', container: 'proxy', readyAfterMs: 3 },
    { image: '**/many/parts:*', failAfterMs: 9 },
  ];
  const rows: readonly { name: string; container: Partial<Container>; expected: Program }[] = [
    { name: 'by a pattern', container: { image: 'shop/web:v2' }, expected: { exits: { code: 1, afterMs: 5 } } },
    { name: 'by its full name', container: { image: 'redis:7' }, expected: { listens: [6379] } },
    { name: 'by its container', container: { name: 'proxy', image: 'shop/web:v1' }, expected: { readyAfterMs: 3 } },
    { name: 'across segments', container: { image: 'r.io/a/many/parts:1' }, expected: { failAfterMs: 9 } },
    { name: 'that nobody speaks of', container: { image: 'nginx' }, expected: {} },
    { name: 'sim/exit', container: { image: 'sim/exit:3-2' }, expected: { exits: { code: 3, afterMs: 2000 } } },
    { name: 'sim/oom', container: { image: 'sim/oom:1' }, expected: { oom: { afterMs: 1000 } } },
    { name: 'sim/ignore-term', container: { image: 'sim/ignore-term:1' }, expected: { stopsOnTerm: false } },
    { name: 'sim/missing', container: { image: 'sim/missing:v1' }, expected: { missing: 'notFound' } },
  ];
  test.each(rows)('$name', ({ container, expected }) => {
    expect(programFor(container, rules)).toMatchObject(expected);
  });

  test('takes the environment on top of its rule', () => {
    const variables = new Map([
      ['SIM_READY_AFTER', '8'],
      ['SIM_FAIL_AFTER', '1.5'],
      ['OTHER', 'x'],
    ]);
    expect(programFor({ image: 'sim/ignore-term:1' }, [], variables)).toMatchObject({
      stopsOnTerm: false,
      readyAfterMs: 8000,
      failAfterMs: 1500,
    });
  });

  test('listens on what it says, else on the declared ports', () => {
    const container: Container = { name: 'c', ports: [{ containerPort: 80 }, { containerPort: 53, protocol: 'UDP' }] };
    expect(listeningPorts({}, container)).toEqual(['TCP/80', 'UDP/53']);
    expect(listeningPorts({ listens: [8080] }, container)).toEqual(['TCP/8080']);
  });
});

describe('answers', () => {
  const program: Program = {
    answers: [
      { path: '/start', status: 503 },
      { path: '/start', status: 200, fromMs: 6_000 },
      { path: '/api/**', status: 204, body: 'b', delayMs: 7 },
      { status: 404 },
    ],
  };
  const rows = [
    { path: '/start', ageMs: 0, status: 503 },
    { path: '/start?x=1', ageMs: 6_000, status: 200 },
    { path: '/api/v1/x', ageMs: 0, status: 204 },
    { path: '/other', ageMs: 0, status: 404 },
  ];
  test.each(rows)('$path at $ageMs ms: $status', ({ path, ageMs, status }) => {
    expect(httpResult(program, path, ageMs).status).toBe(status);
  });

  test('are 503 before a program is ready and 500 once it fails', () => {
    const times = { readyAfterMs: 10, failAfterMs: 20 };
    expect([0, 9, 10, 19, 20].map((age) => httpResult(times, '/', age).status)).toEqual([503, 503, 200, 200, 500]);
    expect(execResult({ exec: { readyAfterMs: 5 } }, 4).exitCode).toBe(1);
    expect(execResult({ exec: { readyAfterMs: 5 } }, 5).exitCode).toBe(0);
  });

  test('change at known times', () => {
    expect(nextChangeMs(program, 0)).toBe(6_000);
    expect(nextChangeMs(program, 6_000)).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('an end of its own', () => {
  const limits = { resources: { limits: { memory: '10Mi' } } };
  const memory = [
    { atMs: 0, value: 0 },
    { atMs: 1_000, value: 20 * 2 ** 20 },
  ];
  const rows: readonly { name: string; program: Program; container?: Partial<Container>; end: unknown }[] = [
    { name: 'none', program: {}, end: undefined },
    { name: 'an exit', program: { exits: { code: 0, afterMs: 5 } }, end: { afterMs: 5, code: 0, reason: 'Completed' } },
    {
      name: 'memory over the limit',
      program: { memory },
      container: limits,
      end: { afterMs: 500, code: 137, reason: 'OOMKilled' },
    },
    { name: 'memory without a limit', program: { memory }, end: undefined },
    {
      name: 'whichever comes first',
      program: { memory, exits: { code: 2, afterMs: 400 } },
      container: limits,
      end: { afterMs: 400, code: 2, reason: 'Error' },
    },
  ];
  test.each(rows)('$name', ({ program, container = {}, end }) => {
    expect(ownEnd(program, { name: 'c', ...container })).toEqual(end);
  });

  const curve = [
    { atMs: 10, value: 100 },
    { atMs: 20, value: 200 },
    { atMs: 20, value: 50 },
  ];
  test.each([
    [0, 100],
    [10, 100],
    [15, 150],
    [20, 50],
    [99, 50],
  ])('a curve at %d is %d', (atMs, value) => {
    expect(curveAt(curve, atMs)).toBe(value);
  });
});

describe('a command', () => {
  const ends = (code: number, afterMs = 0) => ({ exits: { code, afterMs }, stopsOnTerm: false });
  const forEver = { stopsOnTerm: false };
  const rows: readonly { name: string; command?: string[]; args?: string[]; expected: unknown }[] = [
    { name: 'sleep', command: ['sleep', '3600'], expected: ends(0, 3_600_000) },
    { name: 'sleep with units', command: ['sleep', '1m', '30s'], expected: ends(0, 90_000) },
    { name: 'sleep infinity', command: ['/bin/sleep', 'infinity'], expected: forEver },
    { name: 'as arguments', args: ['sleep', '1'], expected: ends(0, 1_000) },
    { name: 'tail', command: ['tail'], args: ['-f', '/dev/null'], expected: forEver },
    { name: 'false', command: ['false'], expected: ends(1) },
    { name: 'echo', command: ['echo', '-n', 'hello', 'world'], expected: { ...ends(0), logs: ['hello world'] } },
    {
      name: 'a script',
      command: ['sh', '-c', 'echo "a b"; sleep 2; exit 2'],
      expected: { ...ends(2, 2_000), logs: ['a b'] },
    },
    { name: 'and', command: ['sh', '-c', 'false && echo no; exit'], expected: ends(1) },
    { name: 'or', command: ['/bin/bash', '-c', 'false || exit 3'], expected: ends(3) },
    { name: 'stops at a failure', command: ['sh', '-ec', 'false\necho never'], expected: ends(1) },
    {
      name: 'a loop',
      command: ['sh', '-c', 'echo up; while true; do sleep 1; done'],
      expected: { ...forEver, logs: ['up'] },
    },
    { name: 'redirection', command: ['sh', '-c', 'echo hi > /tmp/x && true'], expected: forEver },
    { name: 'exec', command: ['sh', '-c', 'exec sleep 5'], expected: ends(0, 5_000) },
    {
      name: 'a list',
      command: ['sh', '-c', 'for i in 1 2; do echo $i; sleep 1; done'],
      expected: { ...ends(0, 2_000), logs: ['1', '2'] },
    },
    { name: 'that needs a real shell', command: ['sh', '-c', 'echo *.txt'], expected: undefined },
    { name: 'of another program', command: ['nginx', '-g', 'daemon off;'], expected: undefined },
    { name: 'none', expected: undefined },
  ];
  test.each(rows)('$name', ({ command, args, expected }) => {
    expect(commandProgram(command, args)).toEqual(expected);
  });
});
