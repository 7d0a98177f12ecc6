// Upgrades of the fixtures, made by editing their text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { referenceText } from '../../../src/checks/finding';
import type { Effect } from '../../../src/checks/upgrade/effect';
import { type DiffReport, reportOf } from '../../../src/checks/upgrade/report';
import { upgrade } from '../../../src/checks/upgrade/upgrade';
import type { ClusterOptions } from '../../../src/cluster/options';
import { loadManifests } from '../../../src/manifests/load';
import { textInput } from '../../../src/manifests/source';

export const fixtures = join(__dirname, '../../../fixtures/upgrade');
export const fixture = (name: string) => readFileSync(join(fixtures, name), 'utf8');

/** Pairs of texts: what stands in the manifests, and what takes its place. */
export type Edits = readonly (readonly [string, string])[];

/** The text with every edit made. Errors: an edit that finds nothing. */
export function edited(text: string, edits: Edits): string {
  return edits.reduce((before, [from, to]) => {
    if (from === '' || !before.includes(from)) throw new Error(`the fixture holds no ${JSON.stringify(from)}`);
    return before.replaceAll(from, to);
  }, text);
}

export interface Given {
  readonly options?: ClusterOptions;
  readonly prune?: boolean;
  readonly base?: string;
  readonly spanMs?: number;
}

export const manifests = (name: string, text: string) => loadManifests(textInput({ name, text }));

export function upgraded(old: string, next: string, given: Given = {}): DiffReport {
  const observed = upgrade({
    old: manifests('old.yaml', old),
    next: manifests('new.yaml', next),
    base: given.base === undefined ? [] : manifests('base.yaml', given.base),
    options: given.options ?? {},
    prune: given.prune ?? false,
    spanMs: given.spanMs,
  });
  return reportOf(observed, { old: 'old.yaml', new: 'new.yaml' });
}

/** `error refused Deployment default/web` */
export const lineOf = ({ severity, effect, object }: Effect) => `${severity} ${effect} ${referenceText(object)}`;

/** The line that an effect's place names, of these texts. */
export function lineAt({ place }: Effect, texts: Readonly<Record<string, string>>): string | undefined {
  return place && (texts[place.file] ?? '').split('\n')[place.line - 1]?.trim();
}
