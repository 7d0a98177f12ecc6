// What can be done for a pod that fits nowhere: each plugin is asked in turn until one finds a way.
// upstream: pkg/scheduler/framework/runtime RunPostFilterPlugins

import type { Client } from '../api/actor';
import type { Pod } from '../kinds/generated/types.gen';
import type { Diagnosis } from './cycle';
import type { FilterPlan } from './filtering';
import type { CycleContext } from './framework';
import type { Nominator } from './nominator';
import { rowsAt } from './points';
import type { ProfileRow } from './profile';

export interface WayOut {
  /** Ends the pod's sentence; empty when a way was found. */
  readonly message: string;
  /** The node the pod is nominated to; '' to give a nomination up, undefined to leave it as it is. */
  readonly nominated: string | undefined;
  readonly victims: readonly Pod[];
  /** A write that may let the pod fit another time. */
  readonly effect?: ((client: Client) => void) | undefined;
}

export function runPostFilters(
  profile: readonly ProfileRow[],
  plan: FilterPlan,
  diagnosis: Diagnosis,
  cx: CycleContext,
  nominator: Nominator,
): WayOut {
  const messages: string[] = [];
  let nominated: string | undefined;
  let effect: WayOut['effect'];
  for (const { plugin } of rowsAt(profile, 'postFilter')) {
    const result = plugin.postFilter?.(plan, diagnosis, cx, nominator);
    if (!result) continue;
    if (result.outcome === 'nominated') return { message: '', nominated: result.node, victims: result.victims, effect };
    if (result.outcome === 'error') return { message: result.message, nominated: undefined, victims: [], effect };
    messages.push(result.message);
    if (result.clearsNomination) nominated = '';
    effect ??= result.effect;
  }
  return { message: messages.join(', '), nominated, victims: [], effect };
}
