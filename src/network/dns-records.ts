// DNS answers as data: records, response codes, and their text as dig prints it.

export type DnsType = 'A' | 'AAAA' | 'SRV' | 'PTR' | 'CNAME' | 'TXT' | 'SOA' | 'NS' | 'MX' | 'ANY' | 'AXFR' | 'IXFR';

export type DnsCode = 'NOERROR' | 'NXDOMAIN' | 'SERVFAIL' | 'REFUSED';

export interface DnsRecord {
  /** Fully qualified, with its dot, in the case of the question. */
  readonly name: string;
  readonly ttlSeconds: number;
  readonly type: DnsType;
  readonly data: string;
}

export interface DnsAnswer {
  readonly rcode: DnsCode;
  readonly authoritative: boolean;
  readonly answer: readonly DnsRecord[];
  readonly authority: readonly DnsRecord[];
  readonly additional: readonly DnsRecord[];
}

/** Who is asked about names outside the cluster's zones; undefined when there is nobody. */
export type Upstream = (name: string, type: DnsType) => DnsAnswer;

const NONE: readonly DnsRecord[] = Object.freeze([]);

export function dnsFailure(rcode: DnsCode): DnsAnswer {
  return { rcode, authoritative: false, answer: NONE, authority: NONE, additional: NONE };
}

export function dnsAnswer(fields: Partial<DnsAnswer>): DnsAnswer {
  return { rcode: 'NOERROR', authoritative: true, answer: NONE, authority: NONE, additional: NONE, ...fields };
}

/** `web.default.svc.cluster.local. 30 A 10.96.0.12` */
export function recordText(record: DnsRecord): string {
  return `${record.name} ${record.ttlSeconds} ${record.type} ${record.data}`;
}

/** The records in the order of their texts; the server shuffles, so order means nothing. */
export function sortedRecords(records: readonly DnsRecord[]): readonly DnsRecord[] {
  if (records.length < 2) return records;
  const texts = new Map(records.map((record) => [record, recordText(record)] as const));
  return [...records].sort((a, b) => ((texts.get(a) as string) < (texts.get(b) as string) ? -1 : 1));
}

/** A name with its trailing dot. */
export function fullyQualified(name: string): string {
  return name.endsWith('.') ? name : `${name}.`;
}

/** Whether `name` is `zone` or below it; both fully qualified, in any case. */
export function isBelow(zone: string, name: string): boolean {
  const lowerZone = zone.toLowerCase();
  const lowerName = name.toLowerCase();
  return lowerName === lowerZone || lowerName.endsWith(`.${lowerZone}`);
}
