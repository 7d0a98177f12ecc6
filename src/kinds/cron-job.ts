// CronJob: what the API server does with one of its own.
// upstream: pkg/apis/batch/v1 SetDefaults_CronJob, pkg/registry/batch/cronjob/strategy.go

import type { CronJob, CronJobSpec } from './generated/types.gen';
import { jobTemplateParts } from './job';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { changeField, withDefaults } from './with-defaults';

export const cronJob = defineKind<CronJob>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
});

function specDefaults(spec: CronJobSpec): CronJobSpec {
  const next = withDefaults(spec, {
    concurrencyPolicy: 'Allow',
    suspend: false,
    successfulJobsHistoryLimit: 3,
    failedJobsHistoryLimit: 1,
  });
  // The job's own defaults come when a job is made of it.
  return changeField(next, 'jobTemplate', (template) =>
    changeField(withDefaults(template, { metadata: {} }), 'spec', jobTemplateParts),
  );
}
