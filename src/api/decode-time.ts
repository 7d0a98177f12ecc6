// Times as the API server reads and writes them: RFC 3339, answered in UTC and, for metav1.Time, in whole seconds.
// What is wrong with a time is said in the words of Go's time.Parse.
// upstream: apimachinery/pkg/apis/meta/v1 Time, MicroTime; time.Parse

import { daysFromCivil, rfc3339 } from '../sim/time';

export type TimeResult = { readonly text: string | null } | { readonly error: string };

const SECONDS_LAYOUT = '2006-01-02T15:04:05Z07:00';
const MICRO_LAYOUT = '2006-01-02T15:04:05.000000Z07:00';
const CANONICAL_SECONDS = /^(?!0001)\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1\d|2[0-8])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\dZ$/;
const ZERO_TIME_SECONDS = daysFromCivil(1, 1, 1) * 86_400;

/** The text as the server writes it back (null for Go's zero time), or Go's error. */
export function readTime(text: string): TimeResult {
  return CANONICAL_SECONDS.test(text) ? { text } : new TimeReader(text, SECONDS_LAYOUT, false).read();
}

/** As `readTime`, for times of exactly six fractional digits. */
export function readMicroTime(text: string): TimeResult {
  return new TimeReader(text, MICRO_LAYOUT, true).read();
}

class TimeFault extends Error {}

/** Takes the elements of the layout off the front of the text, one by one. */
class TimeReader {
  readonly #text: string;
  readonly #layout: string;
  readonly #micro: boolean;
  #rest: string;

  constructor(text: string, layout: string, micro: boolean) {
    this.#text = text;
    this.#layout = layout;
    this.#micro = micro;
    this.#rest = text;
  }

  read(): TimeResult {
    try {
      return { text: this.#parse() };
    } catch (fault) {
      if (fault instanceof TimeFault) return { error: fault.message };
      throw fault;
    }
  }

  #parse(): string | null {
    const year = this.#digits('2006', /^\d{4}/);
    this.#literal('-');
    const month = this.#digits('01', /^\d\d/);
    if (month < 1 || month > 12) this.#outOfRange('month');
    this.#literal('-');
    const day = this.#digits('02', /^\d\d/);
    this.#literal('T');
    const hour = this.#digits('15', /^\d\d?/);
    if (hour > 23) this.#outOfRange('hour');
    this.#literal(':');
    const minute = this.#digits('04', /^\d\d/);
    if (minute > 59) this.#outOfRange('minute');
    this.#literal(':');
    const second = this.#digits('05', /^\d\d/);
    if (second > 59) this.#outOfRange('second');
    const fraction = this.#fraction();
    const offset = this.#zone();
    if (this.#rest !== '') this.#fail(`: extra text: ${quote(this.#rest)}`);
    if (day < 1 || day > daysIn(year, month)) this.#outOfRange('day');
    const seconds = daysFromCivil(year, month, day) * 86_400 + hour * 3600 + minute * 60 + second - offset;
    if (seconds === ZERO_TIME_SECONDS && Number(fraction) === 0) return null;
    const whole = rfc3339(seconds * 1000);
    return this.#micro ? `${whole.slice(0, -1)}.${fraction}Z` : whole;
  }

  #digits(element: string, pattern: RegExp): number {
    const match = pattern.exec(this.#rest);
    if (!match) this.#cannotParse(element);
    this.#rest = this.#rest.slice(match[0].length);
    return Number(match[0]);
  }

  #literal(char: string): void {
    if (!this.#rest.startsWith(char)) this.#cannotParse(char);
    this.#rest = this.#rest.slice(1);
  }

  /** Seconds may carry a fraction even where the layout has none. */
  #fraction(): string {
    const match = (this.#micro ? /^[.,](\d{6})/ : /^[.,](\d+)/).exec(this.#rest);
    if (!match) {
      if (this.#micro) this.#cannotParse('.000000');
      return '';
    }
    this.#rest = this.#rest.slice(match[0].length);
    return match[1] as string;
  }

  /** Seconds east of UTC. */
  #zone(): number {
    if (this.#rest.startsWith('Z')) {
      this.#rest = this.#rest.slice(1);
      return 0;
    }
    const match = /^([+-])(\d\d):(\d\d)/.exec(this.#rest);
    if (!match) this.#cannotParse('Z07:00');
    const [all, sign, hours, minutes] = match as unknown as [string, string, string, string];
    this.#rest = this.#rest.slice(all.length);
    if (Number(hours) > 24) this.#outOfRange('time zone offset hour');
    if (Number(minutes) > 60) this.#outOfRange('time zone offset minute');
    return (sign === '-' ? -1 : 1) * (Number(hours) * 3600 + Number(minutes) * 60);
  }

  #cannotParse(element: string): never {
    return this.#fail(` as ${quote(this.#layout)}: cannot parse ${quote(this.#rest)} as ${quote(element)}`);
  }

  #outOfRange(what: string): never {
    return this.#fail(`: ${what} out of range`);
  }

  #fail(why: string): never {
    throw new TimeFault(`parsing time ${quote(this.#text)}${why}`);
  }
}

function daysIn(year: number, month: number): number {
  const next = month === 12 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 1, 1);
  return next - daysFromCivil(year, month, 1);
}

/** Go's time package escapes everything that is not plain ASCII, byte by byte. */
function quote(text: string): string {
  let quoted = '';
  for (const char of text) {
    if (char === '"' || char === '\\') quoted += `\\${char}`;
    else if (char >= ' ' && char < '\u0080') quoted += char;
    else quoted += encodeURIComponent(/^[\uD800-\uDFFF]$/.test(char) ? '\uFFFD' : char).replace(/%(..)/g, hexEscape);
  }
  return `"${quoted}"`;
}

const hexEscape = (_: string, byte: string) => `\\x${byte.toLowerCase()}`;
