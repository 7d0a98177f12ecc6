// TaintNodesByCondition: a new node takes no pods until it is ready.
// upstream: plugin/pkg/admission/nodetaint/admission.go

import { defineAdmission } from '../api/admission';
import type { Node, Taint } from '../kinds/generated/types.gen';
import { onlyFor } from './request';

const NOT_READY: Taint = Object.freeze({ effect: 'NoSchedule', key: 'node.kubernetes.io/not-ready' });

export const taintNodesByCondition = defineAdmission({
  name: 'TaintNodesByCondition',
  handles: onlyFor({ Node: ['CREATE'] }),
  mutate: (_request, object) => {
    const node = object as unknown as Node;
    const taints = node.spec?.taints ?? [];
    if (taints.some(({ key, effect }) => key === NOT_READY.key && effect === NOT_READY.effect)) return object;
    return { ...node, spec: { ...node.spec, taints: [...taints, NOT_READY] } };
  },
});
