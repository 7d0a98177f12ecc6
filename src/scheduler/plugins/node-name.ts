// NodeName: a pod that names its node goes nowhere else. upstream: plugins/nodename

import { definePlugin, ready, skip, unresolvable } from '../framework';

const REJECTED = unresolvable("node(s) didn't match the requested node name");

export const nodeName = definePlugin({
  name: 'NodeName',
  preFilter: (pod) => (pod.spec.nodeName ? ready(undefined) : skip),
  filter: (pod, node) => (pod.spec.nodeName === node.name ? undefined : REJECTED),
  wakeOn: { 'Node/add': true },
});
