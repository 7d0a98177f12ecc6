// NamespaceLifecycle: nothing is created in a namespace that is absent or going away; three namespaces stay for ever.
// upstream: apiserver/pkg/admission/plugin/namespace/lifecycle

import { type AdmissionContext, type AdmissionRequest, defineAdmission } from '../api/admission';
import { notFound } from '../api/api-error';
import { refused } from './request';

const IMMORTAL = ['default', 'kube-system', 'kube-public'];

const NAMESPACES = { group: '', plural: 'namespaces', kind: 'Namespace' };

export const namespaceLifecycle = defineAdmission({
  name: 'NamespaceLifecycle',
  mutate: (request, object, cx) => {
    if (request.row.namespaced && !request.row.key.endsWith('AccessReview')) checkNamespace(request, cx);
    return object;
  },
  validate: (request) => {
    const { operation, row, name } = request;
    if (operation !== 'DELETE' || row.key !== 'Namespace' || !IMMORTAL.includes(name)) return;
    throw refused(request, 'this namespace may not be deleted');
  },
});

function checkNamespace(request: AdmissionRequest, cx: AdmissionContext): void {
  const name = request.namespace ?? '';
  const namespace = cx.get('Namespace', undefined, name);
  if (!namespace) throw notFound(NAMESPACES, name);
  const isCreate = request.operation === 'CREATE';
  if (!isCreate || (!namespace.metadata.deletionTimestamp && namespace.status?.phase !== 'Terminating')) return;
  const cause = {
    reason: 'NamespaceTerminating',
    message: `namespace ${name} is being terminated`,
    field: 'metadata.namespace',
  };
  throw refused(request, `unable to create new content in namespace ${name} because it is being terminated`, [cause]);
}
