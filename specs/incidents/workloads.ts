// Workloads as incidents have them: small, with what matters said by the spec.

export interface Workload {
  readonly replicas?: number;
  readonly image?: string;
  /** Further fields of the pods' spec. */
  readonly pod?: object;
  /** Further fields of the container. */
  readonly container?: object;
  /** Further fields of the workload's spec. */
  readonly spec?: object;
}

function workload(kind: string, name: string, { replicas, image, pod, container, spec }: Workload): object {
  const main = { name: 'main', image: image ?? 'shop/app:v1', ports: [{ containerPort: 80 }], ...container };
  const template = { metadata: { labels: { app: name } }, spec: { containers: [main], ...pod } };
  return {
    apiVersion: 'apps/v1',
    kind,
    metadata: { name },
    spec: { replicas: replicas ?? 1, selector: { matchLabels: { app: name } }, template, ...spec },
  };
}

export const deployment = (name: string, given: Workload = {}) => workload('Deployment', name, given);
export const statefulSet = (name: string, given: Workload = {}) =>
  workload('StatefulSet', name, { ...given, spec: { serviceName: name, ...given.spec } });

export const service = (name: string) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name },
  spec: { selector: { app: name }, ports: [{ port: 80 }] },
});

export const budget = (name: string, spec: object) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name },
  spec: { selector: { matchLabels: { app: name } }, ...spec },
});

/** Pods of the app on nodes, or domains of another key, of their own. */
export const apart = (app: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { labelSelector: { matchLabels: { app } }, topologyKey: 'kubernetes.io/hostname' },
      ],
    },
  },
});
