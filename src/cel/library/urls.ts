// URLs. upstream: apiserver pkg/cel/library/urls.go; Go net/url

import type { Library } from '../functions';
import { utf8Bytes } from '../utf8';
import { ArrayList, CelError, CelOpaque, type CelValue, EntryMap } from '../value';

interface UrlParts {
  readonly scheme: string;
  readonly host: string;
  readonly path: string;
  readonly query: string;
}

export class CelUrl extends CelOpaque {
  readonly typeName = 'kubernetes.URL';
  readonly text: string;
  readonly parts: UrlParts;

  constructor(text: string, parts: UrlParts) {
    super();
    this.text = text;
    this.parts = parts;
  }

  override get size(): number {
    return this.text.length;
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelUrl && other.text === this.text;
  }
}

/** The parts of an absolute URL or path; or Go's reason against it. */
export function parseRequestUrl(text: string): UrlParts | string {
  const refuse = (why: string) => `parse ${JSON.stringify(text)}: ${why}`;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused.
  if (/[\u0000-\u001f\u007f]/.test(text)) return refuse('net/url: invalid control character in URL');
  if (text === '') return refuse('empty url');
  const colon = /^[a-zA-Z][a-zA-Z0-9+.-]*:/.exec(text);
  if (text.startsWith(':')) return refuse('missing protocol scheme');
  const scheme = colon ? colon[0].slice(0, -1).toLowerCase() : '';
  const rest = text.slice(colon ? colon[0].length : 0);
  if (!rest.startsWith('/')) {
    if (scheme === '') {
      const first = text.split('/')[0] as string;
      if (first.includes(':')) return refuse('first path segment in URL cannot contain colon');
    }
    return scheme === '' ? refuse('invalid URI for request') : { scheme, host: '', path: '', query: '' };
  }
  const hasHost = rest.startsWith('//') && (scheme !== '' || !rest.startsWith('///'));
  const end = hasHost ? (/[/?#]/.exec(rest.slice(2))?.index ?? rest.length) + 2 : 0;
  const authority = hasHost ? rest.slice(2, end) : '';
  const host = authority.slice(authority.lastIndexOf('@') + 1);
  const fault = hostFault(host);
  if (fault) return refuse(fault);
  const [beforeFragment = ''] = rest.slice(end).split('#');
  const mark = beforeFragment.indexOf('?');
  const path = mark < 0 ? beforeFragment : beforeFragment.slice(0, mark);
  const badEscape = /%(?![\da-fA-F]{2}).{0,2}/u.exec(path);
  if (badEscape) return refuse(`invalid URL escape ${JSON.stringify(badEscape[0])}`);
  return { scheme, host, path, query: mark < 0 ? '' : beforeFragment.slice(mark + 1) };
}

function hostFault(host: string): string | undefined {
  if (host.startsWith('[')) {
    const close = host.lastIndexOf(']');
    if (close < 0) return "missing ']' in host";
    const port = host.slice(close + 1);
    return /^(:\d*)?$/.test(port) ? undefined : `invalid port ${JSON.stringify(port)} after host`;
  }
  const bad = /[\s"<>\\^`{|}#/?@[\]]/u.exec(host);
  if (bad) return `invalid character ${JSON.stringify(bad[0])} in host name`;
  const colon = host.lastIndexOf(':');
  if (colon < 0 || /^:\d*$/.test(host.slice(colon))) return undefined;
  return `invalid port ${JSON.stringify(host.slice(colon))} after host`;
}

function read(text: string): CelUrl {
  const parts = parseRequestUrl(text);
  if (typeof parts === 'string') throw new CelError(`URL parse error during conversion from string: ${parts}`);
  return new CelUrl(text, parts);
}

const portAt = (host: string) => /:\d*$/.exec(host)?.index ?? host.length;
const hostname = (host: string) => host.slice(0, portAt(host)).replace(/^\[(.*)\]$/, '$1');

function escapedPath(path: string): string {
  return path.replace(/[^A-Za-z0-9\-_.~$&+,/:;=@%!'()*[\]]/gu, (character) =>
    Array.from(utf8Bytes(character), (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
  );
}

function unescapeQuery(text: string): string | undefined {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return undefined;
  }
}

function queryOf({ parts }: CelUrl): EntryMap {
  const values = new Map<string, CelValue[]>();
  for (const pair of parts.query.split('&')) {
    if (pair === '' || pair.includes(';')) continue;
    const equals = pair.indexOf('=');
    const key = unescapeQuery(equals < 0 ? pair : pair.slice(0, equals));
    const value = unescapeQuery(equals < 0 ? '' : pair.slice(equals + 1));
    if (key === undefined || value === undefined) continue;
    values.set(key, [...(values.get(key) ?? []), value]);
  }
  const map = new EntryMap();
  for (const [key, list] of values) map.set(key, new ArrayList(list));
  return map;
}

const U = 'kubernetes.URL';

export const urlLibrary: Library = {
  url: [[`(string) -> ${U}`, read]],
  isURL: [['(string) -> bool', (text: string) => typeof parseRequestUrl(text) !== 'string']],
  getScheme: [[`${U}.() -> string`, ({ parts }: CelUrl) => parts.scheme]],
  getHost: [[`${U}.() -> string`, ({ parts }: CelUrl) => parts.host]],
  getHostname: [[`${U}.() -> string`, ({ parts }: CelUrl) => hostname(parts.host)]],
  getPort: [[`${U}.() -> string`, ({ parts }: CelUrl) => parts.host.slice(portAt(parts.host) + 1)]],
  getEscapedPath: [[`${U}.() -> string`, ({ parts }: CelUrl) => escapedPath(parts.path)]],
  getQuery: [[`${U}.() -> map(string, list(string))`, queryOf]],
};
