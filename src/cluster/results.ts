// What requests, streams of them and name look-ups give back: results that matchers ask about.

import type { DnsAnswer } from '../network/dns-records';
import type { Reachability } from '../network/reachability';
import type { RequestResult } from '../network/request';
import type { Resolution } from '../network/resolve';
import type { TrafficResult } from '../network/traffic-result';
import type { Cluster } from './cluster';
import { hideCluster, type ResultSubject, SUBJECT } from './subject';

/** What came of one request. */
export interface Response extends ResultSubject<'response'>, RequestResult {}

/** A stream of requests; its figures are those of the moment they are read. */
export interface Traffic extends ResultSubject<'traffic'> {
  readonly name: string;
  readonly result: TrafficResult;
}

/** What a name was resolved to, or the records that the cluster's DNS answered with. */
export interface NameLookup extends ResultSubject<'lookup'> {
  readonly name: string;
  readonly answer: DnsAnswer | Resolution;
}

/** Who can reach whom. */
export interface ReachabilityMatrix extends ResultSubject<'reachability'>, Reachability {}

/** Makes a result of its parts; the cluster behind it does not show. */
export function resultSubject<Type extends string, Parts extends object>(
  type: Type,
  cluster: Cluster,
  parts: Parts,
): Parts & ResultSubject<Type> {
  hideCluster(parts, cluster);
  return Object.defineProperty(parts, SUBJECT, { value: type }) as Parts & ResultSubject<Type>;
}
