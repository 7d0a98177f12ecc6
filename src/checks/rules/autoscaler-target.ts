// An autoscaler whose target is not there, or cannot be scaled, does nothing.

import type { HorizontalPodAutoscaler } from '../../kinds/generated/types.gen';
import { nearest } from '../../kinds/nearest';
import { conditionOf } from '../../matchers/conditions';
import { defineRule } from '../rule';
import type { StartedCluster } from '../started-cluster';
import { storedOf } from '../stored';
import { traceOf } from '../trace';

export const autoscalerTarget = defineRule({
  id: 'autoscaler-target',
  title: 'the target of every autoscaler is there and can be scaled',
  severity: 'error',
  profile: 'essential',
  others: { 'kube-score': ['horizontalpodautoscaler-has-target'], 'kube-linter': ['dangling-horizontalpodautoscaler'] },
  remedy: 'Name the kind, API version and name of a workload in the namespace of the autoscaler.',
  reads: 'started',
  yieldsTo: ['accepted'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'HorizontalPodAutoscaler')) {
      const problem = problemOf(cx.started.cluster, reference.namespace, object);
      if (!problem) continue;
      const { kind, name } = object.spec.scaleTargetRef;
      yield {
        object: reference,
        path: ['spec', 'scaleTargetRef'],
        message: problem,
        promised: `${kind} ${name} has ${object.spec.minReplicas ?? 1} to ${object.spec.maxReplicas} replicas by need`,
        happened: conditionOf(object, 'AbleToScale')?.message ?? 'nobody scales it',
        trace: traceOf(cx.started.cluster, [reference]),
        because: [{ kind, namespace: reference.namespace, name }],
      };
    }
  },
});

function problemOf(
  cluster: StartedCluster,
  namespace: string,
  autoscaler: HorizontalPodAutoscaler,
): string | undefined {
  const { apiVersion = '', kind, name } = autoscaler.spec.scaleTargetRef;
  const row = cluster.reader.registry.byVersion(apiVersion, kind);
  if (!row) return `nobody serves the kind ${kind} in version ${apiVersion}`;
  if (!cluster.reader.get(row.key, namespace, name)) {
    const close = nearest(
      name,
      cluster.reader.list(row.key, namespace).map(({ metadata }) => metadata.name),
    );
    return `${kind} ${name} does not exist in namespace ${namespace}${close ? ` (there is ${close})` : ''}`;
  }
  const able = conditionOf(autoscaler, 'AbleToScale');
  return able?.status === 'False' && able.reason === 'FailedGetScale' ? `${kind} ${name} cannot be scaled` : undefined;
}
