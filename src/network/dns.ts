// The cluster DNS: what CoreDNS' kubernetes plugin answers to one question, from the objects as they are now.
// Everything outside the cluster's zones goes to the upstream.
// upstream: coredns plugin/kubernetes ServeDNS, plugin/backend_lookup.go

import type { Reader } from '../api/actor';
import { addressOfReverseName, parseAddress } from './address';
import { type Host, type Hosts, hostsOf, nameServers, namesOfAddress } from './dns-backend';
import { labelsBelow, parseName, zoneOf } from './dns-names';
import {
  type DnsAnswer,
  type DnsRecord,
  type DnsType,
  dnsAnswer,
  dnsFailure,
  fullyQualified,
  isBelow,
  sortedRecords,
  type Upstream,
} from './dns-records';

export interface DnsConfig {
  /** `cluster.local` */
  readonly clusterDomain: string;
  readonly upstream: Upstream | undefined;
}

const TTL_SECONDS = 30;
const VERSION_TTL_SECONDS = 28_800;
const SCHEMA_VERSION = '1.1.0';
const LONGEST_CNAME_CHAIN = 10;

interface Question {
  readonly reader: Reader;
  readonly config: DnsConfig;
  /** Fully qualified, in the case it was asked in. */
  readonly name: string;
  readonly type: DnsType;
  readonly zone: string;
}

/** Records of one question; undefined when the name does not exist. */
type Records = { readonly answer: readonly DnsRecord[]; readonly additional?: readonly DnsRecord[] } | undefined;

const EMPTY: Records = Object.freeze({ answer: Object.freeze([]) });

/** Answers one question. Sections are sorted by their text. */
export function answerDns(reader: Reader, name: string, type: DnsType, config: DnsConfig): DnsAnswer {
  const full = fullyQualified(name);
  const zone = zoneOf(full, [`${config.clusterDomain}.`, 'in-addr.arpa.', 'ip6.arpa.']);
  if (zone === undefined) return forward(config, full, type);
  if (type === 'AXFR' || type === 'IXFR') return dnsFailure('REFUSED');
  const question: Question = { reader, config, name: full, type, zone };
  const records = recordsOf(question);
  if (records === undefined && zone.toLowerCase().endsWith('.arpa.')) return forward(config, full, type);
  if (records === undefined) return dnsAnswer({ rcode: 'NXDOMAIN', authority: [startOfAuthority(question)] });
  if (records.answer.length === 0) return dnsAnswer({ authority: [startOfAuthority(question)] });
  const additional = sortedRecords(records.additional ?? []);
  return dnsAnswer({ answer: sortedRecords(records.answer), additional });
}

function forward(config: DnsConfig, name: string, type: DnsType): DnsAnswer {
  return config.upstream ? config.upstream(name, type) : dnsFailure('SERVFAIL');
}

function recordsOf(question: Question): Records {
  const { type, name, zone } = question;
  switch (type) {
    case 'A':
    case 'AAAA':
      return addressRecords(question, []);
    case 'TXT':
      return textRecords(question);
    case 'CNAME':
      return aliasRecords(question);
    case 'PTR':
      return pointerRecords(question);
    case 'SRV':
      return serviceRecords(question);
    case 'MX':
      return hosts(question) && EMPTY;
    case 'SOA':
      return name === zone ? { answer: [startOfAuthority(question)] } : EMPTY;
    case 'NS':
      if (name.toLowerCase() === zone) return nameServerRecords(question);
      return addressRecords({ ...question, type: 'A' }, []) && EMPTY;
    default:
      return addressRecords({ ...question, type: 'A' }, []) && EMPTY;
  }
}

function hosts({ reader, name, zone, type }: Question): Hosts {
  if (name.toLowerCase() === `ns.dns.${zone}`) {
    return nameServers(reader, zone).filter(({ host }) => type === typeOf(host));
  }
  return hostsOf(reader, parseName(name, zone), zone);
}

/** `A`, `AAAA`, or `CNAME` for a host that is a name. */
function typeOf(host: string): 'A' | 'AAAA' | 'CNAME' {
  const address = parseAddress(host);
  if (!address) return 'CNAME';
  return address.family === 4 ? 'A' : 'AAAA';
}

function record({ name }: Question, type: DnsType, data: string, ttlSeconds = TTL_SECONDS): DnsRecord {
  return { name, ttlSeconds, type, data };
}

const canonical = (host: string) => parseAddress(host)?.text ?? host;

/** A or AAAA: addresses of that family, and for ExternalName the alias with what it leads to. */
function addressRecords(question: Question, chain: readonly DnsRecord[]): Records {
  const found = hosts(question);
  if (!found) return undefined;
  const answer: DnsRecord[] = [];
  const seen = new Set<string>();
  for (const { host } of found) {
    const type = typeOf(host);
    if (type === 'CNAME') {
      answer.push(...followAlias(question, host, chain));
    } else if (type === question.type && !seen.has(host)) {
      seen.add(host);
      answer.push(record(question, type, canonical(host)));
    }
  }
  return { answer };
}

function followAlias(question: Question, host: string, chain: readonly DnsRecord[]): readonly DnsRecord[] {
  const target = fullyQualified(host);
  const alias = record(question, 'CNAME', target);
  // x CNAME below-x is a loop, and so is a target met before.
  if (isBelow(question.name, target) || chain.length > LONGEST_CNAME_CHAIN) return [];
  if (chain.some((known) => known.data === target)) return [];
  if (isBelow(question.zone, target)) {
    const next = addressRecords({ ...question, name: target }, [...chain, alias]);
    return next && next.answer.length > 0 ? [alias, ...next.answer] : [];
  }
  return [alias, ...forward(question.config, target, question.type).answer];
}

function textRecords(question: Question): Records {
  const labels = labelsBelow(question.name, question.zone);
  if (labels.length === 1 && labels[0] === 'dns-version') {
    return { answer: [record(question, 'TXT', `"${SCHEMA_VERSION}"`, VERSION_TTL_SECONDS)] };
  }
  // A name without hosts of its own, such as a namespace, is not there for TXT.
  const found = hostsOf(question.reader, parseName(question.name, question.zone), question.zone);
  return found && found.length > 0 ? EMPTY : undefined;
}

function aliasRecords(question: Question): Records {
  const found = hosts(question);
  if (!found) return undefined;
  const first = found[0];
  if (!first || typeOf(first.host) !== 'CNAME') return EMPTY;
  return { answer: [record(question, 'CNAME', fullyQualified(first.host))] };
}

function pointerRecords(question: Question): Records {
  const { reader, config, name, zone } = question;
  const address = addressOfReverseName(name.toLowerCase());
  if (address === undefined) return hostsOf(reader, parseName(name, zone), zone) && EMPTY;
  const names = namesOfAddress(reader, address, `${config.clusterDomain}.`);
  if (names.length === 0) return undefined;
  return { answer: names.map((target) => record(question, 'PTR', target)) };
}

function serviceRecords(question: Question): Records {
  const found = hosts(question)?.filter(({ host }) => typeOf(host) !== 'CNAME');
  if (!found) return undefined;
  const weight = Math.max(1, Math.floor((100 / (100 * found.length)) * 100));
  const answer = new Map<string, DnsRecord>();
  const additional = new Map<string, DnsRecord>();
  for (const { host, port, name } of found) {
    if (port === -1) continue;
    answer.set(`${name} ${port}`, record(question, 'SRV', `0 ${weight} ${port} ${name}`));
    additional.set(`${name} ${host}`, addressRecord(name, host));
  }
  return { answer: [...answer.values()], additional: [...additional.values()] };
}

function nameServerRecords(question: Question): Records {
  const servers: readonly Host[] = nameServers(question.reader, question.zone);
  const names = new Set(servers.map(({ name }) => name));
  return {
    answer: [...names].map((name) => record(question, 'NS', name)),
    additional: servers.map(({ name, host }) => addressRecord(name, host)),
  };
}

function addressRecord(name: string, host: string): DnsRecord {
  return { name, ttlSeconds: TTL_SECONDS, type: typeOf(host), data: canonical(host) };
}

/** The serial is the second of the answer; CoreDNS takes that of its last change. */
function startOfAuthority({ reader, zone }: Question): DnsRecord {
  const serial = Math.floor(reader.nowMs / 1000);
  const data = `ns.dns.${zone} hostmaster.${zone} ${serial} 7200 1800 86400 ${TTL_SECONDS}`;
  return { name: zone, ttlSeconds: TTL_SECONDS, type: 'SOA', data };
}
