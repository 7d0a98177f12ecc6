// The success policy: an Indexed job may be done before all its indexes are. upstream:
// pkg/controller/job/success_policy.go

import type { SuccessPolicy } from '../../kinds/generated/types.gen';
import { countIndexes, countShared, type Indexes, parseIndexes } from './indexes';

/** Index of the first rule that the succeeded indexes meet; undefined when none is met. */
export function metSuccessRule(
  policy: SuccessPolicy | undefined,
  completions: number,
  succeeded: Indexes,
): number | undefined {
  if (policy === undefined || succeeded.length === 0) return undefined;
  const index = policy.rules.findIndex(({ succeededIndexes, succeededCount }) => {
    if (succeededIndexes === undefined) {
      return succeededCount !== undefined && countIndexes(succeeded) >= succeededCount;
    }
    const asked = parseIndexes(succeededIndexes, completions);
    if (asked.length === 0) return false;
    const shared = countShared(asked, succeeded);
    return shared === countIndexes(asked) || (succeededCount !== undefined && shared >= succeededCount);
  });
  return index < 0 ? undefined : index;
}
