// Values as Go's fmt prints them, maps and lists as its encoding/json does.
// upstream: client-go/util/jsonpath PrintResults

export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<no value>';
  if (typeof value === 'number') return numberText(value);
  return typeof value === 'object' ? jsonText(value) : String(value);
}

/** Go turns to exponents below 1e-4, JavaScript below 1e-6, and Go's have two digits at least. */
function numberText(value: number): string {
  const text = value !== 0 && Math.abs(value) < 1e-4 ? value.toExponential() : String(value);
  return text.replace(/e([+-])(\d)$/, 'e$10$2');
}

/** Keys in order, and what could be taken for HTML escaped. */
function jsonText(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (typeof value !== 'object' || value === null) return escaped(JSON.stringify(value));
  const map = value as Readonly<Record<string, unknown>>;
  const fields = Object.keys(map)
    .sort()
    .map((key) => `${escaped(JSON.stringify(key))}:${jsonText(map[key])}`);
  return `{${fields.join(',')}}`;
}

const escaped = (text: string) =>
  text.replace(/[<>&\u2028\u2029]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
