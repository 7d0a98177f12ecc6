// Addresses: a range for each node, one of its addresses for each sandbox. They are given in turn, so that an address
// that comes back is given again last. upstream: the host-local plugin of the container network interface

import type { KubeletState, NodeRecord } from './kubelet-state';

/** Where the nodes' pod ranges begin: 10.244.0.0. */
export const FIRST_RANGE = (10 << 24) + (244 << 16);
/** Where the nodes' own addresses begin: 172.18.0.0; the first node gets .2. */
const FIRST_HOST = 172 * 2 ** 24 + 18 * 2 ** 16;
const SMALLEST_RANGE = 256;
/** Network, gateway and broadcast are never given. */
const RESERVED = 3;

export function addressText(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

/** How many addresses a node for so many pods gets: a power of two, at least 256. */
export function rangeSizeFor(pods: number): number {
  let size = SMALLEST_RANGE;
  while (size < pods + RESERVED) size *= 2;
  return size;
}

/** The first multiple of the size from `next` on: ranges are aligned. */
export function alignedRange(next: number, size: number): number {
  return Math.ceil(next / size) * size;
}

export function rangeText(start: number, size: number): string {
  return `${addressText(start)}/${32 - Math.log2(size)}`;
}

/** The address of the n-th node, counted from 0. */
export function hostAddress(index: number): string {
  return addressText(FIRST_HOST + index + 2);
}

/** The next free address of the node's range, taken for this pod; undefined when all are in use. */
export function takeAddress(state: KubeletState, node: NodeRecord, uid: string): string | undefined {
  const last = node.rangeSize - 2;
  for (let tried = 0; tried < last; tried++) {
    node.lastOffset = node.lastOffset >= last ? 2 : node.lastOffset + 1;
    const address = addressText(node.rangeStart + node.lastOffset);
    if (state.addresses.has(address)) continue;
    state.addresses.set(address, uid);
    return address;
  }
  return undefined;
}

export function releaseAddress(state: KubeletState, address: string | undefined, uid: string): void {
  if (address !== undefined && state.addresses.get(address) === uid) state.addresses.delete(address);
}
