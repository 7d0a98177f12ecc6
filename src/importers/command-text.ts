// A command or a short script of a suite as steps, when every line of it is a kubectl command or a sleep.

import { existsSync } from 'node:fs';
import { filesBelow, isFolder, readFileDocuments, SuiteError } from './documents';
import { action, gap, type Line, note, type Where } from './draft';
import type { ImportContext } from './import-context';
import type { Known } from './known';
import type { CommandContext, ManifestFile } from './kubectl/command-words';
import { isNoEqual, type Translated, translateKubectl } from './kubectl/translate';
import type { NoEqual } from './object-match';
import { shellWords } from './shell-words';

export interface CommandPlace {
  readonly known: Known;
  readonly namespace: string;
  /** Where it runs. */
  readonly folder: string;
  readonly suite: ImportContext;
  /** Path of the spec. */
  readonly spec: string;
  readonly path: (name: string) => string;
}

export interface CommandSaid {
  readonly text: string;
  readonly isScript: boolean;
  readonly role: 'action' | 'assertion';
  readonly at: Where;
}

export function commandText(place: CommandPlace, { text, isScript, role, at }: CommandSaid): readonly Line[] {
  const lines = isScript ? scriptLines(text) : [text];
  const cx: CommandContext = { known: place.known, namespace: place.namespace, manifest: (path) => file(place, path) };
  const done: Line[] = [];
  for (const line of lines) {
    const result = oneCommand(cx, line, isScript);
    if (!isNoEqual(result)) {
      done.push(...result);
      continue;
    }
    const category = isScript && lines.length > 1 ? 'a shell script' : result.category;
    return [gap(role, category, text, at)];
  }
  if (done.every((line) => 'note' in line) && role === 'assertion') {
    return [gap(role, 'a command that only has to succeed', text, at)];
  }
  return counted(done);
}

/** A command counts as one step, however many it became. */
function counted(lines: readonly Line[]): readonly Line[] {
  let isFirst = true;
  return lines.map((line) => {
    if (!('step' in line)) return line;
    const counts = isFirst ? 1 : 0;
    isFirst = false;
    return { ...line, counts };
  });
}

const SHELL_OPTIONS = /^set [-+][a-z]+( pipefail)?$/;

function scriptLines(text: string): readonly string[] {
  return text
    .replaceAll(/\\\n\s*/g, ' ')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#') && !SHELL_OPTIONS.test(line));
}

function oneCommand(cx: CommandContext, text: string, isScript: boolean): Translated {
  // A variable in what is printed changes nothing either.
  if (/^echo\b[^|<>&;`(]*$/.test(text)) return [note(`left out, it changes nothing: ${text}`)];
  const words = shellWords(text);
  const category = isScript ? 'a shell script' : 'a command';
  if (!words) return { category, text };
  const [program = '', ...rest] = words;
  if (program === 'kubectl') return translateKubectl(cx, rest);
  const [first = ''] = rest;
  if (program === 'sleep' && rest.length === 1 && /^\d+(\.\d+)?[smh]?$/.test(first)) {
    return [action({ advance: /\d$/.test(first) ? `${first}s` : first })];
  }
  if (program === 'true') return [note(`left out, it changes nothing: ${text}`)];
  return noEqualProgram(category, program);
}

const noEqualProgram = (category: string, program: string): NoEqual => ({
  category: `${category}: ${PROGRAMS.includes(program) ? program : 'another program'}`,
  text: program,
});

/** Programs that are met often. */
const PROGRAMS = ['helm', 'curl', 'docker', 'kind', 'make', 'bash', 'sh', 'kustomize', 'git', 'jq', 'openssl'];

function file(place: CommandPlace, name: string): ManifestFile | undefined {
  if (name === '-' || /^https?:/.test(name)) return undefined;
  const path = place.path(name);
  if (!existsSync(path)) return undefined;
  const files = isFolder(path) ? filesBelow(path).filter((each) => /\.(ya?ml|json)$/.test(each)) : [path];
  try {
    const objects = files.flatMap((each) => readFileDocuments(place.suite.root, each).map(({ value }) => value));
    return objects.length === 0 ? undefined : { path: place.suite.manifestPath(place.spec, path), objects };
  } catch (error) {
    if (error instanceof SuiteError) return undefined;
    throw error;
  }
}
