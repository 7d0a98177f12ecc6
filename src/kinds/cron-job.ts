// CronJob: what the API server does with one of its own.
// upstream: pkg/apis/batch/v1 SetDefaults_CronJob, pkg/registry/batch/cronjob/strategy.go

import { parseCronSchedule } from './cron-schedule';
import type { CronJob, CronJobSpec } from './generated/types.gen';
import { jobTemplateParts } from './job';
import { checkJobTemplateSpec, jobSpecWarnings } from './job-rules';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { isTimeZone } from './time-zone-names';
import { checkNonNegative, type Errors, invalid, notSupported, required } from './validation/field-error';
import { selectorValue } from './validation/label-selector';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { isRespecified, nameWarnings } from './warnings';
import { changeField, withDefaults } from './with-defaults';

/** A job's name is its CronJob's, a dash and ten digits, and has to be a label. */
const MAX_NAME = 52;

export const cronJob = defineKind<CronJob>({
  hasGeneration: true,
  defaults: (object) => changeField(object, 'spec', specDefaults),
  prepareCreate: (object) => withStatus(object, {}),
  prepareUpdate: keepStatus,
  validate: (object) => {
    const errors: Errors = [];
    const { name } = object.metadata;
    checkObjectMeta(errors, object);
    checkSpec(errors, object.spec, undefined);
    if (name.length > MAX_NAME)
      errors.push(invalid('metadata.name', name, `must be no more than ${MAX_NAME} characters`));
    return errors;
  },
  validateUpdate: (next, stored) => {
    const errors: Errors = [];
    checkObjectMetaUpdate(errors, next);
    checkSpec(errors, next.spec, stored.spec);
    return errors;
  },
  warnings: (object, stored) => {
    if (!isRespecified(object, stored)) return [];
    const spec = jobSpecWarnings('spec.jobTemplate.spec', object.spec.jobTemplate.spec ?? {});
    return stored ? spec : [...nameWarnings(object), ...spec];
  },
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

const POLICIES = ['Allow', 'Forbid', 'Replace'];

/** upstream: pkg/apis/batch/validation validateCronJobSpec */
function checkSpec(errors: Errors, spec: CronJobSpec, old: CronJobSpec | undefined): void {
  const { schedule, timeZone, concurrencyPolicy, jobTemplate } = spec;
  if (!schedule) errors.push(required('spec.schedule'));
  else checkSchedule(errors, schedule, timeZone, old?.schedule.includes('TZ') ?? false);
  checkNonNegative(errors, 'spec.startingDeadlineSeconds', spec.startingDeadlineSeconds);
  if (timeZone !== undefined && timeZone !== old?.timeZone) checkTimeZone(errors, 'spec.timeZone', timeZone);
  if (!concurrencyPolicy) errors.push(required('spec.concurrencyPolicy'));
  else if (!POLICIES.includes(concurrencyPolicy)) {
    errors.push(notSupported('spec.concurrencyPolicy', concurrencyPolicy, POLICIES));
  }
  const job = jobTemplate.spec;
  const path = 'spec.jobTemplate.spec';
  if (job) {
    checkJobTemplateSpec(errors, path, job);
    const { selector, manualSelector } = job;
    if (selector)
      errors.push(invalid(`${path}.selector`, selectorValue(selector), '`selector` will be auto-generated'));
    if (manualSelector) errors.push(notSupported(`${path}.manualSelector`, true, ['nil', 'false']));
  }
  checkNonNegative(errors, 'spec.successfulJobsHistoryLimit', spec.successfulJobsHistoryLimit);
  checkNonNegative(errors, 'spec.failedJobsHistoryLimit', spec.failedJobsHistoryLimit);
}

function checkSchedule(errors: Errors, schedule: string, timeZone: string | undefined, mayHaveZone: boolean): void {
  const path = 'spec.schedule';
  const parsed = parseCronSchedule(schedule);
  if ('error' in parsed) errors.push(invalid(path, schedule, parsed.error));
  if (!schedule.includes('TZ')) return;
  if (!mayHaveZone) {
    errors.push(invalid(path, schedule, 'cannot use TZ or CRON_TZ in schedule, use timeZone field instead'));
  } else if (timeZone !== undefined) {
    errors.push(invalid(path, schedule, 'cannot use both timeZone field and TZ or CRON_TZ in schedule'));
  }
}

function checkTimeZone(errors: Errors, path: string, zone: string): void {
  const refuse = (why: string) => errors.push(invalid(path, zone, why));
  if (zone === '') return void refuse('timeZone must be nil or non-empty string');
  const parts = zone.split('/');
  if (parts.some((part) => part === '.' || part === '..' || !/^(?!-)[A-Za-z.\-_0-9+]{1,14}$/.test(part))) {
    return void refuse(`unknown time zone ${zone}`);
  }
  if (zone.toLowerCase() === 'local') {
    refuse('timeZone must be an explicit time zone as defined in https://www.iana.org/time-zones');
  }
  if (!isTimeZone(zone)) refuse(`unknown time zone ${zone}`);
}
