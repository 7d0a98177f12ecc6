// A budget whose selector matches no pod protects nobody.

import { compileSelector, selectorText } from '../../kinds/labels';
import { mayBeOperated } from '../made-elsewhere';
import { defineRule } from '../rule';
import { selectedPods } from '../selected-pods';
import { storedOf } from '../stored';

export const budgetSelectsPods = defineRule({
  id: 'budget-selects-pods',
  title: 'every PodDisruptionBudget selects pods',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Make the selector that of the workload, in the same namespace.',
  reads: 'started',
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'PodDisruptionBudget')) {
      const selector = object.spec?.selector;
      const { namespace } = reference;
      if (selector && selectorText(selector) === '') continue; // every pod of the namespace
      if (selectedPods(cx, namespace, compileSelector(selector)).origins.length > 0) continue;
      if (selector && mayBeOperated(cx, namespace, selector)) continue;
      const message = selector
        ? `no pod in namespace ${namespace} has ${selectorText(selector)}: the budget protects nobody`
        : 'it has no selector: the budget protects nobody';
      yield { object: reference, path: ['spec', 'selector'], message };
    }
  },
});
