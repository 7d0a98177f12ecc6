// Certificate requests after their creation: approved for kubelets, signed, cleaned away.

import { X509Certificate } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { csrApprovingController } from '../../../src/controllers/certificates/approving';
import { signRootCertificate } from '../../../src/controllers/certificates/authority';
import { csrCleanerController } from '../../../src/controllers/certificates/cleaner';
import { ROOT_CA } from '../../../src/controllers/certificates/root-certificate';
import {
  apiClientSigner,
  kubeletClientSigner,
  kubeletServingSigner,
} from '../../../src/controllers/certificates/signing';
import { ROOT_CA_CONFIG_MAP, rootCaPublisher } from '../../../src/controllers/root-ca-publisher';
import type { CertificateSigningRequest } from '../../../src/kinds/generated/types.gen';
import { JANE, NODE, NODE_SERVING, NODE_WITH_EMAIL } from '../../kinds/certificate-requests';
import { type Harness, harness } from '../harness';

const HOUR_MS = 3_600_000;
const API = 'kubernetes.io/kube-apiserver-client';
const KUBELET = 'kubernetes.io/kube-apiserver-client-kubelet';
const SERVING = 'kubernetes.io/kubelet-serving';
const signers = [apiClientSigner, kubeletClientSigner, kubeletServingSigner];

interface Asked {
  readonly request?: string;
  readonly signerName?: string;
  readonly usages?: readonly string[];
  readonly expirationSeconds?: number;
}

function ask(it: Harness, asked: Asked = {}): void {
  it.create({
    apiVersion: 'certificates.k8s.io/v1',
    kind: 'CertificateSigningRequest',
    metadata: { name: 'it' },
    spec: { request: JANE, signerName: API, usages: ['client auth'], ...asked },
  } as CertificateSigningRequest);
}

const found = (it: Harness) => it.user.get('CertificateSigningRequest', undefined, 'it');
const conditions = (it: Harness) =>
  (found(it)?.status?.conditions ?? []).map(({ type, reason, message }) => [type, reason, message]);

function decide(it: Harness, type: 'Approved' | 'Denied'): void {
  const request = found(it) as CertificateSigningRequest;
  const status = { conditions: [{ type, status: 'True', reason: 'Spec', message: 'so be it' }] };
  it.user.update({ ...request, status }, { subresource: 'approval' });
}

function issued(asked: Asked): X509Certificate {
  const it = harness(...signers);
  ask(it, asked);
  decide(it, 'Approved');
  it.settle();
  return new X509Certificate(Buffer.from(found(it)?.status?.certificate ?? '', 'base64'));
}

test('the root certificate is what the authority signs for itself', () => {
  expect(signRootCertificate()).toBe(ROOT_CA);
});

describe('what is signed', () => {
  test('an approved request, by the authority of the cluster, for a year', () => {
    const certificate = issued({});
    expect(certificate.verify(new X509Certificate(ROOT_CA).publicKey)).toBe(true);
    expect(certificate.checkIssued(new X509Certificate(ROOT_CA))).toBe(true);
    const { subject, issuer, validFrom, validTo, ca, keyUsage } = certificate;
    expect({ subject, issuer, validFrom, validTo, ca, keyUsage }).toEqual({
      subject: 'O=dev + O=system:authenticated-x\nCN=jane',
      issuer: 'CN=kubernetes',
      validFrom: 'Dec 31 23:55:00 2025 GMT',
      validTo: 'Dec 31 23:55:00 2026 GMT',
      ca: false,
      keyUsage: ['1.3.6.1.5.5.7.3.2'],
    });
  });

  test.each([
    { name: 'an hour', expirationSeconds: 3600, validTo: 'Jan  1 01:00:00 2026 GMT' },
    { name: 'eight hours, from where it begins', expirationSeconds: 28_800, validTo: 'Jan  1 07:55:00 2026 GMT' },
    { name: 'no longer than a year', expirationSeconds: 99_999_999, validTo: 'Dec 31 23:55:00 2026 GMT' },
  ])('for $name', ({ expirationSeconds, validTo }) => {
    expect(issued({ expirationSeconds }).validTo).toBe(validTo);
  });

  test('a kubelet to serve with', () => {
    const usages = ['server auth', 'digital signature', 'key encipherment'];
    const { subjectAltName, subject } = issued({ request: NODE_SERVING, signerName: SERVING, usages });
    expect({ subjectAltName, subject }).toEqual({
      subjectAltName: 'DNS:n1, IP Address:10.0.0.1',
      subject: 'O=system:nodes\nCN=system:node:n1',
    });
  });

  test('one seed, one certificate', () => {
    expect(issued({}).raw.equals(issued({}).raw)).toBe(true);
  });
});

test.each([
  {
    name: 'a use that clients have not',
    usages: ['server auth'],
    says: 'invalid usage for client certificate: server auth',
  },
  {
    name: 'no use of a client',
    usages: ['digital signature'],
    says: 'missing required usage for client certificate: client auth',
  },
  { name: 'not of the nodes', signerName: KUBELET, says: 'subject organization is not system:nodes' },
  {
    name: 'names for who only asks',
    request: NODE_SERVING,
    signerName: KUBELET,
    says: 'DNS subjectAltNames are not allowed',
  },
  {
    name: 'too few uses',
    request: NODE,
    signerName: KUBELET,
    says: 'usages did not match [client auth digital signature key encipherment]',
  },
  { name: 'nothing to serve', request: NODE, signerName: SERVING, says: 'DNS or IP subjectAltName is required' },
  {
    name: 'mail',
    request: NODE_WITH_EMAIL,
    signerName: SERVING,
    says: 'Email subjectAltNames are not allowed',
  },
  {
    name: 'too few uses to serve',
    request: NODE_SERVING,
    signerName: SERVING,
    says: 'usages did not match [digital signature key encipherment server auth]',
  },
])('what is not signed: $name', ({ name: _name, says, ...asked }) => {
  const it = harness(...signers);
  ask(it, asked);
  decide(it, 'Approved');
  it.settle();
  expect(conditions(it)).toEqual([
    ['Approved', 'Spec', 'so be it'],
    ['Failed', 'SignerValidationFailure', says],
  ]);
  expect(found(it)?.status?.certificate).toBeUndefined();
});

test.each([
  { name: 'undecided', decision: undefined, signerName: API },
  { name: 'denied', decision: 'Denied' as const, signerName: API },
  { name: 'for the signer of somebody else', decision: 'Approved' as const, signerName: 'example.com/it' },
])('nobody signs what is $name', ({ decision, signerName }) => {
  const it = harness(...signers);
  ask(it, { signerName });
  if (decision) decide(it, decision);
  it.settle();
  expect(found(it)?.status?.certificate).toBeUndefined();
});

describe('kubelets', () => {
  const asked = { request: NODE, signerName: KUBELET, usages: ['client auth', 'digital signature'] };

  test.each([
    { name: 'a kubelet', asked, approved: true },
    { name: 'somebody else', asked: { ...asked, request: JANE }, approved: false },
    { name: 'another signer', asked: { ...asked, signerName: API }, approved: false },
  ])('$name', ({ asked: spec, approved }) => {
    const it = harness(csrApprovingController);
    ask(it, spec);
    it.settle();
    const message = 'Auto approving kubelet client certificate after SubjectAccessReview.';
    expect(conditions(it)).toEqual(approved ? [['Approved', 'AutoApproved', message]] : []);
  });
});

test.each([
  { name: 'issued', decision: 'Approved' as const, signerName: API, livesMs: 2 * HOUR_MS },
  { name: 'denied', decision: 'Denied' as const, signerName: API, livesMs: 2 * HOUR_MS },
  { name: 'undecided', decision: undefined, signerName: API, livesMs: 25 * HOUR_MS },
  { name: 'approved, but nobody signs', decision: 'Approved' as const, signerName: 'a.b/c', livesMs: 25 * HOUR_MS },
])('cleaned away: $name', ({ decision, signerName, livesMs }) => {
  const it = harness(...signers, csrCleanerController);
  ask(it, { signerName });
  if (decision) decide(it, decision);
  it.wait(livesMs / 1000 - 1);
  expect(found(it)).toBeDefined();
  it.wait(2);
  expect(found(it)).toBeUndefined();
});

test('pods see the certificate that vouches for what is signed', () => {
  const it = harness(rootCaPublisher);
  it.settle();
  expect(it.user.get('ConfigMap', 'default', ROOT_CA_CONFIG_MAP)?.data).toEqual({ 'ca.crt': ROOT_CA });
});
