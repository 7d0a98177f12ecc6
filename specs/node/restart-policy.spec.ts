// Whether a container that ended comes back.

import { expect, test } from '@jest/globals';
import type { Container, PodSpec } from '../../src/kinds/generated/types.gen';
import { couldRestartAll, shouldRestart } from '../../src/kinds/pod-spec/restart-policy';
import { restartsAfterKill } from '../../src/node/restart-policy';

type Rules = NonNullable<Container['restartPolicyRules']>;

const rule = (operator: string, values: number[], action = 'Restart'): Rules => [
  { action, exitCodes: { operator, values } },
];

interface Row {
  readonly name: string;
  /** Always unless given. */
  readonly pod?: PodSpec['restartPolicy'];
  readonly own?: string;
  readonly rules?: Rules;
  readonly code: number;
  readonly restarts: boolean;
}

const rows: readonly Row[] = [
  { name: 'Always, success', code: 0, restarts: true },
  { name: 'Always, failure', code: 1, restarts: true },
  { name: 'OnFailure, success', pod: 'OnFailure', code: 0, restarts: false },
  { name: 'OnFailure, failure', pod: 'OnFailure', code: 1, restarts: true },
  { name: 'Never, failure', pod: 'Never', code: 1, restarts: false },
  { name: 'own policy before that of the pod', pod: 'Always', own: 'Never', code: 1, restarts: false },
  { name: 'own Always in a Never pod', pod: 'Never', own: 'Always', code: 0, restarts: true },
  { name: 'a rule that names the code', own: 'Never', rules: rule('In', [42]), code: 42, restarts: true },
  { name: 'a rule that names another code', own: 'Never', rules: rule('In', [42]), code: 1, restarts: false },
  { name: 'a rule for all other codes', own: 'Never', rules: rule('NotIn', [0]), code: 7, restarts: true },
  { name: 'a rule that leaves out the code', own: 'Never', rules: rule('NotIn', [0]), code: 0, restarts: false },
  { name: 'a rule without a policy of its own', pod: 'Never', rules: rule('In', [42]), code: 42, restarts: false },
  {
    name: 'a rule that restarts everything',
    own: 'Never',
    rules: rule('In', [42], 'RestartAllContainers'),
    code: 42,
    restarts: true,
  },
];

test.each(rows)('$name: $restarts', ({ pod, own, rules, code, restarts }) => {
  const container = { name: 'c', restartPolicy: own, restartPolicyRules: rules } as Container;
  expect(shouldRestart(container, { containers: [container], restartPolicy: pod }, code)).toBe(restarts);
});

test.each([
  ['Always', true],
  ['OnFailure', true],
  ['Never', false],
] as const)('a killed container of a pod with %s comes back: %s', (restartPolicy, restarts) => {
  const container = { name: 'c' };
  expect(restartsAfterKill(container, { containers: [container], restartPolicy })).toBe(restarts);
});

test('only a pod with such a rule could restart in place', () => {
  const restartPolicyRules = rule('In', [1], 'RestartAllContainers');
  const plain = { name: 'c' };
  expect(couldRestartAll({ containers: [plain] })).toBe(false);
  expect(couldRestartAll({ containers: [plain], initContainers: [{ name: 'i', restartPolicyRules }] })).toBe(true);
});
