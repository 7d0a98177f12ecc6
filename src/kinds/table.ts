// The kinds table: one row for each resource the API server serves, its names and verbs from the generated facts, what
// it does of its own from the kind's file. Rows are found by key, by apiVersion and kind, or by any name kubectl takes.
// These are the built-in kinds alone; what a cluster serves besides is in its registry.

import { behaviours } from './behaviours';
import { gatedResources, type ResourceFacts, resources } from './generated/resources.gen';
import type { KindRow } from './kind';
import { KindNames } from './kind-names';

function keyOf(facts: ResourceFacts, taken: ReadonlyMap<string, unknown>): string {
  if (!taken.has(facts.kind)) return facts.kind;
  const grouped = `${facts.kind}.${facts.group}`;
  return taken.has(grouped) ? `${grouped}/${facts.version}` : grouped;
}

function build(): ReadonlyMap<string, KindRow> {
  const rows = new Map<string, KindRow>();
  // The preferred (stored) version takes the plain key; an older version of the same kind follows it.
  const ordered = [...resources].sort((a, b) => Number(isOlder(a)) - Number(isOlder(b)));
  for (const facts of ordered) {
    const key = keyOf(facts, rows);
    rows.set(key, { ...behaviours[key], ...facts, key });
  }
  return rows;
}

const isOlder = (facts: ResourceFacts) => facts.group === 'autoscaling' && facts.version === 'v1';

/** The whole table in a fixed order. */
export const kinds: readonly KindRow[] = [...build().values()];

/** Rows that a cluster serves where its `runtimeConfig` says so. */
export const gatedKinds: readonly KindRow[] = gatedResources.map((facts) => ({
  ...behaviours[facts.kind],
  ...facts,
  key: facts.kind,
}));

/** The built-in rows by their names. */
export const builtInKinds = new KindNames(kinds);

/** The row under this key; undefined when there is none. */
export function kindByKey(key: string): KindRow | undefined {
  return builtInKinds.byKey(key);
}

export function kindByVersion(apiVersion: string, kind: string): KindRow | undefined {
  return builtInKinds.byVersion(apiVersion, kind);
}

/** The row that kubectl would take for `deploy`, `deployments`, `Deployment`, `deployments.apps`. */
export function kindByName(name: string): KindRow | undefined {
  return builtInKinds.byName(name);
}

/** Every name that `kindByName` knows, for suggestions. */
export function kindNames(): readonly string[] {
  return builtInKinds.names();
}
