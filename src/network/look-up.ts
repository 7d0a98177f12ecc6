// Names looked up on a user's behalf: one question to the cluster's DNS as dig would ask it, or a name as a pod's or
// a node's resolver finds it.

import { checkSource, clientOf, type RequestSource } from './client';
import { answerDns } from './dns';
import type { DnsAnswer, DnsType } from './dns-records';
import type { Network } from './network-state';
import { resolve } from './request';
import { RequestError } from './request-target';
import type { Resolution } from './resolve';
import { upstreamOf } from './upstream';

export type LookUpInput =
  /** Asks the cluster's DNS for records of a full name. */
  | { readonly name: string; readonly type: DnsType }
  /** Resolves a name with the client's search list. */
  | { readonly name: string; readonly from: RequestSource };

/** Errors: RequestError when the client does not exist or cannot ask. */
export function lookUp(network: Network, input: LookUpInput): DnsAnswer | Resolution {
  const { reader, options } = network;
  if ('type' in input) {
    const { clusterDomain } = options;
    return answerDns(reader, input.name, input.type, { clusterDomain, upstream: upstreamOf(reader, options) });
  }
  checkSource(network, input.from);
  const client = clientOf(network, input.from);
  if (typeof client === 'string') throw new RequestError(client);
  return resolve(network, client, input.name);
}
