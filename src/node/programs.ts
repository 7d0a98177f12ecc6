// What one container's program is and what it does at an age: rule, preset, understood command, then the environment on
// top. All of it is a pure function of the program and of time, so that nothing has to run while nothing changes.

import type { Container } from '../kinds/generated/types.gen';
import { value } from '../kinds/quantity';
import { expand } from './expansion';
import { parseImage } from './image-reference';
import { environmentProgram, presetProgram } from './presets';
import { type Curve, type HttpAnswer, matches, matchingRule, type Program, type ProgramRule } from './program-rules';
import type { Paused } from './shell/drive';
import { type CommandWorld, commandProgram, scriptOf } from './shell-command';

const ORDINARY: Program = Object.freeze({});
const NO_PORTS: readonly string[] = Object.freeze([]);

/** The program of a container. `variables` is its environment, as far as it is known. */
export function programOf(
  rules: readonly ProgramRule[],
  container: Container,
  variables: ReadonlyMap<string, string>,
  world?: CommandWorld,
): Program {
  const image = container.image ?? '';
  const reference = parseImage(image);
  const full = 'error' in reference ? image : reference.full;
  const rule = rules.length > 0 ? matchingRule(rules, image, full, container.name) : undefined;
  const known =
    rule ??
    ('error' in reference ? undefined : presetProgram(reference.repository, reference.tag)) ??
    withoutLogs(commandProgram(expanded(container.command, world), expanded(container.args, world), world)) ??
    ORDINARY;
  const told = variables.size > 0 ? environmentProgram(variables) : undefined;
  if (!told) return known;
  return { ...known, ...told, ...(known.logs && told.logs ? { logs: [...known.logs, ...told.logs] } : {}) };
}

/** A script prints its lines when it comes to them. */
function withoutLogs(program: Program | undefined): Program | undefined {
  if (!program?.logs) return program;
  const { logs, ...rest } = program;
  return rest;
}

/** The script that the container's process runs; undefined where a rule or a preset says what it does. */
export function scriptFor(
  rules: readonly ProgramRule[],
  container: Container,
  world: CommandWorld,
  nowMs: number,
): Paused | undefined {
  if (!container.command && !container.args) return undefined;
  const image = container.image ?? '';
  const reference = parseImage(image);
  if ('error' in reference) return undefined;
  if (matchingRule(rules, image, reference.full, container.name)) return undefined;
  if (presetProgram(reference.repository, reference.tag)) return undefined;
  return scriptOf(expanded(container.command, world), expanded(container.args, world), world, nowMs);
}

/** `$(NAME)` in a command is filled in before the command is run. */
function expanded(words: readonly string[] | undefined, world: CommandWorld | undefined) {
  if (!world || !words?.some((word) => word.includes('$('))) return words;
  return words.map((word) => expand(word, world.variables()));
}

/** The ports a container's program listens on, as `TCP/80`. */
export function listeningPorts(program: Program, container: Container): readonly string[] {
  if (program.listens) return program.listens.map((port) => `TCP/${port}`);
  return container.ports?.map(({ protocol, containerPort }) => `${protocol ?? 'TCP'}/${containerPort}`) ?? NO_PORTS;
}

/** How the program ends by itself, counted from its start; undefined when it runs for ever. */
export function ownEnd(
  program: Program,
  container: Container,
): { readonly afterMs: number; readonly code: number; readonly reason: string } | undefined {
  const limit = container.resources?.limits?.memory;
  const outgrowsMs = program.memory && limit !== undefined ? firstAbove(program.memory, value(limit)) : undefined;
  const oomMs = Math.min(program.oom?.afterMs ?? Number.POSITIVE_INFINITY, outgrowsMs ?? Number.POSITIVE_INFINITY);
  const { exits } = program;
  if (exits && exits.afterMs <= oomMs) {
    return { afterMs: exits.afterMs, code: exits.code, reason: exits.code === 0 ? 'Completed' : 'Error' };
  }
  return Number.isFinite(oomMs) ? { afterMs: oomMs, code: 137, reason: 'OOMKilled' } : undefined;
}

export interface HttpResult {
  readonly status: number;
  readonly delayMs: number;
  readonly body: string;
}

/** What the program answers to an HTTP request at an age. */
export function httpResult(program: Program, path: string, ageMs: number): HttpResult {
  const answer = answerFor(program.answers, path, ageMs);
  const delayMs = answer?.delayMs ?? 0;
  const body = answer?.body ?? '';
  if (program.failAfterMs !== undefined && ageMs >= program.failAfterMs) return { status: 500, delayMs, body };
  if (program.readyAfterMs !== undefined && ageMs < program.readyAfterMs) return { status: 503, delayMs, body };
  return { status: answer?.status ?? 200, delayMs, body };
}

function answerFor(answers: readonly HttpAnswer[] | undefined, path: string, ageMs: number): HttpAnswer | undefined {
  if (!answers) return undefined;
  const plain = path.split('?')[0] as string;
  const first = answers.find(
    (answer) => answer.path === undefined || answer.path === plain || matches(answer.path, plain),
  );
  if (!first) return undefined;
  let chosen: HttpAnswer | undefined;
  for (const answer of answers) {
    if (answer.path !== first.path || (answer.fromMs ?? 0) > ageMs) continue;
    if (!chosen || (answer.fromMs ?? 0) >= (chosen.fromMs ?? 0)) chosen = answer;
  }
  return chosen;
}

export interface ExecResult {
  readonly exitCode: number;
  readonly output: string;
  readonly delayMs: number;
}

/** What a command run in the container returns at an age. */
export function execResult(program: Program, ageMs: number): ExecResult {
  const { exitCode = 0, output, readyAfterMs, failAfterMs, delayMs = 0 } = program.exec ?? {};
  const early = readyAfterMs !== undefined && ageMs < readyAfterMs;
  const late = failAfterMs !== undefined && ageMs >= failAfterMs;
  const code = early || late ? 1 : exitCode;
  return { exitCode: code, output: output ?? (code === 0 ? '' : `sim: exec exit ${code}\n`), delayMs };
}

/** The next age at which the program's answers may change; Infinity when they stay. */
export function nextChangeMs(program: Program, ageMs: number): number {
  let next = Number.POSITIVE_INFINITY;
  const marks = [
    program.readyAfterMs,
    program.failAfterMs,
    program.exec?.readyAfterMs,
    program.exec?.failAfterMs,
    ...(program.answers ?? []).map((answer) => answer.fromMs),
  ];
  for (const mark of marks) if (mark !== undefined && mark > ageMs && mark < next) next = mark;
  return next;
}

/** The curve's value at an age: its first value before the first point, its last after the last. */
export function curveAt(curve: Curve, ageMs: number): number {
  let before = curve[0];
  if (!before) return 0;
  for (const point of curve) {
    if (point.atMs > ageMs) {
      if (point === before || point.atMs === before.atMs) return point.value;
      const share = Math.max(0, ageMs - before.atMs) / (point.atMs - before.atMs);
      return ageMs < before.atMs ? before.value : before.value + (point.value - before.value) * share;
    }
    before = point;
  }
  return before.value;
}

/** The curve's mean between two ages. */
export function curveMean(curve: Curve, fromMs: number, toMs: number): number {
  if (toMs <= fromMs) return curveAt(curve, toMs);
  const marks = [fromMs, ...curve.map(({ atMs }) => atMs).filter((atMs) => atMs > fromMs && atMs < toMs), toMs];
  let area = 0;
  for (let index = 1; index < marks.length; index++) {
    const [left, right] = [marks[index - 1] as number, marks[index] as number];
    area += ((curveAt(curve, left) + curveAt(curve, right)) / 2) * (right - left);
  }
  return area / (toMs - fromMs);
}

/** The first age at which the curve is above the limit. */
function firstAbove(curve: Curve, limit: number): number | undefined {
  let before = curve[0];
  if (!before) return undefined;
  if (before.value > limit) return 0;
  for (const point of curve) {
    if (point.value > limit) {
      const share = (limit - before.value) / (point.value - before.value);
      return Math.ceil(before.atMs + (point.atMs - before.atMs) * share);
    }
    before = point;
  }
  return undefined;
}
