// Rules for Jobs, and for the job templates of CronJobs.
// upstream: pkg/apis/batch/validation ValidateJob, ValidateJobSpec, ValidateJobUpdate; pkg/api/job/warnings.go

import { equalData } from './equal-data';
import { isEnabled } from './feature-gates';
import type { Affinity, Container, Job, JobSpec, PodSpec, PodTemplateSpec } from './generated/types.gen';
import { checkPodFailurePolicy, checkSuccessPolicy } from './job-policies';
import {
  CONTROLLER_UID_LABEL,
  JOB_NAME_LABEL,
  LEGACY_CONTROLLER_UID_LABEL,
  LEGACY_JOB_NAME_LABEL,
} from './job-selector';
import type { FieldError } from './kind';
import { compileSelector } from './labels';
import { checkTemplate } from './pod-spec/check-template';
import { internalPodSpec, internalTemplate, internalValue } from './pod-spec/internal-value';
import {
  checkNonNegative,
  type Errors,
  FIELD_IMMUTABLE,
  invalid,
  notSupported,
  required,
  tooLong,
} from './validation/field-error';
import { checkImmutable } from './validation/immutable';
import { checkLabelSelector, selectorValue } from './validation/label-selector';
import { dns1123Label, domainPrefixedPath } from './validation/names';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { isRespecified, nameWarnings, templateWarnings } from './warnings';
import { withoutField } from './with-defaults';

const MANY_COMPLETIONS = 100_000;
const MAX_PARALLELISM_OF_MANY = 10_000;

export function checkNewJob(job: Job, stored?: Job): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, withoutGeneratedLabels(job));
  checkGeneratedSelector(errors, job, stored ? hasPrefixedLabels(stored) : true);
  checkJobSpec(errors, job.spec);
  const { completionMode, completions = 0 } = job.spec;
  if (completionMode === 'Indexed' && completions > 0) {
    const { name } = job.metadata;
    const hostname = `${name}-${completions - 1}`;
    if (dns1123Label(hostname).length > 0) {
      errors.push(invalid('metadata.name', name, `will not able to create pod with invalid DNS label: ${hostname}`));
    }
  }
  return errors;
}

/** Labels that the server made of the job's name are judged in the template only. */
function withoutGeneratedLabels(job: Job): Job {
  const { labels } = job.metadata;
  if (!labels || labels !== job.spec.template.metadata?.labels) return job;
  if (!Object.keys(labels).every((key) => GENERATED_LABELS.has(key))) return job;
  return { ...job, metadata: withoutField(job.metadata, 'labels') };
}

const GENERATED_LABELS: ReadonlySet<string> = new Set([
  CONTROLLER_UID_LABEL,
  JOB_NAME_LABEL,
  LEGACY_CONTROLLER_UID_LABEL,
  LEGACY_JOB_NAME_LABEL,
]);

/** A job from before there were labels with a prefix goes without. */
function hasPrefixedLabels({ spec }: Job): boolean {
  const labels = spec.template.metadata?.labels;
  return labels?.[JOB_NAME_LABEL] !== undefined && labels[CONTROLLER_UID_LABEL] !== undefined;
}

function checkGeneratedSelector(errors: Errors, { metadata, spec }: Job, isPrefixed: boolean): void {
  if (spec.manualSelector || !spec.selector) return;
  const { name, uid = '' } = metadata;
  if (uid === '') errors.push(required('metadata.uid'));
  const expected = {
    [LEGACY_CONTROLLER_UID_LABEL]: uid,
    [LEGACY_JOB_NAME_LABEL]: name,
    ...(isPrefixed ? { [CONTROLLER_UID_LABEL]: uid, [JOB_NAME_LABEL]: name } : {}),
  };
  const labels = spec.template.metadata?.labels;
  for (const [key, value] of Object.entries(expected)) {
    const path = `spec.template.metadata.labels[${key}]`;
    const found = labels?.[key];
    if (found === undefined) errors.push(required(path, `must be '${value}'`));
    else if (found !== value) errors.push(invalid(path, labels, `must be '${value}'`));
  }
  const faults: Errors = [];
  checkLabelSelector(faults, 'spec.selector', spec.selector);
  if (faults.length === 0 && !compileSelector(spec.selector)(expected)) {
    errors.push(invalid('spec.selector', selectorValue(spec.selector), '`selector` not auto-generated'));
  }
}

function checkJobSpec(errors: Errors, spec: JobSpec): void {
  checkJobTemplateSpec(errors, 'spec', spec);
  if (!spec.selector) errors.push(required('spec.selector'));
  const before = errors.length;
  checkLabelSelector(errors, 'spec.selector', spec.selector);
  const { labels } = spec.template.metadata ?? {};
  if (errors.length === before && !compileSelector(spec.selector)(labels)) {
    const why = '`selector` does not match template `labels`';
    errors.push(invalid('spec.template.metadata.labels', labels ?? null, why));
  }
}

/** What the spec of a job and of a CronJob's job template share. upstream: validateJobSpec */
export function checkJobTemplateSpec(errors: Errors, path: string, spec: JobSpec): void {
  for (const field of COUNTS) checkNonNegative(errors, `${path}.${field}`, spec[field]);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(required(`${path}.backoffLimitPerIndex`, 'when maxFailedIndexes is specified'));
  }
  if (spec.managedBy !== undefined) {
    domainPrefixedPath(errors, `${path}.managedBy`, spec.managedBy);
    if (spec.managedBy.length > 63) errors.push(tooLong(`${path}.managedBy`, 63));
  }
  const mode: string = spec.completionMode ?? 'NonIndexed';
  if (mode === 'Indexed') checkIndexed(errors, path, spec);
  else if (mode !== 'NonIndexed') errors.push(notSupported(`${path}.completionMode`, mode, ['NonIndexed', 'Indexed']));
  else {
    for (const field of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      if (spec[field] !== undefined) errors.push(invalid(`${path}.${field}`, spec[field], ONLY_INDEXED));
    }
  }
  checkPodFailurePolicy(errors, `${path}.podFailurePolicy`, spec);
  if (spec.successPolicy) {
    const at = `${path}.successPolicy`;
    if (mode === 'Indexed') checkSuccessPolicy(errors, at, spec);
    else errors.push(invalid(at, internalValue('SuccessPolicy', spec.successPolicy), ONLY_INDEXED));
  }
  const { podReplacementPolicy } = spec;
  const replacements = spec.podFailurePolicy ? ['Failed'] : ['Failed', 'TerminatingOrFailed'];
  if (podReplacementPolicy !== undefined && !replacements.includes(podReplacementPolicy)) {
    errors.push(notSupported(`${path}.podReplacementPolicy`, podReplacementPolicy, replacements));
  }
  checkTemplate(errors, `${path}.template`, spec.template);
  checkRestartPolicy(errors, `${path}.template.spec.restartPolicy`, spec);
}

const ONLY_INDEXED = 'requires indexed completion mode';
const COUNTS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

function checkIndexed(errors: Errors, path: string, spec: JobSpec): void {
  const { completions, parallelism = 0, maxFailedIndexes, backoffLimitPerIndex } = spec;
  const [atParallelism, atFailed] = [`${path}.parallelism`, `${path}.maxFailedIndexes`];
  if (completions === undefined) errors.push(required(`${path}.completions`, 'when completion mode is Indexed'));
  if (parallelism > MANY_COMPLETIONS) {
    const why = `must be less than or equal to ${MANY_COMPLETIONS} when completion mode is Indexed`;
    errors.push(invalid(atParallelism, parallelism, why));
  }
  if (completions !== undefined && maxFailedIndexes !== undefined && maxFailedIndexes > completions) {
    errors.push(invalid(atFailed, maxFailedIndexes, 'must be less than or equal to completions'));
  }
  if (maxFailedIndexes !== undefined && maxFailedIndexes > MANY_COMPLETIONS) {
    errors.push(invalid(atFailed, maxFailedIndexes, `must be less than or equal to ${MANY_COMPLETIONS}`));
  }
  if (completions === undefined || completions <= MANY_COMPLETIONS || backoffLimitPerIndex === undefined) return;
  const above = `completions are above ${MANY_COMPLETIONS} and used with backoff limit per index`;
  const limit = `must be less than or equal to ${MAX_PARALLELISM_OF_MANY} when ${above}`;
  if (maxFailedIndexes === undefined) {
    errors.push(required(atFailed, `must be specified when completions is above ${MANY_COMPLETIONS}`));
  }
  if (parallelism > MAX_PARALLELISM_OF_MANY) errors.push(invalid(atParallelism, parallelism, limit));
  if (maxFailedIndexes !== undefined && maxFailedIndexes > MAX_PARALLELISM_OF_MANY) {
    errors.push(invalid(atFailed, maxFailedIndexes, limit));
  }
}

/** A template without a restart policy was given `Always` by its defaults. */
function checkRestartPolicy(errors: Errors, path: string, { template, podFailurePolicy }: JobSpec): void {
  const policy = template.spec.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') {
    errors.push(required(path, 'valid values: "OnFailure", "Never"'));
  } else if (policy !== 'OnFailure' && policy !== 'Never') {
    errors.push(notSupported(path, policy, ['OnFailure', 'Never']));
  } else if (podFailurePolicy && policy !== 'Never') {
    errors.push(invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified'));
  }
}

export function checkJobUpdate(next: Job, stored: Job): readonly FieldError[] {
  const errors: Errors = [...checkNewJob(next, stored)];
  const [spec, old] = [next.spec, stored.spec];
  checkObjectMetaUpdate(errors, next);
  // Upstream checks the spec as that of a new job, and once more as a changed one.
  checkJobSpec(errors, spec);
  if (spec.completionMode !== 'Indexed') checkImmutable(errors, 'spec.completions', spec.completions, old.completions);
  else if (spec.completions !== undefined && spec.completions !== old.completions) {
    if (spec.completions !== spec.parallelism) {
      const why = 'can only be modified in tandem with spec.parallelism';
      errors.push(invalid('spec.completions', spec.completions, why));
    }
  }
  checkImmutable(errors, 'spec.selector', spec.selector, old.selector, selectorValue);
  checkTemplateChange(errors, spec, stored);
  checkImmutable(errors, 'spec.completionMode', spec.completionMode, old.completionMode);
  checkImmutable(errors, 'spec.podFailurePolicy', spec.podFailurePolicy, old.podFailurePolicy, (policy) =>
    internalValue('PodFailurePolicy', policy),
  );
  checkImmutable(errors, 'spec.backoffLimitPerIndex', spec.backoffLimitPerIndex, old.backoffLimitPerIndex);
  checkImmutable(errors, 'spec.managedBy', spec.managedBy, old.managedBy);
  checkImmutable(errors, 'spec.successPolicy', spec.successPolicy, old.successPolicy, (policy) =>
    internalValue('SuccessPolicy', policy),
  );
  return errors;
}

/**
 * Where its pods run may change while a suspended job has none, and with what; the template's labels and annotations
 * with them. upstream: validatePodTemplateUpdate
 */
function checkTemplateChange(errors: Errors, { template }: JobSpec, { spec, status }: Job): void {
  const isSuspended = status?.conditions?.some(({ type, status }) => type === 'Suspended' && status === 'True');
  const hasNoPods = spec.suspend && (!status?.startTime || isSuspended) && !status?.active;
  const maySteer = isEnabled('MutableSchedulingDirectivesForSuspendedJobs')
    ? hasNoPods
    : spec.suspend && !status?.startTime;
  const allowed = maySteer ? steered(spec.template, template) : spec.template;
  if (!hasNoPods || !isEnabled('MutablePodResourcesForSuspendedJobs')) {
    checkImmutable(errors, 'spec.template', template, allowed, internalTemplate);
    return;
  }
  if (equalData(template.spec, withResourcesOf(allowed.spec, template.spec))) return;
  errors.push(invalid('spec.template.spec', internalPodSpec(template.spec), FIELD_IMMUTABLE));
}

function steered(stored: PodTemplateSpec, next: PodTemplateSpec): PodTemplateSpec {
  const { affinity, nodeSelector, tolerations, schedulingGates, ...fixed } = stored.spec;
  const { labels, annotations, ...others } = stored.metadata ?? {};
  const { labels: nextLabels, annotations: nextAnnotations } = next.metadata ?? {};
  return {
    metadata: { ...others, ...present({ labels: nextLabels, annotations: nextAnnotations }) },
    spec: {
      ...fixed,
      ...present({
        affinity: changeableAffinity(affinity, next.spec.affinity),
        nodeSelector: next.spec.nodeSelector,
        tolerations: next.spec.tolerations,
        schedulingGates: next.spec.schedulingGates,
      }),
    },
  };
}

function withResourcesOf(stored: PodSpec, next: PodSpec): PodSpec {
  const { containers, initContainers } = stored;
  return {
    ...stored,
    containers: withResources(containers, next.containers),
    ...present({ initContainers: initContainers && withResources(initContainers, next.initContainers) }),
  };
}

/** Only the affinity to nodes may change. */
function changeableAffinity(stored: Affinity | undefined, next: Affinity | undefined): Affinity | undefined {
  const { nodeAffinity, ...fixed } = stored ?? {};
  if (!next) return Object.keys(fixed).length > 0 ? fixed : undefined;
  return { ...fixed, ...present({ nodeAffinity: next.nodeAffinity }) };
}

function withResources(stored: readonly Container[], next: readonly Container[] | undefined): readonly Container[] {
  if (!next || stored.length !== next.length) return stored;
  return stored.map((container, index) => {
    const { name, resources } = next[index] as Container;
    if (name !== container.name) return container;
    const { resources: ignored, ...fixed } = container;
    return { ...fixed, ...present({ resources }) };
  });
}

function present<T extends object>(fields: T): T {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}

export function jobWarnings(job: Job, stored: Job | undefined): readonly string[] {
  if (!stored) return [...nameWarnings(job), ...jobSpecWarnings('spec', job.spec)];
  return isRespecified(job, stored) ? jobSpecWarnings('spec', job.spec) : [];
}

const HARD_TO_TRACK =
  'In Indexed Jobs with a number of completions higher than 10^5 and a parallelism higher than 10^4, ' +
  'Kubernetes might not be able to track completedIndexes when a big number of indexes fail';

export function jobSpecWarnings(path: string, spec: JobSpec): readonly string[] {
  const { completionMode, completions = 0, parallelism = 0 } = spec;
  const isLarge = completions > MANY_COMPLETIONS && parallelism > MAX_PARALLELISM_OF_MANY;
  const large = completionMode === 'Indexed' && isLarge ? [`${path}: ${HARD_TO_TRACK}`] : [];
  return [...large, ...templateWarnings(`${path}.template`, spec.template)];
}
