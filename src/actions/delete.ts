// kubectl delete: by name, or everything a selector matches.

import { deleteNamed } from '../api/request';
import { argument } from '../cluster/describe/argument';
import { integer, oneOf, text } from '../cluster/describe/types';
import { defineAction } from './action';
import { namespaceFor, objectReference } from './references';

export const deleteAction = defineAction({
  name: 'delete',
  summary: 'Deletes an object, as kubectl delete does: in the background unless told otherwise, with its own grace.',
  args: [argument('target', objectReference(undefined, 'pod/web-0'), 'the object')],
  options: [
    argument('graceSeconds', integer(), 'seconds that a pod may take to stop; 0 for at once'),
    argument('propagation', oneOf('Background', 'Foreground', 'Orphan'), 'what becomes of what it owns'),
    argument('namespace', text('a namespace'), 'its namespace'),
  ],
  example: {
    ts: "shop.delete('pod/web-0', { graceSeconds: 0 })",
    yaml: 'delete: { target: pod/web-0, graceSeconds: 0 }',
  },
  run: ({ client }, { target, graceSeconds, propagation = 'Background', namespace }) => {
    const { row, name } = target;
    const asked = {
      propagationPolicy: propagation,
      ...(graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds }),
    };
    deleteNamed(client.server, client.caller, row, namespaceFor(row, namespace), name, asked);
  },
});
