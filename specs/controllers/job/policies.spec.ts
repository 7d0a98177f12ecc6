import { describe, expect, test } from '@jest/globals';
import { judgeFailure } from '../../../src/controllers/job/failure-policy';
import { parseIndexes } from '../../../src/controllers/job/indexes';
import { metSuccessRule } from '../../../src/controllers/job/success-policy';
import type { PodFailurePolicyRule, SuccessPolicyRule } from '../../../src/kinds/generated/types.gen';
import { type JobPodParts, jobPod } from './builders';

type Action = PodFailurePolicyRule['action'];

const onCodes = (action: Action, operator: 'In' | 'NotIn', values: number[], containerName?: string) => ({
  action,
  onExitCodes: { operator, values, ...(containerName ? { containerName } : {}) },
});
const onCondition = (action: Action, type: string, status?: string) => ({
  action,
  onPodConditions: [{ type, ...(status ? { status } : {}) }],
});

describe('what a failure counts for', () => {
  const rows: readonly {
    name: string;
    rules: readonly PodFailurePolicyRule[];
    pod: JobPodParts;
    action?: Action;
    counts?: boolean;
    message?: string;
  }[] = [
    { name: 'no rule met', rules: [onCodes('FailJob', 'In', [42])], pod: { exitCode: 1 } },
    { name: 'code in the list', rules: [onCodes('Count', 'In', [1])], pod: { exitCode: 1 }, action: 'Count' },
    { name: 'code not in the list', rules: [onCodes('Count', 'NotIn', [2])], pod: { exitCode: 1 }, action: 'Count' },
    { name: 'code 0 is never met', rules: [onCodes('FailJob', 'NotIn', [2])], pod: { exitCode: 0 } },
    { name: 'a container that runs', rules: [onCodes('FailJob', 'NotIn', [2])], pod: {} },
    { name: 'another container', rules: [onCodes('FailJob', 'In', [1], 'side')], pod: { exitCode: 1 } },
    {
      name: 'ignored',
      rules: [onCodes('Ignore', 'In', [1], 'c')],
      pod: { exitCode: 1 },
      action: 'Ignore',
      counts: false,
    },
    {
      name: 'the first rule that is met',
      rules: [onCondition('Ignore', 'DisruptionTarget'), onCodes('FailJob', 'In', [1])],
      pod: { exitCode: 1 },
      action: 'FailJob',
      message: 'Container c for pod default/p failed with exit code 1 matching FailJob rule at index 1',
    },
    {
      name: 'a condition',
      rules: [onCondition('FailJob', 'DisruptionTarget', 'True')],
      pod: { condition: 'DisruptionTarget' },
      action: 'FailJob',
      message: 'Pod default/p has condition DisruptionTarget matching FailJob rule at index 0',
    },
    {
      name: 'a condition of another status',
      rules: [onCondition('FailJob', 'DisruptionTarget', 'False')],
      pod: { condition: 'DisruptionTarget' },
    },
    {
      name: 'the index fails',
      rules: [onCodes('FailIndex', 'In', [3])],
      pod: { exitCode: 3 },
      action: 'FailIndex',
    },
  ];
  test.each(rows)('$name', ({ rules, pod, action, counts = true, message }) => {
    expect(judgeFailure({ rules }, jobPod({ phase: 'Failed', ...pod }))).toEqual({ action, counts, message });
  });

  test('without a policy it counts', () => {
    expect(judgeFailure(undefined, jobPod({ phase: 'Failed' }))).toMatchObject({ counts: true });
  });
});

describe('success before all are done', () => {
  const rows: readonly { name: string; rules: readonly SuccessPolicyRule[]; done: string; rule: number | undefined }[] =
    [
      { name: 'nothing done', rules: [{ succeededCount: 0 }], done: '', rule: undefined },
      { name: 'too few', rules: [{ succeededCount: 3 }], done: '0,4', rule: undefined },
      { name: 'enough', rules: [{ succeededCount: 2 }], done: '0,4', rule: 0 },
      { name: 'all named ones', rules: [{ succeededIndexes: '0-2' }], done: '0-2,5', rule: 0 },
      { name: 'not all named ones', rules: [{ succeededIndexes: '0-2' }], done: '0,2,5', rule: undefined },
      { name: 'enough of the named', rules: [{ succeededIndexes: '0-2', succeededCount: 2 }], done: '0,2', rule: 0 },
      {
        name: 'others do not count',
        rules: [{ succeededIndexes: '0-2', succeededCount: 2 }],
        done: '0,5',
        rule: undefined,
      },
      { name: 'the second rule', rules: [{ succeededIndexes: '9' }, { succeededCount: 1 }], done: '3', rule: 1 },
    ];
  test.each(rows)('$name', ({ rules, done, rule }) => {
    expect(metSuccessRule({ rules }, 10, parseIndexes(done, 10))).toBe(rule);
  });
});
