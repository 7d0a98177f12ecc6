// Without a readiness probe a program that ends at once counts as ready for a moment, and the rollout goes on.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const badImageKeepsServing = defineRule({
  id: 'bad-image-keeps-serving',
  title: 'a version that does not work takes no Service down',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['pod-probes'], 'kube-linter': ['no-readiness-probe'], polaris: ['readinessProbeMissing'] },
  remedy: 'Give each container a readiness probe that fails until it can answer.',
  reads: 'campaigns',
  check: (cx) => violationsOf('bad-image-keeps-serving', cx),
});
