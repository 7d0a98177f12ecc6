// A pod goes for a hundred reasons; a Service whose only pod goes answers nobody until another is ready.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const survivesPodDeletion = defineRule({
  id: 'survives-pod-deletion',
  title: 'every Service goes on answering when one of its pods is deleted',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['deployment-replicas'],
    'kube-linter': ['minimum-three-replicas'],
    polaris: ['deploymentMissingReplicas'],
  },
  remedy: 'Run two replicas or more, made by a controller.',
  reads: 'campaigns',
  check: (cx) => violationsOf('survives-pod-deletion', cx),
});
