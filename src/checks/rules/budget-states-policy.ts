// A budget that says neither how many pods must stay nor how many may go allows no disruption at all.

import { compileSelector } from '../../kinds/labels';
import { evictionRefusal } from '../eviction';
import { defineRule } from '../rule';
import { storedOf } from '../stored';

export const budgetStatesPolicy = defineRule({
  id: 'budget-states-policy',
  title: 'every PodDisruptionBudget says how many pods must stay or may go',
  severity: 'error',
  profile: 'recommended',
  others: { 'kube-score': ['poddisruptionbudget-has-policy'] },
  remedy: 'Set `maxUnavailable` or `minAvailable`.',
  reads: 'started',
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'PodDisruptionBudget')) {
      const { minAvailable, maxUnavailable } = object.spec ?? {};
      if (minAvailable !== undefined || maxUnavailable !== undefined) continue;
      const matches = compileSelector(object.spec?.selector);
      const pods = cx.started.cluster.list('Pod', reference.namespace);
      const pod = pods.find(({ metadata }) => matches(metadata.labels));
      const refusal = pod && evictionRefusal(cx.started.cluster, pod);
      yield {
        object: reference,
        path: ['spec'],
        message: 'it sets neither minAvailable nor maxUnavailable',
        ...(refusal && { promised: 'its pods may be evicted, some at a time', happened: `none may: ${refusal}` }),
      };
    }
  },
});
