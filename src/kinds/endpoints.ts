// Endpoints: what the API server does with one of its own.
// upstream: pkg/apis/core/v1 SetDefaults_Endpoints, pkg/registry/core/endpoint/strategy.go

import type { Endpoints } from './generated/types.gen';
import { defineKind } from './kind';
import { changeItems, withDefaults } from './with-defaults';

export const endpoints = defineKind<Endpoints>({
  createsOnUpdate: true,
  defaults: (object) =>
    changeItems(object, 'subsets', (subset) =>
      changeItems(subset, 'ports', (port) => withDefaults(port, { protocol: 'TCP' })),
    ),
});
