// When a kubelet tells of its node besides the report every five minutes: with its first tick, and with the tick after
// its list of images was read anew, every half minute, when there are new ones. The list itself is not told.
// upstream: pkg/kubelet syncNodeStatus, pkg/kubelet/images image_gc_manager Start

import { type KubeletContext, type NodeRecord, ownNode } from './kubelet-state';
import { reportStatus } from './node-object';
import { reportKey } from './worker-keys';

/** Ten seconds with a jitter of 4 %, in the mean. */
const TICK_MS = 10_200;
const IMAGES_READ_MS = 30_000;

/** A kubelet has begun. */
export function expectFirstReport(cx: KubeletContext, node: NodeRecord): void {
  node.imageReportMs = 0;
  cx.after(TICK_MS, reportKey(node.name), { background: true });
}

/** An image has come to the node. */
export function expectImageReport(cx: KubeletContext, name: string): void {
  const node = ownNode(cx.state, name);
  if (!node || node.imageReportMs > cx.nowMs) return;
  const { startedMs } = node;
  const readMs = (Math.floor((cx.nowMs - startedMs) / IMAGES_READ_MS) + 1) * IMAGES_READ_MS;
  node.imageReportMs = startedMs + Math.ceil(readMs / TICK_MS) * TICK_MS;
  cx.after(node.imageReportMs - cx.nowMs, reportKey(name), { background: true });
}

export function reportNode(cx: KubeletContext, name: string): void {
  const node = cx.state.nodes.get(name);
  if (!node?.running) return;
  reportStatus(cx, node);
  if (node.imageReportMs > cx.nowMs) cx.after(node.imageReportMs - cx.nowMs, reportKey(name), { background: true });
}
