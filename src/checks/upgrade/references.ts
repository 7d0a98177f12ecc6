// What an object of the manifests names of other objects, with the field that names it, and whether it can do without.

import type {
  Container,
  HorizontalPodAutoscaler,
  Ingress,
  IngressBackend,
  PersistentVolumeClaim,
  PodSpec,
  RoleBinding,
  StatefulSet,
  Volume,
} from '../../kinds/generated/types.gen';
import type { Manifest } from '../../manifests/check-object';
import type { FieldPath } from '../../manifests/source';
import type { ObjectReference } from '../finding';
import { type ManifestSet, referenceOf } from '../manifest-set';

/** How a pod has it: read once at its start, as files that follow, as a file that does not, or in another way. */
export type Use = 'environment' | 'files' | 'one file' | 'name';

export interface Reference {
  readonly from: Manifest;
  readonly to: ObjectReference;
  readonly path: FieldPath;
  readonly use: Use;
  /** Pods start without it. */
  readonly optional: boolean;
}

const bySet = new WeakMap<ManifestSet, readonly Reference[]>();

/** Every reference of the set, in the order of its objects. */
export function referencesOf(set: ManifestSet): readonly Reference[] {
  let found = bySet.get(set);
  if (!found) {
    const pods = set.pods.flatMap(({ owner, reference: { namespace }, spec, path }) =>
      podReferences(spec).map((named) => ({
        ...named,
        from: owner,
        to: { namespace, ...named.to },
        path: [...path, ...named.path],
      })),
    );
    found = [...pods, ...set.objects.flatMap(objectReferences)];
    bySet.set(set, found);
  }
  return found;
}

interface Named {
  readonly to: { readonly kind: string; readonly name: string; readonly namespace?: string };
  readonly path: FieldPath;
  readonly use: Use;
  readonly optional: boolean;
}

function named(kind: string, name: string | undefined, path: FieldPath, use: Use = 'name', optional = false): Named[] {
  return name === undefined || name === '' ? [] : [{ to: { kind, name }, path, use, optional }];
}

function podReferences(spec: PodSpec): readonly Named[] {
  const containers = (['initContainers', 'containers'] as const).flatMap((list) =>
    (spec[list] ?? []).map((container, index) => ({ container, path: [list, index] })),
  );
  return [
    ...named('ServiceAccount', spec.serviceAccountName, ['serviceAccountName']),
    ...(spec.imagePullSecrets ?? []).flatMap(({ name }, index) =>
      named('Secret', name, ['imagePullSecrets', index, 'name'], 'name', true),
    ),
    ...(spec.priorityClassName ? [clusterWide('PriorityClass', spec.priorityClassName, ['priorityClassName'])] : []),
    ...containers.flatMap(({ container, path }) => environmentReferences(container, path)),
    ...(spec.volumes ?? []).flatMap((volume, index) =>
      volumeReferences(
        volume,
        ['volumes', index],
        isOneFile(
          volume,
          containers.map(({ container }) => container),
        ),
      ),
    ),
  ];
}

const clusterWide = (kind: string, name: string, path: FieldPath): Named => ({
  to: { kind, name, namespace: '' },
  path,
  use: 'name',
  optional: false,
});

function environmentReferences({ env = [], envFrom = [] }: Container, at: FieldPath): readonly Named[] {
  const whole = envFrom.flatMap(({ configMapRef, secretRef }, index) => {
    const path = [...at, 'envFrom', index];
    return [
      ...named(
        'ConfigMap',
        configMapRef?.name,
        [...path, 'configMapRef', 'name'],
        'environment',
        configMapRef?.optional,
      ),
      ...named('Secret', secretRef?.name, [...path, 'secretRef', 'name'], 'environment', secretRef?.optional),
    ];
  });
  const single = env.flatMap(({ valueFrom: { configMapKeyRef: map, secretKeyRef: secret } = {} }, index) => {
    const path = [...at, 'env', index, 'valueFrom'];
    return [
      ...named('ConfigMap', map?.name, [...path, 'configMapKeyRef', 'name'], 'environment', map?.optional),
      ...named('Secret', secret?.name, [...path, 'secretKeyRef', 'name'], 'environment', secret?.optional),
    ];
  });
  return [...whole, ...single];
}

/** Mounted by `subPath` alone: the kubelet leaves such files as they were at the container's start. */
function isOneFile({ name }: Volume, containers: readonly Container[]): boolean {
  const mounts = containers.flatMap(({ volumeMounts = [] }) => volumeMounts.filter((mount) => mount.name === name));
  return mounts.length > 0 && mounts.every(({ subPath, subPathExpr }) => subPath || subPathExpr);
}

function volumeReferences(volume: Volume, path: FieldPath, oneFile: boolean): readonly Named[] {
  const use = oneFile ? 'one file' : 'files';
  const { configMap, secret, persistentVolumeClaim: claim, projected } = volume;
  return [
    ...named('ConfigMap', configMap?.name, [...path, 'configMap', 'name'], use, configMap?.optional),
    ...named('Secret', secret?.secretName, [...path, 'secret', 'secretName'], use, secret?.optional),
    ...named('PersistentVolumeClaim', claim?.claimName, [...path, 'persistentVolumeClaim', 'claimName']),
    ...(projected?.sources ?? []).flatMap((source, index) => {
      const at = [...path, 'projected', 'sources', index];
      return [
        ...named('ConfigMap', source.configMap?.name, [...at, 'configMap', 'name'], use, source.configMap?.optional),
        ...named('Secret', source.secret?.name, [...at, 'secret', 'name'], use, source.secret?.optional),
      ];
    }),
  ];
}

function objectReferences(from: Manifest): readonly Reference[] {
  const { namespace } = referenceOf(from);
  return namesIn(from).map((found) => ({ ...found, from, to: { namespace, ...found.to } }));
}

function namesIn(object: Manifest): readonly Named[] {
  const typed: unknown = object;
  switch (object.kind) {
    case 'StatefulSet':
      return named('Service', (typed as StatefulSet).spec?.serviceName, ['spec', 'serviceName']);
    case 'HorizontalPodAutoscaler': {
      const { kind = '', name } = (typed as HorizontalPodAutoscaler).spec?.scaleTargetRef ?? {};
      return named(kind, name, ['spec', 'scaleTargetRef', 'name']);
    }
    case 'PersistentVolumeClaim': {
      const name = (typed as PersistentVolumeClaim).spec?.storageClassName;
      return name ? [clusterWide('StorageClass', name, ['spec', 'storageClassName'])] : [];
    }
    case 'Ingress':
      return ingressNames(typed as Ingress);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return bindingNames(typed as RoleBinding);
    default:
      return [];
  }
}

function ingressNames({ spec = {} }: Ingress): readonly Named[] {
  const service = (backend: IngressBackend | undefined, path: FieldPath) =>
    named('Service', backend?.service?.name, [...path, 'service', 'name']);
  return [
    ...service(spec.defaultBackend, ['spec', 'defaultBackend']),
    ...(spec.ingressClassName
      ? [clusterWide('IngressClass', spec.ingressClassName, ['spec', 'ingressClassName'])]
      : []),
    ...(spec.tls ?? []).flatMap(({ secretName }, index) =>
      named('Secret', secretName, ['spec', 'tls', index, 'secretName'], 'name', true),
    ),
    ...(spec.rules ?? []).flatMap(({ http }, rule) =>
      (http?.paths ?? []).flatMap(({ backend }, index) =>
        service(backend, ['spec', 'rules', rule, 'http', 'paths', index, 'backend']),
      ),
    ),
  ];
}

function bindingNames({ roleRef, subjects = [] }: RoleBinding): readonly Named[] {
  const role =
    roleRef?.kind === 'ClusterRole'
      ? [clusterWide('ClusterRole', roleRef.name, ['roleRef', 'name'])]
      : named('Role', roleRef?.name, ['roleRef', 'name']);
  return [
    ...role,
    ...subjects.flatMap(({ kind, name, namespace }, index) =>
      kind === 'ServiceAccount'
        ? [
            {
              ...(named(kind, name, ['subjects', index, 'name'])[0] as Named),
              to: { kind, name, ...(namespace ? { namespace } : {}) },
            },
          ]
        : [],
    ),
  ];
}
