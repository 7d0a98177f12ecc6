// Writes to pods/resize and pods/ephemeralcontainers: which part of the pod each may change, and what is wrong with it.
// upstream: pkg/registry/core/pod/strategy.go podResizeStrategy, podEphemeralContainersStrategy;
// pkg/apis/core/validation ValidatePodResize, ValidatePodEphemeralContainersUpdate

import { equalData } from './equal-data';
import type { Container, Pod, PodSpec, ResourceRequirements } from './generated/types.gen';
import type { FieldError, SubresourceUpdate } from './kind';
import { checkPod } from './pod-rules';
import { internalDiff, internalValue } from './pod-spec/internal-value';
import { specDefaultsOfPod } from './pod-spec/pod-defaults';
import { qualityOfService } from './pod-spec/quality-of-service';
import { type Errors, forbidden, invalid } from './validation/field-error';
import { checkObjectMetaUpdate } from './validation/object-meta';
import { withField, withFields } from './with-defaults';

const MIRROR_POD = 'kubernetes.io/config.mirror';
const RESIZABLE: readonly string[] = ['cpu', 'memory'];

export const podResize: SubresourceUpdate<Pod> = {
  prepare: (next, stored) => withSpec(stored, resizedSpec(specDefaultsOfPod(next.spec), stored.spec)),
  validate: checkResize,
};

export const podEphemeralContainers: SubresourceUpdate<Pod> = {
  prepare: (next, stored) => {
    const { ephemeralContainers = [] } = specDefaultsOfPod(next.spec);
    return withSpec(stored, withFields(stored.spec, { ephemeralContainers }));
  },
  validate: checkEphemeralContainers,
};

/** Everything else of the pod stays as it is stored; a changed spec is a new generation. */
function withSpec(stored: Pod, spec: PodSpec): Pod {
  if (equalData(spec, stored.spec)) return stored;
  const generation = (stored.metadata.generation ?? 0) + 1;
  return withFields(stored, { spec, metadata: withFields(stored.metadata, { generation }) });
}

/** The stored spec with the resources of the given one; the given one as it is when the containers do not match. */
function resizedSpec(given: PodSpec, stored: PodSpec): PodSpec {
  if (!sameNames(given.containers, stored.containers)) return given;
  if (!sameNames(given.initContainers, stored.initContainers)) return given;
  const resized = (list: readonly Container[] | undefined) => (container: Container, index: number) => {
    const from = list?.[index];
    return withField(withField(container, 'resources', from?.resources), 'resizePolicy', from?.resizePolicy);
  };
  const containers = stored.containers.map(resized(given.containers));
  const initContainers = stored.initContainers?.map(resized(given.initContainers));
  return withFields(stored, initContainers ? { containers, initContainers } : { containers });
}

function sameNames(a: readonly Container[] = [], b: readonly Container[] = []): boolean {
  return a.length === b.length && a.every(({ name }, index) => name === b[index]?.name);
}

function checkResize(next: Pod, stored: Pod): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkPod(errors, next);
  if (stored.metadata.annotations?.[MIRROR_POD] !== undefined)
    return [forbidden('spec', 'static pods cannot be resized')];
  if (stored.spec.os?.name === 'windows') return [forbidden('spec', 'windows pods cannot be resized')];
  if (!checkOrder(errors, 'spec.containers', next.spec.containers, stored.spec.containers)) return errors;
  if (!checkOrder(errors, 'spec.initContainers', next.spec.initContainers, stored.spec.initContainers)) return errors;
  const quality = stored.status?.qosClass ?? qualityOfService(stored.spec);
  if (quality !== qualityOfService(next.spec)) {
    errors.push(invalid('spec', quality, 'Pod QOS Class may not change as a result of resizing'));
  }
  checkAmounts(errors, 'spec.containers', next.spec.containers, stored.spec.containers);
  checkAmounts(errors, 'spec.initContainers', next.spec.initContainers, stored.spec.initContainers);
  return errors;
}

function checkOrder(errors: Errors, path: string, next: readonly Container[] = [], old: readonly Container[] = []) {
  if (next.length !== old.length) {
    errors.push(forbidden(path, 'containers may not be added or removed on resize'));
    return false;
  }
  let same = true;
  next.forEach(({ name }, index) => {
    if (name === old[index]?.name) return;
    errors.push(forbidden(`${path}[${index}].name`, 'containers may not be renamed or reordered on resize'));
    same = false;
  });
  return same;
}

function checkAmounts(errors: Errors, path: string, next: readonly Container[] = [], old: readonly Container[] = []) {
  next.forEach(({ resources, restartPolicy }, index) => {
    const before = old[index]?.resources;
    if (equalData(resources, before)) return;
    const isSidecar = path === 'spec.initContainers';
    if (isSidecar && restartPolicy !== 'Always') {
      errors.push(forbidden('spec', 'only cpu and memory resources for sidecar containers are mutable'));
      return;
    }
    for (const side of ['requests', 'limits'] as const) {
      if (!lacksOne(resources?.[side], before?.[side])) continue;
      errors.push(forbidden(`${path}[${index}].resources.${side}`, `resource ${side} cannot be removed`));
    }
    if (equalData(others(resources), others(before))) return;
    const which = isSidecar ? 'resources for sidecar containers' : 'resources';
    errors.push(forbidden('spec', `only cpu and memory ${which} are mutable`));
  });
}

const lacksOne = (now: ResourceRequirements['limits'], before: ResourceRequirements['limits']) =>
  RESIZABLE.some((name) => before?.[name] !== undefined && now?.[name] === undefined);

/** What of a container's resources is not cpu or memory. */
function others(resources: ResourceRequirements | undefined): unknown {
  const rest = (list: ResourceRequirements['limits']) =>
    Object.fromEntries(Object.entries(list ?? {}).filter(([name]) => !RESIZABLE.includes(name)));
  return { claims: resources?.claims, limits: rest(resources?.limits), requests: rest(resources?.requests) };
}

function checkEphemeralContainers(next: Pod, stored: Pod): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMetaUpdate(errors, next);
  checkPod(errors, next);
  if (stored.metadata.annotations?.[MIRROR_POD] !== undefined) {
    return [forbidden('', 'static pods do not support ephemeral containers')];
  }
  const path = 'spec.ephemeralContainers';
  const now = next.spec.ephemeralContainers ?? [];
  for (const old of stored.spec.ephemeralContainers ?? []) {
    const same = now.find(({ name }) => name === old.name);
    if (!same)
      errors.push(forbidden(path, `existing ephemeral containers ${JSON.stringify(old.name)} may not be removed\n`));
    else if (!equalData(same, old)) {
      const shown = (one: object) => internalValue('EphemeralContainer', one);
      const difference = internalDiff(shown(old), shown(same));
      const why = `existing ephemeral containers ${JSON.stringify(old.name)} may not be changed\n${difference}`;
      errors.push(forbidden(path, why));
    }
  }
  return errors;
}
