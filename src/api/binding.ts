// POST pods/NAME/binding: how the scheduler gives a pod its node.
// upstream: pkg/registry/core/pod/storage/storage.go setPodHostAndAnnotations; plugin PodTopologyLabels

import { isEnabled } from '../kinds/feature-gates';
import type { Binding, Node, Pod, PodCondition, PodStatus } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { goQuote } from '../kinds/validation/field-error';
import { withField, withFields, withoutField } from '../kinds/with-defaults';
import { rfc3339 } from '../sim/time';
import type { AdmissionTarget } from './admission';
import { ApiError, badRequest } from './api-error';
import type { Caller } from './caller';
import type { ApiServer } from './server';

const BINDING = { group: '', version: 'v1', kind: 'Binding' };
const COPIED_LABELS = ['topology.kubernetes.io/zone', 'topology.kubernetes.io/region'];

/**
 * Sets spec.nodeName and the condition PodScheduled; whether the node exists is not asked.
 * @param target what admission is told of, where it is not the pod's subresource
 */
export function bindPod(
  server: ApiServer,
  caller: Caller,
  row: KindRow,
  namespace: string | undefined,
  name: string,
  body: unknown,
  target: AdmissionTarget = { operation: 'CREATE', row, subresource: 'binding' },
): Pod {
  const asked = body as Binding;
  if (asked.metadata?.name && asked.metadata.name !== name) {
    throw badRequest('name in URL does not match name in Binding object');
  }
  const given = { ...asked, apiVersion: 'v1', kind: 'Binding', metadata: { ...asked.metadata, namespace, name } };
  const binding = server.admitBody(caller, target, { namespace, name }, BINDING, given) as Binding;
  const { name: node = '' } = binding.target ?? {};
  checkTarget(binding);
  const pod = server.get(row, namespace, name) as Pod;
  const refuse = (why: string) => {
    const message = `Operation cannot be fulfilled on pods/binding "${name}": ${why}`;
    throw new ApiError(409, 'Conflict', message, { name, kind: 'pods/binding' });
  };
  if (pod.metadata.deletionTimestamp) refuse(`pod ${name} is being deleted, cannot be assigned to a host`);
  if (pod.spec.nodeName) refuse(`pod ${name} is already assigned to node "${pod.spec.nodeName}"`);
  if (pod.spec.schedulingGates?.length) refuse(`pod ${name} has non-empty .spec.schedulingGates`);
  const labels = topologyLabels(server.parts.reader.get('Node', undefined, node), pod);
  const clears = isEnabled('ClearingNominatedNodeNameAfterBinding');
  const status = clears ? withoutField(pod.status ?? {}, 'nominatedNodeName') : (pod.status ?? {});
  const bound = withFields(pod, {
    metadata: withField(pod.metadata, 'labels', labels),
    spec: withFields(pod.spec, { nodeName: node }),
    status: withFields<PodStatus>(status, { conditions: withScheduled(pod, server.parts.clock.nowMs) }),
  });
  return server.write(caller, row, bound, 'bind', { subresource: 'binding', unmanaged: true }) as Pod;
}

/** Errors: 500, in which every fault is told. upstream: pkg/apis/core/validation ValidatePodBinding */
function checkTarget({ target }: Binding): void {
  const { kind = '', name = '' } = target ?? {};
  const faults: string[] = [];
  if (kind !== '' && kind !== 'Node') {
    faults.push(`target.kind: Unsupported value: ${goQuote(kind)}: supported values: "Node", "<empty>"`);
  }
  if (name === '') faults.push('target.name: Required value');
  if (faults.length > 0)
    throw new ApiError(500, undefined, faults.length > 1 ? `[${faults.join(', ')}]` : faults.join());
}

function withScheduled(pod: Pod, nowMs: number): PodCondition[] {
  const scheduled = {
    lastProbeTime: null,
    lastTransitionTime: rfc3339(nowMs),
    status: 'True',
    type: 'PodScheduled',
  } as unknown as PodCondition;
  const conditions = pod.status?.conditions ?? [];
  const at = conditions.findIndex((condition) => condition.type === 'PodScheduled');
  return at < 0
    ? [...conditions, scheduled]
    : conditions.map((condition, index) => (index === at ? scheduled : condition));
}

/** The pod's labels with the node's zone and region. */
export function topologyLabels(node: Node | undefined, pod: Pod): Pod['metadata']['labels'] {
  let labels = pod.metadata.labels;
  if (!isEnabled('PodTopologyLabelsAdmission')) return labels;
  for (const key of COPIED_LABELS) {
    const value = node?.metadata.labels?.[key];
    if (value !== undefined && labels?.[key] !== value) labels = { ...labels, [key]: value };
  }
  return labels;
}
