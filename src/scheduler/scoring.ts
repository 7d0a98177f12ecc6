// Choosing among nodes that will do: weighted scores, and the order in which equal ones win.
// upstream: pkg/scheduler/schedule_one.go prioritizeNodes, selectHost

import type { Pod } from '../kinds/generated/types.gen';
import { addExtenderScores } from './extender';
import type { ActiveFilter } from './filtering';
import type { CycleContext } from './framework';
import type { NodeInfo } from './node-info';
import { rowsAt } from './points';
import type { ProfileRow } from './profile';

/** Called with each plugin's normalised scores, for those who want to know. */
export type ScoreListener = (plugin: string, weight: number, scores: readonly number[]) => void;

/** By a loop: `fill` is ten times as slow for some hundred numbers. */
function zeros(count: number): number[] {
  const numbers: number[] = new Array(count);
  for (let index = 0; index < count; index++) numbers[index] = 0;
  return numbers;
}

/** Each node's total. */
export function scoreNodes(
  profile: readonly ProfileRow[],
  pod: Pod,
  cx: CycleContext,
  nodes: readonly NodeInfo[],
  filters: readonly ActiveFilter[] = [],
  listener?: ScoreListener,
): readonly number[] {
  const totals = zeros(nodes.length);
  const scores = zeros(nodes.length);
  for (const { plugin, weight } of rowsAt(profile, 'score')) {
    const { score } = plugin;
    if (!score) continue;
    const filtered = filters.find((filter) => filter.plugin === plugin)?.scratch;
    const prepared = plugin.preScore?.(pod, cx, nodes, filtered);
    if (prepared?.outcome === 'skip' || prepared?.outcome === 'rejected') continue;
    if (prepared?.outcome === 'constant') {
      for (let index = 0; index < scores.length; index++) scores[index] = prepared.score;
    } else {
      const scratch = prepared?.scratch;
      for (let index = 0; index < nodes.length; index++) {
        scores[index] = score(pod, nodes[index] as NodeInfo, scratch);
      }
      plugin.normalize?.(scores, scratch, nodes);
    }
    for (let index = 0; index < nodes.length; index++) {
      totals[index] = (totals[index] as number) + (scores[index] as number) * weight;
    }
    listener?.(plugin.name, weight, scores.slice());
  }
  addExtenderScores(cx.extenders ?? [], pod, nodes, totals);
  return totals;
}

/**
 * The index that wins. Upstream puts the nodes into a binary heap by score alone and takes its root: among equals
 * that is the one that comes first when the heap's tree is walked parent, left, right.
 */
export function chooseIndex(totals: readonly number[]): number {
  let best = Number.NEGATIVE_INFINITY;
  for (const total of totals) if (total > best) best = total;
  return firstInTree(totals, best, 0);
}

function firstInTree(totals: readonly number[], wanted: number, index: number): number {
  if (index >= totals.length) return -1;
  if (totals[index] === wanted) return index;
  const left = firstInTree(totals, wanted, 2 * index + 1);
  return left >= 0 ? left : firstInTree(totals, wanted, 2 * index + 2);
}
