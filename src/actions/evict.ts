// POST pods/NAME/eviction: deletion that a PodDisruptionBudget may refuse.

import { argument } from '../cluster/describe/argument';
import { integer, text } from '../cluster/describe/types';
import { defineAction } from './action';
import { objectReference } from './references';

export const evict = defineAction({
  name: 'evict',
  summary: 'Evicts a pod through the eviction API; refused with 429 while a disruption budget has no room.',
  args: [argument('pod', objectReference(['Pod'], 'pod/web-0'), 'the pod')],
  options: [
    argument('graceSeconds', integer(), "instead of the pod's own grace"),
    argument('namespace', text('a namespace'), 'its namespace'),
  ],
  example: { ts: "shop.evict('pod/web-0')", yaml: 'evict: pod/web-0' },
  run: ({ client }, { pod: { name }, graceSeconds, namespace = 'default' }) => {
    const deleteOptions = graceSeconds === undefined ? {} : { gracePeriodSeconds: graceSeconds };
    client.createSubresource('Pod', namespace, name, 'eviction', { deleteOptions });
  },
});
