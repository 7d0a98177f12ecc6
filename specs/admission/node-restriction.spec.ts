// What a kubelet may change.

import { beforeEach, describe, expect, test } from '@jest/globals';
import { userNamed } from '../../src/api/authorization/user';
import { type Body, body, pod, refusal, SpecServer } from '../kinds/api-server';

let server: SpecServer;

const rbac = (kind: string, name: string, more: Body) => body('rbac.authorization.k8s.io/v1', kind, name, more);

beforeEach(() => {
  server = new SpecServer();
  server.create(rbac('ClusterRole', 'all', { rules: [{ apiGroups: ['*'], resources: ['*'], verbs: ['*'] }] }));
  server.create(
    rbac('ClusterRoleBinding', 'nodes', {
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'all' },
      subjects: [{ kind: 'Group', name: 'system:nodes' }],
    }),
  );
  for (const name of ['n1', 'n2']) server.create(body('v1', 'Node', name, {}));
  server.create(pod('here', { nodeName: 'n1' }));
  server.create(pod('there', { nodeName: 'n2' }));
  server.user = userNamed('system:node:n1', { groups: ['system:nodes'] });
});

const MIRROR = { 'kubernetes.io/config.mirror': 'x' };
const mirror = (spec: Body = {}, metadata: Body = {}) =>
  pod('static', { nodeName: 'n1', ...spec }, { annotations: MIRROR, ...metadata });
const owned = (more: Body = {}) => ({
  ownerReferences: [
    {
      apiVersion: 'v1',
      kind: 'Node',
      name: 'n1',
      uid: server.get('node', 'n1', '').metadata.uid,
      controller: true,
      ...more,
    },
  ],
});

describe('refused', () => {
  test.each<{ name: string; run: () => Body; says: string }>([
    {
      name: 'another node',
      run: () => server.patch('node', 'n2', { metadata: { labels: { a: 'b' } } }),
      says: 'nodes "n2" is forbidden: node "n1" is not allowed to modify node "n2"',
    },
    {
      name: 'its taints',
      run: () => server.patch('node', 'n1', { spec: { taints: [] } }),
      says: 'nodes "n1" is forbidden: node "n1" is not allowed to modify taints',
    },
    {
      name: 'labels that draw pods',
      run: () =>
        server.patch('node', 'n1', {
          metadata: { labels: { 'node-restriction.kubernetes.io/a': 'b', 'x.k8s.io/a': 'b', 'own.example/a': 'b' } },
        }),
      says: 'nodes "n1" is forbidden: is not allowed to modify labels: node-restriction.kubernetes.io/a, x.k8s.io/a',
    },
    {
      name: 'an ordinary pod',
      run: () => server.create(pod('p', { nodeName: 'n1' })),
      says: 'pods "p" is forbidden: pod does not have "kubernetes.io/config.mirror" annotation, node "n1" can only create mirror pods',
    },
    {
      name: 'a mirror pod elsewhere',
      run: () => server.create(mirror({ nodeName: 'n2' })),
      says: 'pods "static" is forbidden: node "n1" can only create pods with spec.nodeName set to itself',
    },
    {
      name: 'a mirror pod of nobody',
      run: () => server.create(mirror()),
      says: 'pods "static" is forbidden: node "n1" can only create pods with an owner reference set to itself',
    },
    {
      name: 'a mirror pod of another incarnation',
      run: () => server.create(mirror({}, owned({ uid: 'old' }))),
      says: expect.stringContaining('pods "static" is forbidden: node n1 UID mismatch: expected old got ') as never,
    },
    {
      name: 'a mirror pod that reads a ConfigMap',
      run: () => server.create(mirror({ volumes: [{ name: 's', configMap: { name: 's' } }] }, owned())),
      says: 'pods "static" is forbidden: node "n1" can not create pods that reference configmaps',
    },
    {
      name: 'a pod changed',
      run: () => server.patch('pod', 'here', { metadata: { labels: { a: 'b' } } }),
      says: 'pods "here" is forbidden: unexpected operation "UPDATE", node "n1" can only create and delete mirror pods',
    },
    {
      name: 'a pod of another node deleted',
      run: () => server.delete('pod', 'there'),
      says: 'pods "there" is forbidden: node "n1" can only delete pods with spec.nodeName set to itself',
    },
    {
      name: 'the status of a pod of another node',
      run: () => server.patch('pod', 'there', { status: { phase: 'Running' } }, 'status'),
      says: 'pods "there" is forbidden: node "n1" can only update pod status for pods with spec.nodeName set to itself',
    },
    {
      name: 'a lease elsewhere',
      run: () => server.create(body('coordination.k8s.io/v1', 'Lease', 'n1', { spec: {} })),
      says: 'leases.coordination.k8s.io "n1" is forbidden: can only access leases in the "kube-node-lease" system namespace',
    },
    {
      name: 'a nameless kubelet',
      run: () => {
        server.user = userNamed('system:node:', { groups: ['system:nodes'] });
        return server.patch('node', 'n1', { metadata: { labels: { a: 'b' } } });
      },
      says: 'nodes "n1" is forbidden: could not determine node from user "system:node:"',
    },
  ])('$name', ({ run, says }) => {
    const refused = refusal(run);
    if (typeof says === 'string') expect(refused).toBe(`403 ${says}`);
    else expect(refused.slice('403 '.length)).toEqual(says);
  });
});

describe('accepted', () => {
  test.each<{ name: string; run: () => Body }>([
    {
      name: 'a label of its own',
      run: () => server.patch('node', 'n1', { metadata: { labels: { 'own.example/a': 'b' } } }),
    },
    {
      name: "a kubelet's label",
      run: () => server.patch('node', 'n1', { metadata: { labels: { 'topology.kubernetes.io/zone': 'a' } } }),
    },
    { name: 'its mirror pod', run: () => server.create(mirror({}, owned())) },
    {
      name: 'the status of its pod',
      run: () => server.patch('pod', 'here', { status: { phase: 'Running' } }, 'status'),
    },
    { name: 'its pod deleted', run: () => server.delete('pod', 'here') },
    {
      name: 'its lease',
      run: () =>
        server.create(
          body('coordination.k8s.io/v1', 'Lease', 'n1', { metadata: { namespace: 'kube-node-lease' }, spec: {} }),
        ),
    },
  ])('$name', ({ run }) => {
    expect(refusal(run)).toBe('accepted');
  });
});
