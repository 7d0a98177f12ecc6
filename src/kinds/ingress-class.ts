// IngressClass: what the API server does with one of its own.
// upstream: pkg/apis/networking/v1 SetDefaults_IngressClass, pkg/registry/networking/ingressclass/strategy.go

import type { IngressClass } from './generated/types.gen';
import { defineKind } from './kind';
import { changeField, withDefaults } from './with-defaults';

export const ingressClass = defineKind<IngressClass>({
  hasGeneration: true,
  defaults: (object) =>
    changeField(object, 'spec', (spec) =>
      changeField(spec, 'parameters', (parameters) => withDefaults(parameters, { scope: 'Cluster' })),
    ),
});
