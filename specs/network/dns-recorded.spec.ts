// Every answer that a real CoreDNS gave, against ours over the same manifests. Needs the recordings beside the project.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { parseAllDocuments } from 'yaml';
import type { EndpointSlice, Pod, PodSpec, Service, StatefulSet } from '../../src/kinds/generated/types.gen';
import type { KubeObject } from '../../src/kinds/kind';
import { answerDns } from '../../src/network/dns';
import { type DnsType, recordText } from '../../src/network/dns-records';
import { endpoint, namespace, slice, world } from './world';

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

/** The manifests as a control plane would hold them: addresses given, StatefulSets rolled out, slices filled. */
function controlled(documents: readonly KubeObject[]): KubeObject[] {
  const objects: KubeObject[] = [namespace('default'), kubernetesService()];
  for (const document of documents) {
    const { kind } = document;
    const metadata = kind === 'Namespace' ? document.metadata : { namespace: 'default', ...document.metadata };
    const number = objects.length + 1;
    const object = { ...document, metadata };
    if (kind === 'Service') objects.push(addressed(object as Service, number));
    else if (kind === 'Pod') objects.push(running(object as Pod, number));
    else if (kind === 'StatefulSet') objects.push(...replicas(object as StatefulSet, number));
    else if (kind === 'EndpointSlice') objects.push(defaulted(object as EndpointSlice));
    else objects.push(object);
  }
  const services = objects.filter(({ kind }) => kind === 'Service') as Service[];
  return [...objects, ...services.flatMap((service) => slicesOf(service, objects))];
}

function kubernetesService(): KubeObject {
  const metadata = { namespace: 'default', name: 'kubernetes' };
  return addressed({ apiVersion: 'v1', kind: 'Service', metadata, spec: { ports: [{ name: 'https', port: 443 }] } }, 1);
}

function addressed(service: Service, number: number): Service {
  const { type, clusterIP = `10.96.0.${number}` } = service.spec ?? {};
  return type === 'ExternalName'
    ? service
    : { ...service, spec: { ...service.spec, clusterIP, clusterIPs: [clusterIP] } };
}

const defaulted = (object: EndpointSlice): EndpointSlice => ({
  ...object,
  ports: object.ports?.map((port) => ({ protocol: 'TCP' as const, ...port })),
});

const running = (pod: Pod, number: number): Pod => ({ ...pod, status: { podIP: `10.244.1.${number}` } });

function replicas({ metadata, spec }: StatefulSet, number: number): Pod[] {
  return Array.from({ length: spec?.replicas ?? 1 }, (_, ordinal) => {
    const name = `${metadata.name}-${ordinal}`;
    const labels = spec?.template.metadata?.labels ?? {};
    const podSpec = { ...(spec?.template.spec as PodSpec), hostname: name, subdomain: spec?.serviceName ?? '' };
    const pod: Pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'default', labels }, spec: podSpec };
    return running(pod, number + 100 + ordinal);
  });
}

function slicesOf({ metadata, spec }: Service, objects: readonly KubeObject[]): EndpointSlice[] {
  const { selector, ports, publishNotReadyAddresses } = spec ?? {};
  if (!selector) return [];
  const endpoints = [];
  for (const pod of objects.filter(({ kind }) => kind === 'Pod') as Pod[]) {
    const labels = pod.metadata.labels ?? {};
    if (pod.metadata.namespace !== metadata.namespace) continue;
    if (!Object.entries(selector).every(([key, value]) => labels[key] === value)) continue;
    const { hostname, subdomain } = pod.spec ?? {};
    const isNamed = hostname !== undefined && subdomain === metadata.name;
    const isReady = pod.metadata.name !== 'not-ready';
    const facts = { ready: isReady || publishNotReadyAddresses === true, ...(isNamed ? { hostname } : {}) };
    endpoints.push(endpoint(pod.status?.podIP as string, undefined, facts));
  }
  const slicePorts = ports?.map(({ name = '', port, targetPort, protocol = 'TCP' }) => {
    return { name, port: typeof targetPort === 'number' ? targetPort : port, protocol };
  });
  return [slice(`${metadata.namespace}/${metadata.name}`, endpoints, slicePorts ?? [])];
}

(present ? describe : describe.skip)('a real CoreDNS answered', () => {
  const read = (file: string) => (present ? readFileSync(join(folder, file), 'utf8') : '');
  const documents = parseAllDocuments(read('manifests.yaml')).map((document) => document.toJS() as KubeObject);
  const objects = present ? controlled(documents) : [];
  const recorded = JSON.parse(read('answers.json') || '[]') as Recorded[];
  const { reader } = world(objects);

  /** `{pod default/web-1 dashed}` to the address of ours that stands for it. */
  const fill = (text: string) =>
    text.replace(/\{(service|pod) ([^ }]+)(?: (dashed|reversed))?\}/g, (_, kind: string, key: string, form: string) => {
      const [space, name = ''] = key.split('/');
      const address =
        kind === 'pod'
          ? reader.get('Pod', space, name)?.status?.podIP
          : reader.get('Service', space, name)?.spec?.clusterIP;
      if (form === 'dashed') return address?.replaceAll('.', '-') ?? '';
      return form === 'reversed' ? (address?.split('.').reverse().join('.') ?? '') : (address ?? '');
    });

  const rows =
    recorded.length > 0 ? recorded : [{ name: 'nothing', type: 'A', rcode: '', authoritative: false } as const];
  test.each(rows.map((row) => ({ ...row, title: `${row.type} ${row.name}` })))('$title', (row: Recorded) => {
    const ours = answerDns(reader, fill(row.name), row.type, { clusterDomain: 'cluster.local', upstream: undefined });
    const texts = (section: readonly string[] = []) => section.map((text) => fill(text).replace('SERIAL', '0')).sort();
    expect({
      rcode: ours.rcode,
      authoritative: ours.authoritative,
      answer: ours.answer.map(recordText),
      authority: ours.authority.map(recordText),
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
