// NodePorts: a host port is taken once a node. upstream: plugins/nodeports

import type { Pod } from '../../kinds/generated/types.gen';
import { definePlugin, ready, skip, unschedulable } from '../framework';
import { type HostPort, hostPortsOf, portsConflict } from '../host-ports';

const REJECTED = unschedulable("node(s) didn't have free ports for the requested pod ports");

export const nodePorts = definePlugin<readonly HostPort[]>({
  name: 'NodePorts',
  preFilter: (pod) => {
    const ports = hostPortsOf(pod);
    return ports.length === 0 ? skip : ready(ports);
  },
  filter: (_pod, node, wanted) => {
    const used = node.ports;
    if (!used) return undefined;
    for (const port of wanted) if (used.conflicts(port)) return REJECTED;
    return undefined;
  },
  wakeOn: {
    'Node/add': true,
    'Pod/delete': (pod, { before }) => portsConflict(hostPortsOf(pod), hostPortsOf(before as Pod)),
  },
});
