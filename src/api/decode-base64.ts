// Base64 as Go's standard encoding reads it: line breaks are skipped, anything else that does not belong is named by
// its position. The server stores bytes and writes them back without line breaks.
// upstream: encoding/base64 decodeQuantum

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const CANONICAL = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/][AQgw]==|[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=)?$/;

export type Base64Result = { readonly text: string } | { readonly error: string };

/** The text as the server writes it back, or Go's error. */
export function readBase64(text: string): Base64Result {
  if (CANONICAL.test(text)) return { text };
  const wrong = corruptAt(text);
  if (wrong !== undefined) return { error: `illegal base64 data at input byte ${wrong}` };
  return { text: withClearedBits(text.replace(/[\r\n]/g, '')) };
}

/** Position of the first character that cannot stand where it does; undefined when all is well. */
function corruptAt(text: string): number | undefined {
  let digits = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text[at] as string;
    if (char === '\n' || char === '\r') continue;
    if (ALPHABET.includes(char)) digits++;
    else return char === '=' ? corruptPadding(text, at, digits % 4) : at;
  }
  return digits % 4 === 0 ? undefined : text.length - (digits % 4);
}

/** `at` is the first `=`, after so many digits of its group of four. */
function corruptPadding(text: string, at: number, digits: number): number | undefined {
  if (digits < 2) return at;
  let next = skipLineBreaks(text, at + 1);
  if (digits === 2) {
    if (next === text.length) return text.length;
    if (text[next] !== '=') return next - 1;
    next = skipLineBreaks(text, next + 1);
  }
  return next < text.length ? next : undefined;
}

function skipLineBreaks(text: string, from: number): number {
  let at = from;
  while (text[at] === '\n' || text[at] === '\r') at++;
  return at;
}

/** The last digit before the padding may carry bits that belong to no byte. */
function withClearedBits(text: string): string {
  const padding = text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0;
  if (padding === 0) return text;
  const at = text.length - padding - 1;
  const value = ALPHABET.indexOf(text[at] as string);
  const kept = ALPHABET[padding === 2 ? value & 0b110000 : value & 0b111100] as string;
  return text.slice(0, at) + kept + '='.repeat(padding);
}
