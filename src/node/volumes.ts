// Whether a pod's volumes can be mounted, and what the mounted ones hold. A missing ConfigMap, Secret or key holds the
// pod back and is tried again at growing distances; a claim that is not bound fails the sync.
// upstream: pkg/volume/{configmap,secret,projected,hostpath}, pkg/kubelet/volumemanager

import type { Reader } from '../api/actor';
import type { ConfigMap, KeyToPath, Pod, Secret, Volume } from '../kinds/generated/types.gen';
import type { KubeObject } from '../kinds/kind';
import { matchesSelector } from '../kinds/node-selector';
import { certificateProblems, showsCertificates } from './certificate-volumes';
import { downwardFiles, type PodFacts } from './downward';
import { configMapTexts, secretTexts } from './environment';
import { plainPath } from './host-paths';
import { usedVolumes } from './used-volumes';
import { driverProblem } from './volume-drivers';

export type Sources = Pick<Reader, 'get'>;

export interface MountResult {
  /** FailedMount messages. */
  readonly problems: readonly string[];
  /** Why the sync fails at once: claims. */
  readonly claimProblem: string | undefined;
  /** The objects behind ConfigMap, Secret and projected volumes, by volume name. */
  readonly sources: Readonly<Record<string, readonly KubeObject[]>>;
  /** Where the files of each mounted claim are kept, by volume name. */
  readonly places: Readonly<Record<string, string>>;
}

/** How often the kubelet looks whether all volumes are there. */
export const MOUNT_POLL_MS = 300;
/** How long one sync waits for them. */
export const MOUNT_WAIT_MS = 123_000;
/** From the sync's begin to the first try to mount. */
export const MOUNT_LAG_MS = 100;
const FIRST_RETRY_MS = 500;
const LONGEST_RETRY_MS = 122_000;

/** In every namespace, and in every pod's token volume: too common to be looked up in a list of users. */
const ROOT_CERTIFICATE = 'kube-root-ca.crt';
const MOUNTED: MountResult = Object.freeze({
  problems: [],
  claimProblem: undefined,
  sources: Object.freeze({}),
  places: Object.freeze({}),
});

/** Milliseconds from the n-th failure (1 for the first) to the next try. upstream: exponentialbackoff */
export function mountRetryMs(failures: number): number {
  return Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LONGEST_RETRY_MS);
}

interface Needs {
  /** `ConfigMap/name` of what is shown, the root certificate left out. */
  readonly objects: readonly string[];
  readonly rootCertificate: boolean;
  /** Nothing but the root certificate could be wrong. */
  readonly plain: boolean;
}

function needsOf(volumes: readonly Volume[]): Needs {
  const references = volumes.flatMap(referencesOf);
  const objects = references.filter(({ name }) => name !== ROOT_CERTIFICATE).map(({ kind, name }) => `${kind}/${name}`);
  const others = volumes.some((volume) => claimOf(volume, '') !== undefined || showsCertificates(volume));
  const drivers = volumes.some(
    ({ csi, gitRepo, downwardAPI, projected }) => csi || gitRepo || downwardAPI || asksResources(projected),
  );
  const rootCertificate = objects.length < references.length;
  return { objects, rootCertificate, plain: objects.length === 0 && !others && !drivers };
}

/** Every pod's token volume tells of its namespace; few tell of resources. */
function asksResources(projected: Volume['projected']): boolean {
  return (
    projected?.sources?.some(({ downwardAPI }) => downwardAPI?.items?.some((item) => item.resourceFieldRef)) ?? false
  );
}

/** Whether the pod shows what this ConfigMap or Secret of its namespace holds. */
export function showsObject(pod: Pod, kind: string, name: string): boolean {
  return pod.spec.volumes !== undefined && needsOf(usedVolumes(pod.spec)).objects.includes(`${kind}/${name}`);
}

export function mount(reader: Sources, pod: Pod): MountResult {
  const volumes = usedVolumes(pod.spec);
  const namespace = pod.metadata.namespace ?? '';
  if (volumes.length === 0) return MOUNTED;
  const needs = needsOf(volumes);
  const isComplete = !needs.rootCertificate || reader.get('ConfigMap', namespace, ROOT_CERTIFICATE) !== undefined;
  if (needs.plain && isComplete) return MOUNTED;
  const problems: string[] = [];
  const sources: Record<string, readonly KubeObject[]> = {};
  const places: Record<string, string> = {};
  const waiting: string[] = [];
  const unmounted: string[] = [];
  for (const volume of volumes) {
    const claim = claimOf(volume, pod.metadata.name);
    const unbound = claim === undefined ? undefined : claimProblem(reader, namespace, claim);
    if (unbound !== undefined) {
      waiting.push(`${volume.name}\n${unbound}`);
      unmounted.push(volume.name);
    } else if (claim !== undefined) {
      problems.push(...placeProblem(reader, pod, claim));
      places[volume.name] = placeOfClaim(reader, pod, claim);
    }
    const { objects, missing, refers } = resolve(reader, namespace, volume);
    missing.push(...certificateProblems(pod, volume));
    const unmountable = driverProblem(reader, pod, volume);
    if (unmountable !== undefined) missing.push(unmountable);
    // A volume whose optional sources are all gone is empty.
    if (refers && (objects.length > 0 || missing.length === 0)) sources[volume.name] = objects;
    if (missing.length > 0) {
      unmounted.push(volume.name);
      const list = missing.length === 1 ? missing[0] : `[${missing.join(', ')}]`;
      problems.push(`MountVolume.SetUp failed for volume ${JSON.stringify(volume.name)} : ${list}`);
    }
  }
  return { problems, claimProblem: waiting.length > 0 ? claimText(waiting, unmounted) : undefined, sources, places };
}

/** Volumes that could be mounted are, by the time this is told. */
function claimText(waiting: readonly string[], unmounted: readonly string[]): string {
  const failed = waiting.map((entry) => entry.slice(0, entry.indexOf('\n')));
  const whys = waiting.map((entry) => entry.slice(entry.indexOf('\n') + 1));
  const names = [...new Set(unmounted)].sort().join(' ');
  const why = whys.length === 1 ? whys[0] : `[${whys.join(', ')}]`;
  return `Unable to attach or mount volumes: unmounted volumes=[${names}], unattached volumes=[], failed to process volumes=[${failed.join(' ')}]: ${why}`;
}

/** The claim behind a volume; an ephemeral volume's is named after the pod. */
function claimOf(volume: Volume, pod: string): string | undefined {
  return volume.persistentVolumeClaim?.claimName ?? (volume.ephemeral ? `${pod}-${volume.name}` : undefined);
}

function claimProblem(reader: Sources, namespace: string, name: string): string | undefined {
  const claim = reader.get('PersistentVolumeClaim', namespace, name);
  const start = `error processing PVC ${namespace}/${name}`;
  const quoted = JSON.stringify(name);
  if (!claim) return `${start}: failed to fetch PVC from API server: persistentvolumeclaims ${quoted} not found`;
  if (claim.metadata.deletionTimestamp) return `${start}: PVC is being deleted`;
  return claim.status?.phase === 'Bound' && claim.spec?.volumeName ? undefined : `${start}: PVC is not bound`;
}

/** A pod that the scheduler has not placed may be where its volume is not. upstream: checkNodeAffinity */
function placeProblem(reader: Sources, pod: Pod, claim: string): readonly string[] {
  const name = reader.get('PersistentVolumeClaim', pod.metadata.namespace, claim)?.spec?.volumeName ?? '';
  const required = reader.get('PersistentVolume', undefined, name)?.spec?.nodeAffinity?.required;
  const node = required && reader.get('Node', undefined, pod.spec.nodeName ?? '');
  if (!node || matchesSelector(required, node)) return [];
  return [`MountVolume.NodeAffinity check failed for volume ${JSON.stringify(name)} : no matching NodeSelectorTerms`];
}

/** What a claim's files outlive: its volume, or the node that a volume is a part of. */
function placeOfClaim(reader: Sources, pod: Pod, claim: string): string {
  const name = reader.get('PersistentVolumeClaim', pod.metadata.namespace, claim)?.spec?.volumeName ?? '';
  const { hostPath, local } = reader.get('PersistentVolume', undefined, name)?.spec ?? {};
  const path = hostPath?.path ?? local?.path;
  return path === undefined ? `volume/${name}` : `hostPath/${pod.spec.nodeName}${plainPath(path)}`;
}

interface Reference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly optional: boolean;
  readonly items: readonly KeyToPath[];
}

/** The ConfigMaps and Secrets that a volume shows. */
function referencesOf({ configMap, secret, projected }: Volume): Reference[] {
  const found: Reference[] = [];
  const add = (kind: Reference['kind'], name: string | undefined, optional?: boolean, items?: readonly KeyToPath[]) => {
    if (name !== undefined) found.push({ kind, name, optional: optional === true, items: items ?? [] });
  };
  if (configMap) add('ConfigMap', configMap.name, configMap.optional, configMap.items);
  if (secret) add('Secret', secret.secretName, secret.optional, secret.items);
  for (const source of projected?.sources ?? []) {
    if (source.configMap) add('ConfigMap', source.configMap.name, source.configMap.optional, source.configMap.items);
    if (source.secret) add('Secret', source.secret.name, source.secret.optional, source.secret.items);
  }
  return found;
}

function resolve(
  reader: Sources,
  namespace: string,
  volume: Volume,
): { readonly objects: KubeObject[]; readonly missing: string[]; readonly refers: boolean } {
  const objects: KubeObject[] = [];
  const missing: string[] = [];
  const references = referencesOf(volume);
  for (const { kind, name, optional, items } of references) {
    const object = reader.get(kind, namespace, name) as ConfigMap | Secret | undefined;
    if (!object) {
      if (!optional) missing.push(`${kind.toLowerCase()} ${JSON.stringify(name)} not found`);
      continue;
    }
    objects.push(object);
    const texts = textsOf(object);
    const absent = items.find(({ key }) => texts[key] === undefined);
    if (absent && !optional) {
      missing.push(
        kind === 'ConfigMap'
          ? `configmap references non-existent config key: ${absent.key}`
          : `references non-existent secret key: ${absent.key}`,
      );
    }
  }
  return { objects, missing, refers: references.length > 0 };
}

function textsOf(object: ConfigMap | Secret): Readonly<Record<string, string>> {
  return object.kind === 'ConfigMap' ? configMapTexts(object) : secretTexts(object);
}

/** The files that a mounted volume shows, path within the volume to content. */
export function mountedFiles(
  volume: Volume,
  objects: readonly KubeObject[],
  facts?: PodFacts,
): Readonly<Record<string, string>> {
  const files: Record<string, string> = {};
  for (const { kind, name, items } of referencesOf(volume)) {
    const object = objects.find((other) => other.kind === kind && other.metadata.name === name);
    if (!object) continue;
    const texts = textsOf(object as ConfigMap | Secret);
    if (items.length === 0) Object.assign(files, texts);
    for (const { key, path } of items) if (texts[key] !== undefined) files[path] = texts[key] as string;
  }
  if (facts) Object.assign(files, downwardFiles(volume, facts));
  return files;
}
