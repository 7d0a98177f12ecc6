// NodeDeclaredFeatureValidator: a pod on a node changes only in ways that its kubelet declares to know.
// upstream: plugin/pkg/admission/nodedeclaredfeatures/admission.go

import { defineAdmission } from '../api/admission';
import { isEnabled } from '../kinds/feature-gates';
import type { Pod } from '../kinds/generated/types.gen';
import { featuresToUpdate, missingFeatures } from '../kinds/node-declared-features';
import { goQuote } from '../kinds/validation/field-error';
import { refused } from './request';

export const nodeDeclaredFeatures = defineAdmission({
  name: 'NodeDeclaredFeatureValidator',
  handles: ({ row, operation, subresource }) =>
    row.key === 'Pod' && operation === 'UPDATE' && (!subresource || subresource === 'resize'),
  validate: (request, cx) => {
    if (!isEnabled('NodeDeclaredFeatures')) return;
    const pod = request.object as unknown as Pod;
    const stored = request.stored as unknown as Pod;
    const { nodeName } = pod.spec;
    if (!nodeName || pod.metadata.generation === stored.metadata.generation) return;
    const needed = featuresToUpdate(stored.spec, pod.spec);
    if (needed.length === 0) return;
    const node = cx.get('Node', undefined, nodeName);
    if (!node) throw refused(request, `node ${goQuote(nodeName)} not found`);
    const missing = missingFeatures(needed, node.status?.declaredFeatures);
    if (missing.length === 0) return;
    const features = missing.join(', ');
    throw refused(
      request,
      `pod update requires features ${features} which are not available on node ${goQuote(nodeName)}`,
    );
  },
});
