// A cluster with one Deployment and one autoscaler over it.

import { type Cluster, cluster } from '../../../src/actions/acting-cluster';
import type { ClusterOptions } from '../../../src/cluster/options';
import type { CoreEvent, HorizontalPodAutoscaler, MetricSpec } from '../../../src/kinds/generated/types.gen';

export interface Setting {
  readonly options?: ClusterOptions;
  readonly replicas?: number;
  readonly spec?: Record<string, unknown>;
  readonly container?: Record<string, unknown>;
}

export const cpuAt = (averageUtilization: number): MetricSpec => ({
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization } },
});

const ready = { readinessProbe: { httpGet: { path: '/', port: 80 }, periodSeconds: 1 } };

export function deployment(name: string, replicas: number, container: Record<string, unknown> = {}) {
  const resources = { requests: { cpu: '100m', memory: '64Mi' } };
  const one = { name: 'app', image: 'shop/app:v1', ports: [{ containerPort: 80 }], resources, ...ready, ...container };
  const template = { metadata: { labels: { app: name } }, spec: { containers: [one] } };
  const spec = { replicas, selector: { matchLabels: { app: name } }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec };
}

export function autoscaler(name: string, spec: Record<string, unknown> = {}) {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  const base = { minReplicas: 1, maxReplicas: 10, metrics: [cpuAt(50)], scaleTargetRef };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { ...base, ...spec },
  };
}

/** Deployment `web` has settled, then the autoscaler `web` is made. */
export function autoscaled({ options, replicas = 2, spec, container }: Setting): Cluster {
  const shop = cluster({ nodes: 2, ...options });
  shop.create(deployment('web', replicas, container));
  shop.settle();
  shop.create(autoscaler('web', spec));
  return shop;
}

export function found(shop: Cluster, name = 'web'): HorizontalPodAutoscaler {
  return shop.get('HorizontalPodAutoscaler', 'default', name) as HorizontalPodAutoscaler;
}

export const sizeOf = (shop: Cluster) => shop.get('Deployment', 'default', 'web')?.spec?.replicas;

/** `AbleToScale True SucceededRescale: …` */
export const conditionsOf = (shop: Cluster, name = 'web') =>
  found(shop, name).status?.conditions?.map(
    ({ type, status, reason, message }) => `${type} ${status} ${reason}: ${message}`,
  );

/** `Normal SuccessfulRescale: …` of the autoscaler's events, oldest first, each once. */
export const eventsOf = (shop: Cluster, name = 'web') =>
  (shop.list('Event', 'default') as readonly CoreEvent[])
    .filter(({ involvedObject: { kind, name: about } }) => kind === 'HorizontalPodAutoscaler' && about === name)
    .sort((a, b) => Number(a.metadata.resourceVersion) - Number(b.metadata.resourceVersion))
    .map(({ type, reason, message }) => `${type} ${reason}: ${message}`);
