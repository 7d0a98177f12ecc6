// The ReplicaSet controller. Its ReplicaSets report terminating pods, and a Deployment's ReplicaSets spread their
// victims over the nodes together. upstream: pkg/controller/replicaset

import type { Reader } from '../../api/actor';
import type { Pod, ReplicaSet } from '../../kinds/generated/types.gen';
import { compileSelector } from '../../kinds/labels';
import { controllerOf } from '../../kinds/owner';
import { defineReplicated, type Replicated } from './replicated';

export const replicaSetController = defineReplicated({
  kind: 'ReplicaSet',
  controller: 'replicaset-controller',
  selects: (owner) => compileSelector((owner as ReplicaSet).spec.selector),
  reportsTerminating: true,
  related: podsOfSiblings,
});

/** Pods of all ReplicaSets with the same controller; none without one. upstream: getIndirectlyRelatedPods */
function podsOfSiblings(cx: Reader, owner: Replicated): readonly Pod[] {
  const ref = controllerOf(owner);
  if (ref === undefined) return [];
  const siblings = cx.by('ReplicaSet', 'owner', ref.uid);
  return siblings.flatMap((sibling) => cx.by('Pod', 'owner', sibling.metadata.uid ?? ''));
}
