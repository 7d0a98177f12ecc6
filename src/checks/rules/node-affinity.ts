// Clusters with nodes for several purposes want every pod to say where it belongs.

import { perPod } from '../faults';
import { defineRule } from '../rule';

export const nodeAffinity = defineRule({
  id: 'node-affinity',
  title: 'every pod says on which nodes it belongs',
  severity: 'note',
  profile: 'strict',
  others: { 'kube-linter': ['no-node-affinity'] },
  remedy: 'Set nodeSelector or affinity.nodeAffinity.',
  reads: 'manifests',
  check: (cx) =>
    perPod(cx, ({ owner, spec: { affinity, nodeName, nodeSelector } }) => {
      const isSaid = affinity?.nodeAffinity || nodeName || Object.keys(nodeSelector ?? {}).length > 0;
      if (isSaid || owner.kind === 'DaemonSet') return undefined;
      return { at: ['affinity'], says: 'its pods run on whatever node has room' };
    }),
});
