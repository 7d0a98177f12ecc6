// The range of cluster IPs: which addresses a Service may ask for, and which one it is given.
// upstream: pkg/registry/core/service/ipallocator

import { type Cidr, cidrContains, cidrText, type IpAddress, parseCidr } from '../kinds/validation/ip-address';
import { invariant } from '../sim/invariant';

export const DEFAULT_RANGE = '10.96.0.0/16';
/** Addresses for those that ask: min(max(16, size / 16), 256), at the lower end of the range. */
const BAND_MIN = 16;
const BAND_MAX = 256;
const BAND_PART = 16;

export class IpRange {
  readonly #cidr: Cidr;
  /** The network's address as a number. */
  readonly #network: number;
  readonly #size: number;

  /** @throws InvariantError when `cidr` is no IPv4 block. */
  constructor(cidr: string) {
    const parsed = parseCidr(cidr);
    invariant(parsed && parsed.address.bytes.length === 4, `${cidr} is no IPv4 range for services`);
    this.#cidr = parsed;
    this.#network = toNumber(parseCidr(cidrText(parsed))?.address as IpAddress);
    this.#size = 2 ** (32 - parsed.prefixLength);
  }

  get text(): string {
    return cidrText(this.#cidr);
  }

  /** The network's own address, which a dry run answers. */
  get networkText(): string {
    return toText(this.#network);
  }

  /** The first address, which the `kubernetes` Service has. */
  get firstText(): string {
    return toText(this.#network + 1);
  }

  /** The network's own address and the last one are nobody's. upstream: pkg/api/servicecidr PrefixContainsIP */
  contains(address: IpAddress): boolean {
    if (!cidrContains(this.#cidr, address)) return false;
    const offset = toNumber(address) - this.#network;
    return offset >= 1 && offset <= this.#size - 2;
  }

  /** A free address: from a drawn start upwards, round the upper part, then the band; undefined when all are taken. */
  next(inUse: (ip: string) => boolean, draw: (limit: number) => number): string | undefined {
    const band =
      this.#size <= BAND_MIN ? 0 : Math.min(Math.max(Math.trunc(this.#size / BAND_PART), BAND_MIN), BAND_MAX);
    const first = this.#network + 1;
    const usable = this.#size - 2;
    return scan(first + band, usable - band, inUse, draw) ?? (band > 0 ? scan(first, band, inUse, draw) : undefined);
  }
}

function scan(
  first: number,
  count: number,
  inUse: (ip: string) => boolean,
  draw: (limit: number) => number,
): string | undefined {
  if (count <= 0) return undefined;
  const start = draw(count);
  for (let step = 0; step < count; step++) {
    const ip = toText(first + ((start + step) % count));
    if (!inUse(ip)) return ip;
  }
  return undefined;
}

const toNumber = ({ bytes }: IpAddress) => bytes.reduce((sum, byte) => sum * 256 + byte, 0);

const toText = (address: number) =>
  [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.trunc(address / unit) % 256).join('.');
