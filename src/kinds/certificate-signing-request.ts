// CertificateSigningRequest: what the API server does with one of its own.
// upstream: pkg/apis/certificates/v1/conversion.go

import type { CertificateSigningRequest } from './generated/types.gen';
import { defineKind } from './kind';

export const certificateSigningRequest = defineKind<CertificateSigningRequest>({
  selectableFields: { 'spec.signerName': ({ spec }) => spec.signerName },
});
