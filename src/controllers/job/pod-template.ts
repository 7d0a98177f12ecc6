// The template that a job's pods are made of: the job's own with the tracking finalizer and, for an Indexed job, with
// the index in annotation, label, host name and environment. upstream: pkg/controller/job/indexed_job_utils.go

import type { Container, Job, Pod, PodSpec, PodTemplateSpec } from '../../kinds/generated/types.gen';
import { judgeFailure } from './failure-policy';
import {
  COMPLETION_INDEX,
  failureCount,
  INDEX_FAILURE_COUNT,
  INDEX_IGNORED_FAILURE_COUNT,
  ignoredFailureCount,
  isPerIndex,
  TRACKING_FINALIZER,
} from './job-pod';

const ENV_NAME = 'JOB_COMPLETION_INDEX';
const MAX_GENERATED_BASE = 58;

const tracked = new WeakMap<PodTemplateSpec, PodTemplateSpec>();
const withIndexEnv = new WeakMap<PodSpec, PodSpec>();

/** The template with the job's finalizer; one object for all pods of it. */
export function trackedTemplate(template: PodTemplateSpec): PodTemplateSpec {
  const known = tracked.get(template);
  if (known) return known;
  const finalizers = template.metadata?.finalizers ?? [];
  const next = finalizers.includes(TRACKING_FINALIZER)
    ? template
    : { ...template, metadata: { ...template.metadata, finalizers: [...finalizers, TRACKING_FINALIZER] } };
  tracked.set(template, next);
  return next;
}

/** The template of the pod of one index. `replaced` is the failed pod whose counts it goes on with. */
export function indexTemplate(job: Job, index: number, replaced: Pod | undefined): PodTemplateSpec {
  const { metadata, spec } = trackedTemplate(job.spec.template);
  const text = String(index);
  const counts = isPerIndex(job) ? failureCounts(job, replaced) : {};
  return {
    metadata: {
      ...metadata,
      annotations: { ...metadata?.annotations, [COMPLETION_INDEX]: text, ...counts },
      labels: { ...metadata?.labels, [COMPLETION_INDEX]: text },
    },
    spec: { ...specWithIndex(spec), hostname: `${job.metadata.name}-${index}` },
  };
}

/** `job-3-`, the job's part cut so that the whole leaves room for the generated characters. */
export function indexedNamePrefix(jobName: string, index: number): string {
  const end = `-${index}-`;
  return jobName.slice(0, MAX_GENERATED_BASE - end.length) + end;
}

function failureCounts(job: Job, replaced: Pod | undefined): Readonly<Record<string, string>> {
  if (replaced === undefined) return { [INDEX_FAILURE_COUNT]: '0' };
  const { counts } = judgeFailure(job.spec.podFailurePolicy, replaced);
  const ignored = ignoredFailureCount(replaced) + (counts ? 0 : 1);
  return {
    [INDEX_FAILURE_COUNT]: String(failureCount(replaced) + (counts ? 1 : 0)),
    ...(ignored > 0 ? { [INDEX_IGNORED_FAILURE_COUNT]: String(ignored) } : {}),
  };
}

function specWithIndex(spec: PodSpec): PodSpec {
  const known = withIndexEnv.get(spec);
  if (known) return known;
  const next = {
    ...spec,
    containers: spec.containers.map(containerWithIndex),
    ...(spec.initContainers ? { initContainers: spec.initContainers.map(containerWithIndex) } : {}),
  };
  withIndexEnv.set(spec, next);
  return next;
}

function containerWithIndex(container: Container): Container {
  const env = container.env ?? [];
  if (env.some(({ name }) => name === ENV_NAME)) return container;
  const fieldPath = `metadata.labels['${COMPLETION_INDEX}']`;
  return { ...container, env: [...env, { name: ENV_NAME, valueFrom: { fieldRef: { fieldPath } } }] };
}
