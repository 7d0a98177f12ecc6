// A value as Go prints it with %v: `map[image:q ports:[80]]`, keys sorted.

export function goText(value: unknown): string {
  if (value === null || value === undefined) return '<nil>';
  if (Array.isArray(value)) return `[${value.map(goText).join(' ')}]`;
  if (typeof value !== 'object') return String(value);
  const map = value as Readonly<Record<string, unknown>>;
  const entries = Object.keys(map)
    .sort()
    .map((key) => `${key}:${goText(map[key])}`);
  return `map[${entries.join(' ')}]`;
}
