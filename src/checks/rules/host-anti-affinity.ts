// Nothing but the scheduler's own preference keeps the replicas of a workload off one node.

import { defineRule } from '../rule';
import { spreadsOf } from '../spreads';
import { workloadsOf } from '../workloads';

export const hostAntiAffinity = defineRule({
  id: 'host-anti-affinity',
  title: 'the replicas of a workload are asked to keep off one another’s nodes',
  severity: 'note',
  profile: 'strict',
  others: {
    'kube-score': ['deployment-has-host-podantiaffinity', 'statefulset-has-host-podantiaffinity'],
    'kube-linter': ['no-anti-affinity'],
  },
  remedy:
    'Add a topology spread constraint, or a pod anti-affinity, for kubernetes.io/hostname that matches its own pods.',
  reads: 'started',
  yieldsTo: ['pods-spread', 'survives-node-loss', 'survives-zone-loss'],
  *check(cx) {
    for (const { reference, labels, spec, path, wanted } of workloadsOf(cx)) {
      if (!['Deployment', 'StatefulSet'].includes(reference.kind) || wanted < 2) continue;
      const spreads = spreadsOf(spec).filter(({ topologyKey }) => topologyKey === 'kubernetes.io/hostname');
      if (spreads.some(({ matches }) => matches(labels))) continue;
      const problem = spreads.length > 0 ? 'what it asks for does not match its own labels' : 'nothing asks for it';
      yield {
        object: reference,
        path: [...path, 'affinity'],
        message: `its ${wanted} pods may come to run on one node: ${problem}`,
      };
    }
  },
});
