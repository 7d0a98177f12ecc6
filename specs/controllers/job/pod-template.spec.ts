import { describe, expect, test } from '@jest/globals';
import { indexedNamePrefix, indexTemplate, trackedTemplate } from '../../../src/controllers/job/pod-template';
import type { Container, JobSpec } from '../../../src/kinds/generated/types.gen';
import { indexed, type JobPodParts, job, jobPod } from './builders';

test('the tracking finalizer comes last and once, on one object for all pods', () => {
  const { template } = job().spec;
  const held = { ...template, metadata: { ...template.metadata, finalizers: ['x.io/a'] } };
  expect(trackedTemplate(held).metadata?.finalizers).toEqual(['x.io/a', 'batch.kubernetes.io/job-tracking']);
  expect(trackedTemplate(trackedTemplate(held))).toBe(trackedTemplate(held));
});

describe('the pod of an index', () => {
  const made = indexTemplate(job(indexed(5)), 3, undefined);
  test('carries it as annotation, label and host name', () => {
    expect(made.metadata).toMatchObject({
      annotations: { 'batch.kubernetes.io/job-completion-index': '3' },
      labels: { job: 'work', 'batch.kubernetes.io/job-completion-index': '3' },
    });
    expect(made.metadata?.annotations).not.toHaveProperty('batch.kubernetes.io/job-index-failure-count');
    expect(made.spec.hostname).toBe('work-3');
  });

  test('and in the environment, unless the container has a variable of that name', () => {
    const fieldPath = "metadata.labels['batch.kubernetes.io/job-completion-index']";
    const variable = { name: 'JOB_COMPLETION_INDEX', valueFrom: { fieldRef: { fieldPath } } };
    const own: Container = { name: 'b', image: 'b', env: [{ name: 'JOB_COMPLETION_INDEX', value: 'mine' }] };
    const spec = { initContainers: [{ name: 'a', image: 'a' }], containers: [own] };
    const template = indexTemplate(job(indexed(1, { template: { spec } })), 0, undefined);
    expect(template.spec.initContainers?.[0]?.env).toEqual([variable]);
    expect(template.spec.containers).toEqual([own]);
  });
});

describe('counts that a replacement takes over', () => {
  const rows: readonly {
    name: string;
    replaced?: JobPodParts;
    spec?: Partial<JobSpec>;
    failures: string;
    ignored?: string;
  }[] = [
    { name: 'the first pod', failures: '0' },
    { name: 'after a failure', replaced: { phase: 'Failed', failures: 2 }, failures: '3' },
    {
      name: 'after an ignored failure',
      replaced: { phase: 'Failed', failures: 2, exitCode: 7 },
      spec: { podFailurePolicy: { rules: [{ action: 'Ignore', onExitCodes: { operator: 'In', values: [7] } }] } },
      failures: '2',
      ignored: '1',
    },
    {
      name: 'ignored ones before',
      replaced: { phase: 'Failed', failures: 0, ignored: 4 },
      failures: '1',
      ignored: '4',
    },
  ];
  test.each(rows)('$name', ({ replaced, spec, failures, ignored }) => {
    const object = job(indexed(1, { backoffLimitPerIndex: 5, ...spec }));
    const { annotations } = indexTemplate(object, 0, replaced && jobPod({ index: 0, ...replaced })).metadata ?? {};
    expect(annotations?.['batch.kubernetes.io/job-index-failure-count']).toBe(failures);
    expect(annotations?.['batch.kubernetes.io/job-index-ignored-failure-count']).toBe(ignored);
  });
});

test.each([
  { jobName: 'work', index: 12, prefix: 'work-12-' },
  { jobName: 'a'.repeat(60), index: 7, prefix: `${'a'.repeat(55)}-7-` },
])('generated names of $jobName begin with $prefix', ({ jobName, index, prefix }) => {
  expect(indexedNamePrefix(jobName, index)).toBe(prefix);
});
