// The recordings that the project keeps: fixtures/fidelity/NAME.yaml is what was done to the real control plane,
// NAME.recording.json.gz what came of it.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { parse } from 'yaml';
import { compareRuns, type Recording, type Score } from './compare';
import { recordersScalars } from './scalars';
import { runScenario, type Scenario, type ScenarioOptions, type ScenarioRun } from './scenario';

export interface KeptScenario {
  readonly name: string;
  /** The file's text. */
  readonly text: string;
  readonly scenario: Scenario;
}

/** All kept scenarios, by name. `folder` is the fixtures' one. */
export function keptScenarios(folder: string): KeptScenario[] {
  const files = readdirSync(folder).filter((file) => file.endsWith('.yaml'));
  return files.sort().map((file) => {
    const text = readFileSync(join(folder, file), 'utf8');
    return {
      name: file.replace(/\.yaml$/, ''),
      text,
      scenario: parse(text, { customTags: recordersScalars }) as Scenario,
    };
  });
}

export function keptRecording(folder: string, name: string): Recording {
  return JSON.parse(gunzipSync(readFileSync(join(folder, `${name}.recording.json.gz`))).toString('utf8'));
}

/** A run in the form of a recording. */
export function recordingOf({ steps, snapshots }: Pick<ScenarioRun, 'steps' | 'snapshots'>): Recording {
  const plain = { steps, snapshots: Object.fromEntries(snapshots) };
  return JSON.parse(JSON.stringify(plain)) as Recording;
}

/** Runs a kept scenario and compares it with its recording. */
export function scoreOf(folder: string, kept: KeptScenario, options?: ScenarioOptions): Score {
  const simulated = recordingOf(runScenario(kept.scenario, options));
  const exact = kept.scenario.exactPlacement === true;
  return compareRuns(kept.text, exact, keptRecording(folder, kept.name), simulated);
}
