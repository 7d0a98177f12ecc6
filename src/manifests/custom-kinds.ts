// The kinds that CustomResourceDefinitions in a load define, so that objects of them can stand in the same load.

import type { Candidate } from './check-object';
import type { KnownKind } from './hints';

export function customKinds(candidates: readonly Pick<Candidate, 'value'>[]): readonly KnownKind[] {
  return candidates.flatMap(({ value }) => kindsOf(value));
}

/** Nothing for anything but a definition; parts that are not as they should be are left out. */
function kindsOf(value: unknown): readonly KnownKind[] {
  const object = asRecord(value);
  if (object.kind !== 'CustomResourceDefinition') return [];
  const spec = asRecord(object.spec);
  const { kind } = asRecord(spec.names);
  if (typeof kind !== 'string' || typeof spec.group !== 'string' || !Array.isArray(spec.versions)) return [];
  const versions = spec.versions.map((version) => asRecord(version).name);
  return versions
    .filter((name) => typeof name === 'string')
    .map((name) => ({ apiVersion: `${spec.group}/${name}`, kind }));
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}
