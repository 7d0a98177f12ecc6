// Something that is no pod takes what a node has: so much that no more than an amount is left, from now on.

import { milliValue, parseQuantity, value } from '../kinds/quantity';
import { CommandError } from './command-error';
import { capacitiesOf, observe, thresholdsOf } from './eviction-thresholds';
import { type KubeletContext, ownNode } from './kubelet-state';
import type { Scarce } from './node-pressure';
import { nodeWorkers } from './resource-watch';
import { useKey } from './worker-keys';

export interface PressureArgs {
  readonly node: string;
  readonly of: Scarce;
  /** What is left: an amount, or a share of what there is such as `5%`. Half of the threshold unless given. */
  readonly available?: string;
}

/** Errors: CommandError when the node is not there or down. */
export function pressure(cx: KubeletContext, { node: name, of, available }: PressureArgs): void {
  const node = ownNode(cx.state, name);
  if (!node) throw new CommandError(`no node "${name}"`);
  if (!node.running) throw new CommandError(`node "${name}" is down`);
  // Known to be under a user's hand, so that there is a threshold to be met.
  node.pressure = { ...node.pressure, outside: { ...node.pressure.outside, [of]: 0 } };
  const capacity = capacitiesOf(node)[of];
  const left = observe(cx.state, node, nodeWorkers(cx, name), cx.nowMs)[of].available;
  const threshold =
    thresholdsOf(node)
      .find(({ scarce }) => scarce === of)
      ?.quantity(capacity) ?? 0;
  const wanted = available === undefined ? Math.floor(threshold / 2) : amountOf(available, capacity);
  node.pressure = { ...node.pressure, outside: { ...node.pressure.outside, [of]: Math.max(0, left - wanted) } };
  cx.after(0, useKey(name));
}

function amountOf(text: string, capacity: number): number {
  if (!text.endsWith('%')) return value(text);
  return Math.floor((capacity * milliValue(parseQuantity(text.slice(0, -1)))) / 100_000);
}
