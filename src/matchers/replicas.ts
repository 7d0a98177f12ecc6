// How many replicas a workload wants and has.

import { argument } from '../cluster/describe/argument';
import { UsageError } from '../cluster/describe/usage-error';
import { type CountBounds, count, countTestOf } from './counts';
import { defineMatcher } from './matcher';
import { withPods } from './related-pods';
import { NUMBER_FIELDS, replicaNumbers } from './replica-numbers';
import { verdict } from './verdict';

const NAMES = ['desired', 'current', 'ready', 'available', 'updated'] as const;

export const toHaveReplicas = defineMatcher({
  name: 'toHaveReplicas',
  summary:
    'The workload has so many replicas desired, current, ready, available, updated; each a number or its bounds.',
  kinds: ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet'],
  options: [
    argument('desired', count(), 'pods that it wants'),
    argument('current', count(), 'pods that it has'),
    argument('ready', count(), 'pods that are ready'),
    argument('available', count(), 'pods that have been ready for minReadySeconds'),
    argument('updated', count(), 'pods of the newest template; Deployments, StatefulSets and DaemonSets count them'),
  ],
  needsOneOf: NAMES,
  example: {
    ts: "expect(shop.deployment('frontend')).toHaveReplicas({ desired: 3, ready: { atLeast: 2 } })",
    yaml: '- expect: { deployment/frontend: { toHaveReplicas: { desired: 3, ready: { atLeast: 2 } } } }',
  },
  check: (cx, workload, asked) => {
    const numbers = replicaNumbers(workload);
    const said = NAMES.filter((name) => asked[name] !== undefined);
    const wrong = said.filter((name) => {
      const there = numbers[name];
      if (there === undefined) throw new UsageError(`a ${workload.kind} does not count ${name} replicas`);
      return !countTestOf(asked[name] as number | CountBounds).allows(there);
    });
    const expected = () =>
      `have ${said.map((name) => `${countTestOf(asked[name] as number | CountBounds).text} ${name}`).join(', ')} replicas`;
    const [first] = wrong.length > 0 ? wrong : said;
    return verdict(wrong.length === 0, expected, () => said.map((name) => `${numbers[name]} ${name}`).join(', '), {
      ...withPods(cx, workload),
      path: first && NUMBER_FIELDS[first],
    });
  },
});
