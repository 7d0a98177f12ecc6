import { expect, test } from '@jest/globals';
import { nodeFit } from '../../../src/controllers/daemon-set/node-fit';
import type { Pod, Taint } from '../../../src/kinds/generated/types.gen';
import { daemonSet, node } from './builders';

const taint = (key: string, effect: Taint['effect']): Taint => ({ key, effect });
const ssd = {
  requiredDuringSchedulingIgnoredDuringExecution: {
    nodeSelectorTerms: [{ matchExpressions: [{ key: 'disk', operator: 'In' as const, values: ['ssd'] }] }],
  },
};

const rows: readonly {
  name: string;
  pod?: Partial<Pod['spec']>;
  labels?: Record<string, string>;
  taints?: readonly Taint[];
  fit: 'wanted' | 'may stay' | 'unfit';
}[] = [
  { name: 'any node', fit: 'wanted' },
  { name: 'of the name asked', pod: { nodeName: 'n1' }, fit: 'wanted' },
  { name: 'of another name', pod: { nodeName: 'n2' }, fit: 'unfit' },
  { name: 'with the label asked', pod: { nodeSelector: { disk: 'ssd' } }, labels: { disk: 'ssd' }, fit: 'wanted' },
  { name: 'without it', pod: { nodeSelector: { disk: 'ssd' } }, fit: 'unfit' },
  { name: 'with the affinity asked', pod: { affinity: { nodeAffinity: ssd } }, labels: { disk: 'ssd' }, fit: 'wanted' },
  { name: 'without it', pod: { affinity: { nodeAffinity: ssd } }, labels: { disk: 'hdd' }, fit: 'unfit' },
  { name: 'a taint not tolerated keeps new pods off', taints: [taint('gpu', 'NoSchedule')], fit: 'may stay' },
  { name: 'or drives them away', taints: [taint('gpu', 'NoExecute')], fit: 'unfit' },
  { name: 'a soft taint does not count', taints: [taint('gpu', 'PreferNoSchedule')], fit: 'wanted' },
  {
    name: 'a tolerated taint',
    pod: { tolerations: [{ key: 'gpu', operator: 'Exists' }] },
    taints: [taint('gpu', 'NoExecute')],
    fit: 'wanted',
  },
  { name: 'a cordoned node', taints: [taint('node.kubernetes.io/unschedulable', 'NoSchedule')], fit: 'wanted' },
  { name: 'a full disk', taints: [taint('node.kubernetes.io/disk-pressure', 'NoSchedule')], fit: 'wanted' },
  { name: 'a node lost later', taints: [taint('node.kubernetes.io/unreachable', 'NoExecute')], fit: 'wanted' },
  { name: 'a node not ready yet', taints: [taint('node.kubernetes.io/not-ready', 'NoSchedule')], fit: 'may stay' },
  { name: 'no network', taints: [taint('node.kubernetes.io/network-unavailable', 'NoSchedule')], fit: 'may stay' },
  {
    name: 'no network, but the pod uses the host’s',
    pod: { hostNetwork: true },
    taints: [taint('node.kubernetes.io/network-unavailable', 'NoSchedule')],
    fit: 'wanted',
  },
];

test.each(rows)('$name: $fit', ({ pod = {}, labels, taints, fit }) => {
  const { isWanted, mayStay } = nodeFit(daemonSet({ pod }), node('n1', labels, taints));
  expect(isWanted ? 'wanted' : mayStay ? 'may stay' : 'unfit').toBe(fit);
});
