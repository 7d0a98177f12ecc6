// PriorityClass: what the API server does with one of its own.
// upstream: pkg/apis/scheduling/v1 SetDefaults_PriorityClass, pkg/registry/scheduling/priorityclass/strategy.go

import type { PriorityClass } from './generated/types.gen';
import { defineKind } from './kind';
import { withDefaults } from './with-defaults';

export const priorityClass = defineKind<PriorityClass>({
  hasGeneration: true,
  defaults: (object) => withDefaults(object, { preemptionPolicy: 'PreemptLowerPriority', value: 0 }),
});
