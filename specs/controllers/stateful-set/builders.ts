// Short ways to write StatefulSets, their pods and claims for table specs.

import { revisionData } from '../../../src/controllers/shared/history/revision-data';
import type { Revisions } from '../../../src/controllers/stateful-set/stateful-pod';
import type {
  ControllerRevision,
  PersistentVolumeClaim,
  Pod,
  StatefulSet,
  StatefulSetSpec,
} from '../../../src/kinds/generated/types.gen';
import { ago, template } from '../builders';

/** The rolling, ordered StatefulSet `db` of 3 replicas, with the image `new`. */
export function statefulSet(spec: Partial<StatefulSetSpec> = {}, status?: Partial<StatefulSet['status']>): StatefulSet {
  return {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: { name: 'db', namespace: 'default', uid: 'uid-db', generation: 2 },
    spec: {
      replicas: 3,
      serviceName: 'db',
      selector: { matchLabels: { app: 'web' } },
      template: template('new'),
      podManagementPolicy: 'OrderedReady',
      updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } },
      revisionHistoryLimit: 10,
      ...spec,
    },
    ...(status ? { status: { replicas: 0, ...status } } : {}),
  };
}

export function revision(name: string, number = 1, image = name): ControllerRevision {
  return {
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: { name: `db-${name}`, namespace: 'default' },
    data: revisionData(template(image)),
    revision: number,
  };
}

export const revisions: Revisions = { current: revision('old', 1), update: revision('new', 2) };

export interface StatefulPodParts {
  readonly ordinal: number;
  readonly revision?: 'old' | 'new';
  readonly phase?: string;
  readonly readySecondsAgo?: number;
  readonly deleted?: boolean;
}

/** A pod of the set, of the revision `new` unless said otherwise; ready with `readySecondsAgo`. */
export function statefulPod({ ordinal, phase = 'Running', readySecondsAgo, deleted, ...parts }: StatefulPodParts): Pod {
  const name = `db-${ordinal}`;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: 'default',
      uid: `uid-${name}`,
      labels: {
        app: 'web',
        'statefulset.kubernetes.io/pod-name': name,
        'controller-revision-hash': `db-${parts.revision ?? 'new'}`,
      },
      ...(deleted ? { deletionTimestamp: ago(0) } : {}),
    },
    spec: { containers: [{ name: 'c' }] },
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

/** A ready pod. */
export const up = (ordinal: number, revision: 'old' | 'new' = 'new'): StatefulPodParts => ({
  ordinal,
  revision,
  readySecondsAgo: 9,
});

export function claim(name: string, parts: Partial<PersistentVolumeClaim['metadata']> = {}): PersistentVolumeClaim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, ...parts },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
  };
}

export const names = (pods: readonly Pod[]): readonly string[] => pods.map(({ metadata }) => metadata.name);
