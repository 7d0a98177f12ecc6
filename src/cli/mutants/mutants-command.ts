// `wavetank test --coverage-of MANIFESTS` and `--mutate MANIFESTS`: the specs that load them must pass, then they are
// run again for each part that could be taken away, or each value that could be another.

import { spawn, spawnSync } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Manifest } from '../../manifests/check-object';
import { EDIT_VARIABLE, type ManifestEdit } from '../../manifests/edit';
import { changes, removals } from '../../manifests/edits';
import { loadManifests } from '../../manifests/load';
import { type Place, placeOf } from '../../manifests/source';
import { terminalPalette } from '../../report/palette';
import { Progress } from '../progress';
import { EXIT, WrongUse } from '../usage';
import { judge } from './mutants';
import { mutantsText } from './mutants-text';

export interface Jest {
  /** Of the process that runs jest, without the words of the user. */
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

const HOW = {
  '--coverage-of': { editsOf: removals, verb: 'Needed by an expectation' },
  '--mutate': { editsOf: changes, verb: 'Noticed' },
} as const;

export type MutantOption = keyof typeof HOW;

/** Exit code 0 whatever is found, 1 when the specs fail as they are, 2 when none of them loads the manifests. */
export async function mutantsCommand(option: MutantOption, manifests: readonly string[], jest: Jest): Promise<number> {
  const objects = loadManifests(manifests);
  if (objects.some((object) => placeOf(object)?.text === '')) throw new WrongUse(`${option} needs files`);
  const files = [...new Set(objects.map(fileOf))];
  const specs = new Map(files.map((file) => [file, specsOf(file, jest)] as const));
  const all = [...new Set([...specs.values()].flat())].sort();
  if (all.length === 0) throw new WrongUse(`no spec loads ${manifests.join(' ')}`);
  const asTheyAre = await passes(all, jest, undefined);
  if (!asTheyAre.passed) {
    process.stderr.write(`${asTheyAre.output}\nwavetank: the specs have to pass before anything is edited\n`);
    return EXIT.failed;
  }
  const { editsOf, verb } = HOW[option];
  const progress = new Progress();
  const judged = await judge(objects, editsOf, {
    run: async (edit) => (await passes(specs.get(edit.file) ?? [], jest, edit)).passed,
    atOnce: availableParallelism(),
    said: (taken, count) => progress.say(`edit ${taken} of ${count}`),
  });
  progress.done();
  process.stdout.write(mutantsText(judged, verb, terminalPalette()));
  return EXIT.passed;
}

const fileOf = (object: Manifest) => resolve((placeOf(object) as Place).file);

/** The spec files that load this one. */
function specsOf(file: string, { args, env }: Jest): readonly string[] {
  const words = [...args, '--findRelatedTests', file, '--listTests', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8', env });
  if (status !== 0) throw new WrongUse(`jest cannot tell which specs load ${file}: ${stderr.trim()}`);
  return JSON.parse(stdout);
}

/** No spec at all notices nothing. */
function passes(specs: readonly string[], { args, env }: Jest, edit: ManifestEdit | undefined) {
  if (specs.length === 0) return Promise.resolve({ passed: true, output: '' });
  const words = [...args, '--runTestsByPath', ...specs, '--runInBand', '--bail', '--ci', '--watchman=false'];
  const child = spawn(process.execPath, words, {
    env: { ...env, ...(edit && { [EDIT_VARIABLE]: JSON.stringify(edit) }) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let output = '';
  child.stderr.setEncoding('utf8').on('data', (text) => {
    output += text;
  });
  return new Promise<{ readonly passed: boolean; readonly output: string }>((done, fail) => {
    child.on('error', fail);
    child.on('close', (code) => done({ passed: code === 0, output }));
  });
}
