// What may be said about a cluster: every wrong word is an error that names the right one, before anything starts.

import { describe, expect, test } from '@jest/globals';
import { cluster } from '../../src/actions/acting-cluster';
import type { ClusterOptions } from '../../src/cluster/options';

const web = { image: 'shop/*' };

describe('options that are fine', () => {
  test.each<{ name: string; options: ClusterOptions }>([
    { name: 'none', options: {} },
    { name: 'no nodes', options: { nodes: 0 } },
    { name: 'a node with everything', options: { nodes: [everything()] } },
    { name: 'a start', options: { start: '2026-03-29T00:30:00Z' } },
    { name: 'timings', options: { timings: { imagePullMs: 5_000 } } },
    { name: 'a DNS that knows nobody outside', options: { network: { externalNames: undefined } } },
    { name: 'a cloud', options: { network: { loadBalancer: { range: '203.0.113.0/24' } } } },
    {
      name: 'names of the outside',
      options: { network: { externalNames: { 'a.example': ['192.0.2.1'], b: 'a.example' } } },
    },
    { name: 'a program that never stops', options: { programs: [{ ...web, stopsOnTerm: false }] } },
    {
      name: 'a program that grows',
      options: {
        programs: [
          {
            ...web,
            memory: [
              { atMs: 0, value: 1 },
              { atMs: 60_000, value: 2e9 },
            ],
          },
        ],
      },
    },
  ])('$name', ({ options }) => {
    expect(cluster(options).options).toEqual(options);
  });

  test('a node is as it was declared', () => {
    const { metadata, spec, status } = cluster({ nodes: [everything()] }).list('Node')[0] ?? {};
    expect(metadata?.labels).toMatchObject({ disk: 'ssd', 'topology.kubernetes.io/zone': 'a' });
    expect(spec?.taints).toContainEqual({ key: 'gpu', value: 'yes', effect: 'NoSchedule' });
    expect(status?.capacity).toMatchObject({ cpu: '1500m', memory: '2Gi', pods: '20', 'nvidia.com/gpu': '2' });
  });
});

function everything() {
  return {
    name: 'big-1',
    cpu: '1500m',
    memory: '2Gi',
    pods: 20,
    ephemeralStorage: '10Gi',
    labels: { disk: 'ssd', empty: '' },
    annotations: { note: 'any text at all' },
    taints: [{ key: 'gpu', value: 'yes', effect: 'NoSchedule' }],
    zone: 'a',
    region: 'eu',
    unschedulable: false,
    resources: { 'nvidia.com/gpu': 2 },
    images: ['nginx:1.27'],
  } as const;
}

describe('options that are not', () => {
  test.each<{ name: string; options: unknown; message: string }>([
    {
      name: 'an unknown key',
      options: { nodez: 3 },
      message:
        'cluster: nodez: unknown key "nodez", expected nodes, seed, start, timings, programs, webhooks, network, storage, metrics, featureGates, runtimeConfig, scheduler, shuffle (did you mean nodes?)',
    },
    { name: 'no map', options: 3, message: 'cluster: expected a map with nodes, seed,' },
    {
      name: 'fewer nodes than none',
      options: { nodes: -1 },
      message: 'cluster: nodes: expected a number of nodes, or a map with name,',
    },
    { name: 'half a node', options: { nodes: 1.5 }, message: 'got 1.5' },
    { name: 'an empty list of nodes', options: { nodes: [] }, message: 'cluster: nodes: expected' },
    {
      name: 'a node without a name',
      options: { nodes: [{ cpu: 4 }] },
      message: 'cluster: nodes[0].name: missing, expected a name',
    },
    {
      name: 'a name no node can have',
      options: { nodes: [{ name: 'Node 1' }] },
      message: 'cluster: nodes[0].name: a lowercase RFC 1123 subdomain must',
    },
    {
      name: 'a name twice',
      options: { nodes: [{ name: 'a' }, { name: 'b' }, { name: 'a' }] },
      message: 'cluster: nodes[2].name: there are two nodes named "a"',
    },
    {
      name: "a node's unknown key",
      options: { nodes: [{ name: 'a', memry: '8Gi' }] },
      message: 'cluster: nodes[0].memry: unknown key "memry", expected name, cpu, memory',
    },
    {
      name: 'an amount that is none',
      options: { nodes: [{ name: 'a', memory: '8 gigs' }] },
      message: 'cluster: nodes[0].memory: expected an amount such as',
    },
    { name: 'a negative amount', options: { nodes: [{ name: 'a', cpu: -1 }] }, message: 'not negative, got -1' },
    {
      name: 'a wrong label',
      options: { nodes: [{ name: 'a', labels: { 'a b': 'x' } }] },
      message: 'cluster: nodes[0].labels: name part must consist of',
    },
    {
      name: 'a wrong effect',
      options: { nodes: [{ name: 'a', taints: [{ key: 'a', effect: 'NoSchedul' }] }] },
      message:
        'cluster: nodes[0].taints[0].effect: expected one of NoSchedule, PreferNoSchedule, NoExecute, got "NoSchedul" (did you mean NoSchedule?)',
    },
    {
      name: 'a start that is no time',
      options: { start: 'tomorrow' },
      message: 'cluster: start: expected a time such as 2026-01-01T00:00:00Z, got "tomorrow"',
    },
    { name: 'an unknown latency', options: { timings: { imagePull: 3 } }, message: '(did you mean imagePullMs?)' },
    {
      name: 'a negative latency',
      options: { timings: { imagePullMs: -3 } },
      message: 'cluster: timings.imagePullMs: expected milliseconds',
    },
    {
      name: 'a program without an image',
      options: { programs: [{ readyAfterMs: 3 }] },
      message: 'cluster: programs[0].image: missing',
    },
    {
      name: "a program's unknown key",
      options: { programs: [{ ...web, exit: {} }] },
      message: '(did you mean exits?)',
    },
    {
      name: 'half an exit',
      options: { programs: [{ ...web, exits: { code: 1 } }] },
      message: 'cluster: programs[0].exits.afterMs: missing',
    },
    {
      name: 'an exit code that is none',
      options: { programs: [{ ...web, exits: { code: 256, afterMs: 0 } }] },
      message: 'programs[0].exits.code: expected an exit code up to 255',
    },
    {
      name: 'a port that is none',
      options: { programs: [{ ...web, listens: [70_000] }] },
      message: 'programs[0].listens[0]: expected a port',
    },
    {
      name: 'a curve that goes back',
      options: {
        programs: [
          {
            ...web,
            memory: [
              { atMs: 5, value: 1 },
              { atMs: 5, value: 2 },
            ],
          },
        ],
      },
      message: 'programs[0].memory: expected points of rising atMs, but point 2',
    },
    {
      name: 'a program that always stops',
      options: { programs: [{ ...web, stopsOnTerm: true }] },
      message: 'programs[0].stopsOnTerm: expected false, or a map',
    },
    { name: 'an unknown proxy', options: { network: { proxyMode: 'ipvz' } }, message: '(did you mean ipvs?)' },
    {
      name: 'a range that is none',
      options: { network: { serviceCidr: '10.96.0.0' } },
      message: 'network.serviceCidr: expected an IPv4 range',
    },
    {
      name: 'a cloud without a range',
      options: { network: { loadBalancer: { provisionMs: 1 } } },
      message: 'network.loadBalancer.range: missing',
    },
    {
      name: 'a seed that is no number',
      options: { seed: '1' },
      message: 'cluster: seed: expected a whole number from 0, got "1"',
    },
  ])('$name', ({ options, message }) => {
    expect(() => cluster(options as ClusterOptions)).toThrow(
      expect.objectContaining({ name: 'UsageError', message: expect.stringContaining(message) }),
    );
  });
});
