// csrapproving: approves what kubelets ask for to show themselves with, if whoever asks has the right to.
// upstream: pkg/controller/certificates/approver/sarapprove.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import { decide } from '../../api/authorization/authorize';
import { parseCertificateRequest } from '../../kinds/certificate-request';
import type { CertificateSigningRequest } from '../../kinds/generated/types.gen';
import { attempt } from '../../kinds/x509/der';
import { Lane } from '../../sim/work-queue';
import { retryLater } from '../shared/backoff';
import { type Retries, retriesMemory, syncOrRetry } from '../shared/syncing';
import { clientProblem, commonNameOf } from './kubelet-request';
import { CERTIFICATE_BACKOFF, conditionsOf, hasCondition, isIssued } from './state';

const SIGNER = 'kubernetes.io/kube-apiserver-client-kubelet';

/** What is tried: for a kubelet's own next certificate first. */
const RIGHTS = [
  { subresource: 'selfnodeclient', what: 'self kubelet client certificate' },
  { subresource: 'nodeclient', what: 'kubelet client certificate' },
] as const;

export const csrApprovingController = defineActor<Retries>({
  name: 'csrapproving',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: retriesMemory,
  watches: [
    watch('CertificateSigningRequest', ({ type, key, object }) =>
      type !== 'DELETED' && isToDecide(object) ? key : undefined,
    ),
  ],
  reconcile: (cx, key) => {
    const found = cx.get('CertificateSigningRequest', undefined, key);
    if (found && isToDecide(found)) approve(cx, key, found);
    else cx.state.failures.delete(key);
  },
});

const isToDecide = (request: CertificateSigningRequest) =>
  request.spec.signerName === SIGNER &&
  !isIssued(request) &&
  !hasCondition(request, 'Approved') &&
  !hasCondition(request, 'Denied');

function approve(cx: ActorContext<Retries>, key: string, object: CertificateSigningRequest): void {
  const read = attempt(() => parseCertificateRequest(object.spec.request));
  if (!read || clientProblem(read, object.spec.usages ?? []) !== undefined) return;
  const rights = object.spec.username === commonNameOf(read) ? RIGHTS : RIGHTS.slice(1);
  const given = rights.find(({ subresource }) => mayAsk(cx, object, subresource));
  // Whoever has no right to it may be given one.
  if (!given) return void retryLater(cx, cx.state.failures, key, CERTIFICATE_BACKOFF);
  const approved = {
    type: 'Approved',
    status: 'True',
    reason: 'AutoApproved',
    message: `Auto approving ${given.what} after SubjectAccessReview.`,
  };
  const status = { ...object.status, conditions: [...conditionsOf(object), approved] };
  const options = { backoff: CERTIFICATE_BACKOFF };
  syncOrRetry(cx, cx.state, key, () => void cx.update({ ...object, status }, { subresource: 'approval' }), options);
}

function mayAsk(cx: ActorContext<Retries>, { spec }: CertificateSigningRequest, subresource: string): boolean {
  const user = { name: spec.username ?? '', groups: spec.groups ?? [] };
  return decide(cx, user, {
    verb: 'create',
    group: 'certificates.k8s.io',
    version: '*',
    resource: 'certificatesigningrequests',
    subresource,
  }).allowed;
}
