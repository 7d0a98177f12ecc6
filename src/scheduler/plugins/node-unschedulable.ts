// NodeUnschedulable: cordoned nodes take only pods that tolerate it. upstream: plugins/nodeunschedulable

import type { Node, Pod } from '../../kinds/generated/types.gen';
import { toleratesTaint, UNSCHEDULABLE_TAINT } from '../../kinds/taints';
import { definePlugin, ready, skip, unresolvable } from '../framework';

const REJECTED = unresolvable('node(s) were unschedulable');

const isCordoned = (node: unknown) => (node as Node | undefined)?.spec?.unschedulable === true;

const covers = (pod: Pod) => toleratesTaint(pod.spec.tolerations, UNSCHEDULABLE_TAINT);

export const nodeUnschedulable = definePlugin({
  name: 'NodeUnschedulable',
  preFilter: (_pod, { cache }) => (cache.traits().unschedulable ? ready(undefined) : skip),
  filter: (pod, { node }) => (isCordoned(node) && !covers(pod) ? REJECTED : undefined),
  wakeOn: {
    'Node/add': (_pod, { after }) => !isCordoned(after),
    'Node/taint': (_pod, { before, after }) => isCordoned(before) && !isCordoned(after),
    'Self/toleration': (_pod, { after }) => covers(after as Pod),
  },
});
