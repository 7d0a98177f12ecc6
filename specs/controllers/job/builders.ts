// Short ways to write jobs and their pods for table specs.

import type { Job, JobSpec, JobStatus, Pod } from '../../../src/kinds/generated/types.gen';
import { ago } from '../builders';

export interface JobPodParts {
  readonly name?: string;
  readonly phase?: string;
  readonly ready?: boolean;
  readonly node?: string;
  readonly index?: number | string;
  /** Earlier failures of its index. */
  readonly failures?: number;
  readonly ignored?: number;
  /** The container's end and its code. */
  readonly endedSecondsAgo?: number;
  readonly exitCode?: number;
  readonly ageSeconds?: number;
  readonly restarts?: number;
  readonly tracked?: boolean;
  readonly deleted?: boolean;
  readonly condition?: string;
}

/** The job `work`, one completion unless the spec says otherwise. */
export function job(spec: Partial<JobSpec> = {}, status: JobStatus = {}, deleted = false): Job {
  return {
    apiVersion: 'batch/v1',
    kind: 'Job',
    metadata: {
      name: 'work',
      namespace: 'default',
      uid: 'uid-work',
      generation: 1,
      ...(deleted ? { deletionTimestamp: ago(0) } : {}),
    },
    spec: {
      parallelism: 1,
      backoffLimit: 6,
      completionMode: 'NonIndexed',
      template: {
        metadata: { labels: { job: 'work' } },
        spec: { restartPolicy: 'Never', containers: [{ name: 'c' }] },
      },
      ...(spec.parallelism === undefined ? { completions: 1 } : {}),
      ...spec,
    },
    status,
  };
}

export const indexed = (completions: number, spec: Partial<JobSpec> = {}): Partial<JobSpec> => ({
  completionMode: 'Indexed',
  completions,
  parallelism: completions,
  ...spec,
});

/** A running, tracked pod of the job unless the parts say otherwise. */
export function jobPod(parts: JobPodParts = {}): Pod {
  const { name = 'p', phase = 'Running', index, failures, ignored, tracked = true, node = 'node-1' } = parts;
  const annotations = {
    ...(index === undefined ? {} : { 'batch.kubernetes.io/job-completion-index': String(index) }),
    ...(failures === undefined ? {} : { 'batch.kubernetes.io/job-index-failure-count': String(failures) }),
    ...(ignored === undefined ? {} : { 'batch.kubernetes.io/job-index-ignored-failure-count': String(ignored) }),
  };
  const ended = parts.endedSecondsAgo ?? (parts.exitCode === undefined ? undefined : 0);
  const state =
    ended === undefined
      ? { running: { startedAt: ago(60) } }
      : { terminated: { exitCode: parts.exitCode ?? 1, finishedAt: ago(ended) } };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      creationTimestamp: ago(parts.ageSeconds ?? 60),
      annotations,
      ...(tracked ? { finalizers: ['batch.kubernetes.io/job-tracking'] } : {}),
      ...(parts.deleted ? { deletionTimestamp: ago(-20), deletionGracePeriodSeconds: 30 } : {}),
    },
    spec: { containers: [{ name: 'c' }], ...(node ? { nodeName: node } : {}) },
    status: {
      phase,
      conditions: [
        { type: 'Ready', status: parts.ready ? 'True' : 'False', lastTransitionTime: ago(30) },
        ...(parts.condition ? [{ type: parts.condition, status: 'True' }] : []),
      ],
      containerStatuses: [
        { name: 'c', image: '', imageID: '', ready: false, restartCount: parts.restarts ?? 0, state },
      ],
    },
  } as Pod;
}

export const names = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.name);
