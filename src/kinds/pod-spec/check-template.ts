// Rules for pod templates, and for the selector that has to match one.
// upstream: pkg/apis/core/validation ValidatePodTemplateSpec; pkg/apis/apps/validation
// ValidatePodTemplateSpecForReplicaSet

import { forGates } from '../feature-gates';
import type { LabelSelector, PodTemplateSpec } from '../generated/types.gen';
import { compileSelector } from '../labels';
import { type Errors, forbidden, invalid, notSupported, required } from '../validation/field-error';
import { isEmptySelector } from '../validation/label-selector';
import { checkAnnotations, checkLabels } from '../validation/object-meta';
import { checkPodAnnotations } from './check-annotations';
import { checkPodSpec } from './check-pod-spec';
import { checkProfilesAgree } from './check-profiles-agree';

const TEMPLATE = { isPod: false, podName: '' };

/** Specs that passed before, by path: a ReplicaSet's template is its Deployment's. */
const fine = forGates(() => new WeakMap<object, Set<string>>());

export function checkTemplate(errors: Errors, path: string, template: PodTemplateSpec): void {
  const { metadata, spec } = template;
  checkTemplateMetadata(errors, path, template);
  const known = fine().get(spec);
  const isFine = known?.has(path) ?? false;
  const before = errors.length;
  if (!isFine) checkPodSpec(errors, `${path}.spec`, spec, TEMPLATE);
  checkProfilesAgree(errors, metadata?.annotations, spec, `${path}.spec`);
  if (isFine) return;
  if (spec.ephemeralContainers?.length) {
    errors.push(forbidden(`${path}.spec.ephemeralContainers`, 'ephemeral containers not allowed in pod template'));
  }
  if (errors.length > before) return;
  if (known) known.add(path);
  else fine().set(spec, new Set([path]));
}

export function checkTemplateMetadata(errors: Errors, path: string, template: PodTemplateSpec): void {
  const { metadata } = template;
  checkLabels(errors, metadata?.labels, `${path}.labels`);
  checkAnnotations(errors, metadata?.annotations, `${path}.annotations`);
  checkPodAnnotations(errors, template, `${path}.annotations`);
}

/** The template of a controller that keeps pods running: its labels match, and it restarts always. */
export function checkRunningTemplate(
  errors: Errors,
  path: string,
  template: PodTemplateSpec | undefined,
  matches: (labels: Readonly<Record<string, string>> | undefined) => boolean,
  kind: string,
): void {
  if (!template) return void errors.push(required(path));
  const { labels } = template.metadata ?? {};
  if (!matches(labels)) {
    errors.push(invalid(`${path}.metadata.labels`, labels ?? null, '`selector` does not match template `labels`'));
  }
  checkTemplate(errors, path, template);
  const { restartPolicy, activeDeadlineSeconds } = template.spec;
  if (restartPolicy !== 'Always') {
    errors.push(notSupported(`${path}.spec.restartPolicy`, restartPolicy ?? '', ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const why = `activeDeadlineSeconds in ${kind} is not Supported`;
    errors.push(forbidden(`${path}.spec.activeDeadlineSeconds`, why));
  }
}

/** What a selector selects among templates: an empty one is judged elsewhere, an absent one matches nothing. */
export function templateMatcher(selector: LabelSelector | undefined) {
  return selector && isEmptySelector(selector) ? () => true : compileSelector(selector);
}
