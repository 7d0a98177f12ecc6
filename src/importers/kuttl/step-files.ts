// The files of one step taken apart: objects to apply, to assert, not to find, and the TestStep and TestAssert that
// say more.
// upstream: internal/step/step.go LoadYAML

import { resolve } from 'node:path';
import { type Document, filesBelow, isFolder, readFileDocuments, type SuiteRoot, shownFrom } from '../documents';
import { type Gap, gap, type Line, note } from '../draft';
import { listOf } from './cases';
import { ownKind, readFileName } from './kinds';

export interface AppliedFile {
  readonly path: string;
  readonly objects: readonly Document[];
  /** Nothing but these objects stands in it. */
  readonly isPlain: boolean;
}

export interface StepParts {
  readonly applied: AppliedFile[];
  readonly asserts: Document[];
  readonly errors: Document[];
  testStep: Document | undefined;
  testAssert: Document | undefined;
  /** Files and paths that could not be taken. */
  readonly lines: Line[];
}

export function readStep(root: SuiteRoot, folder: string, files: readonly string[]): StepParts {
  const parts: StepParts = {
    applied: [],
    asserts: [],
    errors: [],
    testStep: undefined,
    testAssert: undefined,
    lines: [],
  };
  for (const file of files) readStepFile(root, parts, file);
  if (parts.testStep) readPaths(root, folder, parts, parts.testStep);
  return parts;
}

function readStepFile(root: SuiteRoot, parts: StepParts, file: string): void {
  const { role, isTemplate } = readFileName(file) ?? { role: 'apply', isTemplate: false };
  const at = { file: shownFrom(root, file), line: 1 };
  const lost: Gap['role'] = role === 'apply' ? 'action' : 'assertion';
  if (isTemplate) {
    parts.lines.push(gap(lost, 'a Go template', at.file, at));
    return;
  }
  const documents = readFileDocuments(root, file);
  const chosen = documents.find(({ value }) => ownKind(value) === 'TestFile');
  if (chosen && 'testRunSelector' in chosen.value) {
    const words = `left out, as kuttl does without --test-run-labels: ${at.file}`;
    parts.lines.push(note(words));
    return;
  }
  const objects: Document[] = [];
  for (const document of documents) {
    const own = ownKind(document.value);
    if (own === 'TestStep') parts.testStep ??= document;
    else if (own === 'TestAssert') parts.testAssert ??= document;
    else if (own === undefined) objects.push(document);
  }
  if (role === 'assert') parts.asserts.push(...objects);
  else if (role === 'errors') parts.errors.push(...objects);
  else if (objects.length > 0) {
    parts.applied.push({ path: file, objects, isPlain: objects.length === documents.length });
  }
}

/** Files that the TestStep names. */
function readPaths(root: SuiteRoot, folder: string, parts: StepParts, testStep: Document): void {
  const { apply, assert, error } = testStep.value;
  each(apply, 'apply', 'action', (file) => {
    const objects = readFileDocuments(root, file);
    parts.applied.push({ path: file, objects, isPlain: true });
  });
  each(assert, 'assert', 'assertion', (file) => parts.asserts.push(...readFileDocuments(root, file)));
  each(error, 'error', 'assertion', (file) => parts.errors.push(...readFileDocuments(root, file)));

  function each(paths: unknown, key: string, role: Gap['role'], use: (file: string) => unknown): void {
    for (const [index, path] of listOf(paths).map(String).entries()) {
      const at = testStep.at([key, index]);
      if (/^https?:/.test(path)) parts.lines.push(gap(role, 'a manifest from the network', path, at));
      else if (path.includes('$')) parts.lines.push(gap(role, 'a path with a variable', path, at));
      else for (const file of yamlFiles(resolve(folder, path))) use(file);
    }
  }
}

const yamlFiles = (path: string) =>
  isFolder(path) ? filesBelow(path).filter((file) => file.endsWith('.yaml')) : [path];
