// Durations as people and Go write them: `30s`, `1h30m`, `500ms`. Users' texts are parsed here, virtual spans printed.

const UNITS_MS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };
const PART = /(\d+(?:\.\d+)?)(ms|s|m|h|d)/y;

/** Milliseconds of `'1h30m'`; a number is taken as milliseconds. undefined when it is no duration. */
export function parseDuration(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isFinite(value) && value >= 0 ? Math.round(value) : undefined;
  const text = value.trim();
  if (text === '0') return 0;
  let total = 0;
  let position = 0;
  while (position < text.length) {
    PART.lastIndex = position;
    const match = PART.exec(text);
    if (!match) return undefined;
    total += Number(match[1]) * (UNITS_MS[match[2] as string] as number);
    position = PART.lastIndex;
  }
  return text.length > 0 ? Math.round(total) : undefined;
}

/** Go's Duration.String for whole milliseconds: `1m30s`, `1.5s`, `302ms`, `0s`. */
export function goDuration(spanMs: number): string {
  if (spanMs === 0) return '0s';
  if (spanMs < 0) return `-${goDuration(-spanMs)}`;
  if (spanMs < 1000) return `${spanMs}ms`;
  const hours = Math.floor(spanMs / 3_600_000);
  const minutes = Math.floor(spanMs / 60_000) % 60;
  const seconds = (spanMs % 60_000) / 1000;
  const tail = `${Number(seconds.toFixed(3))}s`;
  if (hours > 0) return `${hours}h${minutes}m${tail}`;
  return minutes > 0 ? `${minutes}m${tail}` : tail;
}
