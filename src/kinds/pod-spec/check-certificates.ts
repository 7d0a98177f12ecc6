// Rules for projected trust bundles and pod certificates.
// upstream: pkg/apis/core/validation validateProjectionSources, ValidateClusterTrustBundleName, ValidateUserAnnotations

import type { ClusterTrustBundleProjection, PodCertificateProjection } from '../generated/types.gen';
import { type Errors, invalid, notSupported, required, tooLong } from '../validation/field-error';
import { checkLabelSelector } from '../validation/label-selector';
import { dns1123Subdomain, qualifiedName } from '../validation/names';
import { byteLength } from '../validation/object-meta';
import { checkLocalPath } from '../validation/paths';
import { checkSignerName } from '../validation/signer-name';
import { internalValue } from './internal-value';

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const LEAST_SECONDS = 3600;
const MOST_SECONDS = 91 * 24 * 3600;
const MOST_KUBERNETES_SECONDS = 24 * 3600;
const MAX_ANNOTATION_BYTES = 256 * 1024;

export function checkTrustBundle(errors: Errors, at: string, bundle: ClusterTrustBundleProjection): void {
  const { name, signerName, labelSelector, path = '' } = bundle;
  if (name !== undefined && signerName !== undefined) {
    const shown = internalValue('ClusterTrustBundleProjection', bundle);
    errors.push(invalid(at, shown, 'only one of name and signerName may be used'));
  } else if (name !== undefined) {
    if (name === '') errors.push(required(`${at}.name`, 'must be a valid object name'));
    for (const why of bundleName(name)) {
      errors.push(invalid(`${at}.name`, name, `not a valid clustertrustbundlename: ${why}`));
    }
    if (labelSelector) {
      const shown = internalValue('ClusterTrustBundleProjection', bundle) as { LabelSelector: object };
      const why = 'labelSelector must be unset if name is specified';
      errors.push(invalid(`${at}.labelSelector`, shown.LabelSelector, why));
    }
  } else if (signerName !== undefined) {
    if (signerName === '') errors.push(required(`${at}.signerName`, 'must be a valid signer name'));
    checkSignerName(errors, `${at}.signerName`, signerName);
    checkLabelSelector(errors, `${at}.labelSelector`, labelSelector);
  } else errors.push(required(at, 'either name or signerName must be specified'));
  if (path === '') errors.push(required(`${at}.path`));
  checkLocalPath(errors, `${at}.path`, path);
}

/** With a signer's name before the last colon, the name proper after it. */
function bundleName(name: string): readonly string[] {
  const colon = name.lastIndexOf(':');
  if (colon < 0) return dns1123Subdomain(name);
  const signerName = name.slice(0, colon).replaceAll(':', '/');
  const prefix = `${signerName.replaceAll('/', ':')}:`;
  if (signerName === '') return ['ClusterTrustBundle without signer name must not have ":" in its name'];
  if (!name.startsWith(prefix)) {
    return [`ClusterTrustBundle for signerName ${signerName} must be named with prefix ${prefix}`];
  }
  return dns1123Subdomain(name.slice(prefix.length));
}

export function checkPodCertificate(errors: Errors, at: string, source: PodCertificateProjection): void {
  const { signerName = '', keyType = '', maxExpirationSeconds: seconds, userAnnotations } = source;
  checkSignerName(errors, `${at}.signerName`, signerName);
  if (userAnnotations) checkUserAnnotations(errors, `${at}.userAnnotations`, userAnnotations);
  if (!KEY_TYPES.includes(keyType)) errors.push(notSupported(`${at}.keyType`, keyType, KEY_TYPES));
  if (seconds !== undefined) {
    const host = signerName.split('/')[0] as string;
    const isKubernetes = host === 'kubernetes.io' || host.endsWith('.kubernetes.io');
    const most = isKubernetes ? MOST_KUBERNETES_SECONDS : MOST_SECONDS;
    const refuse = (bound: string) => {
      errors.push(invalid(`${at}.maxExpirationSeconds`, seconds, `if provided, maxExpirationSeconds must be ${bound}`));
    };
    if (seconds < LEAST_SECONDS) refuse(`>= ${LEAST_SECONDS}`);
    if (seconds > most) refuse(`<= ${most}`);
  }
}

/** The certificate's files, in upstream's order. */
export const CERTIFICATE_PATHS = ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const;

function checkUserAnnotations(errors: Errors, path: string, annotations: Readonly<Record<string, string>>): void {
  let bytes = 0;
  for (const [key, value] of Object.entries(annotations)) {
    bytes += byteLength(key) + byteLength(value);
    checkPrefixedKey(errors, path, key.toLowerCase());
  }
  if (bytes > MAX_ANNOTATION_BYTES) errors.push(tooLong(path, MAX_ANNOTATION_BYTES));
}

/** upstream: IsDomainPrefixedKey */
function checkPrefixedKey(errors: Errors, path: string, key: string): void {
  if (key === '') return void errors.push(required(path));
  const problems = qualifiedName(key);
  for (const why of problems) errors.push(invalid(path, key, why));
  if (problems.length > 0 || key.includes('/')) return;
  errors.push(invalid(path, key, 'must be a domain-prefixed key (such as "acme.io/foo")'));
}
