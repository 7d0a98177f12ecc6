// Rules for CertificateSigningRequests. upstream: pkg/apis/certificates/validation

import { certificateProblem, requestProblem } from './certificate-request';
import type { CertificateSigningRequest, CertificateSigningRequestSpec } from './generated/types.gen';
import type { FieldError } from './kind';
import { duplicate, type Errors, forbidden, goQuote, invalid, notSupported, required } from './validation/field-error';
import { checkObjectMeta, checkObjectMetaUpdate } from './validation/object-meta';
import { checkSignerName } from './validation/signer-name';

const LEGACY_SIGNER = 'kubernetes.io/legacy-unknown';
const LEAST_SECONDS = 600;
const USAGES: readonly string[] = [
  'any',
  'cert sign',
  'client auth',
  'code signing',
  'content commitment',
  'crl sign',
  'data encipherment',
  'decipher only',
  'digital signature',
  'email protection',
  'encipher only',
  'ipsec end system',
  'ipsec tunnel',
  'ipsec user',
  'key agreement',
  'key encipherment',
  'microsoft sgc',
  'netscape sgc',
  'ocsp signing',
  's/mime',
  'server auth',
  'signing',
  'timestamping',
];

const anyName = () => [];

export function checkNewRequest(request: CertificateSigningRequest): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, request, anyName);
  checkSpec(errors, request.spec);
  return errors;
}

function checkSpec(
  errors: Errors,
  { request, usages = [], signerName, expirationSeconds }: CertificateSigningRequestSpec,
) {
  const fault = requestProblem(request);
  if (fault !== undefined) errors.push(invalid('spec.request', request, fault));
  if (usages.length === 0) errors.push(required('spec.usages'));
  usages.forEach((usage, index) => {
    if (!USAGES.includes(usage)) errors.push(notSupported(`spec.usages[${index}]`, usage, USAGES));
  });
  usages.forEach((usage, index) => {
    if (usages.indexOf(usage) < index) errors.push(duplicate(`spec.usages[${index}]`, usage));
  });
  if (signerName === LEGACY_SIGNER) {
    errors.push(invalid('spec.signerName', signerName, 'the legacy signerName is not allowed via this API version'));
  } else checkSignerName(errors, 'spec.signerName', signerName ?? '');
  if (expirationSeconds !== undefined && expirationSeconds < LEAST_SECONDS) {
    const why = 'may not specify a duration less than 600 seconds (10 minutes)';
    errors.push(invalid('spec.expirationSeconds', expirationSeconds, why));
  }
}

export function checkRequestUpdate(next: CertificateSigningRequest): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, next);
  checkObjectMetaUpdate(errors, next);
  return errors;
}

export function checkApproval(
  next: CertificateSigningRequest,
  stored: CertificateSigningRequest,
): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, next);
  checkConditions(errors, next, stored);
  checkKept(errors, next, stored);
  checkObjectMetaUpdate(errors, next);
  return errors;
}

export function checkRequestStatus(
  next: CertificateSigningRequest,
  stored: CertificateSigningRequest,
): readonly FieldError[] {
  const errors: Errors = [];
  const path = 'status.certificate';
  const [certificate = '', before = ''] = [next.status?.certificate, stored.status?.certificate];
  checkObjectMeta(errors, next);
  checkConditions(errors, next, stored);
  const problem = certificate === before || certificate === '' ? undefined : certificateProblem(certificate);
  if (problem !== undefined) errors.push(invalid(path, '<certificate data>', problem));
  checkKept(errors, next, stored);
  for (const type of ['Approved', 'Denied']) {
    if (countOf(next, type) <= countOf(stored, type)) continue;
    errors.push(forbidden('status.conditions', `updates may not add a condition of type ${goQuote(type)}`));
  }
  if (certificate !== before && before !== '') {
    errors.push(forbidden(path, 'updates may not modify existing certificate content'));
  }
  checkObjectMetaUpdate(errors, next);
  return errors;
}

const countOf = ({ status }: CertificateSigningRequest, type: string): number =>
  (status?.conditions ?? []).filter((condition) => condition.type === type).length;

function checkKept(errors: Errors, next: CertificateSigningRequest, stored: CertificateSigningRequest): void {
  for (const type of ['Approved', 'Denied', 'Failed']) {
    if (countOf(next, type) >= countOf(stored, type)) continue;
    errors.push(forbidden('status.conditions', `updates may not remove a condition of type ${goQuote(type)}`));
  }
}

/** What is wrong already may stay as it is. */
function checkConditions(errors: Errors, next: CertificateSigningRequest, stored: CertificateSigningRequest): void {
  const path = 'status.conditions';
  const conditions = next.status?.conditions ?? [];
  const before = stored.status?.conditions ?? [];
  const wereBoth = countOf(stored, 'Approved') > 0 && countOf(stored, 'Denied') > 0;
  const wereTwice = before.some(({ type }, index) => before.findIndex((one) => one.type === type) < index);
  conditions.forEach(({ type, status }, index) => {
    const earlier = conditions.slice(0, index);
    const isSeen = (other: string) => earlier.some((one) => one.type === other);
    if (type === '' && countOf(stored, '') === 0) errors.push(required(`${path}[${index}].type`));
    const allowed = ['Approved', 'Denied', 'Failed'].includes(type) ? ['True'] : ['False', 'True', 'Unknown'];
    if (!status) errors.push(required(`${path}[${index}].status`));
    else if (!allowed.includes(status)) errors.push(notSupported(`${path}[${index}].status`, status, allowed));
    const other = type === 'Approved' ? 'Denied' : type === 'Denied' ? 'Approved' : undefined;
    if (other !== undefined && isSeen(other) && !wereBoth) {
      errors.push(invalid(path, type, 'Approved and Denied conditions are mutually exclusive'));
    }
    if (isSeen(type) && !wereTwice) errors.push(duplicate(`${path}[${index}].type`, type));
  });
}
