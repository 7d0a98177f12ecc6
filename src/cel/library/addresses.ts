// IP addresses and CIDR blocks. upstream: apiserver pkg/cel/library/ip.go, cidr.go; Go net/netip

import {
  type Cidr,
  cidrContains,
  type IpAddress,
  ipText,
  isIpv6,
  networkAddress,
  parseIp,
} from '../../kinds/validation/ip-address';
import type { Library } from '../functions';
import { CelError, CelOpaque } from '../value';

export class CelIp extends CelOpaque {
  readonly typeName = 'net.IP';
  readonly address: IpAddress;

  constructor(address: IpAddress) {
    super();
    this.address = address;
  }

  override get size(): number {
    return this.address.bytes.length;
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelIp && ipText(other.address) === ipText(this.address);
  }
}

export class CelCidr extends CelOpaque {
  readonly typeName = 'net.CIDR';
  readonly cidr: Cidr;

  constructor(cidr: Cidr) {
    super();
    this.cidr = cidr;
  }

  override get size(): number {
    return Math.ceil(this.cidr.prefixLength / 8);
  }

  equals(other: CelOpaque): boolean {
    return other instanceof CelCidr && textOf(other) === textOf(this);
  }
}

const textOf = ({ cidr }: CelCidr) => `${ipText(cidr.address)}/${cidr.prefixLength}`;

/** Why netip refuses an address. */
function addressFault(text: string): string {
  const quoted = JSON.stringify(text);
  const why = (reason: string) => `ParseAddr(${quoted}): ${reason}`;
  if (text.includes(':')) return why(text.includes('%') ? 'zone must be a non-empty string' : 'unable to parse IP');
  if (!text.includes('.')) return why('unable to parse IP');
  const parts = text.split('.');
  if (/[^\d.]/.test(text)) {
    const at = text.search(/[^\d.]/);
    return why(`unexpected character (at ${JSON.stringify(text.slice(at))})`);
  }
  const isEmpty = parts.includes('');
  if (isEmpty) return why(`IPv4 field must have at least one digit (at ${JSON.stringify(text.slice(emptyAt(text)))})`);
  if (parts.some((part) => part.length > 1 && part.startsWith('0')))
    return why('IPv4 field has octet with leading zero');
  if (parts.some((part) => Number(part) > 255)) return why('IPv4 field has value >255');
  return why(parts.length < 4 ? 'IPv4 address too short' : 'IPv4 address too long');
}

const emptyAt = (text: string) => Math.max(text.startsWith('.') ? 0 : text.search(/\.(\.|$)/) + 1, 0);

function readAddress(text: string): IpAddress {
  const zone = text.includes(':') ? text.indexOf('%') : -1;
  if (zone > 0 && parseIp(text.slice(0, zone)) && zone < text.length - 1) {
    throw new CelError(`IP address ${JSON.stringify(text)} with zone value is not allowed`);
  }
  const address = parseIp(text);
  if (address?.isMapped) throw new CelError(`IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`);
  if (address?.isStrict) return address;
  const quoted = JSON.stringify(text);
  throw new CelError(`IP Address ${quoted} parse error during conversion from string: ${addressFault(text)}`);
}

function readCidr(text: string): CelCidr {
  const prefix = 'network address parse error during conversion from string: ';
  const cannot = (why: string) => new CelError(`${prefix}${prefix}netip.ParsePrefix(${JSON.stringify(text)}): ${why}`);
  const slash = text.lastIndexOf('/');
  if (slash < 0) throw cannot("no '/'");
  const [head, bits] = [text.slice(0, slash), text.slice(slash + 1)];
  const address = parseIp(head);
  if (head.includes('%')) throw cannot('IPv6 zones cannot be present in a prefix');
  if (!address || (!address.isStrict && !address.isMapped)) throw cannot(addressFault(head));
  if (bits.length > 1 && !/^[1-9]/.test(bits)) throw cannot(`bad bits after slash: ${JSON.stringify(bits)}`);
  if (!/^\d+$/.test(bits)) throw cannot(`bad bits after slash: ${JSON.stringify(bits)}`);
  const prefixLength = Number(bits);
  if (prefixLength > (address.isMapped ? 128 : address.bytes.length * 8)) throw cannot('prefix length out of range');
  if (address.isMapped) {
    throw new CelError(`${prefix}IPv4-mapped IPv6 address ${JSON.stringify(text)} is not allowed`);
  }
  return new CelCidr({ address, prefixLength });
}

function isReadable(read: () => unknown): boolean {
  try {
    read();
    return true;
  } catch (fault) {
    if (fault instanceof CelError) return false;
    throw fault;
  }
}

/** Whether the address lies in the block that these first bits describe. */
const within =
  (first: number, mask: number, second = 0, secondMask = 0) =>
  (bytes: readonly number[]) =>
    ((bytes[0] as number) & mask) === first && ((bytes[1] as number) & secondMask) === second;

const isUnspecified = (bytes: readonly number[]) => bytes.every((byte) => byte === 0);
const isLoopback = (bytes: readonly number[]) =>
  bytes.length === 4 ? bytes[0] === 127 : bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1;
const isLinkLocalUnicast = (bytes: readonly number[]) =>
  bytes.length === 4 ? bytes[0] === 169 && bytes[1] === 254 : within(0xfe, 0xff, 0x80, 0xc0)(bytes);
const isLinkLocalMulticast = (bytes: readonly number[]) =>
  bytes.length === 4 ? bytes[0] === 224 && bytes[1] === 0 && bytes[2] === 0 : within(0xff, 0xff, 0x02, 0x0f)(bytes);
const isMulticast = (bytes: readonly number[]) =>
  bytes.length === 4 ? ((bytes[0] as number) & 0xf0) === 0xe0 : bytes[0] === 0xff;
const isGlobalUnicast = (bytes: readonly number[]) => {
  const isBroadcast = bytes.length === 4 && bytes.every((byte) => byte === 255);
  return !(isBroadcast || isUnspecified(bytes) || isLoopback(bytes) || isMulticast(bytes) || isLinkLocalUnicast(bytes));
};

const test = (holds: (bytes: readonly number[]) => boolean): Library[string] => [
  ['net.IP.() -> bool', ({ address }: CelIp) => holds(address.bytes)],
];

const hasAddress = ({ cidr }: CelCidr, { address }: CelIp) => cidrContains(cidr, address);
const hasBlock = ({ cidr }: CelCidr, { cidr: part }: CelCidr) =>
  cidr.prefixLength <= part.prefixLength && cidrContains(cidr, part.address);

export const addressLibrary: Library = {
  ip: [
    ['(string) -> net.IP', (text: string) => new CelIp(readAddress(text))],
    ['net.CIDR.() -> net.IP', ({ cidr }: CelCidr) => new CelIp(cidr.address)],
  ],
  family: [['net.IP.() -> int', ({ address }: CelIp) => (isIpv6(address) ? 6n : 4n)]],
  'ip.isCanonical': [['(string) -> bool', (text: string) => ipText(readAddress(text)) === text]],
  isUnspecified: test(isUnspecified),
  isLoopback: test(isLoopback),
  isLinkLocalMulticast: test(isLinkLocalMulticast),
  isLinkLocalUnicast: test(isLinkLocalUnicast),
  isGlobalUnicast: test(isGlobalUnicast),
  isIP: [['(string) -> bool', (text: string) => isReadable(() => readAddress(text))]],
  string: [
    ['(net.IP) -> string', ({ address }: CelIp) => ipText(address)],
    ['(net.CIDR) -> string', textOf],
  ],
  cidr: [['(string) -> net.CIDR', readCidr]],
  containsIP: [
    ['net.CIDR.(string) -> bool', (cidr: CelCidr, text: string) => hasAddress(cidr, new CelIp(readAddress(text)))],
    ['net.CIDR.(net.IP) -> bool', hasAddress],
  ],
  containsCIDR: [
    ['net.CIDR.(string) -> bool', (cidr: CelCidr, text: string) => hasBlock(cidr, readCidr(text))],
    ['net.CIDR.(net.CIDR) -> bool', hasBlock],
  ],
  prefixLength: [['net.CIDR.() -> int', ({ cidr }: CelCidr) => BigInt(cidr.prefixLength)]],
  masked: [['net.CIDR.() -> net.CIDR', ({ cidr }: CelCidr) => new CelCidr({ ...cidr, address: networkAddress(cidr) })]],
  isCIDR: [['(string) -> bool', (text: string) => isReadable(() => readCidr(text))]],
};
