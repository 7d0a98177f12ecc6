// The chain of causes as lines, latest first, down to the user's line.

import type { Cluster } from '../cluster/cluster';
import type { Why, WhyStep } from '../cluster/why';
import { alignedText } from './aligned-text';
import { offsetText, sourceText } from './places';
import { valueText } from './value-text';

const LONGEST = 8;

/** One line for each step: when, who, what, on what, and the user's line. The middle of a long chain is left out. */
export function stepLines(cluster: Cluster, steps: readonly WhyStep[]): readonly string[] {
  const shown = steps.length > LONGEST ? [...steps.slice(0, LONGEST - 2), undefined, ...steps.slice(-1)] : steps;
  const rows = shown.map((step) => (step ? stepCells(cluster, step) : ['', '...', '', '', '']));
  return rows.length === 0 ? [] : alignedText(rows).split('\n');
}

function stepCells(cluster: Cluster, { atMs, actor, verb, target, source }: WhyStep): readonly string[] {
  return [offsetText(cluster, atMs), actor, verb, target, source ? sourceText(source) : ''];
}

/** What `why` found, as text: the value, then its causes. */
export function whyText(cluster: Cluster, why: Why): string {
  const value = why.path === undefined ? '' : ` ${why.path} is ${valueText(why.value)}`;
  return [`${why.object}${value}, because`, ...stepLines(cluster, why.steps).map((line) => `  ${line}`)].join('\n');
}
