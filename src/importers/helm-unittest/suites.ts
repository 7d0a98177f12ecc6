// The suites of helm-unittest: YAML files with tests, each of a chart above them.

import { existsSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import {
  type Document,
  filesBelow,
  isFolder,
  readText,
  readTextDocuments,
  SuiteError,
  type SuiteRoot,
} from '../documents';
import { gap, type Line } from '../draft';

export interface Suite {
  readonly file: string;
  /** Folder of the chart. */
  readonly chart: string;
  readonly document: Document;
  readonly name: string;
}

export interface FoundSuites {
  readonly suites: readonly Suite[];
  /** Files that are no YAML, for helm-unittest takes templates of suites too. */
  readonly unread: readonly { readonly file: string; readonly line: Line }[];
}

export function findSuites(root: SuiteRoot, path: string): FoundSuites {
  const isSingle = !isFolder(path);
  const files = isSingle ? [path] : filesBelow(path).filter((file) => /\.ya?ml$/.test(file));
  const suites: Suite[] = [];
  const unread: { file: string; line: Line }[] = [];
  for (const file of files) {
    const chart = chartAbove(dirname(file));
    const text = readText(file);
    if (chart === undefined || !/^tests:/m.test(text) || !/\basserts:/.test(text)) continue;
    try {
      const found = readTextDocuments(root, file, text).filter(({ value }) => Array.isArray(value.tests));
      suites.push(...found.map((document) => ({ file, chart, document, name: nameOf(file, document) })));
    } catch (error) {
      if (!(error instanceof SuiteError) || isSingle) throw error;
      unread.push({ file, line: gap('assertion', 'a suite that is no plain YAML', error.message, { file, line: 1 }) });
    }
  }
  return { suites, unread };
}

function nameOf(file: string, { value }: Document): string {
  if (typeof value.suite === 'string' && value.suite !== '') return value.suite;
  return basename(file).replace(/(_test)?\.ya?ml$/, '');
}

function chartAbove(folder: string): string | undefined {
  if (existsSync(join(folder, 'Chart.yaml'))) return folder;
  return dirname(folder) === folder ? undefined : chartAbove(dirname(folder));
}
