// PodResizeValidator: a pod on a node cannot ask for more than the node has, and only on Linux are pods resized.
// upstream: plugin/pkg/admission/podresize/admission.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { equalData } from '../kinds/equal-data';
import type { Node, Pod } from '../kinds/generated/types.gen';
import { podRequests } from '../kinds/pod-spec/pod-resources';
import { milliValue, value } from '../kinds/quantity';
import { goQuote } from '../kinds/validation/field-error';
import { refused } from './request';

const OS_LABEL = 'kubernetes.io/os';

export const podResize = defineAdmission({
  name: 'PodResizeValidator',
  handles: ({ row, operation, subresource }) => row.key === 'Pod' && operation === 'UPDATE' && subresource === 'resize',
  validate: (request, cx) => {
    const pod = request.object as unknown as Pod;
    const stored = request.stored as unknown as Pod;
    if (!pod.spec.nodeName || equalData(pod.spec, stored.spec)) return;
    checkNode(request, pod, pod.spec.nodeName, cx);
  },
});

function checkNode(request: AdmissionRequest, pod: Pod, name: string, cx: AdmissionContext): void {
  const node = cx.get('Node', undefined, name);
  if (!node) throw refused(request, `node ${goQuote(name)} not found`);
  const os = node.metadata.labels?.[OS_LABEL] ?? 'linux';
  if (os !== 'linux') {
    const why = `pod resize is only supported on linux nodes, node ${goQuote(name)} is ${goQuote(os)}`;
    throw refused(request, why, [{ reason: 'UnsupportedPlatform' }]);
  }
  const lacking = lackingOf(pod, node);
  if (lacking.length === 0) return;
  const why = `node didn't have enough allocatable resources: ${lacking.join('; ')}`;
  throw refused(request, why, [{ reason: 'NodeCapacity' }]);
}

/** CPU is told in thousandths, memory in bytes. */
function lackingOf({ spec }: Pod, { status }: Node): string[] {
  const requests = podRequests(spec);
  const { allocatable = {} } = status ?? {};
  const resources = [
    { name: 'cpu', requested: milliValue(requests.get('cpu')), has: milliValue(allocatable.cpu) },
    { name: 'memory', requested: value(requests.get('memory')), has: value(allocatable.memory) },
  ];
  return resources.flatMap(({ name, requested, has }) =>
    requested > has ? [`${name}, requested: ${requested}, allocatable: ${has}`] : [],
  );
}
