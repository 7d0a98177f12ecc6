// Objects on their way out: terminating, evicted.

import { argument } from '../cluster/describe/argument';
import type { Pod } from '../kinds/generated/types.gen';
import { offsetText } from '../report/places';
import { parseRfc3339 } from '../sim/time';
import { conditionOf, conditionText } from './conditions';
import { defineMatcher } from './matcher';
import { phaseText } from './pod-phase';
import { verdict } from './verdict';
import { allMatch, partOfText, wholeText, withWords } from './words';

export const toBeTerminating = defineMatcher({
  name: 'toBeTerminating',
  summary: 'The object was deleted and is still there: its deletion timestamp is set.',
  example: {
    ts: "expect(shop.object('namespace/default')).not.toBeTerminating()",
    yaml: '- expect: { namespace/default: { not: toBeTerminating } }',
  },
  check: (cx, { metadata }) => {
    const { deletionTimestamp, finalizers = [], deletionGracePeriodSeconds } = metadata;
    const actual = () => {
      if (!deletionTimestamp) return 'it was not deleted';
      const at = offsetText(cx.cluster, parseRfc3339(deletionTimestamp));
      return `it is to be gone by ${at}${deletionGracePeriodSeconds ? ` (grace ${deletionGracePeriodSeconds}s)` : ''}`;
    };
    const evidence = () => (finalizers.length > 0 ? [`finalizers: ${finalizers.join(', ')}`] : []);
    const path = 'metadata.deletionTimestamp';
    return verdict(deletionTimestamp !== undefined, 'be terminating', actual, { evidence, path });
  },
});

export const toBeEvicted = defineMatcher({
  name: 'toBeEvicted',
  summary:
    'The pod was evicted: by a taint, the eviction API, preemption (condition DisruptionTarget) or its kubelet (reason Evicted). ' +
    'The object goes soon after: ask with `eventually`.',
  kinds: ['Pod'],
  options: [
    argument('reason', wholeText('a reason such as DeletionByTaintManager'), 'who evicted it'),
    argument('message', partOfText('its message'), 'in its own words'),
  ],
  example: {
    ts: "expect(any(shop.pods({ labels: 'app=frontend' }))).not.toBeEvicted()",
    yaml: '- expect: { any pods app=frontend: { not: toBeEvicted } }',
  },
  check: (cx, pod, { reason, message }) => {
    const words = { reason, message };
    const target = conditionOf(pod, 'DisruptionTarget');
    const causes = [target?.status === 'True' ? target : undefined, byKubelet(pod.status)];
    const pass = causes.some((cause) => cause && allMatch(words, { reason: cause.reason, message: cause.message }));
    const actual = () => (target ? conditionText(pod, 'DisruptionTarget') : phaseText(cx, pod));
    return verdict(pass, () => `be evicted${withWords(words)}`, actual, { path: 'status.conditions' });
  },
});

function byKubelet(status: Pod['status']) {
  return status?.reason === 'Evicted' ? { reason: status.reason, message: status.message } : undefined;
}
