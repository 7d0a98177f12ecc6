// Who may have admin access to devices, and who may write which part of a claim's status.

import { describe, expect, test } from '@jest/globals';
import { userNamed } from '../../src/api/authorization/user';
import { type Body, body, refusal, SpecServer } from '../kinds/api-server';

const API = 'resource.k8s.io/v1';
const devices = (adminAccess: boolean) => ({
  requests: [{ name: 'gpu', exactly: { deviceClassName: 'gpu', ...(adminAccess ? { adminAccess } : {}) } }],
});
const claim = (adminAccess: boolean) => body(API, 'ResourceClaim', 'c', { spec: { devices: devices(adminAccess) } });
const template = body(API, 'ResourceClaimTemplate', 't', { spec: { spec: { devices: devices(true) } } });

const LABEL = 'resource.kubernetes.io/admin-access';
const NEEDS = `admin access to devices requires the \`${LABEL}: true\` label on the containing namespace`;
const refused = (kind: string, name: string) =>
  `422 ${kind}.resource.k8s.io "${name}" is invalid: spec.devices.requests[0].adminAccess: Forbidden: ${NEEDS}`;

describe('admin access', () => {
  test.each([
    { name: 'of a claim', object: claim(true), says: refused('ResourceClaim', 'c') },
    { name: 'of a template', object: template, says: refused('ResourceClaimTemplate', 't') },
    { name: 'not asked for', object: claim(false), says: undefined },
  ])('$name', ({ object, says }) => {
    const server = new SpecServer();
    const answer = () => server.create(object);
    if (says === undefined) expect(answer).not.toThrow();
    else expect(refusal(answer)).toBe(says);
  });

  test('in a namespace with the label', () => {
    const server = new SpecServer();
    const namespace = server.get('Namespace', 'default');
    const metadata = { ...(namespace as Body).metadata, labels: { [LABEL]: 'true' } };
    server.update({ ...(namespace as Body), metadata });
    expect(() => server.create(claim(true))).not.toThrow();
  });
});

describe('the status', () => {
  const RBAC = 'rbac.authorization.k8s.io/v1';
  const result = { request: 'gpu', driver: 'gpu.example.com', pool: 'p', device: 'd' };
  const allocation = { devices: { results: [result] } };
  const { request: _request, ...device } = result;
  const may = (subresource: string, verbs: readonly string[]) => ({
    apiGroups: ['resource.k8s.io'],
    resources: [`resourceclaims${subresource}`],
    verbs,
  });

  /** A claim, and a user who may do this besides writing claims and their status. */
  function world(...rules: readonly object[]): SpecServer {
    const server = new SpecServer();
    const all = [may('', ['*']), may('/status', ['*']), ...rules];
    server.create(body(RBAC, 'ClusterRole', 'driver', { rules: all }));
    const subjects = [{ kind: 'User', name: 'driver', apiGroup: 'rbac.authorization.k8s.io' }];
    const roleRef = { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'driver' };
    server.create(body(RBAC, 'ClusterRoleBinding', 'driver', { subjects, roleRef }));
    server.create(claim(false));
    return server;
  }
  const write = (server: SpecServer, status: Body) => {
    server.user = userNamed('driver');
    return () => server.patch('ResourceClaim', 'c', { status } as unknown as Body, 'status');
  };
  const forbidden = (field: string, needs: string, why: string) =>
    `422 ResourceClaim.resource.k8s.io "c" is invalid: ${field}: Forbidden: changing ${needs} permission: resourceclaims.resource.k8s.io ${why}`;

  test('who binds a claim needs its own permission', () => {
    const needs = 'status.allocation or status.reservedFor requires resource="resourceclaims/binding", verb="patch"';
    const why =
      'is forbidden: User "driver" cannot patch resource "resourceclaims/binding" in API group "resource.k8s.io" at the cluster scope';
    const status = { allocation } as unknown as Body;
    expect(refusal(write(world(), status))).toBe(forbidden('status.allocation', needs, why));
    expect(write(world(may('/binding', ['patch'])), status)).not.toThrow();
  });

  test('who tells of a device needs permission for its driver', () => {
    const needs = 'status.devices requires resource="resourceclaims/driver", verb="[arbitrary-node:patch]"';
    const why =
      '"gpu.example.com" is forbidden: User "driver" cannot arbitrary-node:patch resource "resourceclaims/driver" in API group "resource.k8s.io" in the namespace "default"';
    const status = { devices: [device] } as unknown as Body;
    const given = (server: SpecServer) => {
      server.patch('ResourceClaim', 'c', { status: { allocation } } as unknown as Body, 'status');
      return server;
    };
    expect(refusal(write(given(world()), status))).toBe(forbidden('status.devices', needs, why));
    expect(write(given(world(may('/driver', ['arbitrary-node:patch']))), status)).not.toThrow();
  });
});
