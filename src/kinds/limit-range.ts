// LimitRange: container limits that are left out follow from those that are given.
// upstream: pkg/apis/core/v1 SetDefaults_LimitRangeItem, pkg/registry/core/limitrange/strategy.go

import type { LimitRange, LimitRangeItem } from './generated/types.gen';
import { defineKind } from './kind';
import { checkLimitRange } from './limit-range-rules';
import type { ResourceList } from './pod-spec/resource-list';
import { roundedList } from './pod-spec/rounded-list';
import { changeField, changeItems, withField } from './with-defaults';

export const limitRange = defineKind<LimitRange>({
  createsOnUpdate: true,
  validate: checkLimitRange,
  defaults: (object) => changeField(object, 'spec', (spec) => changeItems(spec, 'limits', itemDefaults)),
});

function itemDefaults(item: LimitRangeItem): LimitRangeItem {
  let next = item;
  for (const list of ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const) {
    next = changeField(next, list, roundedList);
  }
  if (next.type !== 'Container') return next;
  const limits = filled(next.default, next.max);
  const requests = filled(filled(next.defaultRequest, limits), next.min);
  if (limits) next = withField(next, 'default', limits);
  return requests ? withField(next, 'defaultRequest', requests) : next;
}

/** The amounts with what is missing taken from others; the same list when nothing is missing. */
function filled(own: ResourceList | undefined, others: ResourceList | undefined): ResourceList | undefined {
  const isComplete = Object.keys(others ?? {}).every((name) => own?.[name] !== undefined);
  return isComplete ? own : { ...others, ...own };
}
