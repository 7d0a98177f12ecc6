// Small random clusters with workloads in them, as plain data that fast-check can shrink.
import fc from 'fast-check';
import type { ClusterOptions } from '../../src/cluster/options';

export interface Workload {
  readonly replicas: number;
  readonly cpu: string;
  readonly memory: string;
  readonly graceSeconds: number;
  readonly strategy: 'RollingUpdate' | 'Recreate';
  readonly readiness: boolean;
  readonly liveness: boolean;
  readonly service: boolean;
  readonly init: boolean;
  readonly spread: 'none' | 'prefer' | 'require' | 'apart';
  readonly minReadySeconds: number;
}

export interface Tank {
  readonly options: ClusterOptions;
  readonly workloads: readonly Workload[];
}

const node = fc.record({
  cpu: fc.constantFrom(1, 2, 4),
  memory: fc.constantFrom('2Gi', '4Gi'),
  pods: fc.constantFrom(3, 5, 110),
});

export const workload: fc.Arbitrary<Workload> = fc.record({
  replicas: fc.integer({ min: 0, max: 4 }),
  cpu: fc.constantFrom('0', '100m', '500m', '1'),
  memory: fc.constantFrom('0', '64Mi', '1Gi'),
  graceSeconds: fc.constantFrom(0, 1, 30),
  strategy: fc.constantFrom('RollingUpdate' as const, 'Recreate' as const),
  readiness: fc.boolean(),
  liveness: fc.boolean(),
  service: fc.boolean(),
  init: fc.boolean(),
  spread: fc.constantFrom('none' as const, 'none' as const, 'prefer' as const, 'require' as const, 'apart' as const),
  minReadySeconds: fc.constantFrom(0, 0, 5),
});

export const tanks: fc.Arbitrary<Tank> = fc
  .record({
    seed: fc.integer({ min: 1, max: 1000 }),
    shuffle: fc.option(fc.integer({ min: 1, max: 1000 }), { nil: undefined }),
    nodes: fc.array(node, { minLength: 1, maxLength: 4 }),
    workloads: fc.array(workload, { minLength: 1, maxLength: 3 }),
  })
  .map(({ seed, shuffle, nodes, workloads }) => ({
    options: {
      seed,
      ...(shuffle === undefined ? {} : { shuffle }),
      nodes: nodes.map((spec, index) => ({ name: `node-${index + 1}`, ...spec })),
    },
    workloads,
  }));

/** The Deployment and, where it has one, the Service of a workload. */
export function manifestsOf(name: string, workload: Workload): object[] {
  const { replicas, cpu, memory, graceSeconds, strategy, readiness, liveness, service, minReadySeconds } = workload;
  const labels = { app: name };
  const probe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 2 };
  const container = {
    name: 'app',
    image: 'app:v1',
    ports: [{ containerPort: 8080 }],
    resources: { requests: { cpu, memory } },
    ...(readiness ? { readinessProbe: probe } : {}),
    ...(liveness ? { livenessProbe: probe } : {}),
  };
  const deployment = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name, labels },
    spec: {
      replicas,
      minReadySeconds,
      strategy: { type: strategy },
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          terminationGracePeriodSeconds: graceSeconds,
          ...(workload.init ? { initContainers: [{ name: 'init', image: 'sim/exit:0-1' }] } : {}),
          containers: [container],
          ...placementOf(labels, workload.spread),
        },
      },
    },
  };
  return service ? [deployment, serviceOf(name)] : [deployment];
}

export function serviceOf(name: string): object {
  const spec = { selector: { app: name }, ports: [{ port: 80, targetPort: 8080 }] };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

const HOST = 'kubernetes.io/hostname';

function placementOf(labels: object, spread: Workload['spread']): object {
  const labelSelector = { matchLabels: labels };
  if (spread === 'none') return {};
  if (spread === 'apart') {
    const term = { labelSelector, topologyKey: HOST };
    return { affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } } };
  }
  const whenUnsatisfiable = spread === 'prefer' ? 'ScheduleAnyway' : 'DoNotSchedule';
  return { topologySpreadConstraints: [{ maxSkew: 1, topologyKey: HOST, whenUnsatisfiable, labelSelector }] };
}
