// A slow node: its disk, its runtime and the programs on it take so many times as long. Leases and status reports are
// small work and stay in time, so nobody is told.

import type { Container } from '../kinds/generated/types.gen';
import { parseImage } from './image-reference';
import type { KubeletContext, KubeletState } from './kubelet-state';
import { type HttpAnswer, matchingRule, type Program } from './program-rules';

/** How many times as long as usual things take on the node; 1 on most. */
function slownessOf({ nodes }: KubeletState, node: string): number {
  return nodes.get(node)?.slowness ?? 1;
}

/** A span of work on the node, in milliseconds. */
export function slowed(cx: KubeletContext, node: string, spanMs: number): number {
  return Math.round(spanMs * slownessOf(cx.state, node));
}

/**
 * The program as it comes along there: getting ready, answering, stopping, and finishing its work where a rule of the
 * user says how long that takes; `sleep 5` takes five seconds everywhere.
 */
export function programThere(cx: KubeletContext, node: string, container: Container, program: Program): Program {
  const times = slownessOf(cx.state, node);
  if (times === 1) return program;
  const { exits, readyAfterMs, answers, exec, stopsOnTerm } = program;
  const longer = (spanMs: number) => Math.round(spanMs * times);
  const slow: { -readonly [K in keyof Program]: Program[K] } = { ...program };
  if (exits && isModelled(cx, container)) slow.exits = { ...exits, afterMs: longer(exits.afterMs) };
  if (readyAfterMs !== undefined) slow.readyAfterMs = longer(readyAfterMs);
  if (answers) slow.answers = answers.map((answer) => slowedAnswer(answer, longer));
  if (exec?.delayMs) slow.exec = { ...exec, delayMs: longer(exec.delayMs) };
  const stopsMs = stopsOnTerm === false ? undefined : stopsOnTerm?.afterMs;
  if (stopsMs !== undefined) slow.stopsOnTerm = { ...stopsOnTerm, afterMs: longer(stopsMs) };
  return slow;
}

function isModelled({ state }: KubeletContext, { image = '', name }: Container): boolean {
  const reference = parseImage(image);
  return matchingRule(state.settings.rules, image, 'error' in reference ? image : reference.full, name) !== undefined;
}

const slowedAnswer = (answer: HttpAnswer, longer: (spanMs: number) => number): HttpAnswer =>
  answer.delayMs === undefined ? answer : { ...answer, delayMs: longer(answer.delayMs) };
