// The test cases of a kuttl suite: folders with numbered files, found through the TestSuite's configuration or by
// looking at the folders.
// upstream: internal/utils/files/files.go CollectTestStepFiles, internal/harness/harness.go LoadTests

import { basename, dirname, join, resolve } from 'node:path';
import { isPlainMap } from '../../cluster/describe/types';
import { type Data, type Document, entriesOf, isFolder, readFileDocuments, type SuiteRoot } from '../documents';
import { ownKind, readFileName } from './kinds';

export interface KuttlSuite {
  /** The TestSuite; empty when there is none. */
  readonly settings: Data;
  readonly document: Document | undefined;
  /** Folder that paths in the settings start from. */
  readonly folder: string;
  readonly cases: readonly KuttlCase[];
}

export interface KuttlCase {
  readonly name: string;
  readonly folder: string;
  readonly steps: readonly KuttlStepFiles[];
}

export interface KuttlStepFiles {
  readonly index: number;
  readonly files: readonly string[];
}

/** Every suite at or below the path. */
export function findSuites(root: SuiteRoot, path: string): readonly KuttlSuite[] {
  if (!isFolder(path)) return [suiteOf(root, path)];
  const configured = configurationsBelow(root, path).map((file) => suiteOf(root, file));
  const taken = new Set(configured.flatMap(({ cases }) => cases.map(({ folder }) => folder)));
  const others = casesBelow(path).filter(({ folder }) => !taken.has(folder));
  const rest: KuttlSuite = { settings: {}, document: undefined, folder: path, cases: others };
  return [...configured, ...(others.length > 0 ? [rest] : [])].filter(({ cases }) => cases.length > 0);
}

function suiteOf(root: SuiteRoot, file: string): KuttlSuite {
  const document = readFileDocuments(root, file).find(({ value }) => ownKind(value) === 'TestSuite');
  const settings = document?.value ?? {};
  const folder = dirname(file);
  const dirs = Array.isArray(settings.testDirs) ? settings.testDirs.map(String) : [];
  const cases = dirs
    .map((dir) => resolve(folder, dir))
    .filter(isFolder)
    .flatMap((dir) => entriesOf(dir).filter((entry) => entry.isFolder))
    .flatMap(({ path }) => caseOf(path) ?? []);
  return { settings, document, folder, cases };
}

const CONFIGURATION = /^(kuttl-test|kudo-test|.*kuttl.*)\.ya?ml$/;

function configurationsBelow(root: SuiteRoot, folder: string): readonly string[] {
  return entriesOf(folder).flatMap(({ name, path, isFolder: folds }) => {
    if (folds) return SKIPPED.includes(name) ? [] : configurationsBelow(root, path);
    if (!CONFIGURATION.test(name)) return [];
    return isSuiteFile(root, path) ? [path] : [];
  });
}

function isSuiteFile(root: SuiteRoot, path: string): boolean {
  return readFileDocuments(root, path).some(({ value }) => ownKind(value) === 'TestSuite');
}

const SKIPPED = ['node_modules', '.git', 'vendor'];

/** Folders with numbered files; what is inside of one belongs to it. */
export function casesBelow(folder: string): readonly KuttlCase[] {
  const own = caseOf(folder);
  if (own) return [own];
  return entriesOf(folder)
    .filter(({ name, isFolder: folds }) => folds && !SKIPPED.includes(name))
    .flatMap(({ path }) => casesBelow(path));
}

function caseOf(folder: string): KuttlCase | undefined {
  const byIndex = new Map<number, string[]>();
  for (const { name, path, isFolder: folds } of entriesOf(folder)) {
    const read = readFileName(name);
    if (read?.index === undefined || (!folds && !/\.yaml$/.test(name))) continue;
    const files = folds ? stepFiles(path) : [path];
    byIndex.set(read.index, [...(byIndex.get(read.index) ?? []), ...files]);
  }
  const steps = [...byIndex].sort(([a], [b]) => a - b).map(([index, files]) => ({ index, files }));
  return steps.some(({ files }) => files.length > 0) ? { name: basename(folder), folder, steps } : undefined;
}

const stepFiles = (folder: string) =>
  entriesOf(folder)
    .filter(({ name, isFolder: folds }) => !folds && readFileName(name) && name.endsWith('.yaml'))
    .map(({ name }) => join(folder, name));

/** Paths that the settings name, those that are there. */
export function settingsPaths({ settings, folder }: KuttlSuite): readonly string[] {
  const dirs = Array.isArray(settings.manifestDirs) ? settings.manifestDirs : [];
  const crds = typeof settings.crdDir === 'string' && settings.crdDir !== '' ? [settings.crdDir] : [];
  return [...crds, ...dirs].map((dir) => resolve(folder, String(dir)));
}

export const mapOf = (value: unknown): Data => (isPlainMap(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
