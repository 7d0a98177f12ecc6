// What a kubelet's request has to look like. upstream: pkg/apis/certificates/helpers.go

import type { CertificateRequest } from '../../kinds/x509/request';
import { COMMON_NAME, ORGANIZATION, valuesOf } from '../../kinds/x509/subject-name';

const ORGANIZATION_RULE = 'subject organization is not system:nodes';

/** Why a kubelet cannot have a certificate to show itself with; undefined when it can. */
export function clientProblem(request: CertificateRequest, usages: readonly string[]): string | undefined {
  const { names } = request;
  if (!isOfNodes(request)) return ORGANIZATION_RULE;
  if (names.dns.length > 0) return 'DNS subjectAltNames are not allowed';
  if (names.emails.length > 0) return 'Email subjectAltNames are not allowed';
  if (names.addresses.length > 0) return 'IP subjectAltNames are not allowed';
  if (names.uris.length > 0) return 'URI subjectAltNames are not allowed';
  return commonNameProblem(request) ?? usagesProblem(usages, 'client auth');
}

/** Why a kubelet cannot have a certificate to serve with. */
export function servingProblem(request: CertificateRequest, usages: readonly string[]): string | undefined {
  const { names } = request;
  if (!isOfNodes(request)) return ORGANIZATION_RULE;
  if (names.dns.length === 0 && names.addresses.length === 0) return 'DNS or IP subjectAltName is required';
  if (names.emails.length > 0) return 'Email subjectAltNames are not allowed';
  if (names.uris.length > 0) return 'URI subjectAltNames are not allowed';
  return usagesProblem(usages, 'server auth') ?? commonNameProblem(request);
}

/** As Go reads it: the last of several. */
export const commonNameOf = ({ subject }: CertificateRequest): string => valuesOf(subject, COMMON_NAME).at(-1) ?? '';

const isOfNodes = ({ subject }: CertificateRequest) => valuesOf(subject, ORGANIZATION).join('\n') === 'system:nodes';

const commonNameProblem = (request: CertificateRequest) =>
  commonNameOf(request).startsWith('system:node:') ? undefined : 'subject common name does not begin with system:node:';

/** Key encipherment is for RSA alone, so it may be missing. */
function usagesProblem(usages: readonly string[], auth: string): string | undefined {
  const wanted = [auth, 'digital signature', 'key encipherment'];
  const isMet =
    usages.every((usage) => wanted.includes(usage)) && wanted.slice(0, 2).every((one) => usages.includes(one));
  return isMet ? undefined : `usages did not match [${wanted.sort().join(' ')}]`;
}
