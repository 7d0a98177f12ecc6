// What was decided about a certificate request. upstream: pkg/controller/certificates/certificate_controller_utils.go

import type { CertificateSigningRequest } from '../../kinds/generated/types.gen';
import type { Backoff } from '../shared/backoff';

/** upstream: NewCertificateController */
export const CERTIFICATE_BACKOFF: Backoff = { baseMs: 200, maxMs: 1_000_000 };

export const conditionsOf = ({ status }: CertificateSigningRequest) => status?.conditions ?? [];

export const hasCondition = (request: CertificateSigningRequest, type: string): boolean =>
  conditionsOf(request).some((condition) => condition.type === type);

export const isIssued = ({ status }: CertificateSigningRequest): boolean => Boolean(status?.certificate);
