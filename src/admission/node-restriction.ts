// NodeRestriction: a kubelet changes its own node, and pods on it, and nothing else. It judges users of nodes alone.
// upstream: plugin/pkg/admission/noderestriction/admission.go

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { notFound } from '../api/api-error';
import type { UserInfo } from '../api/authorization/user';
import { MIRROR_POD } from '../kinds/annotations';
import { equalData } from '../kinds/equal-data';
import type { Node, Pod } from '../kinds/generated/types.gen';
import type { KindRow } from '../kinds/kind';
import { kindByKey } from '../kinds/table';
import { goQuote } from '../kinds/validation/field-error';
import { referencedKind } from './mirror-pod-references';
import { refused } from './request';

const USER = 'system:node:';
const GROUP = 'system:nodes';
const LEASES = 'kube-node-lease';

const KINDS: readonly string[] = ['Pod', 'Node', 'PersistentVolumeClaim', 'Lease', 'CSINode'];

export const nodeRestriction = defineAdmission({
  name: 'NodeRestriction',
  handles: ({ row }) => KINDS.includes(row.key),
  mutate: (request, object, cx) => {
    check(request, object as unknown as Node & Pod, cx);
    return object;
  },
  validate: (request, cx) => {
    if (request.operation === 'DELETE') check(request, request.stored as unknown as Node & Pod, cx);
  },
});

function check(request: AdmissionRequest, object: Node & Pod, cx: AdmissionContext): void {
  const user = request.caller.user;
  if (!user || !isNode(user)) return;
  const node = user.name.slice(USER.length);
  const refuse = (why: string) => refused(request, why);
  if (node === '') throw refuse(`could not determine node from user ${goQuote(user.name)}`);
  const { key } = request.row;
  if (key === 'Pod') checkPod(request, node, object, cx);
  else if (key === 'Node') checkNode(request, node, object);
  else if (key === 'PersistentVolumeClaim' && request.subresource !== 'status')
    throw refuse('may only update PVC status');
  else if (key === 'Lease') {
    if (request.namespace !== LEASES) throw refuse(`can only access leases in the ${goQuote(LEASES)} system namespace`);
    if (request.name !== node) throw refuse('can only access node lease with the same name as the requesting node');
  } else if (key === 'CSINode' && request.name !== node) {
    throw refuse('can only access CSINode with the same name as the requesting node');
  }
}

const isNode = ({ name, groups }: UserInfo): boolean => name.startsWith(USER) && groups.includes(GROUP);

function checkPod(request: AdmissionRequest, node: string, pod: Pod, cx: AdmissionContext): void {
  const { operation, subresource } = request;
  const who = `node ${goQuote(node)}`;
  const refuse = (why: string) => refused(request, why);
  if (subresource && subresource !== 'status') {
    throw refuse(`unexpected pod subresource ${goQuote(subresource)}, only 'status' and 'eviction' are allowed`);
  }
  if (subresource) checkPodStatus(request, node, pod);
  else if (operation === 'CREATE') checkMirrorPod(request, node, pod, cx);
  else if (operation !== 'DELETE') {
    throw refuse(`unexpected operation ${goQuote(operation)}, ${who} can only create and delete mirror pods`);
  } else if (pod.spec.nodeName !== node) {
    throw refuse(`${who} can only delete pods with spec.nodeName set to itself`);
  }
}

function checkPodStatus(request: AdmissionRequest, node: string, pod: Pod): void {
  const stored = request.stored as unknown as Pod;
  const refuse = (why: string) => refused(request, `node ${goQuote(node)} ${why}`);
  if (stored.spec.nodeName !== node) {
    throw refuse('can only update pod status for pods with spec.nodeName set to itself');
  }
  if (!equalData(stored.metadata.labels ?? {}, pod.metadata.labels ?? {})) {
    throw refuse('cannot update labels through pod status');
  }
  const claims = ({ status }: Pod) => status?.resourceClaimStatuses ?? [];
  if (!equalData(claims(stored), claims(pod))) throw refuse('cannot update resource claim statues');
}

function checkMirrorPod(request: AdmissionRequest, node: string, pod: Pod, cx: AdmissionContext): void {
  const who = `node ${goQuote(node)}`;
  const refuse = (why: string) => refused(request, why);
  const { annotations, ownerReferences: owners = [] } = pod.metadata;
  if (annotations?.[MIRROR_POD] === undefined) {
    throw refuse(`pod does not have ${goQuote(MIRROR_POD)} annotation, ${who} can only create mirror pods`);
  }
  if (pod.spec.nodeName !== node) throw refuse(`${who} can only create pods with spec.nodeName set to itself`);
  if (owners.length > 1) throw refuse(`${who} can only create pods with a single owner reference set to itself`);
  const [owner] = owners;
  if (owner?.apiVersion !== 'v1' || owner.kind !== 'Node' || owner.name !== node) {
    throw refuse(`${who} can only create pods with an owner reference set to itself`);
  }
  if (!owner.controller) throw refuse(`${who} can only create pods with a controller owner reference set to itself`);
  if (owner.blockOwnerDeletion) throw refuse(`${who} must not set blockOwnerDeletion on an owner reference`);
  const uid = cx.get('Node', undefined, node)?.metadata.uid;
  if (uid === undefined) throw notFound(kindByKey('Node') as KindRow, node);
  if (owner.uid !== uid) throw refuse(`node ${node} UID mismatch: expected ${owner.uid} got ${uid}`);
  const referenced = referencedKind(pod.spec);
  if (referenced) throw refuse(`${who} can not create pods that reference ${referenced}`);
}

function checkNode(request: AdmissionRequest, node: string, next: Node): void {
  const who = `node ${goQuote(node)}`;
  const refuse = (why: string) => refused(request, why);
  if (request.name !== node) throw refuse(`${who} is not allowed to modify node ${goQuote(request.name)}`);
  if (request.operation === 'CREATE') {
    const labels = foreignLabels(next.metadata.labels, {});
    if (labels.length > 0) throw refuse(`${who} is not allowed to set the following labels: ${labels.join(', ')}`);
  }
  if (request.operation !== 'UPDATE') return;
  const stored = request.stored as unknown as Node;
  if (!equalData(next.spec?.taints ?? [], stored.spec?.taints ?? [])) {
    throw refuse(`${who} is not allowed to modify taints`);
  }
  const labels = foreignLabels(next.metadata.labels, stored.metadata.labels);
  if (labels.length > 0) throw refuse(`is not allowed to modify labels: ${labels.join(', ')}`);
}

type Labels = Readonly<Record<string, string>>;

/** Changed labels that would let a node draw pods to itself. */
function foreignLabels(next: Labels = {}, stored: Labels = {}): string[] {
  const changed = new Set([...Object.keys(next), ...Object.keys(stored)].filter((key) => next[key] !== stored[key]));
  return [...changed].filter(isForeign).sort();
}

const KUBELET_LABELS: readonly string[] = [
  'kubernetes.io/hostname',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'beta.kubernetes.io/instance-type',
  'node.kubernetes.io/instance-type',
  'kubernetes.io/os',
  'kubernetes.io/arch',
  'beta.kubernetes.io/os',
  'beta.kubernetes.io/arch',
];

function isForeign(label: string): boolean {
  const prefix = label.includes('/') ? (label.split('/')[0] as string) : '';
  const isIn = (domain: string) => prefix === domain || prefix.endsWith(`.${domain}`);
  if (isIn('node-restriction.kubernetes.io')) return true;
  if (!isIn('kubernetes.io') && !isIn('k8s.io')) return false;
  return !KUBELET_LABELS.includes(label) && !isIn('kubelet.kubernetes.io') && !isIn('node.kubernetes.io');
}
