// ResourceSlice: what the API server does with one of its own.
// upstream: pkg/apis/resource/v1/conversion.go, pkg/registry/resource/resourceslice/strategy.go

import type { ResourceSlice } from './generated/types.gen';
import { defineKind } from './kind';

export const resourceSlice = defineKind<ResourceSlice>({
  selectableFields: {
    'spec.nodeName': ({ spec }) => spec.nodeName ?? '',
    'spec.driver': ({ spec }) => spec.driver,
  },
});
