// What other objects a pod refers to. The mirror of a static pod may refer to none: its kubelet could not be kept from
// reading them. upstream: pkg/api/pod/util.go VisitPodSecretNames, VisitPodConfigmapNames

import type { Container, PodSpec, Volume } from '../kinds/generated/types.gen';

/** The first of the kinds that the pod refers to, in the order in which they are refused; undefined for none. */
export function referencedKind(spec: PodSpec): string | undefined {
  const { volumes = [] } = spec;
  const projected = volumes.flatMap((volume) => volume.projected?.sources ?? []);
  if (spec.serviceAccountName) return 'a service account';
  if (refersToSecrets(spec, volumes)) return 'secrets';
  if (refersToConfigMaps(spec, volumes)) return 'configmaps';
  if (projected.some(({ clusterTrustBundle }) => clusterTrustBundle)) return 'clustertrustbundles';
  return volumes.some(({ persistentVolumeClaim }) => persistentVolumeClaim) ? 'persistentvolumeclaims' : undefined;
}

function containersOf({ containers, initContainers = [], ephemeralContainers = [] }: PodSpec): readonly Container[] {
  return [...initContainers, ...containers, ...(ephemeralContainers as readonly Container[])];
}

const SECRET_REFS = ['cephfs', 'cinder', 'flexVolume', 'rbd', 'scaleIO', 'iscsi', 'storageos'] as const;

function refersToSecrets(spec: PodSpec, volumes: readonly Volume[]): boolean {
  const inContainer = ({ env = [], envFrom = [] }: Container) =>
    env.some(({ valueFrom }) => valueFrom?.secretKeyRef) || envFrom.some(({ secretRef }) => secretRef);
  const inVolume = (volume: Volume) =>
    volume.secret ||
    volume.azureFile ||
    volume.csi?.nodePublishSecretRef ||
    volume.projected?.sources?.some(({ secret }) => secret) ||
    SECRET_REFS.some((type) => volume[type]?.secretRef);
  return (spec.imagePullSecrets?.length ?? 0) > 0 || containersOf(spec).some(inContainer) || volumes.some(inVolume);
}

function refersToConfigMaps(spec: PodSpec, volumes: readonly Volume[]): boolean {
  const inContainer = ({ env = [], envFrom = [] }: Container) =>
    env.some(({ valueFrom }) => valueFrom?.configMapKeyRef) || envFrom.some(({ configMapRef }) => configMapRef);
  const inVolume = (volume: Volume) =>
    volume.configMap || volume.projected?.sources?.some(({ configMap }) => configMap);
  return containersOf(spec).some(inContainer) || volumes.some(inVolume);
}
