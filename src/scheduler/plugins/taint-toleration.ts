// TaintToleration: NoSchedule and NoExecute taints keep pods off unless tolerated; PreferNoSchedule costs score.
// upstream: plugins/tainttoleration

import type { Node, Toleration } from '../../kinds/generated/types.gen';
import { hardTaints, toleratesAll, toleratesTaint } from '../../kinds/taints';
import { definePlugin, normalizeToHighest, ready, skip, unresolvable } from '../framework';

const REJECTED = unresolvable('node(s) had untolerated taint(s)');

export const taintToleration = definePlugin<undefined, readonly Toleration[]>({
  name: 'TaintToleration',
  preFilter: (_pod, { cache }) => (cache.traits().hardTaints ? ready(undefined) : skip),
  filter: (pod, { hardTaints }) => (toleratesAll(pod, hardTaints) ? undefined : REJECTED),
  preScore: (pod, { cache }) => {
    if (!cache.traits().softTaints) return { outcome: 'constant', score: 100 };
    return ready((pod.spec.tolerations ?? []).filter(({ effect }) => !effect || effect === 'PreferNoSchedule'));
  },
  score: (_pod, { softTaints }, tolerations) => {
    let count = 0;
    for (const taint of softTaints) if (!toleratesTaint(tolerations, taint)) count++;
    return count;
  },
  normalize: (scores) => normalizeToHighest(scores, true),
  wakeOn: {
    'Node/add': (pod, { after }) => toleratesAll(pod, hardTaints(after as Node)),
    'Node/taint': (pod, { before, after }) =>
      toleratesAll(pod, hardTaints(after as Node)) && !toleratesAll(pod, hardTaints(before as Node)),
    'Self/toleration': true,
  },
});
