// csrsigning: signs approved requests for the signers of Kubernetes' own, each of which has rules for what it signs.
// The legacy signer has nobody left to sign for: its requests came with an API that is no longer served.
// upstream: pkg/controller/certificates/signer

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { encodeBase64 } from '../../kinds/base64';
import { parseCertificateRequest } from '../../kinds/certificate-request';
import type { CertificateSigningRequest } from '../../kinds/generated/types.gen';
import type { CertificateRequest } from '../../kinds/x509/request';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { clientProblem, servingProblem } from './kubelet-request';
import { signRequest } from './sign-request';
import { CERTIFICATE_BACKOFF, conditionsOf, hasCondition, isIssued } from './state';

type Problem = (request: CertificateRequest, usages: readonly string[]) => string | undefined;

/** Key usages may come with it; nothing else may. */
const apiClientProblem: Problem = (_request, usages) => {
  const foreign = usages.find((usage) => !['digital signature', 'key encipherment', 'client auth'].includes(usage));
  if (foreign !== undefined) return `invalid usage for client certificate: ${foreign}`;
  return usages.includes('client auth') ? undefined : 'missing required usage for client certificate: client auth';
};

const signer = (name: string, signerName: string, problem: Problem) =>
  defineActor<Retries>({
    name,
    component: 'kube-controller-manager',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    memory: retriesMemory,
    watches: [
      watch('CertificateSigningRequest', ({ type, key, object }) =>
        type !== 'DELETED' && object.spec.signerName === signerName && isToSign(object) ? key : undefined,
      ),
    ],
    reconcile: (cx, key) => {
      const found = cx.get('CertificateSigningRequest', undefined, key);
      if (!found || !isToSign(found)) return;
      syncOrRetry(cx, cx.state, key, () => sign(cx, found, problem), { backoff: CERTIFICATE_BACKOFF });
    },
  });

const isToSign = (request: CertificateSigningRequest) =>
  hasCondition(request, 'Approved') && !hasCondition(request, 'Failed') && !isIssued(request);

function sign(cx: ActorContext<Retries>, object: CertificateSigningRequest, problem: Problem): void {
  const { request, usages = [], expirationSeconds } = object.spec;
  const read = parseCertificateRequest(request);
  const message = problem(read, usages);
  if (message !== undefined) {
    const lastUpdateTime = rfc3339(cx.nowMs);
    const failed = { type: 'Failed', status: 'True', reason: 'SignerValidationFailure', message, lastUpdateTime };
    cx.updateStatus({ ...object, status: { ...object.status, conditions: [...conditionsOf(object), failed] } });
    return;
  }
  const serial = Uint8Array.from({ length: 16 }, () => cx.random.below(256, 'certificate-serial'));
  const certificate = encodeBase64(signRequest(read, { usages, expirationSeconds, nowMs: cx.nowMs, serial }));
  cx.updateStatus({ ...object, status: { ...object.status, certificate } });
}

export const kubeletServingSigner = signer(
  'csrsigning-kubelet-serving',
  'kubernetes.io/kubelet-serving',
  servingProblem,
);
export const kubeletClientSigner = signer(
  'csrsigning-kubelet-client',
  'kubernetes.io/kube-apiserver-client-kubelet',
  clientProblem,
);
export const apiClientSigner = signer(
  'csrsigning-kube-apiserver-client',
  'kubernetes.io/kube-apiserver-client',
  apiClientProblem,
);
