// Short ways to write DaemonSets, their pods and nodes for table specs.

import type { DaemonSet, DaemonSetSpec, Node, Pod, Taint } from '../../../src/kinds/generated/types.gen';
import { ago, template } from '../builders';

/** The hash of the revision that the pods named `new…` are made of. */
export const HASH = 'new';

export interface DaemonSetParts {
  readonly surge?: number | string;
  readonly unavailable?: number | string;
  readonly onDelete?: boolean;
  readonly pod?: Partial<Pod['spec']>;
  readonly spec?: Partial<DaemonSetSpec>;
  readonly status?: Partial<DaemonSet['status']>;
}

/** The rolling DaemonSet `agent`, of template generation 2. */
export function daemonSet(parts: DaemonSetParts = {}): DaemonSet {
  const { surge = 0, unavailable = 1, onDelete = false, pod = {} } = parts;
  const { metadata, spec } = template();
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: {
      name: 'agent',
      namespace: 'default',
      uid: 'uid-agent',
      generation: 2,
      annotations: { 'deprecated.daemonset.template.generation': '2' },
    },
    spec: {
      selector: { matchLabels: { app: 'web' } },
      template: { metadata: metadata ?? {}, spec: { ...spec, ...pod } },
      updateStrategy: onDelete
        ? { type: 'OnDelete' }
        : { type: 'RollingUpdate', rollingUpdate: { maxSurge: surge, maxUnavailable: unavailable } },
      revisionHistoryLimit: 10,
      ...parts.spec,
    },
    ...(parts.status
      ? {
          status: {
            currentNumberScheduled: 0,
            desiredNumberScheduled: 0,
            numberMisscheduled: 0,
            numberReady: 0,
            ...parts.status,
          },
        }
      : {}),
  };
}

export function node(name: string, labels: Record<string, string> = {}, taints: readonly Taint[] = []): Node {
  return { apiVersion: 'v1', kind: 'Node', metadata: { name, labels }, spec: { taints } };
}

export const nodes = (...names: string[]): readonly Node[] => names.map((name) => node(name));

export interface DaemonPodParts {
  readonly name: string;
  readonly node?: string;
  readonly phase?: string;
  readonly readySecondsAgo?: number;
  readonly deleted?: boolean;
  readonly ageSeconds?: number;
  readonly scheduled?: boolean;
  readonly generation?: string;
}

/** A pod of the revision that its name begins with, `new` or `old`; ready with `readySecondsAgo`. */
export function daemonPod(parts: DaemonPodParts): Pod {
  const { name, node: on = 'n1', phase = 'Running', readySecondsAgo, scheduled = true } = parts;
  const hash = name.startsWith('new') ? HASH : 'old';
  const matchFields = [{ key: 'metadata.name', operator: 'In' as const, values: [on] }];
  const required = { nodeSelectorTerms: [{ matchFields }] };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      creationTimestamp: ago(parts.ageSeconds ?? 60),
      labels: {
        app: 'web',
        'controller-revision-hash': hash,
        ...(parts.generation ? { 'pod-template-generation': parts.generation } : {}),
      },
      ...(parts.deleted ? { deletionTimestamp: ago(0) } : {}),
    },
    spec: {
      containers: [{ name: 'c' }],
      ...(scheduled ? { nodeName: on } : {}),
      affinity: { nodeAffinity: { requiredDuringSchedulingIgnoredDuringExecution: required } },
    },
    status: {
      phase,
      conditions: [
        {
          type: 'Ready',
          status: readySecondsAgo === undefined ? 'False' : 'True',
          lastTransitionTime: ago(readySecondsAgo ?? 0),
        },
      ],
    },
  } as Pod;
}

/** Pods grouped by their nodes. */
export function byNode(parts: readonly DaemonPodParts[]): ReadonlyMap<string, readonly Pod[]> {
  const groups = new Map<string, Pod[]>();
  for (const each of parts) {
    const on = each.node ?? 'n1';
    groups.set(on, [...(groups.get(on) ?? []), daemonPod(each)]);
  }
  return groups;
}

export const names = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.name);
