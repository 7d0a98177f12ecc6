// The APIServices that a fresh cluster has: one for each group and version that the server itself serves.
// upstream: pkg/controlplane/apiserver DefaultGenericAPIServicePriorities, cmd/kube-apiserver/app/aggregator.go

import { LOCAL, withAvailable } from './api-service';
import type { APIService } from './generated/types.gen';
import { apiVersionOf } from './kind';
import { gatedKinds, kinds } from './table';

/** How high a group stands in discovery. */
const GROUP_PRIORITY: Readonly<Record<string, number>> = {
  '': 18_000,
  apps: 17_800,
  'events.k8s.io': 17_750,
  'authentication.k8s.io': 17_700,
  'authorization.k8s.io': 17_600,
  autoscaling: 17_500,
  batch: 17_400,
  'certificates.k8s.io': 17_300,
  'networking.k8s.io': 17_200,
  policy: 17_100,
  'rbac.authorization.k8s.io': 17_000,
  'storage.k8s.io': 16_800,
  'admissionregistration.k8s.io': 16_700,
  'apiextensions.k8s.io': 16_700,
  'scheduling.k8s.io': 16_600,
  'coordination.k8s.io': 16_500,
  'node.k8s.io': 16_300,
  'discovery.k8s.io': 16_200,
  'resource.k8s.io': 16_200,
  'flowcontrol.apiserver.k8s.io': 16_100,
};

/** Versions that stand elsewhere than the first of their group. */
const VERSION_PRIORITY: Readonly<Record<string, number>> = {
  '/v1': 1,
  'autoscaling/v2': 30,
  'flowcontrol.apiserver.k8s.io/v1': 21,
  'resource.k8s.io/v1': 21,
};
const FIRST_VERSION = 15;
const LEAST_GROUP = 1000;

export const MANAGED_LABEL = 'kube-aggregator.kubernetes.io/automanaged';

/** @param versions those that the cluster serves besides: `resource.k8s.io/v1beta2` */
export function defaultApiServices(now: string, versions: readonly string[]): readonly APIService[] {
  const gated = gatedKinds.filter((row) => versions.includes(apiVersionOf(row)));
  const served = new Map(
    [...kinds, ...gated].map(({ group, version }) => [`${version}.${group}`, { group, version }] as const),
  );
  // The group of APIServices has none of its own.
  served.delete('v1.apiregistration.k8s.io');
  return [...served].map(([name, { group, version }]) => ({
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name, labels: { [MANAGED_LABEL]: 'onstart' } },
    spec: {
      ...(group === '' ? {} : { group }),
      groupPriorityMinimum: GROUP_PRIORITY[group] ?? LEAST_GROUP,
      version,
      versionPriority: VERSION_PRIORITY[`${group}/${version}`] ?? FIRST_VERSION,
    },
    status: withAvailable({}, LOCAL, now),
  }));
}
