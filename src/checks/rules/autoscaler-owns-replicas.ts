// A workload with replicas of its own and an autoscaler: each apply takes back what the autoscaler gave.

import type { Deployment } from '../../kinds/generated/types.gen';
import { autoscalerOf } from '../budgets';
import type { CheckContext } from '../context';
import type { Violation } from '../finding';
import { defineRule } from '../rule';
import { type Workload, workloadsOf } from '../workloads';

export const autoscalerOwnsReplicas = defineRule({
  id: 'autoscaler-owns-replicas',
  title: 'a workload with an autoscaler fixes no number of replicas',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['deployment-targeted-by-hpa-does-not-have-replicas-configured'] },
  remedy: 'Leave `replicas` out of the manifest; the autoscaler sets it.',
  reads: 'started',
  *check(cx) {
    for (const workload of workloadsOf(cx)) {
      const { reference, owner } = workload;
      const { replicas } = (owner.spec ?? {}) as { replicas?: number };
      const autoscaler = autoscalerOf(cx, reference);
      if (replicas === undefined || !autoscaler || !['Deployment', 'StatefulSet'].includes(reference.kind)) continue;
      const { maxReplicas } = autoscaler.spec;
      yield {
        object: reference,
        path: ['spec', 'replicas'],
        message:
          `replicas ${replicas} and HorizontalPodAutoscaler ${autoscaler.metadata.name} ` +
          `(${autoscaler.spec.minReplicas ?? 1} to ${maxReplicas}) both set the number of its pods`,
        ...(maxReplicas > replicas && witnessOf(cx, workload, maxReplicas)),
      };
    }
  },
});

/** Scales to the maximum in a fork and applies the manifest again. */
function witnessOf({ started }: CheckContext, { reference, owner }: Workload, scaled: number): Partial<Violation> {
  const { kind, namespace, name } = reference;
  const fork = started.cluster.fork();
  fork.scale(`${kind.toLowerCase()}/${name}`, scaled, { namespace });
  fork.apply({ ...owner }, { namespace }); // a copy: what is loaded is given another origin
  const { spec } = fork.get(kind as 'Deployment', namespace, name) as Deployment;
  if (spec.replicas === scaled) return {};
  return {
    promised: `${kind} ${name} has as many pods as its load needs`,
    happened: `scaled to ${scaled} and applied again, it goes back to ${spec.replicas}: ${scaled - (spec.replicas ?? 1)} pods are stopped under load`,
  };
}
