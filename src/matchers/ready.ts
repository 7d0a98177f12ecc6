// Readiness of pods and nodes.

import type { Pod } from '../kinds/generated/types.gen';
import { conditionText, isTrue } from './conditions';
import { containerLines } from './containers';
import { defineMatcher } from './matcher';
import { verdict } from './verdict';

export const toBeReady = defineMatcher({
  name: 'toBeReady',
  summary: 'The pod or node has the condition Ready.',
  kinds: ['Pod', 'Node'],
  example: {
    ts: "expect(atLeast(2, shop.pods({ labels: 'app=frontend' }))).toBeReady()",
    yaml: '- expect: { atLeast 2 pods app=frontend: toBeReady }',
  },
  check: (_cx, object) =>
    verdict(isTrue(object, 'Ready'), 'be ready', () => conditionText(object, 'Ready'), {
      evidence: () => (object.kind === 'Pod' ? containerLines(object as Pod) : []),
      path: 'status.conditions',
    }),
});
