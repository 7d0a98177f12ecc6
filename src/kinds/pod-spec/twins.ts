// Pods of one template differ in nothing but the name of their token volume. What was found out about one of them holds
// for the others.

import type { Container, PodSpec, Volume, VolumeMount } from '../generated/types.gen';

/** Of the volume that the ServiceAccount plugin adds, before five characters of chance. */
export const TOKEN_VOLUME_PREFIX = 'kube-api-access-';

/** Whether two specs hold the same objects all over, apart from token volumes of different names. */
export function areTwins(a: PodSpec, b: PodSpec): boolean {
  return (
    sameFields(a, b, LISTS) &&
    sameLists(a.volumes, b.volumes, sameVolume) &&
    sameLists(a.containers, b.containers, sameContainer) &&
    sameLists(a.initContainers, b.initContainers, sameContainer)
  );
}

const LISTS: ReadonlySet<string> = new Set(['volumes', 'containers', 'initContainers']);
const MOUNTS: ReadonlySet<string> = new Set(['volumeMounts']);

/** The same values under the same names, but for the names in `others`. */
function sameFields<T extends object>(a: T, b: T, others: ReadonlySet<string>): boolean {
  let count = 0;
  for (const name in a) {
    count++;
    if (a[name] !== b[name] && !others.has(name)) return false;
  }
  for (const _ in b) count--;
  return count === 0;
}

function sameLists<T>(
  a: readonly T[] | undefined,
  b: readonly T[] | undefined,
  same: (a: T, b: T) => boolean,
): boolean {
  if (a === b) return true;
  if (!a || !b || a.length !== b.length) return false;
  for (let index = 0; index < a.length; index++) if (!same(a[index] as T, b[index] as T)) return false;
  return true;
}

/** All token volumes share one list of sources, which is nobody else's. An ephemeral volume goes by its pod's name. */
function sameVolume(a: Volume, b: Volume): boolean {
  if (a === b) return !a.ephemeral;
  const sources = a.projected?.sources;
  return sources !== undefined && sources === b.projected?.sources && isToken(a.name) && isToken(b.name);
}

function sameContainer(a: Container, b: Container): boolean {
  return a === b || (sameFields(a, b, MOUNTS) && sameLists(a.volumeMounts, b.volumeMounts, sameMount));
}

function sameMount(a: VolumeMount, b: VolumeMount): boolean {
  return a === b || (isToken(a.name) && isToken(b.name) && sameFields(a, b, NAME));
}

const NAME: ReadonlySet<string> = new Set(['name']);
const isToken = (name: string) => name.startsWith(TOKEN_VOLUME_PREFIX);
