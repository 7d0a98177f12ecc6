// Failed daemons are removed and made anew, and where they fail again and again ever later: 1 s after the last time,
// then twice as long, at most 15 minutes. upstream: client-go util/flowcontrol Backoff, daemon failedPodsBackoff

export interface NodeBackoff {
  readonly delayMs: number;
  readonly lastMs: number;
}

/** The back-offs of one DaemonSet's nodes. They begin anew with another generation of it. */
export interface FailedPods {
  /** uid and observed generation. */
  readonly of: string;
  readonly nodes: ReadonlyMap<string, NodeBackoff>;
}

const FIRST_MS = 1000;
const MAX_MS = 900_000;

/** Milliseconds for which a failed pod on the node is left alone; undefined when it may be removed now. */
export function heldBackMs(known: NodeBackoff | undefined, nowMs: number): number | undefined {
  if (known === undefined || isForgotten(known, nowMs)) return undefined;
  return nowMs - known.lastMs < known.delayMs ? known.delayMs : undefined;
}

/** The node's back-off after a removal. */
export function nextBackoff(known: NodeBackoff | undefined, nowMs: number): NodeBackoff {
  if (known === undefined || isForgotten(known, nowMs)) return { delayMs: FIRST_MS, lastMs: nowMs };
  return { delayMs: Math.min(2 * known.delayMs, MAX_MS), lastMs: nowMs };
}

const isForgotten = ({ lastMs }: NodeBackoff, nowMs: number) => nowMs - lastMs > 2 * MAX_MS;
