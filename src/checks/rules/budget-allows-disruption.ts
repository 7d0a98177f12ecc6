// A budget that allows no disruption while all its pods are well never allows one: nodes cannot be drained.

import type { PodDisruptionBudget } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { conditionOf } from '../../matchers/conditions';
import { counted } from '../../report/value-text';
import { KEEPS_PODS_FROM_READY } from '../causes';
import { evictionRefusal } from '../eviction';
import { defineRule } from '../rule';
import { selectedPods } from '../selected-pods';
import { storedOf } from '../stored';

export const budgetAllowsDisruption = defineRule({
  id: 'budget-allows-disruption',
  title: 'every PodDisruptionBudget allows a disruption when all its pods are well',
  severity: 'error',
  profile: 'recommended',
  others: {
    'kube-linter': ['pdb-max-unavailable', 'pdb-min-available'],
    polaris: ['pdbDisruptionsIsZero'],
  },
  remedy: 'Use `maxUnavailable: 1`, or run more pods than `minAvailable` asks for.',
  reads: 'started',
  yieldsTo: [...KEEPS_PODS_FROM_READY, 'drain-finishes'],
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'PodDisruptionBudget')) {
      const { disruptionsAllowed = 0, expectedPods = 0, currentHealthy = 0 } = object.status ?? {};
      const failed = conditionOf(object, 'DisruptionAllowed')?.reason === 'SyncFailed';
      if (disruptionsAllowed > 0 || (expectedPods === 0 && !failed)) continue;
      const { field, value } = policyOf(object);
      const { origins } = selectedPods(cx, reference.namespace, compileSelector(object.spec?.selector));
      const pods = cx.started.cluster.list('Pod', reference.namespace);
      const pod = pods.find(({ metadata }) => compileSelector(object.spec?.selector)(metadata.labels));
      const refusal = pod && evictionRefusal(cx.started.cluster, pod);
      yield {
        object: reference,
        path: ['spec', field],
        message: failed
          ? `no pod may be evicted: ${conditionOf(object, 'DisruptionAllowed')?.message}`
          : `none of ${counted(expectedPods, 'pod')} may be evicted: ${field} is ${value}`,
        promised: `the nodes that have pods of ${origins.map(({ kind, name }) => `${kind} ${name}`).join(', ')} can be drained`,
        happened: `${currentHealthy} of ${expectedPods} are ready: ${refusal ?? 'the budget allows 0 disruptions'}`,
        because: origins,
      };
    }
  },
});

function policyOf({ spec }: PodDisruptionBudget) {
  const { minAvailable, maxUnavailable } = spec ?? {};
  return maxUnavailable === undefined
    ? { field: 'minAvailable', value: minAvailable ?? 'not set' }
    : { field: 'maxUnavailable', value: maxUnavailable };
}
