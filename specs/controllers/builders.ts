// Short ways to write the objects that table specs of controllers are about.

import type { Deployment, Pod, PodTemplateSpec, ReplicaSet } from '../../src/kinds/generated/types.gen';
import { rfc3339 } from '../../src/sim/time';

export const NOW_MS = 1_767_225_600_000;

/** The RFC 3339 time so many seconds before NOW_MS. */
export const ago = (seconds: number): string => rfc3339(NOW_MS - seconds * 1000);

export const template = (image = 'nginx:1', labels: Record<string, string> = { app: 'web' }): PodTemplateSpec => ({
  metadata: { labels },
  spec: { containers: [{ name: 'c', image }] },
});

export interface PodParts {
  readonly name?: string;
  readonly node?: string;
  readonly phase?: string;
  readonly readySecondsAgo?: number;
  readonly ageSeconds?: number;
  readonly restarts?: number;
  readonly cost?: string;
  readonly uid?: string;
  readonly labels?: Record<string, string>;
  readonly deleted?: boolean;
}

export function pod(parts: PodParts = {}): Pod {
  const { name = 'pod', readySecondsAgo, restarts = 0, cost } = parts;
  const ready = { type: 'Ready', status: readySecondsAgo === undefined ? 'False' : 'True' };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: parts.uid ?? `uid-${name}`,
      creationTimestamp: ago(parts.ageSeconds ?? 60),
      labels: parts.labels ?? { app: 'web' },
      ...(cost === undefined ? {} : { annotations: { 'controller.kubernetes.io/pod-deletion-cost': cost } }),
      ...(parts.deleted ? { deletionTimestamp: ago(0) } : {}),
    },
    spec: { containers: [{ name: 'c' }], ...(parts.node === '' ? {} : { nodeName: parts.node ?? 'node-1' }) },
    status: {
      phase: parts.phase ?? 'Running',
      conditions: [{ ...ready, lastTransitionTime: ago(readySecondsAgo ?? 0) }],
      containerStatuses: [{ name: 'c', image: '', imageID: '', ready: true, restartCount: restarts }],
    },
  } as Pod;
}

export interface ReplicaSetParts {
  readonly name?: string;
  readonly replicas?: number;
  readonly image?: string;
  readonly ageSeconds?: number;
  readonly status?: Partial<ReplicaSet['status']>;
  readonly annotations?: Record<string, string>;
  readonly generation?: number;
  readonly deleted?: boolean;
}

/** A ReplicaSet of the Deployment that `deployment()` makes. */
export function replicaSet(parts: ReplicaSetParts = {}): ReplicaSet {
  const { name = 'web-1', replicas = 1, image } = parts;
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      creationTimestamp: ago(parts.ageSeconds ?? 100),
      generation: parts.generation ?? 1,
      ownerReferences: [{ apiVersion: 'apps/v1', kind: 'Deployment', name: 'web', uid: 'uid-web', controller: true }],
      ...(parts.annotations ? { annotations: parts.annotations } : {}),
      ...(parts.deleted ? { deletionTimestamp: ago(0) } : {}),
    },
    spec: {
      replicas,
      selector: { matchLabels: { app: 'web', 'pod-template-hash': name } },
      template: template(image ?? name, { app: 'web', 'pod-template-hash': name }),
    },
    status: { replicas: 0, observedGeneration: 1, ...parts.status },
  } as ReplicaSet;
}

export interface DeploymentParts {
  readonly spec?: Partial<Deployment['spec']>;
  readonly status?: Deployment['status'];
  readonly annotations?: Record<string, string>;
  readonly surge?: number | string;
  readonly unavailable?: number | string;
}

/** A rolling Deployment `web` of 3 replicas whose template has the image `new`. */
export function deployment(parts: DeploymentParts = {}): Deployment {
  const { annotations, surge = 1, unavailable = 0 } = parts;
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: {
      name: 'web',
      namespace: 'default',
      uid: 'uid-web',
      generation: 1,
      ...(annotations ? { annotations } : {}),
    },
    spec: {
      replicas: 3,
      selector: { matchLabels: { app: 'web' } },
      template: template('new'),
      progressDeadlineSeconds: 600,
      revisionHistoryLimit: 10,
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } },
      ...parts.spec,
    },
    ...(parts.status ? { status: parts.status } : {}),
  };
}
