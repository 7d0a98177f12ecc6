// When a kubelet looks at its runtime: once a second from its own start. What happens in between is noticed then.
// upstream: pkg/kubelet/pleg/generic.go

import type { NodeRecord } from './kubelet-state';

const RELIST_MS = 1_000;

/** The first look after this instant. */
export function nextRelistMs(node: NodeRecord, afterMs: number): number {
  return node.startedMs + (Math.floor((afterMs - node.startedMs) / RELIST_MS) + 1) * RELIST_MS;
}
