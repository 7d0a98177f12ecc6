// The `cluster:` part of a spec file, checked: unknown keys and wrong types are errors with the nearest right word.

import { DEFAULT_TIMINGS } from '../api/timings';
import { type ArgumentType, isProblem } from '../cluster/describe/argument';
import {
  anything,
  either,
  flag,
  instant,
  integer,
  listOf,
  mapOf,
  oneOf,
  record,
  text,
} from '../cluster/describe/types';
import { UsageError } from '../cluster/describe/usage-error';
import { nodeType } from '../cluster/node-type';
import type { ClusterOptions } from '../cluster/options';

const words = (expected: string) => text(expected);

const timings = record(
  Object.fromEntries(Object.keys(DEFAULT_TIMINGS).map((name) => [name, integer(0, 'milliseconds')])) as Record<
    keyof typeof DEFAULT_TIMINGS,
    ArgumentType<number>
  >,
);

const network = record({
  proxyMode: oneOf('iptables', 'ipvs', 'nftables'),
  masqueradeAll: flag(),
  detectsPods: flag(),
  serviceCidr: words('a range such as 10.96.0.0/12'),
  clusterDomain: words('a domain'),
  clusterDns: words('an address'),
  outsideIp: words('an address'),
  loadBalancer: record({ range: words('a range such as 203.0.113.0/24'), provisionMs: integer() }),
  externalNames: mapOf(either(words('an address or name'), listOf(words('an address')))),
});

/** Everything that may be said about a cluster; also the source of the editor's schema. */
export const clusterType = record({
  nodes: either(integer(1, 'a number of nodes'), listOf(nodeType)),
  seed: integer(),
  start: instant(),
  timings,
  programs: listOf(anything('a program: a map with image and what it does')),
  network,
  shuffle: integer(),
});

/** The options, or the defaults when nothing is said. Errors: UsageError. */
export function readClusterOptions(input: unknown): ClusterOptions {
  if (input === undefined) return {};
  const reading = clusterType.read(input);
  if (isProblem(reading)) {
    throw new UsageError(`cluster: ${reading.path.join('.')}: ${reading.problem}`, {
      hint: reading.hint,
      path: reading.path,
    });
  }
  const { start, ...options } = reading.value;
  const given = (input as { start?: string }).start;
  return { ...options, ...(start === undefined ? {} : { start: given }) } as ClusterOptions;
}
