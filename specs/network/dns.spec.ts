// The cluster DNS, record by record, over the objects in fixtures/dns.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parse, parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../src/kinds/kind';
import { answerDns } from '../../src/network/dns';
import { type DnsAnswer, type DnsType, recordText } from '../../src/network/dns-records';
import { upstreamOf } from '../../src/network/upstream';
import { world } from './world';

interface Expected {
  readonly name: string;
  readonly type: DnsType;
  readonly rcode?: string;
  readonly authoritative?: boolean;
  readonly answer?: readonly string[];
  readonly additional?: readonly string[];
  readonly soa?: string;
}

const fixtures = join(__dirname, '../../fixtures/dns');
const objects = parseAllDocuments(readFileSync(join(fixtures, 'objects.yaml'), 'utf8')).map(
  (document) => document.toJS() as KubeObject,
);
const answers = parse(readFileSync(join(fixtures, 'answers.yaml'), 'utf8')) as readonly Expected[];

const config = { clusterDomain: 'cluster.local', upstream: undefined };

function texts({ rcode, authoritative, answer, authority, additional }: DnsAnswer) {
  return {
    rcode,
    authoritative,
    answer: answer.map(recordText),
    authority: authority.map(recordText),
    additional: additional.map(recordText),
  };
}

describe('the cluster DNS answers', () => {
  const { reader } = world(objects);

  test.each(answers.map((row) => ({ ...row, title: `${row.type} ${row.name}` })))('$title', (row) => {
    const { rcode = 'NOERROR', authoritative = true, answer = [], additional = [], soa } = row;
    const authority = soa ? [`${soa} 30 SOA ns.dns.${soa} hostmaster.${soa} 0 7200 1800 86400 30`] : [];
    const expected = { rcode, authoritative, answer: [...answer], authority, additional: [...additional] };
    expect(texts(answerDns(reader, row.name, row.type, config))).toEqual(expected);
  });
});

describe('names outside the cluster', () => {
  const options = { externalNames: { 'grain.example.org': 'mill.example.org', 'mill.example.org': ['192.0.2.7'] } };
  const { reader, network } = world(objects, options);
  const upstream = upstreamOf(reader, network.options);

  test('an ExternalName is followed to the upstream', () => {
    const answer = answerDns(reader, 'mill.bakery.svc.cluster.local', 'A', { ...config, upstream });
    expect(texts(answer)).toMatchObject({
      rcode: 'NOERROR',
      authoritative: true,
      answer: [
        'grain.example.org. 30 CNAME mill.example.org.',
        'mill.bakery.svc.cluster.local. 30 CNAME grain.example.org.',
        'mill.example.org. 30 A 192.0.2.7',
      ],
    });
  });

  test.each([
    { name: 'grain.example.org', rcode: 'NOERROR' },
    { name: 'nothing.example.org', rcode: 'NXDOMAIN' },
    { name: '9.3.244.10.in-addr.arpa', rcode: 'NXDOMAIN' },
  ])('$name is $rcode, not authoritative', ({ name, rcode }) => {
    expect(answerDns(reader, name, 'A', { ...config, upstream })).toMatchObject({ rcode, authoritative: false });
  });
});
