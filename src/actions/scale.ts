// kubectl scale: the number of replicas, through the scale subresource.

import { checkAccess } from '../api/authorization/authorize';
import { argument } from '../cluster/describe/argument';
import { anyInteger, text } from '../cluster/describe/types';
import type { KindRow } from '../kinds/kind';
import { defineAction } from './action';
import { namespaceFor, objectReference } from './references';

const SCALABLE = ['Deployment', 'ReplicaSet', 'ReplicationController', 'StatefulSet'];

const hasScale = ({ custom }: KindRow) => custom?.scale !== undefined;

export const scale = defineAction({
  name: 'scale',
  summary: 'Sets the number of replicas of a workload through its scale subresource.',
  args: [
    argument('target', objectReference(SCALABLE, undefined, hasScale), 'the workload'),
    argument('replicas', anyInteger(), 'how many pods it is to have'),
  ],
  options: [argument('namespace', text('a namespace'), 'its namespace')],
  example: { ts: "shop.scale('deployment/frontend', 5)", yaml: 'scale: { target: deployment/frontend, replicas: 5 }' },
  run: ({ client }, { target, replicas, namespace }) => {
    const { row, name } = target;
    const place = namespaceFor(row, namespace);
    const asked = { namespace: place, name };
    // kubectl looks the workload up, then patches its scale.
    checkAccess(client.server, client.caller, row, 'get', asked);
    const current = client.scale(row.key, place, name);
    checkAccess(client.server, client.caller, row, 'patch', { ...asked, subresource: 'scale' });
    client.updateScale(row.key, place, name, { ...current, spec: { replicas } });
  },
});
