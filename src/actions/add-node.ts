// A further node joins the cluster.

import { argument } from '../cluster/describe/argument';
import { UsageError } from '../cluster/describe/usage-error';
import { nodeType } from '../cluster/node-type';
import { defineAction } from './action';
import { kubelet } from './containers';

export const addNode = defineAction({
  name: 'addNode',
  summary: 'A new node registers itself and becomes Ready.',
  args: [argument('node', nodeType, 'the node, as in the options of a cluster')],
  example: { ts: "shop.addNode({ name: 'node-4', cpu: 8 })", yaml: 'addNode: { node: { name: node-4, cpu: 8 } }' },
  run: (cx, { node }) => {
    if (cx.client.get('Node', undefined, node.name)) throw new UsageError(`there is a node ${node.name} already`);
    kubelet(cx, 'joinNode', node);
  },
});
