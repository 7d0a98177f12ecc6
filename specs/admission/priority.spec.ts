// A pod's priority class becomes a number.

import { describe, expect, test } from '@jest/globals';
import { type Body, body, pod, refusal, SpecServer } from '../kinds/api-server';

const priorityClass = (name: string, content: Body) => body('scheduling.k8s.io/v1', 'PriorityClass', name, content);

function server(...classes: readonly Body[]): SpecServer {
  const own = new SpecServer();
  for (const one of classes) own.create(one);
  return own;
}

const HIGH = priorityClass('high', { value: 1000, preemptionPolicy: 'Never' });
const USUAL = priorityClass('usual', { value: 10, globalDefault: true });

describe('priority', () => {
  test.each([
    { name: 'nothing', classes: [], spec: {}, expected: [undefined, 0, 'PreemptLowerPriority'] },
    { name: 'a class', classes: [HIGH], spec: { priorityClassName: 'high' }, expected: ['high', 1000, 'Never'] },
    { name: 'the default class', classes: [USUAL], spec: {}, expected: ['usual', 10, 'PreemptLowerPriority'] },
    {
      name: 'a class of the system',
      classes: [],
      spec: { priorityClassName: 'system-node-critical' },
      expected: ['system-node-critical', 2_000_001_000, 'PreemptLowerPriority'],
    },
  ])('$name', ({ classes, spec, expected }) => {
    const created = server(...classes).create(pod('p', spec)).spec;
    expect([created.priorityClassName, created.priority, created.preemptionPolicy]).toEqual(expected);
  });
});

describe('refusals', () => {
  test.each([
    {
      name: 'a class there is not',
      spec: { priorityClassName: 'nope' },
      expected: 'no PriorityClass with name nope was found',
    },
    {
      name: 'a number of its own',
      spec: { priorityClassName: 'high', priority: 5 },
      expected:
        'the integer value of priority (5) must not be provided in pod spec; priority admission controller computed 1000 from the given PriorityClass name',
    },
  ])('$name', ({ spec, expected }) => {
    expect(refusal(() => server(HIGH).create(pod('prio', spec)))).toBe(`403 pods "prio" is forbidden: ${expected}`);
  });

  test('a second default class', () => {
    const other = priorityClass('other', { value: 1, globalDefault: true });
    expect(refusal(() => server(USUAL).create(other))).toBe(
      '403 priorityclasses.scheduling.k8s.io "other" is forbidden: PriorityClass usual is already marked as default. Only one default can exist',
    );
  });
});
