// What is wrong with manifests, said so that it can be mended: where, what was expected, the nearest right word, and
// what kubectl or the API server says to it.

import { codeFrame } from './frame';
import type { Place } from './source';

export interface ManifestProblem {
  /** Our sentence. */
  readonly message: string;
  /** Undefined for what has no place in a text, e.g. a glob that matches nothing. */
  readonly place: Place | undefined;
  readonly expected?: string | undefined;
  readonly actual?: string | undefined;
  readonly hint?: string | undefined;
  /** The API server's own message for the object. */
  readonly server?: string | undefined;
  /** What `kubectl apply` prints, after `error: `. */
  readonly kubectl?: string | undefined;
}

/** Manifests that cannot be loaded. Nothing of a load that throws this is used. */
export class ManifestError extends Error {
  override readonly name = 'ManifestError';
  readonly problems: readonly ManifestProblem[];
  /** Of the first problem; lines and columns count from 1. */
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly column: number | undefined;

  constructor(problems: readonly ManifestProblem[]) {
    super(problems.map(problemText).join('\n\n'));
    this.problems = problems;
    const place = problems[0]?.place;
    this.file = place?.file;
    this.line = place?.line;
    this.column = place?.column;
  }
}

/** One problem as several lines of plain text. */
export function problemText(problem: ManifestProblem): string {
  const { message, place, expected, actual, hint, server, kubectl } = problem;
  const lines = [place ? `${placeText(place)}: ${message}` : message];
  if (place && place.text !== '') lines.push(codeFrame(place.text, place.line, place.column, place.length));
  if (expected !== undefined) lines.push(`expected: ${expected}`);
  if (actual !== undefined) lines.push(`actual:   ${actual}`);
  if (hint !== undefined) lines.push(`hint: ${hint}`);
  if (server !== undefined) lines.push(`the API server says: ${server}`);
  if (kubectl !== undefined) lines.push(`kubectl says: error: ${kubectl}`);
  return lines.join('\n');
}

/** `file:line:column`. */
export function placeText(place: Place): string {
  return place.text === '' ? place.file : `${place.file}:${place.line}:${place.column}`;
}
