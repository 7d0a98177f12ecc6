// The other names of a subject: hosts, addresses, mail addresses, URIs. upstream: Go crypto/x509 parseSANExtension

import { goQuote } from '../validation/field-error';
import { cursor, isAtEnd, readElement, SEQUENCE, X509Fault } from './der';
import { implicit, sequence } from './der-write';

export interface AlternativeNames {
  readonly dns: readonly string[];
  readonly emails: readonly string[];
  readonly addresses: readonly Uint8Array[];
  readonly uris: readonly string[];
}

export const NO_NAMES: AlternativeNames = { dns: [], emails: [], addresses: [], uris: [] };
const [EMAIL, DNS, URI, ADDRESS] = [0x81, 0x82, 0x86, 0x87];

/** Errors: X509Fault. */
export function alternativeNamesOf(extension: Uint8Array): AlternativeNames {
  const body = readElement(cursor(extension), SEQUENCE);
  if (!body) throw new X509Fault('x509: invalid subject alternative names');
  const from = cursor(body.content);
  const found = { dns: [] as string[], emails: [] as string[], addresses: [] as Uint8Array[], uris: [] as string[] };
  while (!isAtEnd(from)) {
    const name = readElement(from);
    if (!name) throw new X509Fault('x509: invalid subject alternative name');
    const { first, content } = name;
    if (first === EMAIL) found.emails.push(asciiText(content, 'rfc822Name'));
    else if (first === DNS) found.dns.push(asciiText(content, 'dNSName'));
    else if (first === URI) found.uris.push(checkedUri(asciiText(content, 'uniformResourceIdentifier')));
    else if (first !== ADDRESS) continue;
    else if (content.length === 4 || content.length === 16) found.addresses.push(content);
    else throw new X509Fault(`x509: cannot parse IP address of length ${content.length}`);
  }
  return found;
}

/** The value of the extension that a signer writes. */
export function alternativeNamesDer({ dns, emails, addresses, uris }: AlternativeNames): Uint8Array {
  const texts = (tag: number, values: readonly string[]) =>
    values.map((value) =>
      implicit(
        tag & 0x1f,
        Uint8Array.from(value, (char) => char.charCodeAt(0)),
      ),
    );
  const shortest = addresses.map((address) => implicit(ADDRESS & 0x1f, address));
  return sequence(...texts(DNS, dns), ...texts(EMAIL, emails), ...shortest, ...texts(URI, uris));
}

function asciiText(content: Uint8Array, what: string): string {
  if (content.some((byte) => byte >= 0x80)) throw new X509Fault(`x509: SAN ${what} is malformed`);
  return String.fromCharCode(...content);
}

/** upstream: Go crypto/x509 domainNameValid */
function checkedUri(uri: string): string {
  const host = /^[a-z][a-z0-9+.-]*:\/\/(?:[^/?#]*@)?([^/?#]*)/i.exec(uri)?.[1] ?? '';
  const isValid = host === '' || (/^[!-~]+$/.test(host) && !host.split('.').includes(''));
  if (!isValid) throw new X509Fault(`x509: cannot parse URI ${goQuote(uri)}: invalid domain`);
  return uri;
}
