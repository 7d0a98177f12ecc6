// Asks a suite of specs what it notices: the specs that load the manifests are run once for each edit of them. An edit
// that the API server refuses says nothing about the specs.

import { resolve } from 'node:path';
import { cluster } from '../../actions/acting-cluster';
import { applyAsKubectl } from '../../actions/apply';
import { sendEach } from '../../actions/bodies';
import { createFromBody } from '../../api/request';
import type { Manifest } from '../../manifests/check-object';
import { edited, type ManifestEdit } from '../../manifests/edit';
import type { Edit } from '../../manifests/edits';
import { loadManifests } from '../../manifests/load';
import { locate, type Place, placeOf } from '../../manifests/source';

/** What became of an edit: a spec failed, all passed, or nobody could have applied it. */
export type Outcome = 'noticed' | 'unnoticed' | 'refused';

export interface Judged {
  readonly manifest: Manifest;
  readonly edit: Edit;
  readonly outcome: Outcome;
  readonly place: Place;
}

export interface Judging {
  /** Runs the specs with an edit in force; true when they pass. */
  readonly run: (edit: ManifestEdit) => Promise<boolean>;
  /** How many runs there are at one time. */
  readonly atOnce: number;
  /** Is told how many of the edits have been taken up. */
  readonly said: (taken: number, all: number) => void;
}

/** Judges the edits, in their order; what lies within a part that can go unnoticed is left out. */
export async function judge(
  objects: readonly Manifest[],
  editsOf: (manifest: Manifest) => readonly Edit[],
  { run, atOnce, said }: Judging,
): Promise<readonly Judged[]> {
  const mutants = objects.flatMap((manifest) => editsOf(manifest).map((edit) => ({ manifest, edit })));
  const outcomes = new Map<Edit, Outcome>();
  const isPointless = ({ manifest, edit }: (typeof mutants)[number]) =>
    mutants.some(
      (outer) => outer.manifest === manifest && outcomes.get(outer.edit) === 'unnoticed' && isWithin(edit, outer.edit),
    );
  const before = refusalsOf(objects).length;
  let next = 0;
  const work = async () => {
    while (next < mutants.length) {
      const mutant = mutants[next++] as (typeof mutants)[number];
      said(next, mutants.length);
      if (isPointless(mutant)) continue;
      const { manifest, edit } = mutant;
      if (isRefused(objects, before, manifest, edit)) outcomes.set(edit, 'refused');
      else outcomes.set(edit, (await run(namedEdit(manifest, edit))) ? 'unnoticed' : 'noticed');
    }
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  return mutants.flatMap((mutant) => {
    const outcome = outcomes.get(mutant.edit);
    if (outcome === undefined || isPointless(mutant)) return [];
    return [{ ...mutant, outcome, place: locate(mutant.manifest, mutant.edit.path) as Place }];
  });
}

/** Whether an edit is in a part that the other one takes away. */
function isWithin(inner: Edit, outer: Edit): boolean {
  const isRemoval = outer.patch === undefined || outer.patch[0]?.op === 'remove';
  return isRemoval && inner !== outer && outer.path.every((step, index) => inner.path[index] === step);
}

function namedEdit(manifest: Manifest, { patch }: Edit): ManifestEdit {
  const { kind, metadata } = manifest;
  const { namespace, name = '' } = metadata;
  return { file: resolve((placeOf(manifest) as Place).file), kind, namespace, name, patch };
}

/** Whether more of the manifests are refused than `before`, whoever would be asked. */
function isRefused(objects: readonly Manifest[], before: number, changed: Manifest, { patch }: Edit): boolean {
  if (!patch) return false;
  let body: Manifest | undefined;
  try {
    [body] = loadManifests(JSON.stringify(edited(changed, patch)));
  } catch {
    return true;
  }
  return refusalsOf(objects.map((object) => (object === changed ? (body as Manifest) : object))).length > before;
}

function refusalsOf(objects: readonly Manifest[]): readonly string[] {
  const refusals: string[] = [];
  sendEach(
    cluster({ nodes: 1 }),
    objects,
    (client, body) =>
      (body as Manifest).metadata.name === undefined
        ? createFromBody(client.server, client.caller, body, {})
        : applyAsKubectl(client, body, undefined),
    (_body, { message }) => refusals.push(message),
  );
  return refusals;
}
