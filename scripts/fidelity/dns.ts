// What a real CoreDNS answered over a folder's manifests (manifests.yaml, answers.json), against ours after the same
// manifests went through the whole control plane.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubeObject } from '../../src/kinds/kind';
import { type DnsAnswer, type DnsRecord, type DnsType, recordText } from '../../src/network/dns-records';
import { type ScenarioRun, startScenario } from './scenario';

export interface DnsRow {
  readonly name: string;
  readonly type: DnsType;
  readonly rcode: string;
  readonly authoritative: boolean;
  readonly answer?: readonly string[];
  readonly authority?: readonly string[];
  readonly additional?: readonly string[];
}

export interface DnsComparison {
  readonly row: DnsRow;
  readonly real: Required<Omit<DnsRow, 'name' | 'type'>>;
  readonly simulated: Required<Omit<DnsRow, 'name' | 'type'>>;
}

/** One comparison for each recorded question. */
export function compareDns(folder: string): readonly DnsComparison[] {
  const run = controlPlane(readFileSync(join(folder, 'manifests.yaml'), 'utf8'));
  const rows = JSON.parse(readFileSync(join(folder, 'answers.json'), 'utf8')) as readonly DnsRow[];
  return rows.map((row) => compareRow(run, row));
}

/** The recorded DNS server had nobody to ask about names outside its zones. */
function controlPlane(manifests: string): ScenarioRun {
  const documents = parseAllDocuments(manifests).map((document) => document.toJS() as KubeObject);
  const nodes = [{ name: 'node-1' }, { name: 'node-2' }];
  const run = startScenario({ name: 'dns', nodes, steps: [] }, { network: { externalNames: undefined } });
  const isNamespace = ({ kind }: KubeObject) => kind === 'Namespace';
  // A namespace's ServiceAccount has to be there before its pods.
  for (const wanted of [true, false]) {
    run.run({ create: documents.filter((document) => isNamespace(document) === wanted) });
    run.run({ settle: {} });
  }
  return run;
}

function compareRow(run: ScenarioRun, row: DnsRow): DnsComparison {
  const question = { name: filled(run, row.name), type: row.type };
  const ours = run.cluster.simulation.command('kube-proxy', 'lookUp', question, 0) as DnsAnswer;
  const section = (texts: readonly string[] = []) => texts.map((text) => filled(run, text)).sort();
  return {
    row,
    real: {
      rcode: row.rcode,
      authoritative: row.authoritative,
      answer: section(row.answer),
      authority: section(row.authority),
      additional: section(row.additional),
    },
    simulated: {
      rcode: ours.rcode,
      authoritative: ours.authoritative,
      answer: ours.answer.map(withoutSerial),
      authority: ours.authority.map(withoutSerial),
      additional: ours.additional.map(recordText),
    },
  };
}

const withoutSerial = (record: DnsRecord) => recordText(record).replace(/ \d+ 7200 /, ' SERIAL 7200 ');

/** `{pod default/web-1 dashed}` becomes the address of ours that stands for it. */
function filled({ cluster }: ScenarioRun, text: string): string {
  return text.replace(
    /\{(service|pod) ([^ }]+)(?: (dashed|reversed))?\}/g,
    (_, kind: string, key: string, form?: string) => {
      const [space, name = ''] = key.split('/');
      const pod = kind === 'pod' ? cluster.get('Pod', space, name)?.status?.podIP : undefined;
      const address = pod ?? cluster.get('Service', space, name)?.spec?.clusterIP ?? '';
      if (form === 'dashed') return address.replaceAll('.', '-');
      return form === 'reversed' ? address.split('.').reverse().join('.') : address;
    },
  );
}

export function dnsMisses(comparisons: readonly DnsComparison[]): readonly string[] {
  return comparisons.flatMap(({ row, real, simulated }) => {
    const texts = [JSON.stringify(real), JSON.stringify(simulated)] as const;
    return texts[0] === texts[1]
      ? []
      : [`${row.type} ${row.name}:`, `  real      ${texts[0]}`, `  simulated ${texts[1]}`];
  });
}
