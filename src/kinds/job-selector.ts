// The labels that tie a job's pods to it, and the selector made of them.
// upstream: pkg/registry/batch/job generateSelector

import type { Job } from './generated/types.gen';

export const CONTROLLER_UID_LABEL = 'batch.kubernetes.io/controller-uid';
export const JOB_NAME_LABEL = 'batch.kubernetes.io/job-name';
export const LEGACY_CONTROLLER_UID_LABEL = 'controller-uid';
export const LEGACY_JOB_NAME_LABEL = 'job-name';

/** Labels that the job's author gave stay; validation refuses those that do not fit. */
export function withGeneratedSelector(object: Job): Job {
  const { name, uid = '' } = object.metadata;
  const { selector, template } = object.spec;
  const labels = {
    [LEGACY_JOB_NAME_LABEL]: name,
    [JOB_NAME_LABEL]: name,
    [LEGACY_CONTROLLER_UID_LABEL]: uid,
    [CONTROLLER_UID_LABEL]: uid,
    ...template.metadata?.labels,
  };
  const matchLabels = { [CONTROLLER_UID_LABEL]: uid, ...selector?.matchLabels };
  return {
    ...object,
    spec: {
      ...object.spec,
      selector: { ...selector, matchLabels },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}
