// PodTopologyLabels: a pod that is created on a node gets the node's zone and region as labels. (A binding does the
// same.)
// upstream: plugin/pkg/admission/podtopologylabels/admission.go

import { defineAdmission } from '../api/admission';
import { topologyLabels } from '../api/binding';
import type { Pod } from '../kinds/generated/types.gen';
import { onlyFor } from './request';

export const podTopologyLabels = defineAdmission({
  name: 'PodTopologyLabels',
  handles: onlyFor({ Pod: ['CREATE'] }),
  mutate: (_request, object, cx) => {
    const pod = object as unknown as Pod;
    if (!pod.spec.nodeName) return object;
    const labels = topologyLabels(cx.get('Node', undefined, pod.spec.nodeName), pod);
    return labels === pod.metadata.labels ? object : { ...pod, metadata: { ...pod.metadata, labels } };
  },
});
