// How many pods a second get their node on 5,000 nodes, for the constraints that kube-scheduler's own performance tests
// measure, beside the rate that those tests demand. Here a pod's second holds all of it: its creation, its events, and
// its kubelet as well. upstream: test/integration/scheduler_perf
import { cluster } from '../../src/index';
import type { PodSpec } from '../../src/kinds/generated/types.gen';

interface Case {
  readonly name: string;
  /** Pods a second that upstream's test wants to see. */
  readonly upstream: number;
  readonly spec: Partial<PodSpec>;
}

const NODES = 5_000;
/** There when the measured ones come. */
const FIRST = 200;
const PODS = 2_000;
const ZONES = ['zone1', 'zone2', 'zone3'];
const LABELS = { color: 'blue' };
const ZONE = 'topology.kubernetes.io/zone';

const spread = (whenUnsatisfiable: 'DoNotSchedule' | 'ScheduleAnyway'): Partial<PodSpec> => ({
  topologySpreadConstraints: [
    { maxSkew: 5, topologyKey: ZONE, whenUnsatisfiable, labelSelector: { matchLabels: LABELS } },
  ],
});
const term = (topologyKey: string) => ({
  requiredDuringSchedulingIgnoredDuringExecution: [{ topologyKey, labelSelector: { matchLabels: LABELS } }],
});

const CASES: readonly Case[] = [
  { name: 'no constraint', upstream: 270, spec: {} },
  { name: 'preferred spread over zones', upstream: 125, spec: spread('ScheduleAnyway') },
  { name: 'required spread over zones', upstream: 85, spec: spread('DoNotSchedule') },
  { name: 'affinity to pods of a zone', upstream: 35, spec: { affinity: { podAffinity: term(ZONE) } } },
  {
    name: 'anti-affinity on a node',
    upstream: 60,
    spec: { affinity: { podAntiAffinity: term('kubernetes.io/hostname') } },
  },
];

/** Pods a second for each constraint, from the Deployment's creation until every pod has a node. */
export function schedulingRows(): string[][] {
  const header = [`scheduling on ${NODES.toLocaleString('en')} nodes`, 'wall', 'pods a second', "upstream's test asks"];
  return [header, ...CASES.map(row)];
}

function row({ name, upstream, spec }: Case): string[] {
  const shop = cluster({
    nodes: Array.from({ length: NODES }, (_, index) => ({
      name: `node-${index + 1}`,
      cpu: 4,
      memory: '32Gi',
      zone: ZONES[index % ZONES.length] as string,
    })),
  });
  shop.create(workload('first', FIRST, spec));
  shop.settle();
  const startMs = performance.now();
  shop.create(workload('measured', PODS, spec));
  const placed = () => shop.list('Pod').filter((pod) => pod.spec.nodeName).length;
  while (placed() < PODS + FIRST) shop.advance('100ms');
  const wallMs = performance.now() - startMs;
  return [name, `${wallMs.toFixed(0)} ms`, ((PODS * 1000) / wallMs).toFixed(0), String(upstream)];
}

function workload(name: string, replicas: number, spec: Partial<PodSpec>): object {
  const containers = [
    { name: 'pause', image: 'registry.k8s.io/pause:3.10', resources: { requests: { cpu: '100m', memory: '500Mi' } } },
  ];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: {
      replicas,
      selector: { matchLabels: { app: name } },
      template: { metadata: { labels: { app: name, ...LABELS } }, spec: { containers, ...spec } },
    },
  };
}
