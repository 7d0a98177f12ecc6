// What became of each object of the new set, in numbers, as `kubectl apply` tells it line by line.

import { LAST_APPLIED } from '../../kinds/annotations';
import type { Manifest } from '../../manifests/check-object';
import { type Observed, storedFor } from './observed';

export interface AppliedCounts {
  readonly created: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly refused: number;
  /** Objects of the old set that the new one lacks. */
  readonly orphaned: number;
}

export function appliedCounts(observed: Observed): AppliedCounts {
  const refused = new Set(observed.refusals.map(({ object }) => object));
  const taken = observed.next.objects.filter((object) => !refused.has(object));
  const outcomes = taken.map((object) => outcomeOf(observed, object));
  const count = (wanted: string) => outcomes.filter((outcome) => outcome === wanted).length;
  return {
    created: count('created'),
    changed: count('changed'),
    unchanged: count('unchanged'),
    refused: refused.size,
    orphaned: observed.orphans.length,
  };
}

function outcomeOf({ before, after }: Observed, manifest: Manifest): 'created' | 'changed' | 'unchanged' {
  const [first, last] = [storedFor(before, manifest), storedFor(after, manifest)];
  if (!first) return 'created';
  const [from, to] = [first, last].map((object) => object?.metadata.annotations?.[LAST_APPLIED]);
  return from === to ? 'unchanged' : 'changed';
}
