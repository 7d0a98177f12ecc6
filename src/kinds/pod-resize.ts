// pods/resize: the processor and memory of containers, and of the pod as a whole, are the only things that change.
// upstream: pkg/registry/core/pod/strategy.go podResizeStrategy, pkg/apis/core/validation ValidatePodResize

import { MIRROR_POD } from './annotations';
import { equalData } from './equal-data';
import { isEnabled } from './feature-gates';
import type { Container, Pod, PodSpec, ResourceRequirements } from './generated/types.gen';
import type { FieldError, SubresourceUpdate } from './kind';
import { checkPod } from './pod-rules';
import { specDefaultsOfPod } from './pod-spec/pod-defaults';
import { isSidecar } from './pod-spec/pod-resources';
import { qualityOfService } from './pod-spec/quality-of-service';
import type { ResourceList } from './pod-spec/resource-list';
import { type Errors, forbidden, invalid } from './validation/field-error';
import { checkObjectMetaUpdate } from './validation/object-meta';
import { withField, withFields } from './with-defaults';

const RESIZABLE = ['cpu', 'memory'];
const ONLY_RESIZABLE = 'only cpu and memory resources are mutable';

export const podResize: SubresourceUpdate<Pod> = { prepare: prepareResize, validate: checkResize };

/** Everything but resources stays as it is; containers that are not those of the pod are validation's to refuse. */
function prepareResize(next: Pod, stored: Pod): Pod {
  const asked = specDefaultsOfPod(next.spec);
  const old = stored.spec;
  const { labels, annotations, finalizers, ownerReferences } = stored.metadata;
  let metadata = withFields(next.metadata, { labels, annotations, finalizers, ownerReferences });
  const containers = asked.containers ?? [];
  const initContainers = asked.initContainers ?? [];
  const isOther =
    containers.length !== (old.containers ?? []).length || initContainers.length !== (old.initContainers ?? []).length;
  const changed = isOther
    ? asked
    : withFields(old, {
        ...(old.containers ? { containers: resized(containers, old.containers) } : {}),
        ...(old.initContainers ? { initContainers: resized(initContainers, old.initContainers) } : {}),
        resources: asked.resources,
      });
  const spec = equalData(changed, old) ? old : changed;
  if (spec !== old) metadata = withField(metadata, 'generation', (stored.metadata.generation ?? 0) + 1);
  return withFields(next, { metadata, spec, status: stored.status });
}

function resized(next: readonly Container[], old: readonly Container[]): readonly Container[] {
  if (next.some(({ name }, index) => name !== old[index]?.name)) return next;
  return old.map((container, index) => {
    const { resources, resizePolicy } = next[index] as Container;
    return withFields(container, { resources, resizePolicy });
  });
}

function checkResize(next: Pod, stored: Pod): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkPod(errors, next);
  if (stored.metadata.annotations?.[MIRROR_POD] !== undefined)
    return [forbidden('[]', 'static pods cannot be resized')];
  if (stored.spec.os?.name === 'windows') return [forbidden('[]', 'windows pods cannot be resized')];
  const [spec, old] = [next.spec, stored.spec];
  if ((stored.status?.qosClass ?? qualityOfService(old)) !== qualityOfService(spec)) {
    const why = 'Pod QOS Class may not change as a result of resizing';
    errors.push(invalid('spec', next.status?.qosClass ?? '', why));
  }
  const running = stored.status?.containerStatuses?.find(({ state }) => state?.running);
  if (running && !running.resources) {
    errors.push(forbidden('spec', 'Pod running on node without support for resize'));
  }
  if (isSet(spec.resources) || isSet(old.resources)) {
    if (!isEnabled('InPlacePodLevelResourcesVerticalScaling')) return [...errors, forbidden('[]', NO_POD_LEVEL_RESIZE)];
    checkPodLevel(errors, spec.resources, old.resources);
  }
  if (!checkOrder(errors, spec, old)) return errors;
  checkRemovals(errors, 'spec.initContainers', spec.initContainers, old.initContainers, isResizableInit);
  checkRemovals(errors, 'spec.containers', spec.containers, old.containers);
  spec.containers?.forEach((container, index) => {
    const was = old.containers[index] as Container;
    if (!isOnlyResized(container, was)) errors.push(forbidden('spec', ONLY_RESIZABLE));
  });
  checkInit(errors, spec, old);
  return errors;
}

const NO_POD_LEVEL_RESIZE =
  'resize of pods with pod-level resources is forbidden when InPlacePodLevelResourcesVerticalScalingEnabled feature ' +
  'gate is disabled';

const isSet = (one: ResourceRequirements | undefined) =>
  Object.keys(one?.requests ?? {}).length + Object.keys(one?.limits ?? {}).length > 0;

function checkPodLevel(
  errors: Errors,
  next: ResourceRequirements | undefined,
  old: ResourceRequirements | undefined,
): void {
  if (old && !next) {
    errors.push(forbidden('spec.resources', 'pod-level resources cannot be removed'));
    return;
  }
  for (const side of ['requests', 'limits'] as const) {
    if (!areRemoved(next?.[side], old?.[side])) continue;
    errors.push(forbidden(`spec.resources.${side}`, `pod-level resource ${side} cannot be removed`));
  }
  if (equalData(masked(next, old), withoutEmpty(old))) return;
  errors.push(forbidden('spec', 'only cpu and memory resources are mutable at pod-level'));
}

/** Whether the containers are the pod's, in its order. */
function checkOrder(errors: Errors, spec: PodSpec, old: PodSpec): boolean {
  const before = errors.length;
  for (const field of ['containers', 'initContainers'] as const) {
    const [next, was] = [spec[field] ?? [], old[field] ?? []];
    if (next.length !== was.length) {
      errors.push(forbidden(`spec.${field}`, `${field} may not be added or removed on resize`));
      continue;
    }
    next.forEach(({ name }, index) => {
      if (name === was[index]?.name) return;
      errors.push(forbidden(`spec.${field}[${index}].name`, `${field} may not be renamed or reordered on resize`));
    });
  }
  return errors.length === before;
}

function checkRemovals(
  errors: Errors,
  path: string,
  next: readonly Container[] = [],
  old: readonly Container[] = [],
  isResizable: (container: Container) => boolean = () => true,
): void {
  old.forEach((container, index) => {
    if (!isResizable(container)) return;
    for (const side of ['requests', 'limits'] as const) {
      if (!areRemoved(next[index]?.resources?.[side], container.resources?.[side])) continue;
      errors.push(forbidden(`${path}[${index}].resources.${side}`, `resource ${side} cannot be removed`));
    }
  });
}

const INIT_IMMUTABLE = 'resources for non-sidecar init containers are immutable';

const isResizableInit = (container: Container) =>
  isSidecar(container) || isEnabled('InPlacePodVerticalScalingInitContainers');

function checkInit(errors: Errors, { initContainers = [] }: PodSpec, old: PodSpec): void {
  initContainers.forEach((container, index) => {
    const was = old.initContainers?.[index] as Container;
    const at = `spec.initContainers[${index}]`;
    if (!isResizableInit(container)) {
      if (!equalData(container, was)) errors.push(forbidden('spec', INIT_IMMUTABLE));
      return;
    }
    if (!isOnlyResized(container, was)) {
      errors.push(forbidden(at, 'only cpu and memory resources for init or sidecar containers are mutable'));
    }
    if (isSidecar(container) || equalData(container, was)) return;
    for (const { restartPolicy } of container.resizePolicy ?? []) {
      if (restartPolicy !== 'RestartContainer') continue;
      const why = 'non-sidecar init containers with a resize policy of RestartContainer cannot be resized';
      errors.push(forbidden(at, why));
    }
  });
}

function areRemoved(next: ResourceList = {}, old: ResourceList = {}): boolean {
  return Object.keys(old).some((name) => !(name in next));
}

function isOnlyResized(next: Container, old: Container): boolean {
  const { claims: _claims, ...amounts } = masked(next.resources, old.resources) ?? {};
  if (!equalData(withoutEmpty(amounts), withoutEmpty(old.resources))) return false;
  return equalData(next.resizePolicy ?? [], old.resizePolicy ?? []);
}

/** The new resources with processor and memory as they were. */
function masked(
  next: ResourceRequirements | undefined,
  old: ResourceRequirements | undefined,
): ResourceRequirements | undefined {
  return withoutEmpty({
    ...next,
    requests: maskedList(next?.requests, old?.requests),
    limits: maskedList(next?.limits, old?.limits),
  });
}

function maskedList(next: ResourceList = {}, old: ResourceList = {}): ResourceList {
  const kept: Record<string, string | number> = {};
  for (const name in next) if (!RESIZABLE.includes(name)) kept[name] = next[name] as string | number;
  for (const name of RESIZABLE) if (old[name] !== undefined) kept[name] = old[name];
  return kept;
}

/** Empty maps and lists count as none. */
function withoutEmpty(resources: ResourceRequirements | undefined): ResourceRequirements | undefined {
  const parts = Object.entries(resources ?? {}).filter(([, part]) => part && Object.keys(part).length > 0);
  return parts.length > 0 ? Object.fromEntries(parts) : undefined;
}
