// Where a pod was put, or the scheduler's sentence on why nowhere.

import { argument } from '../cluster/describe/argument';
import type { Pod } from '../kinds/generated/types.gen';
import { nodeLines } from '../report/explain-text';
import { explain } from '../scheduler/explain';
import { schedulerNameOf } from '../scheduler/scheduler-name';
import type { SchedulerState } from '../scheduler/state';
import { conditionOf, conditionText } from './conditions';
import { defineMatcher, type MatcherContext } from './matcher';
import { verdict } from './verdict';
import { partOfText, wholeText, withWords } from './words';

export const toBeScheduled = defineMatcher({
  name: 'toBeScheduled',
  summary: 'The pod is bound to a node; to this one if it is said.',
  kinds: ['Pod'],
  options: [argument('node', wholeText('the name of a node'), 'the node')],
  example: {
    ts: "expect(shop.pods({ labels: 'app=frontend' })).toBeScheduled({ node: /^node-/ })",
    yaml: '- expect: { pods app=frontend: { toBeScheduled: { node: /^node-/ } } }',
  },
  check: (cx, pod, { node }) => {
    const { nodeName } = pod.spec;
    const pass = nodeName !== undefined && nodeName !== '' && (node?.matches(nodeName) ?? true);
    const expected = () => (node ? `be scheduled on a node ${node.text}` : 'be scheduled');
    const actual = () => (nodeName ? `it is on ${nodeName}` : conditionText(pod, 'PodScheduled'));
    return verdict(pass, expected, actual, { path: 'spec.nodeName', evidence: () => nodeEvidence(cx, pod) });
  },
});

export const toBeUnschedulable = defineMatcher({
  name: 'toBeUnschedulable',
  summary: "The scheduler found no node for the pod; the message is the scheduler's sentence or a part of it.",
  kinds: ['Pod'],
  options: [argument('message', partOfText("the scheduler's sentence"), 'why no node fits')],
  example: {
    ts: "expect(none(shop.pods({ labels: 'app=frontend' }))).toBeUnschedulable({ message: 'Insufficient cpu' })",
    yaml: '- expect: { none pods app=frontend: { toBeUnschedulable: { message: Insufficient cpu } } }',
  },
  check: (cx, pod, { message }) => {
    const condition = conditionOf(pod, 'PodScheduled');
    const unschedulable = condition?.status === 'False' && condition.reason === 'Unschedulable';
    const pass = unschedulable && (message?.matches(condition.message) ?? true);
    const actual = () => (pod.spec.nodeName ? `it is on ${pod.spec.nodeName}` : conditionText(pod, 'PodScheduled'));
    return verdict(pass, () => `be unschedulable${withWords({ message })}`, actual, {
      path: 'status.conditions',
      evidence: () => nodeEvidence(cx, pod),
    });
  },
});

/** What the scheduler thinks of each node for the pod, at that time. */
function nodeEvidence({ reader, cluster, nowMs }: MatcherContext, pod: Pod): readonly string[] {
  const isPresent = nowMs === cluster.nowMs && cluster.get('Pod', pod.metadata.namespace, pod.metadata.name) === pod;
  const state = cluster.simulation.memory('kube-scheduler') as SchedulerState | undefined;
  if (!state) return [];
  const explanation = isPresent ? cluster.explain(pod) : explain(reader, pod, state.profiles.get(schedulerNameOf(pod)));
  const lines = nodeLines(explanation);
  return lines.length === 0 ? [] : ['As the scheduler sees the nodes:', ...lines.map((line) => `  ${line}`)];
}
