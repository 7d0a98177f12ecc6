// Rules for a container's volume mounts and block devices.
// upstream: pkg/apis/core/validation ValidateVolumeMounts, ValidateVolumeDevices

import type { Container, Volume, VolumeMount } from '../generated/types.gen';
import { type Errors, forbidden, invalid, notFound, notSupported, required } from '../validation/field-error';
import { checkDescendingPath } from '../validation/paths';

export type VolumesByName = ReadonlyMap<string, Volume>;

const PROPAGATIONS = ['Bidirectional', 'HostToContainer', 'None'];
const RECURSIVE = ['Disabled', 'Enabled', 'IfPossible'];

export function checkMounts(errors: Errors, path: string, container: Container, volumes: VolumesByName): void {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const seen = new Set<string>();
  const devicePaths = new Map(volumeDevices.map(({ name, devicePath }) => [name, devicePath]));
  volumeMounts.forEach((mount, index) => {
    const at = `${path}[${index}]`;
    const { name, mountPath } = mount;
    if (!name) errors.push(required(`${at}.name`));
    if (!volumes.has(name)) errors.push(notFound(`${at}.name`, name));
    if (!mountPath) errors.push(required(`${at}.mountPath`));
    if (seen.has(mountPath)) errors.push(invalid(`${at}.mountPath`, mountPath, 'must be unique'));
    seen.add(mountPath);
    if (devicePaths.has(name)) {
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeDevices'));
    }
    if ([...devicePaths.values()].includes(mountPath)) {
      errors.push(invalid(`${at}.mountPath`, mountPath, 'must not already exist as a path in volumeDevices'));
    }
    checkSubPaths(errors, path, at, mount);
    checkPropagation(errors, path, mount, container);
    checkRecursiveReadOnly(errors, `${path}.recursiveReadOnly`, mount);
  });
}

/** Upstream reports these two without the mount's index, except where both are given. */
function checkSubPaths(errors: Errors, path: string, at: string, { subPath, subPathExpr }: VolumeMount): void {
  if (subPath) checkDescendingPath(errors, `${path}.subPath`, subPath);
  if (!subPathExpr) return;
  if (subPath) {
    errors.push(invalid(`${at}.subPathExpr`, subPathExpr, 'subPathExpr and subPath are mutually exclusive'));
  }
  checkDescendingPath(errors, `${path}.subPathExpr`, subPathExpr);
}

function checkPropagation(errors: Errors, path: string, { mountPropagation }: VolumeMount, container: Container): void {
  if (mountPropagation === undefined) return;
  const at = `${path}.mountPropagation`;
  if (!PROPAGATIONS.includes(mountPropagation)) errors.push(notSupported(at, mountPropagation, PROPAGATIONS));
  if (mountPropagation === 'Bidirectional' && container.securityContext?.privileged !== true) {
    errors.push(forbidden(at, 'Bidirectional mount propagation is available only to privileged containers'));
  }
}

function checkRecursiveReadOnly(errors: Errors, at: string, mount: VolumeMount): void {
  const { recursiveReadOnly, readOnly, mountPropagation } = mount;
  if (recursiveReadOnly === undefined || recursiveReadOnly === 'Disabled') return;
  if (!RECURSIVE.includes(recursiveReadOnly)) {
    errors.push(notSupported(at, recursiveReadOnly, RECURSIVE));
    return;
  }
  if (!readOnly) errors.push(forbidden(at, 'may only be specified when readOnly is true'));
  if (mountPropagation !== undefined && mountPropagation !== 'None') {
    errors.push(forbidden(at, 'may only be specified when mountPropagation is None or not specified'));
  }
}

export function checkDevices(errors: Errors, path: string, container: Container, volumes: VolumesByName): void {
  const { volumeMounts = [], volumeDevices = [] } = container;
  const names = new Set<string>();
  const paths = new Set<string>();
  // Of several mounts of one volume upstream remembers the last path.
  const mountPaths = new Map(volumeMounts.map(({ name, mountPath }) => [name, mountPath]));
  volumeDevices.forEach(({ name, devicePath }, index) => {
    const at = `${path}[${index}]`;
    const volume = volumes.get(name);
    if (!name) errors.push(required(`${at}.name`));
    if (names.has(name)) errors.push(invalid(`${at}.name`, name, 'must be unique'));
    if (!volume) errors.push(notFound(`${at}.name`, name));
    else if (!volume.persistentVolumeClaim && !volume.ephemeral) {
      const why = 'can only use volume source type of PersistentVolumeClaim or Ephemeral for block mode';
      errors.push(invalid(`${at}.name`, name, why));
    }
    if (!devicePath) errors.push(required(`${at}.devicePath`));
    if (paths.has(devicePath)) errors.push(invalid(`${at}.devicePath`, devicePath, 'must be unique'));
    if (devicePath?.split('/').includes('..')) {
      errors.push(invalid(`${at}.devicePath`, devicePath, "can not contain backsteps ('..')"));
    } else paths.add(devicePath);
    if (mountPaths.has(name)) {
      errors.push(invalid(`${at}.name`, name, 'must not already exist in volumeMounts'));
    }
    if ([...mountPaths.values()].includes(devicePath)) {
      errors.push(invalid(`${at}.devicePath`, devicePath, 'must not already exist as a path in volumeMounts'));
    }
    if (name) names.add(name);
  });
}
