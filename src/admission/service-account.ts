// ServiceAccount: a pod gets an account, its pull secrets, and a volume with its token in every container.
// upstream: plugin/pkg/admission/serviceaccount/admission.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { MIRROR_POD } from '../kinds/annotations';
import type {
  Container,
  Pod,
  PodSpec,
  ServiceAccount,
  Volume,
  VolumeMount,
  VolumeProjection,
} from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { TOKEN_VOLUME_PREFIX } from '../kinds/pod-spec/twins';
import { changeItems, withField, withFields } from '../kinds/with-defaults';
import { referencedKind } from './mirror-pod-references';
import { ephemeralSecretRefusal, limitsSecrets, secretRefusal } from './mountable-secrets';
import { refused } from './request';

/** New pods, and containers added to running ones. */
const CONCERNED = { CREATE: true, ephemeralcontainers: true };
const DEFAULT_ACCOUNT = 'default';
const MOUNT_PATH = '/var/run/secrets/kubernetes.io/serviceaccount';
/** 0644 */
const FILE_MODE = 420;
/** An hour and seven seconds, by which the kubelet knows these tokens. */
const TOKEN_SECONDS = 3607;
const NO_MOUNTS: readonly VolumeMount[] = [];
const NO_VOLUMES: readonly Volume[] = [];

export const serviceAccount = defineAdmission({
  name: 'ServiceAccount',
  handles: ({ row, operation, subresource }) => row.key === 'Pod' && (subresource || operation) in CONCERNED,
  mutate: (request, object, cx) => {
    if (request.subresource) return object;
    const pod = object as unknown as Pod;
    if (pod.metadata.annotations?.[MIRROR_POD] === undefined) return withAccount(request, pod, cx);
    checkMirrorPod(request, pod);
    return object;
  },
  validate: (request, cx) => {
    if (!request.subresource) return;
    const pod = request.object as unknown as Pod;
    const account = cx.get('ServiceAccount', pod.metadata.namespace, pod.spec.serviceAccountName ?? '');
    const why = account && limitsSecrets(account) ? ephemeralSecretRefusal(pod, account) : undefined;
    if (why !== undefined) throw refused(request, why);
  },
});

function checkMirrorPod(request: AdmissionRequest, { spec }: Pod): void {
  const referenced = referencedKind(spec);
  if (referenced === 'a service account') throw refused(request, 'a mirror pod may not reference service accounts');
  if (referenced === 'secrets') throw refused(request, 'a mirror pod may not reference secrets');
  const projected = spec.volumes?.flatMap((volume) => volume.projected?.sources ?? []);
  if (!projected?.some(({ serviceAccountToken }) => serviceAccountToken)) return;
  throw refused(request, 'a mirror pod may not use ServiceAccountToken volume projections');
}

function withAccount(request: AdmissionRequest, pod: Pod, cx: AdmissionContext): KubeObject {
  const name = pod.spec.serviceAccountName || DEFAULT_ACCOUNT;
  const namespace = pod.metadata.namespace ?? '';
  const account = cx.get('ServiceAccount', namespace, name);
  if (!account) {
    throw refused(request, `error looking up service account ${namespace}/${name}: serviceaccount "${name}" not found`);
  }
  let { spec } = pod;
  if (spec.serviceAccountName !== name || spec.serviceAccount !== name) {
    spec = withFields(spec, { serviceAccountName: name, serviceAccount: name });
  }
  if (mountsToken(spec, account)) spec = withTokenVolume(spec, request, cx);
  if (!spec.imagePullSecrets?.length && account.imagePullSecrets?.length) {
    spec = withFields(spec, { imagePullSecrets: account.imagePullSecrets });
  }
  const next = withField(pod, 'spec', spec);
  const why = limitsSecrets(account) ? secretRefusal(next, account) : undefined;
  if (why !== undefined) throw refused(request, why);
  return next;
}

/** The pod's word counts before the account's; without one there is a token. */
function mountsToken(spec: PodSpec, account: ServiceAccount): boolean {
  return spec.automountServiceAccountToken ?? account.automountServiceAccountToken ?? true;
}

function withTokenVolume(spec: PodSpec, request: AdmissionRequest, cx: AdmissionContext): PodSpec {
  const present = spec.volumes?.find(({ name }) => name.startsWith(TOKEN_VOLUME_PREFIX))?.name;
  const lacking = (container: Container) => !container.volumeMounts?.some(({ mountPath }) => mountPath === MOUNT_PATH);
  if (!spec.containers?.some(lacking) && !spec.initContainers?.some(lacking)) return spec;
  const name = present ?? freeName(spec.volumes ?? [], request, cx);
  const mount = { mountPath: MOUNT_PATH, name, readOnly: true };
  const mounted = (container: Container): Container =>
    lacking(container)
      ? { ...container, volumeMounts: (container.volumeMounts ?? NO_MOUNTS).concat(mount) }
      : container;
  const next = changeItems(changeItems(spec, 'initContainers', mounted), 'containers', mounted);
  if (present !== undefined) return next;
  const volume: Volume = { name, projected: { defaultMode: FILE_MODE, sources: TOKEN_SOURCES } };
  return withFields(next, { volumes: (spec.volumes ?? NO_VOLUMES).concat(volume) });
}

function freeName(volumes: readonly Volume[], request: AdmissionRequest, cx: AdmissionContext): string {
  const key = `${request.namespace}/${request.name}/${TOKEN_VOLUME_PREFIX}`;
  while (true) {
    const name = TOKEN_VOLUME_PREFIX + cx.randomSuffix(key);
    if (!volumes.some((volume) => volume.name === name)) return name;
  }
}

/** One list for all pods: they differ only in the volume's name. */
const TOKEN_SOURCES: readonly VolumeProjection[] = freeze([
  { serviceAccountToken: { expirationSeconds: TOKEN_SECONDS, path: 'token' } },
  { configMap: { name: 'kube-root-ca.crt', items: [{ key: 'ca.crt', path: 'ca.crt' }] } },
  {
    downwardAPI: {
      items: [{ path: 'namespace', fieldRef: { apiVersion: 'v1', fieldPath: 'metadata.namespace' } }],
    },
  },
]);

function freeze<T extends object>(value: T): T {
  for (const part of Object.values(value)) if (typeof part === 'object' && part !== null) freeze(part);
  return Object.freeze(value);
}
