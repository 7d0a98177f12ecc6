// Requests for certificates: what is asked, who decides, who signs.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { userNamed } from '../../src/api/authorization/user';
import { encodeBase64 } from '../../src/kinds/base64';
import { parseCertificateRequest } from '../../src/kinds/certificate-request';
import { COMMON_NAME, ORGANIZATION, valuesOf } from '../../src/kinds/x509/subject-name';
import { type Body, body, refusal, SpecServer } from './api-server';
import { EVE, JANE } from './certificate-requests';

let server: SpecServer;

beforeEach(() => {
  server = new SpecServer();
});

const SIGNER = 'example.com/signer';
const request = (name: string, spec: Body = {}) =>
  body('certificates.k8s.io/v1', 'CertificateSigningRequest', name, {
    spec: { request: JANE, signerName: SIGNER, usages: ['client auth'], ...spec },
  });
const condition = (type: string, more: Body = {}) => ({ type, status: 'True', reason: 'r', message: 'm', ...more });
const decide = (...conditions: Body[]) => server.patch('csr', 'jane', { status: { conditions } }, 'approval');
const setStatus = (status: Body) => server.patch('csr', 'jane', { status }, 'status');

test('the subject is read', () => {
  const { subject } = parseCertificateRequest(JANE);
  expect(valuesOf(subject, COMMON_NAME)).toEqual(['jane']);
  expect(valuesOf(subject, ORGANIZATION)).toEqual(['dev', 'system:authenticated-x']);
  expect(() => parseCertificateRequest(encodeBase64('x'))).toThrow('PEM block type must be CERTIFICATE REQUEST');
});

describe('what is refused', () => {
  const path = 'CertificateSigningRequest.certificates.k8s.io "j" is invalid: spec';
  const label =
    "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";
  test.each([
    {
      name: 'no request',
      spec: { request: encodeBase64('hello') },
      says: '.request: Invalid value: "aGVsbG8=": PEM block type must be CERTIFICATE REQUEST',
    },
    { name: 'no usages', spec: { usages: [] }, says: '.usages: Required value' },
    {
      name: 'a usage twice',
      spec: { usages: ['client auth', 'client auth'] },
      says: '.usages[1]: Duplicate value: "client auth"',
    },
    {
      name: 'no path',
      spec: { signerName: 'signer' },
      says:
        '.signerName: Invalid value: ' +
        '"signer"' +
        ": must be a fully qualified domain and path of the form 'example.com/signer-name'",
    },
    {
      name: 'no domain',
      spec: { signerName: 'signer/x' },
      says: '.signerName: Invalid value: "signer": should be a domain with at least two segments separated by dots',
    },
    {
      name: 'a wrong domain',
      spec: { signerName: 'a.B/x' },
      says: `.signerName: Invalid value: "a.B": validating label "B": ${label}`,
    },
    {
      name: 'the legacy signer',
      spec: { signerName: 'kubernetes.io/legacy-unknown' },
      says: '.signerName: Invalid value: "kubernetes.io/legacy-unknown": the legacy signerName is not allowed via this API version',
    },
    {
      name: 'too short a time',
      spec: { expirationSeconds: 599 },
      says: '.expirationSeconds: Invalid value: 599: may not specify a duration less than 600 seconds (10 minutes)',
    },
  ])('$name', ({ spec, says }) => {
    expect(refusal(() => server.create(request('j', spec)))).toBe(`422 ${path}${says}`);
  });

  test('members of system:masters for clients of the API server', () => {
    const asked = request('eve', { request: EVE, signerName: 'kubernetes.io/kube-apiserver-client' });
    expect(refusal(() => server.create(asked))).toBe(
      '403 certificatesigningrequests.certificates.k8s.io "eve" is forbidden: use of kubernetes.io/kube-apiserver-client signer with system:masters group is not allowed',
    );
  });
});

test('who asks is written down, whatever is said', () => {
  server.user = userNamed('jane', { groups: ['system:masters', 'dev'], uid: 'u1' });
  const { spec, status } = server.create({
    ...request('jane', { username: 'root', groups: ['x'] }),
    status: { conditions: [condition('Approved')] },
  });
  expect(spec).toMatchObject({
    username: 'jane',
    uid: 'u1',
    groups: ['system:masters', 'dev', 'system:authenticated'],
  });
  expect(status).toBeUndefined();
});

describe('approval and status', () => {
  beforeEach(() => {
    server.create(request('jane'));
  });

  test('the object itself keeps both, and what was asked', () => {
    server.patch('csr', 'jane', {
      metadata: { labels: { a: 'b' } },
      spec: { signerName: 'x.y/z' },
      status: { certificate: 'YQ==' },
    });
    const stored = server.get('csr', 'jane', '');
    expect([stored.metadata.labels, stored.spec.signerName, stored.status]).toEqual([{ a: 'b' }, SIGNER, undefined]);
  });

  test('approval sets conditions and their times, nothing else', () => {
    const { status, spec } = decide(condition('Approved'));
    expect(status.conditions).toEqual([
      condition('Approved', { lastUpdateTime: expect.any(String), lastTransitionTime: expect.any(String) }),
    ]);
    expect(spec.signerName).toBe(SIGNER);
  });

  test.each<{ name: string; run: () => Body; says: string }>([
    {
      name: 'both decisions',
      run: () => decide(condition('Approved'), condition('Denied')),
      says: 'status.conditions: Invalid value: "Denied": Approved and Denied conditions are mutually exclusive',
    },
    {
      name: 'a decision that is not one',
      run: () => decide(condition('Approved', { status: 'False' })),
      says: 'status.conditions[0].status: Unsupported value: "False": supported values: "True"',
    },
    {
      name: 'a decision through status',
      run: () => setStatus({ conditions: [condition('Approved')] }),
      says: 'status.conditions: Forbidden: updates may not add a condition of type "Approved"',
    },
    {
      name: 'a decision taken back',
      run: () => {
        decide(condition('Denied'));
        return decide();
      },
      says: 'status.conditions: Forbidden: updates may not remove a condition of type "Denied"',
    },
    {
      name: 'no certificate',
      run: () => setStatus({ certificate: encodeBase64('x') }),
      says: 'status.certificate: Invalid value: "<certificate data>": must contain at least one CERTIFICATE PEM block',
    },
  ])('refuses $name', ({ run, says }) => {
    expect(refusal(run)).toBe(`422 CertificateSigningRequest.certificates.k8s.io "jane" is invalid: ${says}`);
  });

  test('a signer decides and signs what it may', () => {
    const rbac = (kind: string, name: string, more: Body) => body('rbac.authorization.k8s.io/v1', kind, name, more);
    const group = 'certificates.k8s.io';
    const csr = { apiGroups: [group], resources: ['certificatesigningrequests/approval'], verbs: ['patch'] };
    const status = { apiGroups: [group], resources: ['certificatesigningrequests/status'], verbs: ['patch'] };
    const signers = {
      apiGroups: [group],
      resources: ['signers'],
      resourceNames: ['example.com/*'],
      verbs: ['approve'],
    };
    server.create(rbac('ClusterRole', 'approver', { rules: [csr, status, signers] }));
    server.create(
      rbac('ClusterRoleBinding', 'approver', {
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'approver' },
        subjects: [{ kind: 'User', name: 'ann' }],
      }),
    );
    server.create({ ...request('other', { signerName: 'other.com/signer' }) });
    server.user = userNamed('ann');
    expect(refusal(() => decide(condition('Approved')))).toBe('accepted');
    expect(
      refusal(() => server.patch('csr', 'other', { status: { conditions: [condition('Approved')] } }, 'approval')),
    ).toBe(
      '403 certificatesigningrequests.certificates.k8s.io "other" is forbidden: user not permitted to approve requests with signerName "other.com/signer"',
    );
    expect(refusal(() => setStatus({ conditions: [condition('Approved'), condition('Failed')] }))).toBe(
      '403 certificatesigningrequests.certificates.k8s.io "jane" is forbidden: user not permitted to sign requests with signerName "example.com/signer"',
    );
  });
});
