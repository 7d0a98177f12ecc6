// CertificateApproval, CertificateSigning and CertificateSubjectRestriction: who may decide on a signer's requests, who
// may sign them, and that nobody asks to become the master of the cluster.
// upstream: plugin/pkg/admission/certificates/{approval,signing,subjectrestriction}

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { decide } from '../api/authorization/authorize';
import { MASTERS } from '../api/authorization/user';
import { isProblem, parseCertificateRequest } from '../kinds/certificate-request';
import { equalData } from '../kinds/equal-data';
import type { CertificateSigningRequest } from '../kinds/generated/types.gen';
import { goQuote } from '../kinds/validation/field-error';
import { isFor, refused } from './request';

const KIND = 'CertificateSigningRequest';
const CLIENT_SIGNER = 'kubernetes.io/kube-apiserver-client';

/** The stored request of an update of this subresource. */
function storedOf({ row, operation, subresource, stored }: AdmissionRequest, wanted: string) {
  const isMeant = row.key === KIND && operation === 'UPDATE' && subresource === wanted;
  return isMeant ? (stored as unknown as CertificateSigningRequest) : undefined;
}

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
  validate: (request, cx) => {
    const signer = storedOf(request, 'approval')?.spec.signerName;
    if (signer === undefined || mayUse(request, 'approve', signer, cx)) return;
    throw refused(request, `user not permitted to approve requests with signerName ${goQuote(signer)}`);
  },
});

export const certificateSigning = defineAdmission({
  name: 'CertificateSigning',
  validate: (request, cx) => {
    const stored = storedOf(request, 'status');
    if (!stored) return;
    const { status } = request.object as unknown as CertificateSigningRequest;
    const isSame = (field: 'certificate' | 'conditions') => equalData(status?.[field], stored.status?.[field]);
    const signer = stored.spec.signerName;
    if ((isSame('certificate') && isSame('conditions')) || mayUse(request, 'sign', signer, cx)) return;
    throw refused(request, `user not permitted to sign requests with signerName ${goQuote(signer)}`);
  },
});

export const certificateSubjectRestriction = defineAdmission({
  name: 'CertificateSubjectRestriction',
  validate: (request) => {
    if (!isFor(request, KIND, 'CREATE')) return;
    const { spec } = request.object as unknown as CertificateSigningRequest;
    if (spec.signerName !== CLIENT_SIGNER) return;
    const subject = parseCertificateRequest(spec.request);
    if (isProblem(subject)) throw refused(request, `failed to parse CSR: ${subject.problem}`);
    if (!subject.organizations.includes(MASTERS)) return;
    throw refused(request, `use of ${CLIENT_SIGNER} signer with ${MASTERS} group is not allowed`);
  },
});
