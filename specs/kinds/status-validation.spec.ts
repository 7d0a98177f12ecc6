// What the API server refuses in a status that somebody else than its controller writes, in its words.

import { describe, expect, test } from '@jest/globals';
import type { ApiError } from '../../src/api/api-error';
import { type Body, body, container, pod, refusal, SpecServer, template } from './api-server';

const server = new SpecServer();

const told = (kind: string, group: string, name: string, faults: readonly string[]) =>
  `422 ${kind}.${group} "${name}" is invalid: ${faults.length === 1 ? faults[0] : `[${faults.join(', ')}]`}`;

describe('Jobs', () => {
  server.create(body('batch/v1', 'Job', 'j', { spec: { suspend: true, template: jobTemplate() } }));

  test.each<{ name: string; status: Body; faults: readonly string[] }>([
    {
      name: 'two ends at once, out of nothing',
      status: {
        failed: -1,
        conditions: [
          { type: 'Complete', status: 'True' },
          { type: 'Failed', status: 'True' },
        ],
      },
      faults: [
        'status.failed: Invalid value: -1: must be greater than or equal to 0',
        'status.conditions: Invalid value: cannot set Complete=True and Failed=true conditions',
        'status.conditions: Invalid value: cannot set Failed=True condition without the FailureTarget=true condition',
        'status.conditions: Invalid value: cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
        'status.completionTime: Required value: completionTime is required for Complete jobs',
        'status.startTime: Required value: startTime is required for finished job',
        'status.failed: Invalid value: -1: cannot decrease the failed counter',
      ],
    },
    {
      name: 'indexes of a job without any',
      status: { completedIndexes: '0', failedIndexes: '' },
      faults: [
        'status.completedIndexes: Invalid value: "0": cannot set non-empty completedIndexes when non-indexed completion mode',
        'status.failedIndexes: Invalid value: "": cannot set non-null failedIndexes when backoffLimitPerIndex is null',
      ],
    },
    {
      name: 'more ready than active pods',
      status: { active: 1, ready: 2 },
      faults: ['status.ready: Invalid value: 2: cannot set more ready pods than active'],
    },
  ])('$name', ({ status, faults }) => {
    const patch = () => server.patch('Job', 'j', { status }, 'status');
    expect(
      refusal(patch)
        .split(/, (?=status)/)
        .sort(),
    ).toEqual(
      told('Job', 'batch', 'j', faults)
        .split(/, (?=status)/)
        .sort(),
    );
  });
});

function jobTemplate(): Body {
  return template({}, { restartPolicy: 'Never' });
}

test('conditions of a budget', () => {
  server.create(body('policy/v1', 'PodDisruptionBudget', 'b', { spec: { minAvailable: 1 } }));
  const status = { conditions: [{ type: 'X', status: '', reason: 'no good' }] };
  expect(refusal(() => server.patch('PodDisruptionBudget', 'b', { status }, 'status'))).toContain(
    'status.conditions[0].status: Unsupported value: "": supported values: "False", "True", "Unknown", ' +
      'status.conditions[0].lastTransitionTime: Required value, ' +
      'status.conditions[0].reason: Invalid value: "no good": a condition reason must start with alphabetic character',
  );
});

describe('annotations of a pod that name profiles', () => {
  const SECCOMP = 'seccomp.security.alpha.kubernetes.io/pod';
  const APP_ARMOR = 'container.apparmor.security.beta.kubernetes.io/';
  test.each([
    {
      key: SECCOMP,
      value: 'x',
      fault: `metadata.annotations.${SECCOMP}: Invalid value: "x": must be a valid seccomp profile`,
    },
    {
      key: `${APP_ARMOR}${container.name}`,
      value: 'foo',
      fault: `metadata.annotations[${APP_ARMOR}${container.name}]: Invalid value: "foo": invalid AppArmor profile name: "foo"`,
    },
    {
      key: `${APP_ARMOR}other`,
      value: 'unconfined',
      fault: `metadata.annotations[${APP_ARMOR}other]: Invalid value: "other": container not found`,
    },
  ])('$key: $value', ({ key, value, fault }) => {
    const annotated = pod('annotated', {}, { annotations: { [key]: value } });
    expect(refusal(() => server.create(annotated))).toBe(`422 Pod "annotated" is invalid: ${fault}`);
  });
});

test('a refused Endpoints is told to be outdated, too', () => {
  const bad = body('v1', 'Endpoints', 'e', { subsets: [{}] });
  let warnings: readonly string[] = [];
  try {
    server.create(bad);
  } catch (error) {
    warnings = (error as ApiError).warnings;
  }
  expect(warnings).toEqual(['v1 Endpoints is deprecated in v1.33+; use discovery.k8s.io/v1 EndpointSlice']);
});
