// LimitRange: container limits that are left out follow from those that are given.
// upstream: pkg/apis/core/v1 SetDefaults_LimitRangeItem, pkg/registry/core/limitrange/strategy.go

import type { LimitRange, LimitRangeItem } from './generated/types.gen';
import { defineKind } from './kind';
import { checkLimitRange } from './limit-range-rules';
import { roundedList } from './pod-spec/rounded-list';
import { changeField, changeItems } from './with-defaults';

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
  const limits = { ...next.max, ...next.default };
  const requests = { ...next.min, ...limits, ...next.defaultRequest };
  return {
    ...next,
    ...(Object.keys(limits).length > 0 ? { default: limits } : {}),
    ...(Object.keys(requests).length > 0 ? { defaultRequest: requests } : {}),
  };
}
