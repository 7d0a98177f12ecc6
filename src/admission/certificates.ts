// CertificateApproval, CertificateSigning and CertificateSubjectRestriction: who may decide on a signer's requests, who
// may sign them, and that nobody asks to become the master of the cluster.
// upstream: plugin/pkg/admission/certificates/{approval,signing,subjectrestriction}

import { type AdmissionContext, type AdmissionRequest, type AdmissionTarget, defineAdmission } from '../api/admission';
import { decide } from '../api/authorization/authorize';
import { MASTERS } from '../api/authorization/user';
import { faultOf, parseCertificateRequest } from '../kinds/certificate-request';
import { equalData } from '../kinds/equal-data';
import type { CertificateSigningRequest } from '../kinds/generated/types.gen';
import { goQuote } from '../kinds/validation/field-error';
import { ORGANIZATION, valuesOf } from '../kinds/x509/subject-name';
import { onlyFor, refused } from './request';

const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';

/** Updates of this subresource of a certificate request. */
const updates =
  (wanted: string) =>
  ({ row, operation, subresource }: AdmissionTarget): boolean =>
    row.key === 'CertificateSigningRequest' && operation === 'UPDATE' && subresource === wanted;

/** By the signer's name, or by its whole domain. */
function mayUse({ caller }: AdmissionRequest, verb: string, signer: string, cx: AdmissionContext): boolean {
  const { user } = caller;
  if (!user) return true;
  const asked = { verb, group: 'certificates.k8s.io', version: '*', resource: 'signers' };
  const names = [signer, `${signer.split('/')[0]}/*`];
  return names.some((name) => decide(cx, user, { ...asked, name }).allowed);
}

export const certificateApproval = defineAdmission({
  name: 'CertificateApproval',
  handles: updates('approval'),
  validate: (request, cx) => {
    const signer = (request.stored as unknown as CertificateSigningRequest).spec.signerName;
    if (mayUse(request, 'approve', signer, cx)) return;
    throw refused(request, `user not permitted to approve requests with signerName ${goQuote(signer)}`);
  },
});

export const certificateSigning = defineAdmission({
  name: 'CertificateSigning',
  handles: updates('status'),
  validate: (request, cx) => {
    const stored = request.stored as unknown as CertificateSigningRequest;
    const { status } = request.object as unknown as CertificateSigningRequest;
    const isSame = (field: 'certificate' | 'conditions') => equalData(status?.[field], stored.status?.[field]);
    const signer = stored.spec.signerName;
    if ((isSame('certificate') && isSame('conditions')) || mayUse(request, 'sign', signer, cx)) return;
    throw refused(request, `user not permitted to sign requests with signerName ${goQuote(signer)}`);
  },
});

export const certificateSubjectRestriction = defineAdmission({
  name: 'CertificateSubjectRestriction',
  handles: onlyFor({ CertificateSigningRequest: ['CREATE'] }),
  validate: (request) => {
    const { spec } = request.object as unknown as CertificateSigningRequest;
    if (spec.signerName !== CLIENT_SIGNER) return;
    const fault = faultOf(() => parseCertificateRequest(spec.request));
    if (fault !== undefined) throw refused(request, `failed to parse CSR: ${fault}`);
    if (!valuesOf(parseCertificateRequest(spec.request).subject, ORGANIZATION).includes(MASTERS)) return;
    throw refused(request, `use of ${CLIENT_SIGNER} signer with ${MASTERS} group is not allowed`);
  },
});
