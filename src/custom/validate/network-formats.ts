// Addresses of things on a network: URIs, hardware, people.
// upstream: Go net/url ParseRequestURI, net ParseMAC, net/mail ParseAddress

/** An absolute URI or an absolute path, without a fragment of its own. */
export function isRequestUri(text: string): boolean {
  if (text === '' || hasControl(text)) return false;
  const [beforeQuery = ''] = text.split('?');
  const scheme = /^([A-Za-z][A-Za-z0-9+.-]*):/.exec(beforeQuery);
  if (!scheme) return beforeQuery.startsWith('/') && isEscapedWell(beforeQuery) && isFineAuthority(beforeQuery);
  const rest = beforeQuery.slice(scheme[0].length);
  // What follows a scheme without a slash is opaque, and fine as it is.
  if (!rest.startsWith('/')) return rest !== '';
  return isEscapedWell(rest) && isFineAuthority(rest);
}

const hasControl = (text: string) => [...text].some((char) => char < ' ' || char === '\u007f');
const isEscapedWell = (text: string) => !/%(?![0-9a-fA-F]{2})/.test(text);

function isFineAuthority(rest: string): boolean {
  if (!rest.startsWith('//') || rest.startsWith('///')) return true;
  const [authority = ''] = rest.slice(2).split('/');
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  if (/[\s<>"{}|\\^`]/.test(host)) return false;
  return /^(\[[0-9A-Fa-f:.%a-zA-Z0-9]+\]|[^:[\]]*)(:\d*)?$/.test(host);
}

/** 6, 8 or 20 bytes, in groups of one or two. */
export function isMac(text: string): boolean {
  return [6, 8, 20].some((bytes) => {
    const pairs = new RegExp(`^[0-9a-fA-F]{2}(?:([:-])[0-9a-fA-F]{2})(?:\\1[0-9a-fA-F]{2}){${bytes - 2}}$`);
    const quads = new RegExp(`^[0-9a-fA-F]{4}(?:\\.[0-9a-fA-F]{4}){${bytes / 2 - 1}}$`);
    return pairs.test(text) || quads.test(text);
  });
}

const ATOM = "[A-Za-z0-9!#$%&'*+/=?^_`{|}~\\u0080-\\u{10ffff}-]+";
const DOT_ATOM = `${ATOM}(?:\\.${ATOM})*`;
const QUOTED = '"(?:[^"\\\\\\r\\n]|\\\\.)*"';
const ADDRESS = `(?:${DOT_ATOM}|${QUOTED})@(?:${DOT_ATOM}|\\[[^\\[\\]\\\\]*\\])`;
const EMAIL = new RegExp(`^\\s*(?:${ADDRESS}|(?:(?:${ATOM}|\\.|${QUOTED})\\s*)*<\\s*${ADDRESS}\\s*>)\\s*$`, 'u');

/** An address, with or without a name before it: `Ann <ann@example.com>`. */
export function isEmail(text: string): boolean {
  return EMAIL.test(text);
}
