// The client's side of DNS: which names a resolver asks for, in which order, and what it makes of the answers. As
// glibc does it: an answer ends the search; NXDOMAIN, an empty answer and a failing server go on to the next name.

import type { Reader } from '../api/actor';
import type { Pod } from '../kinds/generated/types.gen';
import { parseAddress } from './address';
import { answerDns } from './dns';
import { type DnsAnswer, type DnsCode, dnsFailure } from './dns-records';
import type { HopOf } from './hops';
import type { NetworkOptions } from './options';
import { clusterDnsAddress, hostsFileAddress, nodeResolvConf, podResolvConf, type ResolvConf } from './resolv-conf';
import { upstreamOf } from './upstream';

/** One name that was asked for; each costs two queries, A and AAAA. */
export interface Asked {
  readonly name: string;
  readonly rcode: DnsCode;
  readonly addresses: readonly string[];
}

export interface Resolution {
  readonly name: string;
  /** Who was asked; '' when /etc/hosts knew or the name is an address. */
  readonly server: string;
  readonly asked: readonly Asked[];
  /** Empty when the name was not resolved; `error` says why. */
  readonly addresses: readonly string[];
  /** As Go's resolver words it: `lookup nope on 10.96.0.10:53: no such host`. */
  readonly error: string | undefined;
  /** The policy that kept the question from the server. */
  readonly refusal?: HopOf<'policy'> | undefined;
}

/** The names to ask for, in order. */
export function candidateNames(name: string, { searches, ndots }: ResolvConf): readonly string[] {
  if (name.endsWith('.')) return [name];
  const listed = searches.map((domain) => `${name}.${domain}.`);
  const dots = name.split('.').length - 1;
  return dots >= ndots ? [`${name}.`, ...listed] : [...listed, `${name}.`];
}

/** Resolves a name as a pod does, or as a node or a machine outside does when `pod` is undefined. */
export function resolveName(reader: Reader, name: string, pod: Pod | undefined, options: NetworkOptions): Resolution {
  const known = parseAddress(name)?.text ?? localAddress(name, pod, options);
  if (known !== undefined) return { name, server: '', asked: [], addresses: [known], error: undefined };
  const conf = pod ? podResolvConf(reader, pod, options) : nodeResolvConf(options);
  const server = conf.nameservers[0] ?? '127.0.0.1';
  const asked: Asked[] = [];
  for (const candidate of candidateNames(name, conf)) {
    const answers = ask(reader, candidate, server, options);
    const addresses = answers.flatMap(({ answer }) => answer.filter(({ type }) => type === 'A' || type === 'AAAA'));
    const texts = addresses.map(({ data }) => data);
    asked.push({ name: candidate, rcode: (answers[0] as DnsAnswer).rcode, addresses: texts });
    if (texts.length > 0) return { name, server, asked, addresses: texts, error: undefined };
  }
  // The verdict on the name as the user wrote it counts, whenever it was asked.
  const plain = name.endsWith('.') ? name : `${name}.`;
  const failed = asked.find((one) => one.name === plain)?.rcode === 'SERVFAIL';
  const why = failed ? 'server misbehaving' : 'no such host';
  return { name, server, asked, addresses: [], error: `lookup ${name} on ${server}:53: ${why}` };
}

function localAddress(name: string, pod: Pod | undefined, options: NetworkOptions): string | undefined {
  if (pod) return hostsFileAddress(pod, name, options);
  return name === 'localhost' || name === 'localhost.' ? '127.0.0.1' : undefined;
}

function ask(reader: Reader, name: string, server: string, options: NetworkOptions): readonly DnsAnswer[] {
  const upstream = upstreamOf(reader, options);
  const { clusterDomain } = options;
  return (['A', 'AAAA'] as const).map((type) => {
    if (server === clusterDnsAddress(reader, options))
      return answerDns(reader, name, type, { clusterDomain, upstream });
    return upstream ? upstream(name, type) : dnsFailure('SERVFAIL');
  });
}
