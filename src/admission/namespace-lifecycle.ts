// NamespaceLifecycle: nothing is created in a namespace that is absent or going away; three namespaces stay for ever.
// upstream: apiserver/pkg/admission/plugin/namespace/lifecycle

import { type AdmissionContext, type AdmissionRequest, defineAdmission, type Operation } from '../api/admission';
import { notFound } from '../api/api-error';
import type { KindRow } from '../kinds/kind';
import { refused } from './request';

const IMMORTAL = ['default', 'kube-system', 'kube-public'];

const NAMESPACES = { group: '', plural: 'namespaces', kind: 'Namespace' };

export const namespaceLifecycle = defineAdmission({
  name: 'NamespaceLifecycle',
  // What is stored has its namespace: updates need not look.
  handles: ({ operation, row }) => (operation === 'CREATE' && isInNamespace(row)) || isDeletion(operation, row),
  mutate: (request, object, cx) => {
    checkNamespace(request, cx);
    return object;
  },
  validate: (request) => {
    if (!isDeletion(request.operation, request.row) || !IMMORTAL.includes(request.name)) return;
    throw refused(request, 'this namespace may not be deleted');
  },
});

const isInNamespace = (row: KindRow) => row.namespaced && !row.key.endsWith('AccessReview');
const isDeletion = (operation: Operation, row: KindRow) => operation === 'DELETE' && row.key === 'Namespace';

function checkNamespace(request: AdmissionRequest, cx: AdmissionContext): void {
  const name = request.namespace ?? '';
  const namespace = cx.get('Namespace', undefined, name);
  if (!namespace) throw notFound(NAMESPACES, name);
  if (!namespace.metadata.deletionTimestamp && namespace.status?.phase !== 'Terminating') return;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${name} is being terminated`,
    field: 'metadata.namespace',
  };
  throw refused(request, `unable to create new content in namespace ${name} because it is being terminated`, [cause]);
}
