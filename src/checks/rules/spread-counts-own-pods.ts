// A topology spread constraint that does not count the pods it stands on spreads nothing.

import { selectorText } from '../../kinds/labels';
import { defineRule } from '../rule';
import { spreadsOf } from '../spreads';

export const spreadCountsOwnPods = defineRule({
  id: 'spread-counts-own-pods',
  title: 'a topology spread constraint counts the pods that it is written for',
  severity: 'warning',
  profile: 'recommended',
  remedy: 'Give the constraint a labelSelector that matches the labels of the template.',
  reads: 'manifests',
  *check({ manifests }) {
    for (const { reference, labels, spec, path } of manifests.pods) {
      for (const { kind, matches, topologyKey, path: at } of spreadsOf(spec)) {
        if (kind !== 'constraint' || matches(labels)) continue;
        const [, index = 0] = at;
        const counted = selectorText(spec.topologySpreadConstraints?.[Number(index)]?.labelSelector);
        yield {
          object: reference,
          path: [...path, ...at, 'labelSelector'],
          message: `the constraint on ${topologyKey} counts ${counted ? `pods with ${counted}` : 'no pods'}, which its own are not`,
        };
      }
    }
  },
});
