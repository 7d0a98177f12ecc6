// The manifests that a command is given, in every form that a word can have: files, folders, globs, standard input,
// REV:PATH of a git revision, Helm charts and Kustomize overlays.

import { existsSync, readdirSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import { isManifestText, MANIFEST_EXTENSIONS } from '../manifests/files';
import type { ManifestInput } from '../manifests/load';
import { checkRevision, entriesOf, type Revision, readRevision, revisionIn, withCheckout } from './git-input';
import { type HelmWords, type RenderedFolder, renderChart, renderOverlay } from './rendered-input';

/** The options of the command line that say how charts are rendered. */
export const HELM_WORDS = {
  'helm-values': { type: 'string', multiple: true },
  'helm-set': { type: 'string', multiple: true },
  'helm-release': { type: 'string' },
  'helm-namespace': { type: 'string' },
} as const;

export interface HelmOptions {
  readonly 'helm-values'?: readonly string[] | undefined;
  readonly 'helm-set'?: readonly string[] | undefined;
  readonly 'helm-release'?: string | undefined;
  readonly 'helm-namespace'?: string | undefined;
}

/** What `loadManifests` takes for each word. Errors: InputError. */
export function readInputs(words: readonly string[], options: HelmOptions): readonly ManifestInput[] {
  const helm: HelmWords = {
    values: options['helm-values'] ?? [],
    sets: options['helm-set'] ?? [],
    release: options['helm-release'],
    namespace: options['helm-namespace'],
  };
  return words.flatMap((word) => readInput(word, helm));
}

function readInput(word: string, helm: HelmWords): readonly ManifestInput[] {
  if (word === '-' || isManifestText(word)) return [word];
  if (existsSync(word)) {
    const rendered = statSync(word).isDirectory() && render({ folder: word, shown: word }, readdirSync(word), helm);
    return rendered ? [rendered] : [word];
  }
  const revision = revisionIn(word);
  return revision ? readFromGit(revision, helm) : [word];
}

function readFromGit(revision: Revision, helm: HelmWords): readonly ManifestInput[] {
  checkRevision(revision);
  const names = entriesOf(revision)?.map(({ name }) => name) ?? [];
  if (!names.some((name) => name === CHART || OVERLAYS.includes(name))) return readRevision(revision);
  return withCheckout(revision, ({ folder, here, root }) => {
    // Values belong to the revision, as the chart does; a file that it does not have is one of the working folder.
    const values = helm.values.map((file) => [resolve(here, file), file].find(existsSync) ?? file);
    return [render({ folder, shown: revision.word, root }, names, { ...helm, values }) as ManifestInput];
  });
}

const CHART = 'Chart.yaml';
/** In the order in which kustomize looks for them. */
const OVERLAYS = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];

/** The rendered text of a chart or an overlay; undefined for a folder that is neither. */
function render(folder: RenderedFolder, names: readonly string[], helm: HelmWords): ManifestInput | undefined {
  if (names.includes(CHART)) return renderChart(folder, helm);
  const overlay = names.find((name) => OVERLAYS.includes(name));
  if (overlay === undefined) return undefined;
  const others = names.filter((name) => name !== overlay && MANIFEST_EXTENSIONS.some((end) => name.endsWith(end)));
  if (others.length > 0) {
    process.stderr.write(
      `${folder.shown}: ${overlay} says what is applied; other files count as far as it names them\n`,
    );
  }
  return renderOverlay(folder);
}
