// Instants and spans in words.

const UNITS = [
  ['h', 3_600_000],
  ['m', 60_000],
] as const;

/** `5m45s`, `1.25s`, `40ms` */
export function spanText(ms: number): string {
  if (ms < 0) return `-${spanText(-ms)}`;
  let rest = Math.round(ms);
  if (rest < 1000) return `${rest}ms`;
  let text = '';
  for (const [unit, size] of UNITS) {
    if (ms < size) continue;
    text += `${Math.floor(rest / size)}${unit}`;
    rest %= size;
  }
  return rest === 0 && text !== '' ? text : `${text}${trimmed(rest / 1000)}s`;
}

/** `+5m45s`: since the cluster's start. */
export const instantText = (atMs: number) => (atMs === 0 ? '0s' : `+${spanText(atMs)}`);

const trimmed = (seconds: number) => String(Math.round(seconds * 1000) / 1000);

/** `12:05:45.250 on 2026-01-01`: virtual time by the calendar, UTC. */
export function clockText(unixMs: number): string {
  const [day = '', time = ''] = new Date(unixMs).toISOString().split('T');
  return `${time.replace('Z', '').replace('.000', '')} UTC, ${day}`;
}

export function countText(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}

/** `2.5 cores`, `100m` */
export const cpuText = (milli: number) => (milli % 1000 === 0 ? String(milli / 1000) : `${milli}m`);

/** `64Mi`, `7.8Gi` */
export function memoryText(bytes: number): string {
  const mebi = bytes / 1_048_576;
  return mebi >= 1024 ? `${Math.round(mebi / 102.4) / 10}Gi` : `${Math.round(mebi)}Mi`;
}
