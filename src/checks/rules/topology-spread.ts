// Nothing but the scheduler's own preference spreads the replicas of a workload over zones.

import { defineRule } from '../rule';
import { spreadsOf } from '../spreads';
import { workloadsOf } from '../workloads';

export const topologySpread = defineRule({
  id: 'topology-spread',
  title: 'the replicas of a workload are asked to spread over nodes or zones',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-score': ['pod-topology-spread-constraints'], polaris: ['topologySpreadConstraint'] },
  remedy: 'Add a topology spread constraint for topology.kubernetes.io/zone.',
  reads: 'started',
  yieldsTo: ['pods-spread', 'survives-node-loss', 'survives-zone-loss'],
  *check(cx) {
    for (const { reference, spec, path, wanted } of workloadsOf(cx)) {
      if (!['Deployment', 'StatefulSet'].includes(reference.kind) || wanted < 2) continue;
      if (spreadsOf(spec).some(({ kind }) => kind === 'constraint')) continue;
      yield {
        object: reference,
        path,
        message: `its ${wanted} pods have no topology spread constraint: they may come to run in one zone`,
      };
    }
  },
});
