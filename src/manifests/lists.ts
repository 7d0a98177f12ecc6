// Takes Lists apart into their items, as kubectl does before it looks at anything else.

import type { Candidate } from './check-object';
import type { ManifestProblem } from './errors';
import { locateIn } from './source';

const MAX_NESTING = 20;

/** Items in place of their lists; a list whose items cannot be told becomes a problem. */
export function expandLists(candidates: readonly Candidate[], problems: ManifestProblem[], nesting = 0): Candidate[] {
  const found: Candidate[] = [];
  for (const candidate of candidates) {
    if (!isList(candidate.value)) {
      found.push(candidate);
      continue;
    }
    const { items } = candidate.value;
    const { origin, duplicates } = candidate;
    if (items === undefined || items === null) continue;
    if (!Array.isArray(items) || nesting > MAX_NESTING) {
      problems.push({
        message: 'items must be a list',
        place: locateIn(origin, ['items'], 'value'),
        expected: 'a list',
      });
      continue;
    }
    const inside = items.map((value: unknown, index) => ({
      value,
      origin: { ...origin, path: [...origin.path, 'items', index] },
      duplicates,
    }));
    found.push(...expandLists(inside, problems, nesting + 1));
  }
  return found;
}

function isList(value: unknown): value is Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const { kind, apiVersion, items } = value as Readonly<Record<string, unknown>>;
  if (kind === 'List') return apiVersion === 'v1';
  return typeof kind === 'string' && kind.endsWith('List') && Array.isArray(items);
}
