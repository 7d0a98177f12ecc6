// What `sleep` waits.

const UNITS_MS: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds, Infinity for ever; undefined for what is no span of time. */
export function sleepMs(args: readonly string[]): number | undefined {
  let totalMs = 0;
  for (const word of args) {
    const match = /^(\d+(?:\.\d+)?)([smhd]?)$/.exec(word);
    if (word === 'infinity' || word === 'inf') totalMs = Number.POSITIVE_INFINITY;
    else if (!match) return undefined;
    else totalMs += Number(match[1]) * (UNITS_MS[match[2] || 's'] as number);
  }
  return args.length > 0 ? Math.round(totalMs) : undefined;
}
