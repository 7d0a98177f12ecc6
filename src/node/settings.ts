// What holds for all nodes: what programs do, which images are blocked, which networks are cut, addresses given so far.

import type { ProgramRule, PullFailure } from './program-rules';

export interface BlockedImages {
  readonly pattern: string;
  readonly failure: PullFailure;
}

/** A node's network is cut: from the control plane, all other nodes, one of them, or a zone. */
export interface Cut {
  readonly node: string;
  /** `controlPlane`, `nodes`, a node's name, or `zone/` and its name. */
  readonly from: string;
}

export interface Settings {
  readonly rules: readonly ProgramRule[];
  readonly blocked: readonly BlockedImages[];
  readonly cuts: readonly Cut[];
  /** First address not yet given to a node's range, and how many nodes there have been. */
  readonly nextRange: number;
  readonly nodeCount: number;
}
