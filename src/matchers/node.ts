// Nodes: taints, cordons and the pods on them.

import { argument } from '../cluster/describe/argument';
import { text } from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nameText } from '../report/object-names';
import { counted, someOf } from '../report/value-text';
import { countOptions, countTest } from './counts';
import { labelSelector } from './label-selector';
import { defineMatcher } from './matcher';
import { podLines } from './related-pods';
import { verdict } from './verdict';

export const toHaveTaint = defineMatcher({
  name: 'toHaveTaint',
  summary: 'The node has the taint: its key, and the value and effect if they are said.',
  kinds: ['Node'],
  args: [
    argument(
      'taint',
      text('a taint such as dedicated=gpu:NoSchedule, or its key'),
      'key, key:effect, key=value:effect',
    ),
  ],
  example: {
    ts: "shop.taint('node-2', 'dedicated=gpu:NoSchedule');\nexpect(shop.node('node-2')).toHaveTaint('dedicated=gpu:NoSchedule')",
    yaml:
      '- taint: { node: node-2, taint: dedicated=gpu:NoSchedule }\n' +
      '- expect: { node/node-2: { toHaveTaint: dedicated=gpu:NoSchedule } }',
  },
  check: (_cx, { spec }, { taint }) => {
    const [, key, value, effect] = /^([^=:]+)(?:=([^:]*))?(?::(\w+))?$/.exec(taint) ?? [];
    if (key === undefined) throw new UsageError(`cannot read the taint "${taint}": expected key=value:effect`);
    const taints = spec?.taints ?? [];
    const pass = taints.some(
      (each) =>
        each.key === key &&
        (value === undefined || (each.value ?? '') === value) &&
        (!effect || each.effect === effect),
    );
    const texts = taints.map((each) => `${each.key}${each.value ? `=${each.value}` : ''}:${each.effect}`);
    const actual = texts.length > 0 ? `taints ${texts.join(', ')}` : 'it has no taints';
    return verdict(pass, `have the taint ${taint}`, actual, { path: 'spec.taints' });
  },
});

export const toBeCordoned = defineMatcher({
  name: 'toBeCordoned',
  summary: 'The node takes no new pods: it is marked unschedulable.',
  kinds: ['Node'],
  example: {
    ts: "shop.cordon('node-2');\nexpect(shop.node('node-2')).toBeCordoned()",
    yaml: '- cordon: node-2\n- expect: { node/node-2: toBeCordoned }',
  },
  check: (_cx, { spec }) => {
    const actual = spec?.unschedulable ? 'it is cordoned' : 'it is schedulable';
    return verdict(spec?.unschedulable === true, 'be cordoned', actual, { path: 'spec.unschedulable' });
  },
});

export const toHoldPods = defineMatcher({
  name: 'toHoldPods',
  summary: 'Pods that have not ended are on the node, at least one or so many.',
  kinds: ['Node'],
  options: [
    ...countOptions,
    argument('labels', labelSelector(), 'count only those that match'),
    argument('namespace', text('a namespace'), 'count only those of this namespace'),
  ],
  example: {
    ts: "expect(shop.nodes()).toHoldPods({ exactly: 1, labels: 'app=frontend' })",
    yaml: '- expect: { nodes: { toHoldPods: { exactly: 1, labels: app=frontend } } }',
  },
  check: (cx, { metadata }, { labels, namespace, ...counts }) => {
    const test = countTest(counts);
    const pods = cx.reader.by('Pod', 'node', metadata.name).filter((pod) => {
      const { phase } = pod.status ?? {};
      if (phase === 'Succeeded' || phase === 'Failed') return false;
      if (namespace !== undefined && pod.metadata.namespace !== namespace) return false;
      return labels?.matches(pod.metadata.labels) ?? true;
    });
    const which = `${labels ? ` matching ${labels.text}` : ''}${namespace === undefined ? '' : ` in namespace ${namespace}`}`;
    const actual = () => `${counted(pods.length, 'pod')}${which}: ${someOf(pods.map(nameText))}`;
    return verdict(test.allows(pods.length), `hold ${test.text} pods${which}`, actual, {
      evidence: () => (pods.length > 0 ? podLines(cx, pods) : []),
      changed: pods.at(-1),
    });
  },
});
