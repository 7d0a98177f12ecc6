// EndpointSlice: what the API server does with one of its own; found by the Service that it belongs to.
// upstream: pkg/apis/discovery/v1 SetDefaults_EndpointPort, pkg/registry/discovery/endpointslice/strategy.go

import { checkNewSlice, checkSliceUpdate, sliceWarnings } from './endpoint-slice-rules';
import { equalData } from './equal-data';
import type { EndpointSlice } from './generated/types.gen';
import { defineKind } from './kind';
import { changeItems, withAbsent, withoutField } from './with-defaults';

export const SERVICE_NAME_LABEL = 'kubernetes.io/service-name';

export const endpointSlice = defineKind<EndpointSlice>({
  hasGeneration: true,
  defaults: (object) => changeItems(object, 'ports', (port) => withAbsent(port, { name: '', protocol: 'TCP' })),
  prepareCreate: withoutTopology,
  prepareUpdate: withoutTopology,
  bumpsGeneration: (next, stored) => {
    if (!equalData(next.metadata.labels ?? {}, stored.metadata.labels ?? {})) return true;
    return !equalData(withoutMeta(next), withoutMeta(stored));
  },
  validate: checkNewSlice,
  validateUpdate: checkSliceUpdate,
  warnings: sliceWarnings,
  indexes: {
    service: ({ metadata }) => {
      const name = metadata.labels?.[SERVICE_NAME_LABEL];
      return name === undefined ? undefined : `${metadata.namespace}/${name}`;
    },
  },
});

/** An earlier version's field, which this one does not take any more. upstream: dropTopologyOnV1 */
function withoutTopology(slice: EndpointSlice): EndpointSlice {
  if (!slice.endpoints?.some(({ deprecatedTopology }) => deprecatedTopology !== undefined)) return slice;
  return changeItems(slice, 'endpoints', (endpoint) => withoutField(endpoint, 'deprecatedTopology'));
}

function withoutMeta({ metadata, ...content }: EndpointSlice): object {
  return content;
}
