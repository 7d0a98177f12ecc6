// One edit of a manifest between its file and whoever loads it: how `wavetank test --mutate` asks what the specs
// notice. The edit comes by the environment, so that it reaches the workers of a test runner.

import { resolve } from 'node:path';
import { jsonPatch, type Operation } from '../api/patch/json-patch';
import type { Candidate, Manifest } from './check-object';
import type { FieldPath } from './source';

export interface ManifestEdit {
  /** Absolute path. */
  readonly file: string;
  readonly kind: string;
  /** As written; undefined where the manifest names none. */
  readonly namespace?: string | undefined;
  readonly name: string;
  /** The object is left out without it. */
  readonly patch?: readonly Operation[] | undefined;
}

export const EDIT_VARIABLE = 'WAVETANK_EDIT';

/** The candidates with the edit that the environment names, if any of them is meant. */
export function withEdit(candidates: readonly Candidate[]): readonly Candidate[] {
  const text = process.env[EDIT_VARIABLE];
  if (!text) return candidates;
  const edit = JSON.parse(text) as ManifestEdit;
  return candidates.flatMap((candidate) => {
    if (!isMeant(candidate, edit)) return [candidate];
    return edit.patch ? [{ ...candidate, value: edited(candidate.value, edit.patch) }] : [];
  });
}

function isMeant({ value, origin }: Candidate, { file, kind, namespace, name }: ManifestEdit): boolean {
  if (resolve(origin.file.name) !== file) return false;
  const manifest = value as Partial<Manifest> | null;
  const { metadata } = manifest ?? {};
  return manifest?.kind === kind && metadata?.name === name && metadata.namespace === namespace;
}

/** Plain data of this realm: a test runner's copies may be of another one. */
export function edited(value: unknown, patch: readonly Operation[]): unknown {
  return JSON.parse(JSON.stringify(jsonPatch(value, patch)));
}

/** RFC 6901: `/spec/template/metadata/labels/app.kubernetes.io~1name`. */
export function pointer(path: FieldPath): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
