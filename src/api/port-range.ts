// The range of node ports: which ports a Service may ask for, and which one it is given.
// upstream: pkg/registry/core/service/portallocator

/** Ports for those that ask: min(max(16, size / 32), 128), at the lower end of the range. */
const BAND_MIN = 16;
const BAND_MAX = 128;
const BAND_PART = 32;

export class PortRange {
  readonly #first: number;
  readonly #last: number;

  constructor(first: number, last: number) {
    this.#first = first;
    this.#last = last;
  }

  /** Why the port cannot be given out; undefined when it can. */
  refusal(port: number, inUse: (port: number) => boolean): string | undefined {
    if (port < this.#first || port > this.#last) {
      const range = `${this.#first}-${this.#last}`;
      return `provided port is not in the valid range. The range of valid ports is ${range}`;
    }
    return inUse(port) ? 'provided port is already allocated' : undefined;
  }

  /** A free port: from a drawn start upwards, round the upper part, then the band; undefined when all are taken. */
  next(inUse: (port: number) => boolean, draw: (limit: number) => number): number | undefined {
    const size = this.#last - this.#first + 1;
    const band = size <= BAND_MIN ? 0 : Math.min(Math.max(Math.trunc(size / BAND_PART), BAND_MIN), BAND_MAX);
    return scan(this.#first + band, size - band, inUse, draw) ?? scan(this.#first, band, inUse, draw);
  }
}

function scan(
  first: number,
  count: number,
  inUse: (port: number) => boolean,
  draw: (limit: number) => number,
): number | undefined {
  if (count <= 0) return undefined;
  const start = draw(count);
  for (let step = 0; step < count; step++) {
    const port = first + ((start + step) % count);
    if (!inUse(port)) return port;
  }
  return undefined;
}
