// IP addresses and networks as texts: parsing, the one canonical spelling, membership of a network, and the spellings
// that DNS uses (dashed host names, reverse zones).

export interface Address {
  readonly family: 4 | 6;
  /** Canonical text: dotted, or the shortest IPv6 form. */
  readonly text: string;
  /** 4 or 16 numbers of 8 bits. */
  readonly bytes: readonly number[];
}

const OCTET = /^(0|[1-9]\d{0,2})$/;
const GROUP = /^[0-9a-f]{1,4}$/i;

/** The address in a text; undefined when it is none. An IPv4 address in IPv6 clothes is IPv4, as Go has it. */
export function parseAddress(text: string): Address | undefined {
  const bytes = text.includes(':') ? parseIpv6(text) : parseIpv4(text);
  if (!bytes) return undefined;
  if (bytes.length === 4) return { family: 4, text: bytes.join('.'), bytes };
  const mapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  if (mapped) return { family: 4, text: bytes.slice(12).join('.'), bytes: bytes.slice(12) };
  return { family: 6, text: ipv6Text(bytes), bytes };
}

function parseIpv4(text: string): number[] | undefined {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => OCTET.test(part))) return undefined;
  const bytes = parts.map(Number);
  return bytes.every((byte) => byte < 256) ? bytes : undefined;
}

function parseIpv6(text: string): number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const head = groupsOf(halves[0] as string);
  const tail = halves.length === 2 ? groupsOf(halves[1] as string) : [];
  if (!head || !tail) return undefined;
  const missing = 16 - head.length - tail.length;
  if (halves.length === 2 ? missing < 2 : missing !== 0) return undefined;
  return [...head, ...new Array<number>(missing).fill(0), ...tail];
}

function groupsOf(text: string): number[] | undefined {
  if (text === '') return [];
  const bytes: number[] = [];
  const groups = text.split(':');
  for (const [index, group] of groups.entries()) {
    const embedded = index === groups.length - 1 && group.includes('.') ? parseIpv4(group) : undefined;
    if (embedded) bytes.push(...embedded);
    else if (GROUP.test(group)) bytes.push(Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 255);
    else return undefined;
  }
  return bytes;
}

/** RFC 5952: the longest run of two or more zero groups becomes `::`. */
function ipv6Text(bytes: readonly number[]): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((bytes[2 * at] as number) << 8) | (bytes[2 * at + 1] as number));
  let start = -1;
  let length = 1;
  for (let at = 0; at < 8; at++) {
    let end = at;
    while (end < 8 && groups[end] === 0) end++;
    if (end - at > length) {
      start = at;
      length = end - at;
    }
    if (end > at) at = end;
  }
  const hex = groups.map((group) => group.toString(16));
  if (start < 0) return hex.join(':');
  return `${hex.slice(0, start).join(':')}::${hex.slice(start + length).join(':')}`;
}

/** Whether the network (`10.0.0.0/8`) holds the address; false when either is unreadable or the families differ. */
export function inNetwork(address: string, network: string): boolean {
  const slash = network.indexOf('/');
  const base = parseAddress(slash < 0 ? network : network.slice(0, slash));
  const candidate = parseAddress(address);
  if (!base || !candidate || base.family !== candidate.family) return false;
  let bits = slash < 0 ? base.bytes.length * 8 : Number(network.slice(slash + 1));
  for (let index = 0; bits > 0; index++, bits -= 8) {
    const mask = bits >= 8 ? 255 : (255 << (8 - bits)) & 255;
    if (((base.bytes[index] as number) & mask) !== ((candidate.bytes[index] as number) & mask)) return false;
  }
  return true;
}

/**
 * The n-th address of a network, counted from its base: `10.244.1.0/24`, 1 → `10.244.1.1`. undefined when outside.
 */
export function addressAt(network: string, index: number): string | undefined {
  const base = parseAddress(network.slice(0, Math.max(network.indexOf('/'), 0)) || network);
  if (!base) return undefined;
  const bytes = [...base.bytes];
  let carry = index;
  for (let at = bytes.length - 1; at >= 0 && carry > 0; at--) {
    const sum = (bytes[at] as number) + carry;
    bytes[at] = sum & 255;
    carry = Math.floor(sum / 256);
  }
  const text = base.family === 4 ? bytes.join('.') : ipv6Text(bytes);
  return inNetwork(text, network) ? text : undefined;
}

/** An address as a host name's label: `10-244-0-5`, `2001-db8--1`; a trailing dash gets a 0. */
export function dashedAddress(address: string): string {
  if (address.includes('.')) return address.replaceAll('.', '-');
  const dashed = address.replaceAll(':', '-');
  return dashed.endsWith('-') ? `${dashed}0` : dashed;
}

/** The address that a reverse name (`5.0.244.10.in-addr.arpa.`) spells; undefined when it spells none. */
export function addressOfReverseName(name: string): string | undefined {
  const ipv4 = name.endsWith('.in-addr.arpa.');
  if (!ipv4 && !name.endsWith('.ip6.arpa.')) return undefined;
  const parts = name
    .slice(0, ipv4 ? -'.in-addr.arpa.'.length : -'.ip6.arpa.'.length)
    .split('.')
    .reverse();
  if (ipv4) return parseAddress(parts.join('.'))?.text;
  const groups: string[] = [];
  for (let at = 0; at < parts.length; at += 4) groups.push(parts.slice(at, at + 4).join(''));
  return parseAddress(groups.join(':'))?.text;
}
