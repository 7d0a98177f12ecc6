// The ReplicationController controller: the ReplicaSets' one with a plain map as selector, and no count of terminating
// pods in its status. upstream: pkg/controller/replication/conversion.go

import type { ReplicationController } from '../kinds/generated/types.gen';
import { compileLabels } from '../kinds/labels';
import { defineReplicated } from './replicaset/replicated';

export const replicationController = defineReplicated({
  kind: 'ReplicationController',
  controller: 'replication-controller',
  selects: (owner) => compileLabels((owner as ReplicationController).spec.selector),
  reportsTerminating: false,
  related: () => [],
});
