// IP addresses and CIDR blocks: reading, canonical text, and what the API server says of bad ones.
// upstream: apimachinery/pkg/util/validation/ip.go

import { isEnabled } from '../feature-gates';
import { type Errors, goQuote, invalid } from './field-error';

export interface IpAddress {
  /** 4 or 16 bytes; an IPv4 address inside IPv6 (`::ffff:1.2.3.4`) is read as IPv4. */
  readonly bytes: readonly number[];
  /** False for leading zeros and for IPv4 written as IPv6: accepted once, refused in new fields. */
  readonly isStrict: boolean;
  readonly isMapped: boolean;
}

export interface Cidr {
  readonly address: IpAddress;
  readonly prefixLength: number;
}

const LEADING_ZERO = /(^|\.)0\d/;

/** The address that a text spells, also with leading zeros; undefined when it spells none. */
export function parseIp(text: string): IpAddress | undefined {
  if (!text.includes(':')) {
    const bytes = parseIpv4(text);
    return bytes && { bytes, isStrict: !LEADING_ZERO.test(text), isMapped: false };
  }
  const bytes = parseIpv6(text);
  if (!bytes) return undefined;
  const isMapped = bytes.slice(0, 10).every((byte) => byte === 0) && bytes[10] === 255 && bytes[11] === 255;
  const tail = text.slice(text.lastIndexOf(':') + 1);
  return { bytes: isMapped ? bytes.slice(12) : bytes, isStrict: !LEADING_ZERO.test(tail), isMapped };
}

function parseIpv4(text: string): readonly number[] | undefined {
  const bytes: number[] = [];
  let byte = -1;
  for (let index = 0; index <= text.length; index++) {
    const char = text.charAt(index);
    if (char >= '0' && char <= '9') {
      byte = Math.max(byte, 0) * 10 + Number(char);
      if (byte > 255) return undefined;
    } else if (byte >= 0 && (char === '.' || char === '')) {
      bytes.push(byte);
      byte = -1;
    } else {
      return undefined;
    }
  }
  return bytes.length === 4 ? bytes : undefined;
}

function parseIpv6(text: string): readonly number[] | undefined {
  const halves = text.split('::');
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === '' ? [] : half.split(':')));
  const words: number[][] = [];
  for (const [index, list] of groups.entries()) {
    const half: number[] = [];
    for (const [position, group] of list.entries()) {
      const last = index === groups.length - 1 && position === list.length - 1;
      const embedded = last && group.includes('.') ? parseIpv4(group) : undefined;
      if (embedded) half.push(...pairs(embedded));
      else if (/^[0-9a-fA-F]{1,4}$/.test(group)) half.push(Number.parseInt(group, 16));
      else return undefined;
    }
    words.push(half);
  }
  const [head = [], tail = []] = words;
  const missing = 8 - head.length - tail.length;
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...head, ...new Array<number>(Math.max(missing, 0)).fill(0), ...tail];
  return all.flatMap((word) => [word >> 8, word & 255]);
}

const pairs = ([a = 0, b = 0, c = 0, d = 0]: readonly number[]) => [(a << 8) | b, (c << 8) | d];

export const isIpv6 = (address: IpAddress) => address.bytes.length === 16;

/** `IPv4` or `IPv6`; undefined for what is no address. */
export function ipFamily(text: string): 'IPv4' | 'IPv6' | undefined {
  const address = parseIp(text);
  return address && (isIpv6(address) ? 'IPv6' : 'IPv4');
}

/** The address as Go prints it; IPv6 as RFC 5952 has it. */
export function ipText({ bytes }: Pick<IpAddress, 'bytes'>): string {
  if (bytes.length === 4) return bytes.join('.');
  const words: number[] = [];
  for (let at = 0; at < 16; at += 2) words.push(((bytes[at] as number) << 8) | (bytes[at + 1] as number));
  const gap = longestZeros(words);
  const hex = (list: readonly number[]) => list.map((word) => word.toString(16)).join(':');
  return gap.length < 2 ? hex(words) : `${hex(words.slice(0, gap.at))}::${hex(words.slice(gap.at + gap.length))}`;
}

function longestZeros(words: readonly number[]): { readonly at: number; readonly length: number } {
  let best = { at: 0, length: 0 };
  for (let at = 0; at < words.length; at++) {
    let length = 0;
    while (words[at + length] === 0) length++;
    if (length > best.length) best = { at, length };
  }
  return best;
}

export function parseCidr(text: string): Cidr | undefined {
  const slash = text.indexOf('/');
  const address = slash < 0 ? undefined : parseIp(text.slice(0, slash));
  const length = text.slice(slash + 1);
  if (!address || !/^\d{1,3}$/.test(length)) return undefined;
  const given = Number(length);
  if (!address.isMapped) return given <= address.bytes.length * 8 ? { address, prefixLength: given } : undefined;
  // Of a mapped IPv4 address the first 96 bits are fixed.
  return given <= 128 ? { address, prefixLength: Math.max(given - 96, 0) } : undefined;
}

/** The address with all bits beyond the prefix cleared. */
export function networkAddress({ address, prefixLength }: Cidr): IpAddress {
  const bytes = address.bytes.map((byte, index) => {
    const bits = Math.min(Math.max(prefixLength - index * 8, 0), 8);
    return byte & (256 - 2 ** (8 - bits));
  });
  return { ...address, bytes };
}

/** Whether the address lies in the block. */
export function cidrContains(cidr: Cidr, address: IpAddress): boolean {
  if (cidr.address.bytes.length !== address.bytes.length) return false;
  const own = networkAddress(cidr).bytes;
  const other = networkAddress({ address, prefixLength: cidr.prefixLength }).bytes;
  return own.every((byte, index) => byte === other[index]);
}

/** The block in canonical text, `10.0.0.0/8`. */
export const cidrText = (cidr: Cidr) => `${ipText(networkAddress(cidr))}/${cidr.prefixLength}`;

/** upstream: IsValidIPForLegacyField; values that were stored before are let through */
export function checkIp(errors: Errors, field: string, text: string, stored: readonly string[] = []): void {
  if (!stored.includes(text)) checkParsedIp(errors, field, text, isEnabled('StrictIPCIDRValidation'));
}

/** upstream: parseIP */
function checkParsedIp(errors: Errors, field: string, text: string, isStrict: boolean): void {
  const address = parseIp(text);
  if (!address) {
    errors.push(invalid(field, text, 'must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)'));
    return;
  }
  if (!isStrict) return;
  if (!address.isStrict) errors.push(invalid(field, text, 'must not have leading 0s'));
  else if (address.isMapped) errors.push(invalid(field, text, 'must not be an IPv4-mapped IPv6 address'));
}

/** upstream: IsValidIP: strict, and in canonical form */
export function checkCanonicalIp(errors: Errors, field: string, text: string): void {
  const before = errors.length;
  checkParsedIp(errors, field, text, true);
  const address = parseIp(text);
  if (errors.length > before || !address || ipText(address) === text) return;
  errors.push(invalid(field, text, `must be in canonical form (${goQuote(ipText(address))})`));
}

/** upstream: IsValidCIDRForLegacyField */
export function checkCidr(errors: Errors, field: string, text: string, stored: readonly string[] = []): void {
  if (!stored.includes(text)) checkParsedCidr(errors, field, text, isEnabled('StrictIPCIDRValidation'));
}

/** upstream: parseCIDR */
function checkParsedCidr(errors: Errors, field: string, text: string, isStrict: boolean): void {
  const cidr = parseCidr(text);
  if (!cidr) {
    errors.push(invalid(field, text, 'must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)'));
  } else if (!isStrict) {
    return;
  } else if (!cidr.address.isStrict || /\/0\d/.test(text)) {
    errors.push(invalid(field, text, 'must not have leading 0s in IP or prefix length'));
  } else if (cidr.address.isMapped) {
    errors.push(invalid(field, text, 'must not have an IPv4-mapped IPv6 address'));
  } else if (ipText(networkAddress(cidr)) !== ipText(cidr.address)) {
    errors.push(invalid(field, text, 'must not have bits set beyond the prefix length'));
  }
}

/** upstream: GetWarningsForIP */
export function ipWarnings(field: string, text: string): readonly string[] {
  const address = parseIp(text);
  if (!address) return [];
  const canonical = ipText(address);
  if (!address.isStrict || address.isMapped) {
    return [`${field}: non-standard IP address "${text}" is invalid: use "${canonical}"`];
  }
  if (!isIpv6(address) || canonical === text) return [];
  return [`${field}: IPv6 address "${text}" should be in RFC 5952 canonical format ("${canonical}")`];
}

/** upstream: GetWarningsForCIDR */
export function cidrWarnings(field: string, text: string): readonly string[] {
  const cidr = parseCidr(text);
  if (!cidr) return [];
  const canonical = cidrText(cidr);
  const single = `${ipText(cidr.address)}/${cidr.address.bytes.length * 8}`;
  const warnings: string[] = [];
  if (ipText(networkAddress(cidr)) !== ipText(cidr.address)) {
    const choice = `(should be "${canonical}" or "${single}"?)`;
    warnings.push(`${field}: CIDR value "${text}" is ambiguous in this context ${choice}`);
  }
  if (!cidr.address.isStrict || cidr.address.isMapped) {
    warnings.push(`${field}: non-standard CIDR value "${text}" is invalid: use "${canonical}"`);
  }
  if (warnings.length === 0 && isIpv6(cidr.address) && canonical !== text) {
    warnings.push(`${field}: IPv6 CIDR value "${text}" should be in RFC 5952 canonical format ("${canonical}")`);
  }
  return warnings;
}

/** As a rule for names. upstream: ValidateIPAddressName */
export function strictIp(text: string): readonly string[] {
  const errors: Errors = [];
  checkCanonicalIp(errors, '', text);
  return errors.map(({ message }) => message.slice(message.indexOf(': ', 'Invalid value: '.length) + 2));
}

/** upstream: IsValidCIDR: strict, and in canonical form */
export function checkCanonicalCidr(errors: Errors, field: string, text: string): void {
  const before = errors.length;
  checkParsedCidr(errors, field, text, true);
  const cidr = parseCidr(text);
  if (errors.length > before || !cidr || cidrText(cidr) === text) return;
  errors.push(invalid(field, text, `must be in canonical form (${goQuote(cidrText(cidr))})`));
}

/** An address with the length of its network's prefix. upstream: IsValidInterfaceAddress */
export function checkInterfaceAddress(errors: Errors, field: string, text: string): void {
  const cidr = parseCidr(text);
  if (!cidr) {
    const why = 'must be a valid address in CIDR form, (e.g. 10.9.8.7/24 or 2001:db8::1/64)';
    errors.push(invalid(field, text, why));
    return;
  }
  const canonical = `${ipText(cidr.address)}/${cidr.prefixLength}`;
  if (canonical !== text) errors.push(invalid(field, text, `must be in canonical form (${goQuote(canonical)})`));
}
