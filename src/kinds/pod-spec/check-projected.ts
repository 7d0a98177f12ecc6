// Rules for projected and downward API volumes.
// upstream: pkg/apis/core/validation validateProjectionSources, validateDownwardAPIVolumeFile

import type {
  DownwardAPIVolumeFile,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../generated/types.gen';
import { type Errors, forbidden, invalid, required } from '../validation/field-error';
import { checkFileMode, checkLocalPath } from '../validation/paths';
import { CERTIFICATE_PATHS, checkPodCertificate, checkTrustBundle } from './check-certificates';
import { checkFieldRef, checkResourceFieldRef } from './check-env';
import { checkKeys } from './check-keys';

const VOLUME_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** Upstream reports every file under the same path. */
export function checkDownwardFiles(
  errors: Errors,
  at: string,
  files: readonly DownwardAPIVolumeFile[] | undefined,
): void {
  for (const { path = '', fieldRef, resourceFieldRef, mode } of files ?? []) {
    if (!path) errors.push(required(`${at}.path`));
    checkLocalPath(errors, `${at}.path`, path);
    if (fieldRef) {
      checkFieldRef(errors, `${at}.fieldRef`, fieldRef, VOLUME_FIELDS);
      if (resourceFieldRef) {
        errors.push(invalid(at, 'resource', 'fieldRef and resourceFieldRef can not be specified simultaneously'));
      }
    } else if (resourceFieldRef) checkResourceFieldRef(errors, `${at}.resourceFieldRef`, resourceFieldRef, true);
    else errors.push(required(at, 'one of fieldRef and resourceFieldRef is required'));
    checkFileMode(errors, `${at}.mode`, mode);
  }
}

export function checkProjected(errors: Errors, path: string, { defaultMode, sources }: ProjectedVolumeSource): void {
  checkFileMode(errors, `${path}.defaultMode`, defaultMode);
  const taken = new Set<string>();
  sources?.forEach((source, index) => {
    checkProjection(errors, path, `${path}.sources[${index}]`, source, taken);
  });
}

function checkProjection(errors: Errors, path: string, at: string, source: VolumeProjection, taken: Set<string>): void {
  const claim = (target: string | undefined, value: string) => {
    if (!target) return;
    if (taken.has(target)) errors.push(invalid(path, value, 'conflicting duplicate paths'));
    taken.add(target);
  };
  for (const kind of ['secret', 'configMap'] as const) {
    const part = source[kind];
    if (!part) continue;
    if (!part.name) errors.push(required(`${at}.${kind}.name`));
    checkKeys(errors, `${at}.${kind}.items`, part.items);
    for (const item of part.items ?? []) claim(item.path, part.name ?? '');
  }
  if (source.downwardAPI) {
    checkDownwardFiles(errors, `${at}.downwardAPI`, source.downwardAPI.items);
    for (const file of source.downwardAPI.items ?? []) claim(file.path, file.path);
  }
  if (source.serviceAccountToken) checkToken(errors, path, at, source.serviceAccountToken);
  if (source.clusterTrustBundle) {
    checkTrustBundle(errors, `${at}.clusterTrustBundle`, source.clusterTrustBundle);
    claim(source.clusterTrustBundle.path, source.clusterTrustBundle.path);
  }
  if (source.podCertificate) {
    const certificate = source.podCertificate;
    const field = `${at}.podCertificate`;
    checkPodCertificate(errors, field, certificate);
    const paths = CERTIFICATE_PATHS.filter((name) => certificate[name]);
    for (const name of paths) {
      checkLocalPath(errors, `${field}.${name}`, certificate[name] as string);
      claim(certificate[name], certificate[name] as string);
    }
    if (paths.length === 0) errors.push(required(field, `specify at least one of ${PATH_NAMES}`));
  }
  if (Object.values(source).filter((part) => part !== undefined).length > 1) {
    errors.push(forbidden(at, 'may not specify more than 1 volume type per source'));
  }
}

const PATH_NAMES = 'credentialBundlePath, keyPath, and certificateChainPath';

function checkToken(errors: Errors, path: string, at: string, token: ServiceAccountTokenProjection): void {
  const { expirationSeconds = 3600, path: target } = token;
  const field = `${at}.serviceAccountToken.expirationSeconds`;
  if (expirationSeconds < 600) {
    errors.push(invalid(field, expirationSeconds, 'may not specify a duration less than 10 minutes'));
  }
  if (expirationSeconds > 2 ** 32) {
    errors.push(invalid(field, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
  }
  if (!target) errors.push(required(`${path}.path`));
  else checkLocalPath(errors, `${path}.path`, target);
}
