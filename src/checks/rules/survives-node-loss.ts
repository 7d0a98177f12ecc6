// Machines die; what ran on one of them has to be elsewhere already, or to find a place.

import { violationsOf } from '../campaigns/violations';
import { defineRule } from '../rule';

export const survivesNodeLoss = defineRule({
  id: 'survives-node-loss',
  title: 'everything survives the loss of one node',
  severity: 'warning',
  profile: 'recommended',
  others: {
    'kube-score': ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
    'kube-linter': ['no-anti-affinity'],
    polaris: ['topologySpreadConstraint'],
  },
  remedy: 'Spread the pods over nodes, and leave room for those of one node on the others.',
  reads: 'campaigns',
  check: (cx) => violationsOf('survives-node-loss', cx),
});
