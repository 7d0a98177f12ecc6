// What the plugin DynamicResources keeps for one attempt to place a pod.

import type { ResourceClaim } from '../../kinds/generated/types.gen';
import type { CycleContext } from '../framework';
import type { Choice } from './allocator';
import type { ExtendedRequests } from './extended-resources';

export interface ClaimsScratch {
  /** The pod's own, then the one for extended resources. */
  readonly claims: readonly ResourceClaim[];
  readonly extended: ResourceClaim | undefined;
  readonly cx: CycleContext;
  readonly timeouts: { readonly maxSteps: number; readonly bindingMs: number };
  /** What claims without devices would get, by node. */
  readonly nodes: Map<string, NodeAllocation>;
  /** Claims whose devices were of no use on some node, by their place in `claims`. */
  readonly unavailable: Set<number>;
}

export interface NodeAllocation {
  /** One for each claim without devices, in their order. */
  readonly choices: readonly Choice[];
  /** What the claim for extended resources asks of this node; absent where it asks for nothing. */
  readonly extended: ExtendedRequests | undefined;
}
