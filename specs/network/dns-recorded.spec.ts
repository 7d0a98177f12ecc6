// Every answer that a real CoreDNS gave, against ours after the same manifests went through the whole control plane.
// Needs the recordings beside the project.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import { Cluster } from '../../src/cluster/cluster';
import type { Pod, PodSpec, StatefulSet } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { type DnsAnswer, type DnsRecord, type DnsType, recordText } from '../../src/network/dns-records';

interface Recorded {
  readonly name: string;
  readonly type: DnsType;
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

const folder = join(__dirname, '../../../shared/fidelity/dns');
const present = existsSync(folder);
if (!present) console.warn(`SKIPPED: no recorded DNS answers at ${folder}`);

/** The manifests on a whole control plane; a StatefulSet's pods are made by hand where no controller makes them. */
function controlPlane(documents: readonly KubeObject[]): Cluster {
  const cluster = new Cluster({ nodes: 2, network: { externalNames: undefined } });
  const create = (objects: readonly KubeObject[]) => {
    cluster.act('create', 'the recorded manifests', undefined, (client) => {
      for (const object of objects) client.create(object);
    });
    cluster.settleWithin();
  };
  const isNamespace = ({ kind }: KubeObject) => kind === 'Namespace';
  // A namespace's ServiceAccount has to be there before its pods.
  create(documents.filter(isNamespace));
  const inNamespaces = documents.filter((document) => !isNamespace(document));
  create(inNamespaces.map((object) => ({ ...object, metadata: { namespace: 'default', ...object.metadata } })));
  const sets = documents.filter(({ kind }) => kind === 'StatefulSet') as StatefulSet[];
  create(sets.flatMap(replicas).filter(({ metadata }) => !cluster.get('Pod', 'default', metadata.name)));
  return cluster;
}

function replicas({ metadata, spec }: StatefulSet): Pod[] {
  return Array.from({ length: spec?.replicas ?? 1 }, (_, ordinal) => {
    const name = `${metadata.name}-${ordinal}`;
    const labels = spec?.template.metadata?.labels ?? {};
    const podSpec = { ...(spec?.template.spec as PodSpec), hostname: name, subdomain: spec?.serviceName ?? '' };
    return { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels }, spec: podSpec };
  });
}

(present ? describe : describe.skip)('a real CoreDNS answered', () => {
  const read = (file: string) => (present ? readFileSync(join(folder, file), 'utf8') : '');
  const documents = parseAllDocuments(read('manifests.yaml')).map((document) => document.toJS() as KubeObject);
  const cluster = present ? controlPlane(documents) : undefined;
  const recorded = JSON.parse(read('answers.json') || '[]') as Recorded[];

  /** `{pod default/web-1 dashed}` to the address of ours that stands for it. */
  const fill = (text: string) =>
    text.replace(/\{(service|pod) ([^ }]+)(?: (dashed|reversed))?\}/g, (_, kind: string, key: string, form: string) => {
      const [space, name = ''] = key.split('/');
      const address =
        kind === 'pod'
          ? cluster?.get('Pod', space, name)?.status?.podIP
          : cluster?.get('Service', space, name)?.spec?.clusterIP;
      if (form === 'dashed') return address?.replaceAll('.', '-') ?? '';
      return form === 'reversed' ? (address?.split('.').reverse().join('.') ?? '') : (address ?? '');
    });

  const rows =
    recorded.length > 0 ? recorded : [{ name: 'nothing', type: 'A', rcode: '', authoritative: false } as const];
  test.each(rows.map((row) => ({ ...row, title: `${row.type} ${row.name}` })))('$title', (row: Recorded) => {
    const question = { name: fill(row.name), type: row.type };
    const ours = cluster?.simulation.command('kube-proxy', 'lookUp', question, 0) as DnsAnswer;
    const serial = (record: DnsRecord) => recordText(record).replace(/ \d+ 7200 /, ' SERIAL 7200 ');
    const texts = (section: readonly string[] = []) => section.map((text) => fill(text)).sort();
    expect({
      rcode: ours.rcode,
      authoritative: ours.authoritative,
      answer: ours.answer.map(recordText),
      authority: ours.authority.map(serial),
      additional: ours.additional.map(recordText),
    }).toEqual({
      rcode: row.rcode,
      authoritative: row.authoritative,
      answer: texts(row.answer),
      authority: texts(row.authority),
      additional: texts(row.additional),
    });
  });
});
