// Regular expressions as Go's regexp package reads them (RE2 syntax), rewritten for JavaScript's engine.
// upstream: Go regexp/syntax

export type RegularExpression = { readonly pattern: RegExp } | { readonly error: string };

const known = new Map<string, RegularExpression>();
const KNOWN_LIMIT = 2000;

/** The pattern without flags but `u`; the error is Go's. */
export function compileRegularExpression(source: string): RegularExpression {
  let result = known.get(source);
  if (!result) {
    if (known.size >= KNOWN_LIMIT) known.clear();
    result = compile(source);
    known.set(source, result);
  }
  return result;
}

class Fault {
  readonly why: string;
  readonly part: string;
  constructor(why: string, part: string) {
    this.why = why;
    this.part = part;
  }
}

function compile(source: string): RegularExpression {
  try {
    return { pattern: new RegExp(new Translator(source).all(), 'u') };
  } catch (fault) {
    if (fault instanceof Fault) return { error: `error parsing regexp: ${fault.why}: \`${fault.part}\`` };
    if (fault instanceof SyntaxError) return { error: `error parsing regexp: invalid regexp: \`${source}\`` };
    throw fault;
  }
}

interface Flags {
  readonly i: boolean;
  readonly m: boolean;
  readonly s: boolean;
  readonly U: boolean;
}

const PERL: Readonly<Record<string, string>> = { d: '0-9', w: '0-9A-Za-z_', s: '\\t\\n\\f\\r ' };
const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  ascii: '\\x00-\\x7f',
  blank: '\\t ',
  cntrl: '\\x00-\\x1f\\x7f',
  digit: '0-9',
  graph: '!-~',
  lower: 'a-z',
  print: ' -~',
  punct: '!-\\/:-@\\[-`\\{-~',
  space: '\\t\\n\\v\\f\\r ',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};
const CONTROLS: Readonly<Record<string, number>> = { a: 7, f: 12, t: 9, n: 10, r: 13, v: 11 };
const CATEGORY = /^(?:C[cfos]?|L[lmotu]?|M[cen]?|N[dlo]?|P[cdefios]?|S[ckmo]?|Z[lps]?)$/;
const MAX_REPEAT = 1000;
const MAX_DEPTH = 1000;

const escaped = (code: number) => `\\u{${code.toString(16)}}`;

class Translator {
  readonly #source: string;
  #at = 0;
  #depth = 0;

  constructor(source: string) {
    this.#source = source;
  }

  all(): string {
    const text = this.#alternatives({ i: false, m: false, s: false, U: false });
    if (this.#at < this.#source.length) throw new Fault('unexpected )', this.#source);
    return text;
  }

  #rest(): string {
    return this.#source.slice(this.#at);
  }

  #take(pattern: RegExp): RegExpExecArray | null {
    pattern.lastIndex = this.#at;
    const match = pattern.exec(this.#source);
    if (match) this.#at += match[0].length;
    return match;
  }

  #alternatives(given: Flags): string {
    let flags = given;
    let text = '';
    /** Where the last thing that can be repeated starts in `text`; -1 when there is none. */
    let atom = -1;
    let repeated = '';
    while (this.#at < this.#source.length && !this.#rest().startsWith(')')) {
      const repeat = this.#take(/[*+?]\??|\{\d+(?:,\d*)?\}\??/uy);
      if (repeat) {
        const operator = repeat[0];
        if (repeated) throw new Fault('invalid nested repetition operator', repeated + operator);
        if (atom < 0) throw new Fault('missing argument to repetition operator', operator);
        text = `${text.slice(0, atom)}${text.slice(atom)}${repetition(operator, flags)}`;
        repeated = operator;
        continue;
      }
      repeated = '';
      if (this.#take(/\|/uy)) {
        text += '|';
        atom = -1;
        continue;
      }
      const next = this.#take(/\(\?([imsU]*)(?:-([imsU]+))?\)/uy);
      if (next) {
        flags = withFlags(flags, next[1] as string, next[2] ?? '');
        continue;
      }
      atom = text.length;
      text += this.#atom(flags);
    }
    return text;
  }

  #atom(flags: Flags): string {
    if (this.#rest().startsWith('(')) return this.#group(flags);
    if (this.#rest().startsWith('[')) return this.#class(flags);
    const quote = this.#take(/\\Q(.*?)(?:\\E|$)/suy);
    if (quote)
      return `(?:${Array.from(quote[1] as string, (c) => literal(c.codePointAt(0) as number, flags)).join('')})`;
    if (this.#take(/\./uy)) return flags.s ? '[^]' : '[^\\n]';
    if (this.#take(/\^/uy)) return flags.m ? '(?:^|(?<=\\n))' : '^';
    if (this.#take(/\$/uy)) return flags.m ? '(?=\\n|$)' : '$';
    const anchor = this.#take(/\\([AzbB])/uy)?.[1];
    if (anchor) return anchor === 'A' ? '^' : anchor === 'z' ? '$' : `\\${anchor}`;
    const set = this.#escapedClass();
    if (set) return set.negative ? `[^${set.body}]` : `[${set.body}]`;
    return literal(this.#character(), flags);
  }

  #group(flags: Flags): string {
    const start = this.#at;
    const named = this.#take(/\(\?P?<(\w+)>/uy);
    const flagged = named ? null : this.#take(/\(\?([imsU]*)(?:-([imsU]+))?:/uy);
    if (!named && !flagged && this.#rest().startsWith('(?')) {
      const shown = /^\(\?(?:P?[=!<]?.|.)?/u.exec(this.#rest())?.[0] ?? '(?';
      if (/^\(\?$/u.test(this.#rest())) throw new Fault('missing argument to repetition operator', '?');
      throw new Fault('invalid or unsupported Perl syntax', /^\(\?<?[=!]/u.exec(shown)?.[0] ?? shown.slice(0, 3));
    }
    if (!named && !flagged) this.#at++;
    if (++this.#depth > MAX_DEPTH) throw new Fault('expression nests too deeply', this.#source);
    const inner = flagged ? withFlags(flags, flagged[1] as string, flagged[2] ?? '') : flags;
    const body = this.#alternatives(inner);
    if (!this.#take(/\)/uy)) throw new Fault('missing closing )', this.#source);
    this.#depth--;
    if (named) return `(?<${named[1]}>${body})`;
    return this.#source.startsWith('(?', start) ? `(?:${body})` : `(${body})`;
  }

  #class(flags: Flags): string {
    const start = this.#at;
    this.#at++;
    const isNegative = this.#take(/\^/uy) !== null;
    let body = '';
    for (let first = true; first || !this.#rest().startsWith(']'); first = false) {
      if (this.#at >= this.#source.length) throw new Fault('missing closing ]', this.#source.slice(start));
      const posix = this.#take(/\[:(\^?)(\w*):\]/uy);
      if (posix) {
        const set = POSIX[posix[2] as string];
        if (set === undefined) throw new Fault('invalid character class range', posix[0]);
        body += posix[1] ? complement(set) : set;
        continue;
      }
      const set = this.#escapedClass();
      if (set) {
        body += set.negative ? complement(set.body) : set.body;
        continue;
      }
      const from = this.#at;
      const low = this.#character();
      const high = this.#take(/-(?!\])/uy) ? this.#character() : low;
      if (high < low) throw new Fault('invalid character class range', this.#source.slice(from, this.#at));
      body += range(low, high, flags);
    }
    this.#at++;
    return `[${isNegative ? '^' : ''}${body}]`;
  }

  /** `\d`, `\pL`, … */
  #escapedClass(): { readonly body: string; readonly negative: boolean } | undefined {
    const perl = this.#take(/\\([dDsSwW])/uy)?.[1];
    if (perl) {
      const lower = perl.toLowerCase();
      return { body: PERL[lower] as string, negative: perl !== lower };
    }
    const start = this.#at;
    const match = this.#take(/\\([pP])(?:\{(\^?)(\w+)\}|(\w))/uy);
    if (!match) return undefined;
    const [, letter, caret, long, short] = match;
    const name = (long ?? short) as string;
    const isNegative = (letter === 'P') !== (caret === '^');
    if (name === 'Any') return { body: '\\u{0}-\\u{10ffff}', negative: isNegative };
    const property = CATEGORY.test(name) ? name : `Script=${name}`;
    try {
      new RegExp(`\\p{${property}}`, 'u');
    } catch {
      throw new Fault('invalid character class range', this.#source.slice(start, this.#at));
    }
    return { body: `\\${isNegative ? 'P' : 'p'}{${property}}`, negative: false };
  }

  /** One literal character, escaped or not. */
  #character(): number {
    const plain = this.#take(/[^\\]/uy);
    if (plain) return plain[0].codePointAt(0) as number;
    const hex = this.#take(/\\x(?:\{([\da-fA-F]+)\}|([\da-fA-F]{2}))/uy);
    if (hex) return Number.parseInt((hex[1] ?? hex[2]) as string, 16);
    const octal = this.#take(/\\(0[0-7]{0,2}|[1-7][0-7]{1,2})/uy);
    if (octal) return Number.parseInt(octal[1] as string, 8);
    const control = this.#take(/\\([aftnrv])/uy);
    if (control) return CONTROLS[control[1] as string] as number;
    const punctuation = this.#take(/\\([^\w\s\u0080-\u{10ffff}])/uy);
    if (punctuation) return (punctuation[1] as string).codePointAt(0) as number;
    if (this.#rest() === '\\') throw new Fault('trailing backslash at end of expression', '');
    throw new Fault('invalid escape sequence', Array.from(this.#rest()).slice(0, 2).join(''));
  }
}

function repetition(operator: string, flags: Flags): string {
  const count = /^\{(\d+)(?:(,)(\d*))?\}/.exec(operator);
  if (count) {
    const [low, high] = [Number(count[1]), count[3] ? Number(count[3]) : undefined];
    const isWrong = low > MAX_REPEAT || (high !== undefined && (high > MAX_REPEAT || high < low));
    if (isWrong) throw new Fault('invalid repeat count', operator);
  }
  const isLazy = operator.length > 1 && operator.endsWith('?');
  const greedy = isLazy ? operator.slice(0, -1) : operator;
  return isLazy === flags.U ? greedy : `${greedy}?`;
}

function withFlags(flags: Flags, on: string, off: string): Flags {
  const next = { ...flags };
  for (const flag of on) next[flag as keyof Flags] = true;
  for (const flag of off) next[flag as keyof Flags] = false;
  return next;
}

function literal(code: number, flags: Flags): string {
  const forms = flags.i ? caseForms(code) : [code];
  return forms.length === 1 ? escaped(code) : `[${forms.map(escaped).join('')}]`;
}

function caseForms(code: number): number[] {
  const text = String.fromCodePoint(code);
  const forms = [text, text.toLowerCase(), text.toUpperCase()].filter((form) => Array.from(form).length === 1);
  return [...new Set(forms.map((form) => form.codePointAt(0) as number))];
}

function range(low: number, high: number, flags: Flags): string {
  const own = low === high ? escaped(low) : `${escaped(low)}-${escaped(high)}`;
  if (!flags.i) return own;
  let text = own;
  for (const [from, to, shift] of [
    [97, 122, -32],
    [65, 90, 32],
  ] as const) {
    const [start, end] = [Math.max(low, from), Math.min(high, to)];
    if (start <= end) text += `${escaped(start + shift)}-${escaped(end + shift)}`;
  }
  return text;
}

/** What a set of ASCII characters leaves out. */
function complement(set: string): string {
  const within = new RegExp(`[${set}]`, 'u');
  const out = Array.from({ length: 128 }, (_, code) => code).filter((code) => !within.test(String.fromCharCode(code)));
  return `${out.map(escaped).join('')}\\u{80}-\\u{10ffff}`;
}
