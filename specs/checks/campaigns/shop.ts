// Small shops for campaigns: a workload behind a Service, right in every respect but those that a row changes.

import type { Blame, CampaignName, Outcome } from '../../../src/checks/campaigns/outcome';
import { campaignCases, runCases } from '../../../src/checks/campaigns/run';
import { ManifestSet } from '../../../src/checks/manifest-set';
import { type Started, start } from '../../../src/checks/start';
import type { ClusterOptions } from '../../../src/cluster/options';
import { loadManifests } from '../../../src/manifests/load';

const labels = { app: 'web' };

export interface Parts {
  readonly kind?: 'Deployment' | 'StatefulSet' | 'DaemonSet';
  /** Further fields of the workload's spec. */
  readonly spec?: object;
  readonly pod?: object;
  readonly container?: object;
}

export const readinessProbe = { httpGet: { path: '/', port: 8080 }, periodSeconds: 1 };
export const preStop = (seconds: number) => ({ preStop: { sleep: { seconds } } });

/** Two replicas with a readiness probe and a pre-stop hook. */
export function web({ kind = 'Deployment', spec, pod, container }: Parts = {}): object {
  const main = {
    name: 'web',
    image: 'shop/web:v1',
    ports: [{ containerPort: 8080 }],
    readinessProbe,
    lifecycle: preStop(5),
    ...container,
  };
  const template = { metadata: { labels }, spec: { containers: [main], ...pod } };
  const replicas = kind === 'DaemonSet' ? {} : { replicas: 2 };
  const set = kind === 'StatefulSet' ? { serviceName: 'web' } : {};
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name: 'web' },
    spec: { ...replicas, ...set, selector: { matchLabels: labels }, template, ...spec },
  };
}

export const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { selector: labels, ports: [{ port: 80, targetPort: 8080 }] },
};

export const budget = (spec: object, name = 'web') => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { selector: { matchLabels: labels }, ...spec },
});

export const quota = (pods: number) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'shop' },
  spec: { hard: { pods: String(pods) } },
});

export const autoscaler = (minReplicas: number, maxReplicas: number) => ({
  apiVersion: 'autoscaling/v2',
  kind: 'HorizontalPodAutoscaler',
  metadata: { name: 'web' },
  spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' }, minReplicas, maxReplicas },
});

export const apart = (topologyKey: string) => ({
  affinity: { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term(topologyKey)] } },
});

export const together = (topologyKey: string) => ({
  affinity: { podAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term(topologyKey)] } },
});

const term = (topologyKey: string) => ({ topologyKey, labelSelector: { matchLabels: labels } });

/** Nodes `north-1`, `south-1`, … of two zones. */
export const inZones = {
  nodes: ['north', 'south'].flatMap((zone) => [1, 2].map((index) => ({ name: `${zone}-${index}`, zone }))),
};

export function settled(objects: readonly object[], options: ClusterOptions = {}): Started {
  const texts = objects.map((object) => JSON.stringify(object));
  return start(new ManifestSet(loadManifests(texts)), [], options);
}

export function outcomesOf(started: Started, campaign: CampaignName): readonly Outcome[] {
  return runCases(
    started,
    campaignCases(started).filter((one) => one.campaign === campaign),
  );
}

/** `single-replica: Deployment web spec.replicas`, each once. */
export function blamesIn(outcomes: readonly Outcome[]): readonly string[] {
  const found = outcomes.flatMap(({ services, stuck }) => [...services, ...stuck].flatMap(({ blame }) => blame ?? []));
  return [...new Set(found.map(blameText))];
}

const blameText = ({ cause, object, path }: Blame) => `${cause}: ${object.kind} ${object.name} ${path.join('.')}`;
