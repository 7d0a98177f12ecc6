// An import from one end to the other, on paper: which files would be written, what of the suite they hold, and what
// has no equal. Nothing is written here.

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { importChainsaw } from './chainsaw/import-chainsaw';
import { isFolder, SuiteError } from './documents';
import type { DraftSpec, Gap, Line } from './draft';
import { guessTools, type Tool } from './guess-tool';
import { importHelmUnittest } from './helm-unittest/import-helm-unittest';
import { type ImportContext, importContext } from './import-context';
import { importKuttl } from './kuttl/import-kuttl';
import { specText, type Tally, tallyOf } from './spec-text';

export interface ImportedSpec {
  readonly path: string;
  readonly source: string;
  readonly tests: readonly { readonly name: string; readonly mode: 'run' | 'skip' | 'todo' }[];
  readonly tally: Tally;
  readonly gaps: readonly Gap[];
}

export interface Imported {
  readonly tool: Tool;
  /** Absolute path of the folder that is written to. */
  readonly out: string;
  /** Text by path from `out`. */
  readonly files: ReadonlyMap<string, string>;
  readonly specs: readonly ImportedSpec[];
}

export interface ImportOptions {
  /** Guessed unless given. */
  readonly from?: Tool | undefined;
  /** Beside the tests unless given. */
  readonly out?: string | undefined;
}

const IMPORTS: Readonly<Record<Tool, (cx: ImportContext, path: string) => readonly DraftSpec[]>> = {
  kuttl: importKuttl,
  chainsaw: importChainsaw,
  'helm-unittest': importHelmUnittest,
};

/** Errors: SuiteError for what is no suite, or cannot be read. */
export function importSuites(path: string, options: ImportOptions = {}): Imported {
  const absolute = resolve(path);
  if (!existsSync(absolute)) throw new SuiteError(`there is no ${path}`);
  const tool = options.from ?? onlyTool(path, guessTools(absolute));
  const folder = isFolder(absolute) ? absolute : dirname(absolute);
  const out = options.out === undefined ? folder : resolve(options.out);
  const drafts = IMPORTS[tool](importContext({ folder }, out), absolute);
  if (drafts.length === 0) throw new SuiteError(`there is no ${tool} test in ${path}`);
  const files = new Map<string, string>();
  const specs = drafts.map((draft) => {
    const own = { ...draft, path: free(files, draft.path) };
    const { text, tests } = specText(own, join(out, own.path));
    files.set(own.path, text);
    for (const [name, made] of Object.entries(own.files ?? {})) files.set(name, made);
    const gaps = [...own.before, ...own.tests.flatMap(({ lines }) => lines)].flatMap(gapOf);
    const modes = tests.map(({ name, mode }) => ({ name, mode }));
    return { path: own.path, source: own.source, tests: modes, tally: tallyOf(own, tests), gaps };
  });
  return { tool, out, files, specs };
}

const gapOf = (line: Line): readonly Gap[] => ('gap' in line ? [line.gap] : []);

function onlyTool(path: string, tools: readonly Tool[]): Tool {
  const [tool, second] = tools;
  if (tool === undefined) throw new SuiteError(`there is no suite of Chainsaw, kuttl or helm-unittest in ${path}`);
  if (second !== undefined) {
    throw new SuiteError(`there are suites of ${tools.join(' and ')} in ${path}: say which with --from`);
  }
  return tool;
}

/** Two tests of one name in one folder: the second gets a number. */
function free(files: ReadonlyMap<string, string>, path: string): string {
  let found = path;
  for (let count = 2; files.has(found); count++) found = path.replace(/\.spec\.yaml$/, `-${count}.spec.yaml`);
  return found;
}

/** How often each sort of gap was met, the most frequent first. */
export function rankedGaps(
  specs: readonly ImportedSpec[],
): readonly { category: string; role: string; count: number }[] {
  const counts = new Map<string, { category: string; role: string; count: number }>();
  for (const { category, role } of specs.flatMap(({ gaps }) => gaps)) {
    const key = `${role}\0${category}`;
    const row = counts.get(key) ?? { category, role, count: 0 };
    counts.set(key, { ...row, count: row.count + 1 });
  }
  return [...counts.values()].sort((a, b) => b.count - a.count || (a.category < b.category ? -1 : 1));
}
