// PodSecurity: namespaces say by labels how much pods in them may ask of a node. Pods that ask for more are refused;
// workloads whose pods would are warned about, and so is a namespace whose pods already do.
// upstream: plugin/pkg/admission/security/podsecurity, pod-security-admission/admission/admission.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../../api/admission';
import { invalid } from '../../api/api-error';
import { equalData } from '../../kinds/equal-data';
import type { Container, Namespace, Pod, PodTemplateSpec } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { refused } from '../request';
import type { CheckedPod } from './check';
import { detailText, violations } from './evaluate';
import { existingPodWarnings } from './existing-pods';
import { type LevelVersion, levelText, type Policy, policyOf, sameLevel, strictness } from './policy';

/** Where a kind has its pod template. */
const TEMPLATES: ReadonlyMap<string, (object: never) => PodTemplateSpec | undefined> = new Map<
  string,
  (object: never) => PodTemplateSpec | undefined
>([
  ...['ReplicationController', 'ReplicaSet', 'Deployment', 'StatefulSet', 'DaemonSet', 'Job'].map(
    (kind) => [kind, (object: { spec: { template?: PodTemplateSpec } }) => object.spec.template] as const,
  ),
  ['PodTemplate', (object: { template?: PodTemplateSpec }) => object.template],
  [
    'CronJob',
    (object: { spec: { jobTemplate: { spec: { template: PodTemplateSpec } } } }) =>
      object.spec.jobTemplate.spec.template,
  ],
]);

const IGNORED_SUBRESOURCES: readonly string[] = [
  'exec',
  'attach',
  'binding',
  'eviction',
  'log',
  'portforward',
  'proxy',
  'status',
];

export const podSecurity = defineAdmission({
  name: 'PodSecurity',
  handles: ({ row, operation, subresource = '' }) =>
    (operation === 'CREATE' || operation === 'UPDATE') &&
    !IGNORED_SUBRESOURCES.includes(subresource) &&
    (row.key === 'Pod' || row.key === 'Namespace' || TEMPLATES.has(row.key)),
  validate: (request, cx) => {
    const { row, object } = request;
    if (!object) return;
    if (row.key === 'Pod') return validatePod(request, object as unknown as Pod, cx);
    const templateOf = TEMPLATES.get(row.key);
    if (templateOf) validateTemplate(request, templateOf(object as never), cx);
    else if (row.key === 'Namespace') validateNamespace(request, object as unknown as Namespace, cx);
  },
});

function policyFor({ namespace = '' }: AdmissionRequest, cx: AdmissionContext): Policy {
  return policyOf(cx.get('Namespace', undefined, namespace)?.metadata.labels);
}

function validatePod(request: AdmissionRequest, pod: Pod, cx: AdmissionContext): void {
  const { enforce, warn } = policyFor(request, cx);
  if (enforce.level === 'privileged' && warn.level === 'privileged') return;
  if (request.stored && !isSignificant(pod, request.stored as unknown as Pod)) return;
  const checked = checkedPod(pod);
  const found = violations(enforce, checked);
  if (found.length > 0) {
    throw refused(request, `violates PodSecurity "${levelText(enforce)}": ${detailText(found)}`);
  }
  warnOf(warn, checked, cx);
}

function validateTemplate(
  request: AdmissionRequest,
  template: PodTemplateSpec | undefined,
  cx: AdmissionContext,
): void {
  if (request.subresource !== undefined || !template) return;
  const { warn } = policyFor(request, cx);
  if (warn.level !== 'privileged') warnOf(warn, checkedPod(template as KubeObject & PodTemplateSpec), cx);
}

const checkedPod = ({ metadata, spec }: Pick<Pod, 'metadata' | 'spec'>): CheckedPod => ({
  annotations: metadata?.annotations ?? {},
  spec,
});

function warnOf(warn: LevelVersion, pod: CheckedPod, cx: AdmissionContext): void {
  const found = violations(warn, pod);
  if (found.length > 0) cx.warn(`would violate PodSecurity "${levelText(warn)}": ${detailText(found)}`);
}

/** Of what may change in a pod, only images and ephemeral containers say what it runs. */
function isSignificant({ spec }: Pod, { spec: stored }: Pod): boolean {
  if (spec === stored) return false;
  const images = (containers: readonly Container[] | undefined) => (containers ?? []).map(({ image }) => image);
  if (!equalData(images(spec.containers), images(stored.containers))) return true;
  if (!equalData(images(spec.initContainers), images(stored.initContainers))) return true;
  return (spec.ephemeralContainers ?? []).some(({ name, image }) => {
    const before = stored.ephemeralContainers?.find((one) => one.name === name);
    return !before || before.image !== image;
  });
}

function validateNamespace(request: AdmissionRequest, { metadata }: Namespace, cx: AdmissionContext): void {
  if (request.subresource !== undefined) return;
  const stored = request.stored?.metadata.labels;
  if (request.stored && stored === metadata.labels) return;
  const next = policyOf(metadata.labels);
  const before = policyOf(stored);
  const isNew = request.stored === undefined || before.errors.length === 0 || !equalData(next.errors, before.errors);
  if (next.errors.length > 0 && isNew) throw invalid(request.row, metadata.name, next.errors);
  if (!request.stored || !isTightened(next.enforce, before.enforce)) return;
  for (const warning of existingPodWarnings(metadata.name, next.enforce, cx.list('Pod', metadata.name)))
    cx.warn(warning);
}

function isTightened(next: LevelVersion, before: LevelVersion): boolean {
  if (next.level === 'privileged' || sameLevel(next, before)) return false;
  return next.version !== before.version || strictness(next.level) > strictness(before.level);
}
