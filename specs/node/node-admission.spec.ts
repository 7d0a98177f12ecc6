// Pods that a node refuses although they are bound to it.

import { expect, test } from '@jest/globals';
import type { Container, Node, NodeSelectorRequirement, Pod, PodSpec } from '../../src/kinds/generated/types.gen';
import { rejection } from '../../src/node/node-admission';

const NODE = {
  metadata: { name: 'node-1', labels: { disk: 'ssd', cores: '8' } },
  spec: {
    taints: [
      { key: 'broken', effect: 'NoExecute', value: 'yes' },
      { key: 'soft', effect: 'NoSchedule' },
    ],
  },
  status: { allocatable: { cpu: '2', memory: '1Gi', pods: '3', 'x.com/gpu': '1' } },
} as unknown as Node;
const HELD = {
  used: { cpu: 1500 },
  pods: 2,
  hostPorts: [
    { uid: 'u', ip: '0.0.0.0', protocol: 'TCP', port: 80 },
    { uid: 'u', ip: '10.0.0.1', protocol: 'TCP', port: 90 },
  ],
};
const TOLERANT = { tolerations: [{ key: 'broken', operator: 'Exists' }] };

const asks = (requests: Record<string, string>): Partial<PodSpec> => ({
  containers: [{ name: 'c', resources: { requests } }],
});
const port = (hostPort: number, more: object = {}): Partial<PodSpec> => ({
  containers: [{ name: 'c', ports: [{ containerPort: 1, hostPort, ...more }] } as Container],
});
type Operator = NodeSelectorRequirement['operator'];

const needs = (key: string, operator: Operator, values?: string[]): Partial<PodSpec> => ({
  affinity: {
    nodeAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: {
        nodeSelectorTerms: [{ matchExpressions: [{ key, operator, values }] }],
      },
    },
  },
});

const AFFINITY = "NodeAffinity Predicate NodeAffinity failed: node(s) didn't match Pod's node affinity/selector";
const PORTS = "NodePorts Predicate NodePorts failed: node(s) didn't have free ports for the requested pod ports";
const TAINTS = "TaintToleration Predicate TaintToleration failed: node(s) had taints that the pod didn't tolerate";

interface Row {
  readonly name: string;
  readonly spec?: Partial<PodSpec>;
  readonly labels?: Record<string, string>;
  readonly pods?: number;
  /** `reason message`; taken when empty. */
  readonly refused: string;
}

const rows: readonly Row[] = [
  { name: 'nothing asked', refused: '' },
  { name: 'as much CPU as is left', spec: asks({ cpu: '500m' }), refused: '' },
  {
    name: 'more CPU than is left',
    spec: asks({ cpu: '501m' }),
    refused: "OutOfcpu Node didn't have enough resource: cpu, requested: 501, used: 1500, capacity: 2000",
  },
  {
    name: 'too much memory',
    spec: asks({ memory: '2Gi' }),
    refused:
      "OutOfmemory Node didn't have enough resource: memory, requested: 2147483648, used: 0, capacity: 1073741824",
  },
  {
    name: 'CPU is told before an extended resource',
    spec: asks({ 'x.com/gpu': '2', cpu: '1' }),
    refused: "OutOfcpu Node didn't have enough resource: cpu, requested: 1000, used: 1500, capacity: 2000",
  },
  {
    name: 'too much of an extended resource',
    spec: asks({ 'x.com/gpu': '2' }),
    refused: "OutOfx.com/gpu Node didn't have enough resource: x.com/gpu, requested: 2, used: 0, capacity: 1",
  },
  { name: 'an extended resource that the node does not know', spec: asks({ 'x.com/tpu': '9' }), refused: '' },
  {
    name: 'one pod too many',
    pods: 3,
    refused: "OutOfpods Node didn't have enough resource: pods, requested: 1, used: 3, capacity: 3",
  },
  { name: 'a selector that fits', spec: { nodeSelector: { disk: 'ssd' } }, refused: '' },
  { name: 'a selector that does not fit', spec: { nodeSelector: { disk: 'hdd' } }, refused: AFFINITY },
  { name: 'In', spec: needs('disk', 'In', ['ssd']), refused: '' },
  { name: 'NotIn', spec: needs('disk', 'NotIn', ['ssd']), refused: AFFINITY },
  { name: 'Exists', spec: needs('other', 'Exists'), refused: AFFINITY },
  { name: 'DoesNotExist', spec: needs('other', 'DoesNotExist'), refused: '' },
  { name: 'Gt', spec: needs('cores', 'Gt', ['4']), refused: '' },
  { name: 'Lt', spec: needs('cores', 'Lt', ['4']), refused: AFFINITY },
  { name: 'a port in use', spec: port(80), refused: PORTS },
  { name: 'the port for UDP', spec: port(80, { protocol: 'UDP' }), refused: '' },
  { name: 'any address where one is in use', spec: port(90), refused: PORTS },
  { name: 'another address', spec: port(90, { hostIP: '10.0.0.2' }), refused: '' },
  { name: 'no toleration', spec: { tolerations: [] }, refused: TAINTS },
  {
    name: 'a toleration of another value',
    spec: { tolerations: [{ key: 'broken', value: 'no' }] },
    refused: TAINTS,
  },
  { name: 'a toleration of this value', spec: { tolerations: [{ key: 'broken', value: 'yes' }] }, refused: '' },
  {
    name: 'another system',
    labels: { 'kubernetes.io/os': 'windows' },
    refused:
      "PodOSSelectorNodeLabelDoesNotMatch Failed to admit pod as the `kubernetes.io/os` label doesn't match node label",
  },
  {
    name: 'another system in the spec',
    spec: { os: { name: 'windows' } },
    refused: "PodOSNotSupported Failed to admit pod as the OS field doesn't match node OS",
  },
];

test.each(rows)('$name', ({ spec, labels, pods, refused }) => {
  const pod = {
    metadata: { name: 'p', namespace: 'default', labels },
    spec: { nodeName: 'node-1', containers: [{ name: 'c' }], ...TOLERANT, ...spec },
  } as Pod;
  const found = rejection(pod, NODE, pods === undefined ? HELD : { ...HELD, pods });
  expect(found ? `${found.reason} ${found.message}` : '').toBe(refused);
});
