// Bringing manifests in: load and create make objects that are not there yet, apply makes or changes them as kubectl
// does.

import { createFromBody } from '../api/request';
import { argument } from '../cluster/describe/argument';
import { flag, text } from '../cluster/describe/types';
import { defineAction } from './action';
import { applyAsKubectl, applyOnServer } from './apply';
import { manifests, sendManifests } from './bodies';

const what = argument('manifests', manifests(), 'what to bring in; paths start from the folder of the spec file');
const namespaceOption = argument('namespace', text('a namespace'), 'where objects go that name none');

export const load = defineAction({
  name: 'load',
  summary: 'Creates every object of the manifests; either all of them or, when one is refused, none.',
  args: [what],
  options: [namespaceOption],
  example: { ts: "shop.load('../manifests/*.yaml')", yaml: 'load: ../manifests/*.yaml' },
  run: (cx, { manifests: inputs, namespace }) =>
    sendManifests(cx, inputs, namespace, (client, body) =>
      createFromBody(client.server, client.caller, body, { namespace: inNamespace(body, namespace) }),
    ),
});

export const create = defineAction({
  name: 'create',
  summary: 'Creates objects, as kubectl create does; an object that exists is refused with 409.',
  args: [what],
  options: [namespaceOption],
  example: {
    ts: "shop.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'staging' } })",
    yaml: 'create: { manifests: { apiVersion: v1, kind: Namespace, metadata: { name: staging } } }',
  },
  run: (cx, { manifests: inputs, namespace }) =>
    sendManifests(cx, inputs, namespace, (client, body) =>
      createFromBody(client.server, client.caller, body, { namespace: inNamespace(body, namespace) }),
    ),
});

export const apply = defineAction({
  name: 'apply',
  summary:
    'Creates or changes objects as kubectl apply does; what an earlier apply said and this one does not is taken away.',
  args: [what],
  options: [
    namespaceOption,
    argument('serverSide', flag(), 'server-side apply: the server merges and tells of conflicts'),
    argument('force', flag(), 'with serverSide: take fields over from other managers'),
  ],
  example: { ts: "shop.apply('../manifests/frontend.yaml')", yaml: 'apply: ../manifests/frontend.yaml' },
  run: (cx, { manifests: inputs, namespace, serverSide, force }) =>
    sendManifests(cx, inputs, namespace, (client, body) =>
      serverSide ? applyOnServer(client, body, namespace, force ?? false) : applyAsKubectl(client, body, namespace),
    ),
});

/** The option stands for kubectl's -n: it is for objects that name no namespace. */
function inNamespace(body: unknown, namespace: string | undefined): string | undefined {
  const own = (body as { metadata?: { namespace?: string } }).metadata?.namespace;
  return own ?? namespace;
}
