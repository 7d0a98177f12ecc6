// Loads manifests: files, folders, globs, standard input, YAML or JSON text, objects. Strict: either everything can
// be used or a ManifestError tells all that is wrong, and nothing is.

import { type Candidate, checkObject, isUnserved, type Manifest, namespaceOf } from './check-object';
import { customKinds } from './custom-kinds';
import { inNamespace } from './default-namespace';
import { DocumentFault, readDocuments } from './documents';
import { withEdit } from './edit';
import { ManifestError, type ManifestProblem, placeText } from './errors';
import { expandPath, FileFault, isManifestText, readStdin, readText, shownPath } from './files';
import type { KnownKind } from './hints';
import { expandLists } from './lists';
import { plainProblem } from './plain';
import { isTextInput, locateIn, placeAt, rememberOrigin, type SourceFile } from './source';

/** A path, a folder, a glob, `-`, a text of YAML or JSON, an object, or what `textInput` made of a text. */
export type ManifestInput = string | object;

export interface LoadOptions {
  /** What paths are relative to; the working folder unless given. */
  readonly base?: string | undefined;
  /**
   * Kinds served besides the built-in ones, e.g. of CRDs in the cluster. Those of CRDs in the load are known anyway.
   */
  readonly customKinds?: readonly KnownKind[] | undefined;
  /** Where objects without a namespace go; `default` unless given. */
  readonly namespace?: string | undefined;
  /** Reads standard input, for `-`. */
  readonly stdin?: (() => string) | undefined;
}

/** More problems than this are not told. */
const MAX_PROBLEMS = 20;

/**
 * The objects of all inputs in order, Lists taken apart: plain data as written, not decoded, not defaulted. `placeOf`
 * and `locate` tell where they came from. Throws ManifestError.
 */
export function loadManifests(
  inputs: ManifestInput | readonly ManifestInput[],
  options: LoadOptions = {},
): readonly Manifest[] {
  const { objects, problems } = readManifests(inputs, options);
  if (problems.length > 0) throw new ManifestError(problems.slice(0, MAX_PROBLEMS));
  return objects;
}

export interface ReadManifests {
  /** All that can be told apart; to be used only when there is no problem. */
  readonly objects: readonly Manifest[];
  /** All of them. Those without a place are of what cannot be read at all. */
  readonly problems: readonly ManifestProblem[];
}

/**
 * As `loadManifests`, for those who tell every problem.
 * @param foreign is asked of an object whose kind nobody serves: true leaves it out instead of minding it. It is given
 * the kinds that definitions bring, too.
 */
export function readManifests(
  inputs: ManifestInput | readonly ManifestInput[],
  options: LoadOptions = {},
  foreign: (object: Manifest, custom: readonly KnownKind[]) => boolean = () => false,
): ReadManifests {
  const problems: ManifestProblem[] = [];
  const candidates: Candidate[] = [];
  for (const input of Array.isArray(inputs) ? (inputs as readonly ManifestInput[]) : [inputs as ManifestInput]) {
    if (typeof input === 'string') candidates.push(...withEdit(readInput(input, options, problems)));
    else if (isTextInput(input)) candidates.push(...inNamespace(fileCandidates(input.file, problems), input.namespace));
    else candidates.push(...objectCandidates(input, problems));
  }
  const custom = [...(options.customKinds ?? []), ...customKinds(candidates)];
  const kept: Candidate[] = [];
  for (const candidate of candidates) {
    if (isUnserved(candidate, custom)) {
      rememberOrigin(candidate.value as Manifest, candidate.origin);
      if (foreign(candidate.value as Manifest, custom)) continue;
    }
    kept.push(candidate);
    problems.push(...checkObject(candidate, custom));
  }
  if (problems.length === 0) problems.push(...sameNames(kept, options.namespace));
  if (problems.length === 0 && candidates.length === 0) problems.push(nothing(inputs));
  if (problems.length === 0) for (const { value, origin } of kept) rememberOrigin(value as Manifest, origin);
  return { objects: kept.map(({ value }) => value as Manifest), problems };
}

function readInput(input: string, options: LoadOptions, problems: ManifestProblem[]): readonly Candidate[] {
  if (isManifestText(input)) return fileCandidates({ name: '<inline>', text: input }, problems);
  const base = options.base ?? process.cwd();
  try {
    if (input.trim() === '') throw new FileFault('an empty text names no file');
    if (input === '-') return fileCandidates({ name: 'STDIN', text: (options.stdin ?? readStdin)() }, problems);
    const found: Candidate[] = [];
    for (const path of expandPath(input, base)) {
      const name = shownPath(path, base, process.cwd());
      found.push(...fileCandidates({ name, text: readText(path, base) }, problems));
    }
    return found;
  } catch (fault) {
    if (!(fault instanceof FileFault)) throw fault;
    problems.push({ message: fault.message, place: undefined, kubectl: fault.kubectl });
    return [];
  }
}

function fileCandidates(file: SourceFile, problems: ManifestProblem[]): readonly Candidate[] {
  try {
    const found: Candidate[] = [];
    const sources = new Map<string, SourceFile>();
    for (const { value, start, end, duplicates, serverDuplicates } of readDocuments(file)) {
      for (const { key, first, second } of duplicates) {
        const before = placeAt(file, first);
        problems.push({
          message: `${JSON.stringify(key)} stands twice in one mapping`,
          place: placeAt(file, second, key.length),
          hint: `it stands at ${placeText(before)} too; the last one would win without a word`,
        });
      }
      const origin = { file: sourceOf(file, sources, start, end), start, end, path: [] };
      found.push({ value, origin, duplicates: serverDuplicates });
    }
    return expandLists(found, problems);
  } catch (fault) {
    if (!(fault instanceof DocumentFault)) throw fault;
    const kubectl = fault.kubectl === undefined ? undefined : `error parsing ${file.name}: ${fault.kubectl}`;
    problems.push({ message: fault.message, place: placeAt(file, fault.offset), kubectl });
    return [];
  }
}

/** The file that a document came from: of a rendered text the one that the tool names for it. */
function sourceOf(file: SourceFile, sources: Map<string, SourceFile>, start: number, end: number): SourceFile {
  if (!file.nameAt) return file;
  const name = file.nameAt(file.text.slice(start, end));
  const source = sources.get(name) ?? { name, text: file.text };
  sources.set(name, source);
  return source;
}

function objectCandidates(input: object, problems: ManifestProblem[]): readonly Candidate[] {
  const wrong = plainProblem(input);
  if (wrong !== undefined) {
    problems.push({ message: wrong, place: undefined });
    return [];
  }
  const origin = { file: { name: '<object>', text: '' }, start: 0, end: 0, path: [] };
  return expandLists([{ value: input, origin, duplicates: undefined }], problems);
}

/** Two objects of one name: the second would overwrite the first. */
function sameNames(candidates: readonly Candidate[], namespace: string | undefined): readonly ManifestProblem[] {
  const first = new Map<string, Candidate>();
  const problems: ManifestProblem[] = [];
  for (const candidate of candidates) {
    const value = candidate.value as Manifest;
    const { name } = value.metadata;
    if (!name) continue;
    const [group = ''] = value.apiVersion.includes('/') ? value.apiVersion.split('/') : [];
    const inNamespace = namespaceOf(value, value.metadata.namespace ?? namespace);
    const id = [value.kind, group, inNamespace, name].join('|');
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, candidate);
      continue;
    }
    const shown = inNamespace === '' ? name : `${inNamespace}/${name}`;
    problems.push({
      message: `a second ${value.kind} ${JSON.stringify(shown)} in one load`,
      place: locateIn(candidate.origin, ['metadata', 'name']),
      hint: `the first stands at ${placeText(locateIn(before.origin, ['metadata', 'name']))}`,
    });
  }
  return problems;
}

function nothing(inputs: ManifestInput | readonly ManifestInput[]): ManifestProblem {
  const named = (Array.isArray(inputs) ? inputs : [inputs]).map((input) =>
    typeof input === 'string' && !isManifestText(input) ? JSON.stringify(input) : 'the given text',
  );
  const where = named.length === 0 ? 'nothing was given to load' : `there is no object in ${named.join(', ')}`;
  return { message: where, place: undefined, kubectl: 'no objects passed to apply' };
}
