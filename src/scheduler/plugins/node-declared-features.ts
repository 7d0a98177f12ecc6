// NodeDeclaredFeatures: a pod goes only where the kubelet declares what it needs.
// upstream: plugins/nodedeclaredfeatures

import { equalData } from '../../kinds/equal-data';
import { isEnabled } from '../../kinds/feature-gates';
import type { Node } from '../../kinds/generated/types.gen';
import { featuresToSchedule, missingFeatures } from '../../kinds/node-declared-features';
import { definePlugin, type Hint, ready, skip, unresolvable } from '../framework';

const REJECTED = unresolvable("node(s) didn't match Pod's required features");

const declaresOthers: Hint = (_pod, { before, after }) =>
  !before || !equalData((before as Node).status?.declaredFeatures, (after as Node).status?.declaredFeatures);

export const nodeDeclaredFeatures = definePlugin<readonly string[]>({
  name: 'NodeDeclaredFeatures',
  preFilter: (pod) => {
    if (!isEnabled('NodeDeclaredFeatures')) return skip;
    const needed = featuresToSchedule(pod.spec);
    return needed.length === 0 ? skip : ready(needed);
  },
  filter: (_pod, { node }, needed) =>
    missingFeatures(needed, node?.status?.declaredFeatures).length > 0 ? REJECTED : undefined,
  wakeOn: { 'Node/add': declaresOthers, 'Node/declaredFeatures': declaresOthers },
});
