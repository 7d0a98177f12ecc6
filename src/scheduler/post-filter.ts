// What can be done for a pod that fits nowhere: each plugin is asked in turn until one finds a way.
// upstream: pkg/scheduler/framework/runtime RunPostFilterPlugins

import type { Pod } from '../kinds/generated/types.gen';
import type { Diagnosis } from './cycle';
import type { FilterPlan } from './filtering';
import type { CycleContext } from './framework';
import type { Nominator } from './nominator';
import type { ProfileRow } from './profile';

export interface WayOut {
  /** Ends the pod's sentence; empty when a way was found. */
  readonly message: string;
  /** The node the pod is nominated to; '' to give a nomination up, undefined to leave it as it is. */
  readonly nominated: string | undefined;
  readonly victims: readonly Pod[];
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
  for (const { plugin } of profile) {
    const result = plugin.postFilter?.(plan, diagnosis, cx, nominator);
    if (!result) continue;
    if (result.outcome === 'nominated') return { message: '', nominated: result.node, victims: result.victims };
    if (result.outcome === 'error') return { message: result.message, nominated: undefined, victims: [] };
    messages.push(result.message);
    if (result.clearsNomination) nominated = '';
  }
  return { message: messages.join(', '), nominated, victims: [] };
}
