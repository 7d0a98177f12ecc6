// A small model of files: what containers wrote into emptyDir and hostPath volumes, what mounted maps and images show.
// A container's own writable layer is not kept: it is gone with the run.

import { utf8Bytes } from '../kinds/base64';
import type { Container, Pod, Volume, VolumeMount } from '../kinds/generated/types.gen';
import type { KubeletState, PodWorker } from './kubelet-state';
import { mountedFiles } from './volumes';

interface Place {
  readonly volume: Volume;
  readonly mount: VolumeMount;
  /** Path within the volume, without a leading slash. */
  readonly path: string;
}

/** Why a file cannot be written: `Read-only file system`, or it lies in no volume. */
export type WriteProblem = { readonly error: string };

/** Writes a file as a process of the container would. Files outside volumes last as long as the run: `{run id}`. */
export function writeFile(
  state: KubeletState,
  worker: PodWorker,
  container: Container,
  path: string,
  content: string,
): WriteProblem | undefined {
  const place = placeOf(worker.pod, container, path);
  if (place?.mount.readOnly) return { error: `${path}: Read-only file system` };
  const key = place ? keyOf(worker, place) : `${worker.containers[container.name]?.current.id}${path}`;
  if (key === undefined) return { error: `${path}: Read-only file system` };
  state.files.set(key, content);
  return undefined;
}

/** What a process of the container reads; undefined when there is no such file. */
export function readFile(
  state: KubeletState,
  worker: PodWorker,
  container: Container,
  path: string,
): string | undefined {
  const place = placeOf(worker.pod, container, path);
  if (!place) {
    const run = worker.containers[container.name]?.current;
    return state.files.get(`${run?.id}${path}`) ?? run?.program.files?.[path];
  }
  const key = keyOf(worker, place);
  if (key !== undefined) return state.files.get(key);
  const { sources } = worker.mounts;
  const shown = place.mount.subPath ? (worker.containers[container.name]?.current.mounted ?? sources) : sources;
  return mountedFiles(place.volume, shown[place.volume.name] ?? [])[place.path];
}

/** How many files were written into a volume. */
export function filesIn(state: KubeletState, worker: PodWorker, volume: Volume): number {
  return contentsOf(state, worker, volume).length;
}

/** How many bytes they hold. */
export function bytesIn(state: KubeletState, worker: PodWorker, volume: Volume): number {
  return contentsOf(state, worker, volume).reduce((sum, content) => sum + utf8Bytes(content).length, 0);
}

function contentsOf(state: KubeletState, worker: PodWorker, volume: Volume): readonly string[] {
  if (state.files.size === 0) return [];
  const start = keyOf(worker, { volume, path: '' });
  if (start === undefined) return [];
  const found: string[] = [];
  for (const key of state.files.keys()) if (key.startsWith(start)) found.push(state.files.get(key) ?? '');
  return found;
}

/** Forgets what lay in the pod's own volumes. */
export function dropFiles(state: KubeletState, uid: string): void {
  if (state.files.size === 0) return;
  for (const key of state.files.keys()) if (key.startsWith(`emptyDir/${uid}/`)) state.files.delete(key);
}

/** The volume that the path lies in: the longest mount path that leads to it. */
function placeOf(pod: Pod, container: Container, path: string): Place | undefined {
  let best: VolumeMount | undefined;
  for (const mount of container.volumeMounts ?? []) {
    const root = mount.mountPath.replace(/\/$/, '');
    if (path !== root && !path.startsWith(`${root}/`)) continue;
    if (!best || mount.mountPath.length > best.mountPath.length) best = mount;
  }
  const volume = best && pod.spec.volumes?.find(({ name }) => name === best.name);
  if (!best || !volume) return undefined;
  const rest = path.slice(best.mountPath.replace(/\/$/, '').length).replace(/^\//, '');
  return { volume, mount: best, path: [best.subPath, rest].filter((part) => part).join('/') };
}

/** Where a writable volume's file is kept; undefined for volumes that the kubelet fills. */
function keyOf(worker: PodWorker, { volume, path }: Pick<Place, 'volume' | 'path'>): string | undefined {
  if (volume.emptyDir) return `emptyDir/${worker.uid}/${volume.name}/${path}`;
  if (volume.hostPath) return `hostPath/${worker.node}${volume.hostPath.path.replace(/\/$/, '')}/${path}`;
  const claim = volume.persistentVolumeClaim?.claimName;
  if (claim !== undefined) return `claim/${worker.namespace}/${claim}/${path}`;
  return undefined;
}
