// The node IPAM controller: hands every node a range of pod addresses, the next free block after the last one given.
// upstream: pkg/controller/nodeipam/ipam/range_allocator.go, cidrset

import { type ActorContext, defineActor, watch } from '../api/actor';
import type { Node } from '../kinds/generated/types.gen';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { retryLater } from './shared/backoff';
import { refusalOf } from './shared/refusal';

/**
 * 10.208.0.0/12: room for 4,096 nodes of 256 addresses, clear of the Services' 10.96.0.0/12 and of the ranges from
 * 10.244.0.0 on, which simulated kubelets bring along when they register.
 */
const FIRST_OCTETS = 10;
const SECOND_OCTET = 208;
export const NODE_BLOCKS = 4096;

interface Memory {
  /** Node names by the block they hold, as text. */
  readonly taken: Table<string>;
  readonly failures: Table<number>;
  /** The block to try first. */
  next: number;
}

export const nodeIpamController = defineActor<Memory>({
  name: 'node-ipam-controller',
  component: 'kube-controller-manager',
  eventSource: 'cidrAllocator',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ taken: new Table(), failures: new Table(), next: 0 }),
    fork: ({ taken, failures, next }) => ({ taken: taken.fork(), failures: failures.fork(), next }),
  },
  watches: [
    watch('Node', ({ type, key, object, previous }, cx) => {
      if (type === 'DELETED') release(cx, object);
      else if (object.spec.podCIDR && object.spec.podCIDR !== previous?.spec.podCIDR) occupy(cx, object);
      return type !== 'DELETED' && !object.spec.podCIDR ? key : undefined;
    }),
  ],
  reconcile: allocate,
});

/** `10.208.3.0/24` for block 3. */
export function blockCidr(block: number): string {
  return `${FIRST_OCTETS}.${SECOND_OCTET + (block >> 8)}.${block & 255}.0/24`;
}

/** The block of a CIDR; undefined for one that is not of the cluster's range. */
export function blockOf(cidr: string): number | undefined {
  const match = /^10\.(\d+)\.(\d+)\.0\/24$/.exec(cidr);
  if (!match) return undefined;
  const block = (Number(match[1]) - SECOND_OCTET) * 256 + Number(match[2]);
  return block >= 0 && block < NODE_BLOCKS ? block : undefined;
}

function release(cx: ActorContext<Memory>, node: Node): void {
  const block = blockOf(node.spec.podCIDR ?? '');
  if (block !== undefined) cx.state.taken.delete(String(block));
}

function occupy(cx: ActorContext<Memory>, node: Node): void {
  const block = blockOf(node.spec.podCIDR ?? '');
  if (block !== undefined) cx.state.taken.set(String(block), node.metadata.name);
}

function allocate(cx: ActorContext<Memory>, name: string): void {
  const node = cx.get('Node', undefined, name);
  if (node === undefined || node.metadata.deletionTimestamp !== undefined || node.spec.podCIDR) {
    cx.state.failures.delete(name);
    return;
  }
  const block = nextFree(cx.state);
  if (block === undefined) {
    fail(cx, node, 'CIDRNotAvailable');
    return;
  }
  cx.state.next = (block + 1) % NODE_BLOCKS;
  const podCIDR = blockCidr(block);
  const refused = refusalOf(() =>
    cx.patch('Node', undefined, name, 'merge', { spec: { podCIDR, podCIDRs: [podCIDR] } }),
  );
  if (refused) fail(cx, node, 'CIDRAssignmentFailed');
  else cx.state.failures.delete(name);
}

function nextFree({ taken, next }: Memory): number | undefined {
  for (let step = 0; step < NODE_BLOCKS; step++) {
    const block = (next + step) % NODE_BLOCKS;
    if (!taken.has(String(block))) return block;
  }
  return undefined;
}

function fail(cx: ActorContext<Memory>, node: Node, reason: string): void {
  const { name } = node.metadata;
  cx.event(node, { type: 'Normal', reason, message: `Node ${name} status is now: ${reason}` });
  retryLater(cx, cx.state.failures, name);
}
