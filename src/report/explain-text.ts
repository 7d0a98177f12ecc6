// Why a pod goes where it goes, as text: a line for each node, with what speaks against it or how it scores.

import type { Explanation, NodeExplanation } from '../scheduler/explain';
import { alignedText } from './aligned-text';

const MOST = 20;

/** Where the pod would go, or the scheduler's sentence, then `nodeLines`. */
export function explainText(explanation: Explanation): string {
  const { pod, gate, node, message } = explanation;
  const where = gate ?? (node === undefined ? (message ?? 'nowhere') : `would go to ${node}`);
  return [`${pod}: ${where}`, ...nodeLines(explanation).map((line) => `  ${line}`)].join('\n');
}

/** The nodes in the order in which they are tried; of many the first twenty. */
export function nodeLines({ nodes }: Explanation): readonly string[] {
  if (nodes.length === 0) return [];
  const rows = nodes.slice(0, MOST).map((one) => [one.node, ...cells(one)]);
  const left = nodes.length - rows.length;
  return [...alignedText(rows).split('\n'), ...(left > 0 ? [`and ${left} more nodes`] : [])];
}

function cells({ objections, scores, total }: NodeExplanation): readonly string[] {
  if (objections.length > 0) {
    return ['no', objections.map(({ plugin, reasons }) => `${plugin}: ${reasons.join(', ')}`).join('; ')];
  }
  const parts = scores.map(({ plugin, score, weight }) => `${plugin} ${score}${weight === 1 ? '' : ` x ${weight}`}`);
  return [String(total ?? 'fits'), parts.join(', ')];
}
