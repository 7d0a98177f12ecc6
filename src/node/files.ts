// A small model of files: what containers wrote into emptyDir and hostPath volumes, what mounted maps and images show.
// A container's own writable layer is not kept: it is gone with the run.

import { utf8Bytes } from '../kinds/base64';
import type { Container, Volume, VolumeMount } from '../kinds/generated/types.gen';
import { expand } from './expansion';
import { plainPath } from './host-paths';
import type { KubeletContext, KubeletState, PodWorker } from './kubelet-state';
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
  const place = placeOf(worker, container, path);
  if (place?.mount.readOnly) return { error: `${path}: Read-only file system` };
  const key = place ? keyOf(worker, place) : `${worker.containers[container.name]?.current.id}${path}`;
  if (key === undefined) return { error: `${path}: Read-only file system` };
  state.files.set(key, content);
  return undefined;
}

/** What a process of the container reads; undefined when there is no such file. */
export function readFile(
  cx: Pick<KubeletContext, 'state' | 'get'>,
  worker: PodWorker,
  container: Container,
  path: string,
): string | undefined {
  const { state } = cx;
  const run = worker.containers[container.name]?.current;
  const place = placeOf(worker, container, path);
  if (!place) return state.files.get(`${run?.id}${path}`) ?? run?.program.files?.[path];
  const key = keyOf(worker, place);
  if (key !== undefined) return state.files.get(key);
  return filledFiles(cx, worker, container, place)[place.path];
}

/** What the kubelet has put into the volume. */
function filledFiles(
  cx: Pick<KubeletContext, 'state' | 'get'>,
  worker: PodWorker,
  container: Container,
  place: Place,
): Readonly<Record<string, string>> {
  const run = worker.containers[container.name]?.current;
  const { sources } = worker.mounts;
  const isPart = place.mount.subPath !== undefined || place.mount.subPathExpr !== undefined;
  const shown = isPart ? (run?.mounted ?? sources) : sources;
  const pod = isPart ? (run?.pod ?? worker.pod) : worker.pod;
  const allocatable = cx.get('Node', undefined, worker.node)?.status?.allocatable ?? {};
  const facts = { pod, podIp: worker.status?.podIP ?? '', hostIp: worker.status?.hostIP ?? '', allocatable };
  return mountedFiles(place.volume, shown[place.volume.name] ?? [], facts);
}

/** Files below a directory, by their paths from there; a directory without files ends with a slash. */
export function filesBelow(
  cx: Pick<KubeletContext, 'state' | 'get'>,
  worker: PodWorker,
  container: Container,
  path: string,
): readonly string[] {
  const run = worker.containers[container.name]?.current;
  const below = (start: string, names: readonly string[]) =>
    names.filter((name) => name.startsWith(start) && name !== start).map((name) => name.slice(start.length));
  const place = placeOf(worker, container, path);
  const known = cx.state.files.keys();
  if (!place)
    return [...below(`${run?.id}${path}/`, known), ...below(`${path}/`, Object.keys(run?.program.files ?? {}))];
  const key = keyOf(worker, place);
  if (key !== undefined) return below(`${key}/`, known);
  const start = place.path === '' ? '' : `${place.path}/`;
  return below(start, Object.keys(filledFiles(cx, worker, container, place)));
}

/** Takes a file or an empty directory away. */
export function removeFile(state: KubeletState, worker: PodWorker, container: Container, path: string): void {
  const place = placeOf(worker, container, path);
  const key = place ? keyOf(worker, place) : `${worker.containers[container.name]?.current.id}${path}`;
  if (key === undefined || place?.mount.readOnly) return;
  state.files.delete(key);
  state.files.delete(`${key}/`);
}

/** A file in one of the pod's writable volumes. */
export function volumeFile(state: KubeletState, worker: PodWorker, name: string, path: string): string | undefined {
  const volume = worker.pod.spec.volumes?.find((one) => one.name === name);
  const key = volume && keyOf(worker, { volume, path });
  return key === undefined ? undefined : state.files.get(key);
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
  for (const key of state.files.keys()) {
    if (key === start || key.startsWith(`${start}/`)) found.push(state.files.get(key) ?? '');
  }
  return found;
}

/** Forgets what lay in the pod's own volumes. */
export function dropFiles(state: KubeletState, uid: string): void {
  if (state.files.size === 0) return;
  for (const key of state.files.keys()) if (key.startsWith(`emptyDir/${uid}/`)) state.files.delete(key);
}

/** The volume that the path lies in: the longest mount path that leads to it. */
function placeOf(worker: PodWorker, container: Container, path: string): Place | undefined {
  let best: VolumeMount | undefined;
  for (const mount of container.volumeMounts ?? []) {
    const root = mount.mountPath.replace(/\/$/, '');
    if (path !== root && !path.startsWith(`${root}/`)) continue;
    if (!best || mount.mountPath.length > best.mountPath.length) best = mount;
  }
  const volume = best && worker.pod.spec.volumes?.find(({ name }) => name === best.name);
  if (!best || !volume) return undefined;
  const rest = path.slice(best.mountPath.replace(/\/$/, '').length).replace(/^\//, '');
  return { volume, mount: best, path: [subPathOf(worker, container, best), rest].filter((part) => part).join('/') };
}

/** The part of the volume that is mounted, its variables filled in as the container's process knows them. */
function subPathOf(worker: PodWorker, container: Container, { subPath, subPathExpr }: VolumeMount): string | undefined {
  if (!subPathExpr) return subPath;
  const run = worker.containers[container.name]?.current;
  return expand(subPathExpr, run?.variables ?? new Map());
}

/** Where a writable volume's file is kept; undefined for volumes that the kubelet fills. */
function keyOf(worker: PodWorker, { volume, path }: Pick<Place, 'volume' | 'path'>): string | undefined {
  const { name, emptyDir, hostPath } = volume;
  const place = emptyDir
    ? `emptyDir/${worker.uid}/${name}`
    : hostPath
      ? `hostPath/${worker.node}${plainPath(hostPath.path)}`
      : worker.mounts.places[name];
  if (place === undefined) return undefined;
  return path === '' ? place : `${place}/${path}`;
}
