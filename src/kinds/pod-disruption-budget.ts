// PodDisruptionBudget: what the API server does with one of its own.
// upstream: pkg/registry/policy/poddisruptionbudget/strategy.go

import type { PodDisruptionBudget } from './generated/types.gen';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';

const NO_STATUS = Object.freeze({ disruptionsAllowed: 0, currentHealthy: 0, desiredHealthy: 0, expectedPods: 0 });

export const podDisruptionBudget = defineKind<PodDisruptionBudget>({
  hasGeneration: true,
  updateNeedsResourceVersion: true,
  prepareCreate: (object) => withStatus(object, NO_STATUS),
  prepareUpdate: keepStatus,
});
