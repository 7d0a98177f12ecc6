// A pod that two budgets count can never be evicted: the API server does not know which one to ask.

import { budgetsFor } from '../budgets';
import { evictionRefusal } from '../eviction';
import { defineRule } from '../rule';
import { workloadsOf } from '../workloads';

export const budgetsOverlap = defineRule({
  id: 'budgets-overlap',
  title: 'no pod is counted by two PodDisruptionBudgets',
  severity: 'error',
  profile: 'recommended',
  remedy: 'Let one budget select the pods; narrow the selector of the other.',
  reads: 'started',
  *check(cx) {
    const told = new Set<string>();
    for (const { reference, labels, pods } of workloadsOf(cx)) {
      const { namespace } = reference;
      const names = budgetsFor(cx, namespace, labels).map(({ metadata }) => metadata.name);
      const own = names
        .map((name) => ({ kind: 'PodDisruptionBudget', namespace, name }))
        .filter((budget) => cx.manifests.named(budget));
      const blamed = own.at(-1);
      const key = `${namespace} ${names.join(' ')}`;
      if (names.length < 2 || !blamed || told.has(key)) continue;
      told.add(key);
      const [pod] = pods;
      const refusal = pod && evictionRefusal(cx.started.cluster, pod);
      yield {
        object: blamed,
        path: ['spec', 'selector'],
        message: `PodDisruptionBudgets ${names.join(' and ')} both count the pods of ${reference.kind} ${reference.name}`,
        ...(refusal && { promised: 'a pod of it may be evicted when its budget allows it', happened: refusal }),
      };
    }
  },
});
