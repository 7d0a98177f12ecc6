// NetworkPolicies: who reaches a pod and whom a pod reaches, rule by rule, and what a client sees of a refusal.

import { describe, expect, test } from '@jest/globals';
import type { NetworkPolicySpec, Pod } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import type { RequestSource } from '../../src/network/client';
import { sendRequest } from '../../src/network/request';
import { endpoint, namespace, node, pod, service, slice, world } from './world';

const labelled = (
  key: string,
  index: number,
  labels: Readonly<Record<string, string>>,
  spec: Partial<Pod['spec']> = {},
) => {
  const made = pod(key, `node-${index}`, `10.244.${index}.${key.length}`, spec);
  return { ...made, metadata: { ...made.metadata, labels } };
};

const DB: Partial<Pod['spec']> = {
  containers: [{ name: 'app', image: 'app', ports: [{ name: 'sql', containerPort: 8080, protocol: 'TCP' }] }],
};
const db = labelled('shop/db', 2, { app: 'db' }, DB);
const objects = [
  namespace('shop', { team: 'shop', 'kubernetes.io/metadata.name': 'shop' }),
  namespace('ops', { team: 'ops', 'kubernetes.io/metadata.name': 'ops' }),
  node(1),
  node(2),
  db,
  labelled('shop/frontend', 1, { app: 'frontend' }),
  labelled('shop/neighbour', 2, { app: 'neighbour' }),
  labelled('ops/monitor-of-all', 1, { app: 'monitor' }),
  pod('shop/host', 'node-1', '192.168.0.1', { hostNetwork: true }),
  service('shop/db', { clusterIP: '10.96.0.20', ports: [{ name: 'http', port: 5432 }] }),
  slice('shop/db', [endpoint('10.244.2.7', 'node-2')]),
];

const policy = (spec: NetworkPolicySpec, name = 'closed'): KubeObject =>
  ({
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: { namespace: 'shop', name },
    spec,
  }) as KubeObject;

const from = (name: string): RequestSource => ({ pod: name });
const send = (spec: NetworkPolicySpec | undefined, source: RequestSource, to = 'db.shop:5432') =>
  sendRequest(world(spec ? [...objects, policy(spec)] : [...objects]).network, { from: source, to });

const onDb = { podSelector: { matchLabels: { app: 'db' } } };
const frontends = { podSelector: { matchLabels: { app: 'frontend' } } };

describe('ingress', () => {
  test.each<{ name: string; spec: NetworkPolicySpec; frontend: boolean; monitor: boolean }>([
    {
      name: 'a policy for other pods',
      spec: { podSelector: { matchLabels: { app: 'web' } } },
      frontend: true,
      monitor: true,
    },
    { name: 'no rules', spec: onDb, frontend: false, monitor: false },
    { name: 'an empty list of rules', spec: { ...onDb, ingress: [] }, frontend: false, monitor: false },
    { name: 'a rule without anything', spec: { ...onDb, ingress: [{}] }, frontend: true, monitor: true },
    {
      name: 'an empty selector of pods takes all of the namespace',
      spec: { podSelector: {} },
      frontend: false,
      monitor: false,
    },
    {
      name: 'pods of the own namespace',
      spec: { ...onDb, ingress: [{ from: [frontends] }] },
      frontend: true,
      monitor: false,
    },
    {
      name: 'all pods of the own namespace',
      spec: { ...onDb, ingress: [{ from: [{ podSelector: {} }] }] },
      frontend: true,
      monitor: false,
    },
    {
      name: 'all pods of some namespaces',
      spec: { ...onDb, ingress: [{ from: [{ namespaceSelector: { matchLabels: { team: 'ops' } } }] }] },
      frontend: false,
      monitor: true,
    },
    {
      name: 'all namespaces',
      spec: { ...onDb, ingress: [{ from: [{ namespaceSelector: {} }] }] },
      frontend: true,
      monitor: true,
    },
    {
      name: 'both selectors in one peer are both asked',
      spec: { ...onDb, ingress: [{ from: [{ ...frontends, namespaceSelector: { matchLabels: { team: 'ops' } } }] }] },
      frontend: false,
      monitor: false,
    },
    {
      name: 'both selectors as two peers: either will do',
      spec: { ...onDb, ingress: [{ from: [frontends, { namespaceSelector: { matchLabels: { team: 'ops' } } }] }] },
      frontend: true,
      monitor: true,
    },
    {
      name: 'a block of addresses with a hole',
      spec: { ...onDb, ingress: [{ from: [{ ipBlock: { cidr: '10.244.0.0/16', except: ['10.244.1.18/32'] } }] }] },
      frontend: true,
      monitor: false,
    },
    {
      name: 'the port of the pod',
      spec: { ...onDb, ingress: [{ ports: [{ port: 8080 }] }] },
      frontend: true,
      monitor: true,
    },
    {
      name: 'the port of the Service is not asked',
      spec: { ...onDb, ingress: [{ ports: [{ port: 5432 }] }] },
      frontend: false,
      monitor: false,
    },
    {
      name: 'a port by its name',
      spec: { ...onDb, ingress: [{ ports: [{ port: 'sql' }] }] },
      frontend: true,
      monitor: true,
    },
    {
      name: 'a name that no container has',
      spec: { ...onDb, ingress: [{ ports: [{ port: 'http' }] }] },
      frontend: false,
      monitor: false,
    },
    {
      name: 'a range of ports',
      spec: { ...onDb, ingress: [{ ports: [{ port: 8000, endPort: 8080 }] }] },
      frontend: true,
      monitor: true,
    },
    {
      name: 'past the end of a range',
      spec: { ...onDb, ingress: [{ ports: [{ port: 8000, endPort: 8079 }] }] },
      frontend: false,
      monitor: false,
    },
    {
      name: 'another protocol',
      spec: { ...onDb, ingress: [{ ports: [{ port: 8080, protocol: 'UDP' }] }] },
      frontend: false,
      monitor: false,
    },
    {
      name: 'peers and ports of one rule are both asked',
      spec: { ...onDb, ingress: [{ from: [frontends], ports: [{ port: 9090 }] }] },
      frontend: false,
      monitor: false,
    },
    {
      name: 'a policy for egress alone',
      spec: { ...onDb, policyTypes: ['Egress'], egress: [] },
      frontend: true,
      monitor: true,
    },
  ])('$name', ({ spec, frontend, monitor }) => {
    expect(send(spec, from('shop/frontend')).ok).toBe(frontend);
    expect(send(spec, from('ops/monitor-of-all')).ok).toBe(monitor);
  });

  test('a refusal is silence, and the request tells whose it was', () => {
    const result = send(
      { ...onDb, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] },
      from('shop/frontend'),
    );
    expect(result).toMatchObject({ outcome: 'timeout', error: 'dial tcp 10.96.0.20:5432: i/o timeout' });
    expect(result.hops.at(-1)?.text).toBe(
      'ingress of shop/db on 8080/TCP is not let through by NetworkPolicy closed: dropped',
    );
  });

  test('what is let through names the policy that does', () => {
    const { network } = world([
      ...objects,
      policy(onDb),
      policy({ ...onDb, ingress: [{ from: [frontends] }] }, 'for-frontends'),
    ]);
    const result = sendRequest(network, { from: from('shop/frontend'), to: 'db:5432' });
    expect(result.ok).toBe(true);
    expect(result.hops.map(({ text }) => text)).toContain(
      'ingress of shop/db is let through by NetworkPolicy for-frontends',
    );
  });

  test.each([
    { name: "the pod's own node", source: { node: 'node-2' }, to: '10.244.2.7:8080', ok: true },
    { name: 'another node', source: { node: 'node-1' }, to: '10.244.2.7:8080', ok: false },
    { name: 'the pod itself, by its address', source: { pod: 'shop/db' }, to: '10.244.2.7:8080', ok: true },
    { name: 'the pod itself, by its Service', source: { pod: 'shop/db' }, to: 'db.shop:5432', ok: true },
    { name: 'a pod beside it on the node', source: { pod: 'shop/neighbour' }, to: 'db:5432', ok: false },
    { name: "a pod in another node's network", source: { pod: 'shop/host' }, to: '10.244.2.7:8080', ok: false },
  ] as const)('with all closed: $name', ({ source, to, ok }) => {
    expect(send({ podSelector: {} }, source, to).ok).toBe(ok);
  });

  test('policies do not concern pods in the network of their node', () => {
    expect(send({ podSelector: {} }, from('ops/monitor-of-all'), '192.168.0.1:8080').ok).toBe(true);
  });
});

describe('egress', () => {
  const dns = {
    to: [{ namespaceSelector: {}, podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } } }],
    ports: [{ port: 53, protocol: 'UDP' as const }],
  };
  const onFrontend = { podSelector: { matchLabels: { app: 'frontend' } }, policyTypes: ['Egress'] as const };

  test.each<{ name: string; egress: NetworkPolicySpec['egress']; outcome: string }>([
    { name: 'everything', egress: [{}], outcome: 'answered' },
    { name: 'the pods behind the Service, and names', egress: [{ to: [onDb] }, dns], outcome: 'answered' },
    { name: 'names alone', egress: [dns], outcome: 'timeout' },
    {
      name: 'the address of the Service',
      egress: [{ to: [{ ipBlock: { cidr: '10.96.0.0/16' } }] }],
      outcome: 'timeout',
    },
    { name: 'the port of the pods, and names', egress: [{ ports: [{ port: 'sql' }] }, dns], outcome: 'answered' },
  ])('to $name: $outcome', ({ egress, outcome }) => {
    expect(send({ ...onFrontend, egress }, from('shop/frontend')).outcome).toBe(outcome);
  });

  test('a pod that may not ask the DNS finds no name, but addresses', () => {
    const spec = { ...onFrontend, egress: [{ to: [onDb] }] };
    const byName = send(spec, from('shop/frontend'));
    expect(byName).toMatchObject({ outcome: 'timeout', error: 'dial tcp: lookup db.shop: i/o timeout' });
    expect(byName.hops.map(({ text }) => text)).toEqual([
      'egress of shop/frontend to 10.96.0.10:53/UDP is not let through by NetworkPolicy closed: dropped',
    ]);
    expect(send(spec, from('shop/frontend'), '10.96.0.20:5432').ok).toBe(true);
  });

  test('both sides have to agree', () => {
    const { network } = world([
      ...objects,
      policy({ ...onFrontend, egress: [{}] }, 'out'),
      policy({ ...onDb, ingress: [{ from: [{ podSelector: { matchLabels: { app: 'web' } } }] }] }, 'in'),
    ]);
    expect(sendRequest(network, { from: from('shop/frontend'), to: 'db:5432' }).outcome).toBe('timeout');
  });
});
