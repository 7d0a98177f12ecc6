// A NetworkPolicy whose selector matches no pod protects nothing, and its author believes that it does.

import { compileSelector, selectorText } from '../../kinds/labels';
import { mayBeOperated } from '../made-elsewhere';
import { defineRule } from '../rule';
import { selectedPods } from '../selected-pods';
import { storedOf } from '../stored';

export const networkPolicySelectsPods = defineRule({
  id: 'network-policy-selects-pods',
  title: 'every NetworkPolicy selects pods',
  severity: 'warning',
  profile: 'recommended',
  others: { 'kube-score': ['networkpolicy-targets-pod'], 'kube-linter': ['dangling-networkpolicy'] },
  remedy: 'Make `podSelector` equal to the labels of the pods that it should protect, in the same namespace.',
  reads: 'started',
  *check(cx) {
    for (const { reference, object } of storedOf(cx, 'NetworkPolicy')) {
      const selector = object.spec.podSelector ?? {};
      const text = selectorText(selector);
      if (text === '') continue; // every pod of the namespace, those to come as well
      const { namespace } = reference;
      if (selectedPods(cx, namespace, compileSelector(selector)).origins.length > 0) continue;
      if (mayBeOperated(cx, namespace, selector)) continue;
      yield {
        object: reference,
        path: ['spec', 'podSelector'],
        message: `no pod in namespace ${namespace} has ${text}: the policy holds for nobody`,
      };
    }
  },
});
