// Whether a workload serves: available, on its way, or stuck.

import { argument } from '../cluster/describe/argument';
import type { DaemonSet, Deployment, ReplicaSet, StatefulSet } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { type Condition, conditionOf, conditionText, isTrue } from './conditions';
import { defineMatcher } from './matcher';
import { withPods } from './related-pods';
import { replicaNumbers } from './replica-numbers';
import { verdict } from './verdict';
import { allMatch, partOfText, wholeText, withWords } from './words';

export const toBeAvailable = defineMatcher({
  name: 'toBeAvailable',
  summary: 'A Deployment has the condition Available; any other workload has all its pods available.',
  kinds: ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet', 'DaemonSet'],
  example: {
    ts: "expect(shop.deployment('frontend')).toBeAvailable()",
    yaml: '- expect: { deployment/frontend: toBeAvailable }',
  },
  check: (cx, workload) => {
    const { available = 0, desired } = replicaNumbers(workload);
    const numbers = `${available} of ${desired} replicas available`;
    const parts = withPods(cx, workload);
    if (workload.kind !== 'Deployment') return verdict(available >= desired, 'be available', numbers, parts);
    const text = () => `${conditionText(workload, 'Available')}\n${numbers}`;
    return verdict(isTrue(workload, 'Available'), 'be available', text, { ...parts, path: 'status.conditions' });
  },
});

/** What the controller gives as the reason of Progressing when the rollout is over. */
const COMPLETE = 'NewReplicaSetAvailable';

export const toBeProgressing = defineMatcher({
  name: 'toBeProgressing',
  summary: 'A rollout is under way: the condition Progressing is True, and not because the new pods are all available.',
  kinds: ['Deployment'],
  options: [argument('reason', wholeText('a reason'), 'the reason of Progressing')],
  example: {
    ts:
      "shop.setImage('deployment/frontend', 'shop/frontend:v2');\n" +
      "shop.advance('1s');\n" +
      "expect(shop.deployment('frontend')).toBeProgressing()",
    yaml:
      '- setImage: { target: deployment/frontend, image: shop/frontend:v2 }\n' +
      '- advance: 1s\n' +
      '- expect: { deployment/frontend: toBeProgressing }',
  },
  check: (cx, deployment, { reason }) => {
    const condition = conditionOf(deployment, 'Progressing');
    const under = condition?.status === 'True' && condition.reason !== COMPLETE;
    const pass = under && (reason?.matches(condition.reason) ?? true);
    const text = () => conditionText(deployment, 'Progressing');
    const parts = { ...withPods(cx, deployment), path: 'status.conditions' };
    return verdict(pass, () => `be progressing${withWords({ reason })}`, text, parts);
  },
});

export const toBeStalled = defineMatcher({
  name: 'toBeStalled',
  summary: 'The workload does not get on: Progressing is False, or its pods cannot be made (ReplicaFailure).',
  kinds: ['Deployment', 'ReplicaSet', 'ReplicationController'],
  options: [
    argument('reason', wholeText('a reason such as ProgressDeadlineExceeded'), 'the reason of that condition'),
    argument('message', partOfText('its message'), 'the message of that condition'),
  ],
  example: {
    ts: "expect(shop.deployment('frontend')).not.toBeStalled()",
    yaml: '- expect: { deployment/frontend: { not: toBeStalled } }',
  },
  check: (cx, workload, { reason, message }) => {
    const words = { reason, message };
    const stalls = stallsOf(workload);
    const pass = stalls.some((stall) => allMatch(words, { reason: stall.reason, message: stall.message }));
    const text = () =>
      stalls.length > 0 ? stalls.map(({ type }) => conditionText(workload, type)).join('\n') : whyNot(workload);
    const parts = { ...withPods(cx, workload), path: 'status.conditions' };
    return verdict(pass, () => `be stalled${withWords(words)}`, text, parts);
  },
});

function stallsOf(workload: KubeObject): readonly Condition[] {
  const progressing = conditionOf(workload, 'Progressing');
  const failure = conditionOf(workload, 'ReplicaFailure');
  return [
    progressing?.status === 'False' ? progressing : undefined,
    failure?.status === 'True' ? failure : undefined,
  ].filter((condition) => condition !== undefined);
}

function whyNot(workload: Deployment | ReplicaSet | StatefulSet | DaemonSet | KubeObject): string {
  return conditionOf(workload, 'Progressing') ? conditionText(workload, 'Progressing') : 'no condition says so';
}
