// Job: what the API server does with one of its own. It makes the selector and the labels that tie pods to their job.
// upstream: pkg/apis/batch/v1 SetDefaults_Job, pkg/registry/batch/job/strategy.go

import type { Job, JobSpec, PodFailurePolicy } from './generated/types.gen';
import { checkJobUpdate, checkNewJob, jobWarnings } from './job-rules';
import { withGeneratedSelector } from './job-selector';
import { checkJobStatus } from './job-status';
import { keepStatus, withStatus } from './keep';
import { defineKind } from './kind';
import { podTemplateDefaults } from './pod-spec/defaults';
import { changeField, changeItems, withAbsent, withDefaults, withField, withoutField } from './with-defaults';

export {
  CONTROLLER_UID_LABEL,
  JOB_NAME_LABEL,
  LEGACY_CONTROLLER_UID_LABEL,
  LEGACY_JOB_NAME_LABEL,
} from './job-selector';

/** No limit of its own: the limit for each index decides. */
const NO_BACKOFF_LIMIT = 2_147_483_647;

export const job = defineKind<Job>({
  hasGeneration: true,
  defaultPropagation: 'Orphan',
  defaults,
  prepareCreate: (object) => {
    if (object.spec.manualSelector) return withStatus(object, {});
    // Labels that came from the template are the template's also after the generated ones were added to it.
    const isShared =
      object.metadata.labels !== undefined && object.metadata.labels === object.spec.template.metadata?.labels;
    const selected = withGeneratedSelector(object);
    const unlabelled = isShared ? withField(selected, 'metadata', withoutField(selected.metadata, 'labels')) : selected;
    return withStatus(withTemplateLabels(unlabelled), {});
  },
  prepareUpdate: keepStatus,
  validate: (object) => checkNewJob(object),
  validateUpdate: checkJobUpdate,
  validateStatusUpdate: checkJobStatus,
  warnings: jobWarnings,
  selectableFields: { 'status.successful': ({ status }) => String(status?.succeeded ?? 0) },
});

function defaults(object: Job): Job {
  return withTemplateLabels(changeField(object, 'spec', specDefaults));
}

/** A job without labels takes those of its template, the generated ones included. */
function withTemplateLabels(object: Job): Job {
  const labels = object.spec?.template?.metadata?.labels;
  if (!labels || Object.keys(object.metadata.labels ?? {}).length > 0) return object;
  return { ...object, metadata: { ...object.metadata, labels } };
}

function specDefaults(spec: JobSpec): JobSpec {
  const next = withAbsent(spec, {
    ...(spec.completions === undefined && spec.parallelism === undefined ? { completions: 1 } : {}),
    parallelism: 1,
    backoffLimit: spec.backoffLimitPerIndex === undefined ? 6 : NO_BACKOFF_LIMIT,
    completionMode: 'NonIndexed',
    suspend: false,
    podReplacementPolicy: spec.podFailurePolicy ? 'Failed' : 'TerminatingOrFailed',
    manualSelector: false,
  });
  return jobTemplateParts(next);
}

/** What is filled into the spec of a job and of a CronJob's template alike. */
export function jobTemplateParts(spec: JobSpec): JobSpec {
  const next = changeField(spec, 'podFailurePolicy', (policy: PodFailurePolicy) =>
    changeItems(policy, 'rules', (rule) =>
      changeItems(rule, 'onPodConditions', (pattern) => withDefaults(pattern, { status: 'True' })),
    ),
  );
  return changeField(next, 'template', podTemplateDefaults);
}
