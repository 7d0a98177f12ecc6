// Names of Events: the object's name and the instant in nanoseconds, in hexadecimal.
// upstream: client-go tools/record makeEvent

const LOW_DIGITS = 6;
const LOW = 2 ** (4 * LOW_DIGITS);

/** The digits of the last instant that was asked for: many events are of one. */
let lastMs = -1;
let high = 0n;
let highDigits = '';
let low = 0;

/** `nanoseconds`: what tells the events of one millisecond apart, less than a million. */
export function eventName(object: string, nowMs: number, nanoseconds: number): string {
  if (nowMs !== lastMs) {
    const all = BigInt(nowMs) * 1_000_000n;
    high = all / BigInt(LOW);
    highDigits = high.toString(16);
    low = Number(all % BigInt(LOW));
    lastMs = nowMs;
  }
  const sum = low + nanoseconds;
  const first = sum < LOW ? highDigits : (high + 1n).toString(16);
  return `${object}.${first}${(sum % LOW).toString(16).padStart(LOW_DIGITS, '0')}`;
}
