// The manifests of a check, read with everything that is wrong with them: what the server's decoder minds are
// findings, objects of kinds that nobody here defines are left out and told of.

import { nearest } from '../kinds/nearest';
import type { Manifest } from '../manifests/check-object';
import { customKinds } from '../manifests/custom-kinds';
import type { ManifestProblem } from '../manifests/errors';
import { type KnownKind, servedKinds } from '../manifests/hints';
import { loadManifests, type ManifestInput, readManifests } from '../manifests/load';
import { placeOf } from '../manifests/source';

export interface CheckInputs {
  readonly objects: readonly Manifest[];
  readonly base: readonly Manifest[];
  /** Of kinds that nobody defines. */
  readonly foreign: readonly Manifest[];
  /** What makes the objects unusable, each at its place. */
  readonly problems: readonly ManifestProblem[];
  /** Names of the files that objects or problems are of. */
  readonly files: readonly string[];
}

/** Manifests that are no text at all, such as a path that leads nowhere. */
export class UnreadableError extends Error {
  override readonly name = 'InputError';
}

/**
 * @param base what the cluster holds before. Errors: ManifestError for the base, InputError for what cannot be read.
 */
export function readCheckInputs(manifests: readonly ManifestInput[], base: readonly ManifestInput[]): CheckInputs {
  const before = base.length === 0 ? [] : loadManifests(base);
  const foreign: Manifest[] = [];
  const defined = customKinds(before.map((value) => ({ value })));
  const isForeign = (object: Manifest, custom: readonly KnownKind[]) =>
    isOfForeignGroup(object.apiVersion, custom) && foreign.push(object) > 0;
  const { objects, problems } =
    manifests.length === 0
      ? { objects: [], problems: [] }
      : readManifests(manifests, { customKinds: defined }, isForeign);
  const unreadable = problems.filter(({ place }) => place === undefined);
  if (unreadable.length > 0) throw new UnreadableError(unreadable.map(({ message }) => message).join('\n'));
  const places = [...problems.map(({ place }) => place), ...[...objects, ...foreign].map(placeOf)];
  const files = [...new Set(places.flatMap((place) => (place ? [place.file] : [])))];
  return { objects, base: before, foreign, problems, files };
}

const groupOf = (apiVersion: string) => (apiVersion.includes('/') ? (apiVersion.split('/')[0] as string) : '');

const servedGroups = [...new Set(servedKinds.map(({ apiVersion }) => groupOf(apiVersion)))];

/** Groups that are nobody's API: what stands in them is taken apart before it is sent. */
const NO_API = ['kustomize.config.k8s.io'];

/** A group of somebody's own that no definition is here of, and none that is only misspelt. */
function isOfForeignGroup(apiVersion: string, custom: readonly KnownKind[]): boolean {
  const group = groupOf(apiVersion);
  if (!group.includes('.') || servedGroups.includes(group) || NO_API.includes(group)) return false;
  if (custom.some((kind) => groupOf(kind.apiVersion) === group)) return false;
  const near = nearest(group, servedGroups);
  return near === undefined || differsInAWord(group, near);
}

/** `metrics.k8s.io` is no slip of the pen for `events.k8s.io`. */
function differsInAWord(group: string, near: string): boolean {
  const [words, others] = [group.split('.'), near.split('.')];
  if (words.length !== others.length) return true;
  return words.some((word, index) => word !== others[index] && nearest(word, [others[index] as string]) === undefined);
}
