// Values as Go's fmt prints them, maps and lists as its encoding/json does.
// upstream: client-go/util/jsonpath PrintResults

import { goJson } from '../kinds/go-json';

export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<no value>';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' ? goJson(value) : String(value);
}

/** Go turns to exponents below 1e-4, JavaScript below 1e-6, and Go's have two digits at least. */
function numberText(value: number): string {
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}
