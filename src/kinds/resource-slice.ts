// ResourceSlice: what the API server does with one of its own.
// upstream: pkg/apis/resource/v1/conversion.go, pkg/registry/resource/resourceslice/strategy.go

import { rfc3339 } from '../sim/time';
import { enabledSliceSpec } from './device/disabled-fields';
import { checkNewSlice, checkSliceUpdate } from './device/slice-rules';
import type { DeviceTaint, ResourceSlice } from './generated/types.gen';
import { defineKind } from './kind';
import { goQuote } from './validation/field-error';
import { changeField, changeItems, withoutField } from './with-defaults';

export const resourceSlice = defineKind<ResourceSlice>({
  hasGeneration: true,
  prepareCreate: (object, cx) => withTaintTimes(withoutDisabled(object), rfc3339(cx.nowMs)),
  prepareUpdate: (next, _stored, cx) => withTaintTimes(withoutDisabled(next), rfc3339(cx.nowMs)),
  validate: checkNewSlice,
  validateUpdate: checkSliceUpdate,
  warnings: ({ spec }) => {
    if (spec.driver === spec.driver?.toLowerCase()) return [];
    return [`spec.driver: driver names should be lowercase; ${goQuote(spec.driver)} contains uppercase characters`];
  },
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    'spec.driver': ({ spec }) => spec.driver,
  },
});

/** A taint that does not say since when it holds holds since now. */
function withTaintTimes(slice: ResourceSlice, now: string): ResourceSlice {
  const timed = (taint: DeviceTaint): DeviceTaint => (taint.timeAdded ? taint : { ...taint, timeAdded: now });
  return changeField(slice, 'spec', (spec) =>
    changeItems(spec, 'devices', (device) => changeItems(device, 'taints', timed)),
  );
}

/** Without what is behind gates that are off. Of devices that are a node's own resources the gate is always off. */
function withoutDisabled(slice: ResourceSlice): ResourceSlice {
  return changeField(slice, 'spec', (spec) =>
    changeItems(enabledSliceSpec(spec), 'devices', (device) => withoutField(device, 'nodeAllocatableResourceMappings')),
  );
}
