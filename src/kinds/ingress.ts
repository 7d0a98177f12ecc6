// Ingress: what the API server does with one of its own.
// upstream: pkg/registry/networking/ingress/strategy.go

import type { Ingress } from './generated/types.gen';
import { checkIngressStatus, checkIngressUpdate, checkNewIngress, ingressWarnings } from './ingress-rules';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { balancerWarnings } from './service-rules';

const NO_STATUS = Object.freeze({ loadBalancer: Object.freeze({}) });

export const ingress = defineKind<Ingress>({
  hasGeneration: true,
  prepareCreate: (object) => withStatus(object, NO_STATUS),
  prepareUpdate: keepStatus,
  validate: checkNewIngress,
  validateUpdate: checkIngressUpdate,
  validateStatusUpdate: checkIngressStatus,
  statusWarnings: balancerWarnings,
  warnings: ingressWarnings,
});
