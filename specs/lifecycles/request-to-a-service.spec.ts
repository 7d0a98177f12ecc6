// A request writes nothing: its page is made of the stations that it met, and of what led to the rules it met there.

import { expect, test } from '@jest/globals';
import { type Cluster, cluster } from '../../src/actions/acting-cluster';
import { expectCommitted } from '../support/committed';
import { pageText, rowsSince } from './page';
import { webDeployment, webService } from './web';

const client = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'client' },
  spec: { nodeName: 'node-1', containers: [{ name: 'client', image: 'shop/client:v1' }] },
};

const FILES: Readonly<Record<string, string>> = {
  dns: 'resolve',
  node: 'connection',
  proxy: 'proxied',
  pod: 'journey',
  policy: 'policy-gate',
};

function stations(tank: Cluster, to: string, from: string): string[] {
  const { hops, error } = tank.request(to, { from });
  const lines = hops.map(
    ({ kind, text }, index) =>
      `| ${index + 1} | ${text.replaceAll('|', '\\|')} | [${kind}](../../src/network/${FILES[kind]}.ts) |`,
  );
  return [
    '| # | station | in |',
    '|---|---|---|',
    ...lines,
    '',
    ...(error ? [`The client is told: \`${error}\`.`, ''] : []),
  ];
}

test('a request goes to a Service', () => {
  const tank = cluster({ nodes: 2 });
  tank.create([client, webDeployment(2)]);
  tank.settle();
  const mark = tank.mark();
  tank.create({ ...webService, spec: { ...webService.spec, type: 'NodePort' } });
  tank.advance('1s');
  const rows = rowsSince(tank, mark);
  expect(tank.request('http://web', { from: 'pod/client' }).ok).toBe(true);
  const nodePort = tank.get('Service', 'default', 'web')?.spec?.ports?.[0]?.nodePort;
  const inside = stations(tank, 'http://web', 'pod/client');
  const outside = stations(tank, `http://node-1:${nodePort}`, 'outside');
  tank.scale('deployment/web', 0);
  tank.settle();
  tank.advance('1s');
  expect(tank.request('http://web', { from: 'pod/client' }).outcome).toBe('refused');
  const nobody = stations(tank, 'http://web', 'pod/client');

  const outro = [
    'No row shows the proxies: they write nothing. Some milliseconds after the slice each node has the rule, and the DNS',
    'answers with the cluster address as soon as the Service is there.',
    '',
    '## From a pod',
    "The name is looked up with the search list of the pod. The address that comes back is nobody's: the node on which the",
    'client sits exchanges it for that of a pod, once for each connection, and the pod sees who asked.',
    '',
    ...inside,
    '## From outside, by a node port',
    "Any node takes it, whether or not a pod is there, and puts its own address in place of the client's, so that the answer",
    'comes back the same way (`externalTrafficPolicy: Cluster`).',
    '',
    ...outside,
    '## When there is no pod',
    'The name is still there, and so is the address; the node refuses in the place of the pods that are missing.',
    '',
    ...nobody,
  ].join('\n');
  const intro =
    'Two nodes, a Deployment of two replicas, a pod that asks. First a Service is created, and what follows makes it a way ' +
    'to the pods:';
  const page = pageText({ title: 'A request goes to a Service', intro, outro }, rows);
  expectCommitted('docs/lifecycles/request-to-a-service.md', page);
});
