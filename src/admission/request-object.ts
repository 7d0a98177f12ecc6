// A request as those see it who judge it from outside the server: expressions of policies and webhooks.
// upstream: apiserver pkg/admission/plugin/cel/condition.go CreateAdmissionRequest, webhook/request/admissionreview.go

import type { AdmissionRequest, Operation } from '../api/admission';
import { userOf } from '../api/authorization/identity';
import type { KindRow } from '../kinds/kind';

const OPTIONS_KINDS: Readonly<Partial<Record<Operation, string>>> = {
  CREATE: 'CreateOptions',
  UPDATE: 'UpdateOptions',
  DELETE: 'DeleteOptions',
};
const SCALE = { group: 'autoscaling', version: 'v1', kind: 'Scale' };

/** @param row in whose terms it matches */
export function requestObject(request: AdmissionRequest, row: KindRow) {
  const { operation, subresource, dryRun, object, stored, row: own, bodyKind } = request;
  const user = userOf(request.caller);
  const kind = ({ group, version, kind: ofKind }: KindRow) => {
    if (bodyKind) return bodyKind;
    return subresource === 'scale' ? SCALE : { group, version, kind: ofKind };
  };
  const resource = ({ group, version, plural }: KindRow) => ({ group, version, resource: plural });
  const name = bodyKind ? request.name : ((object ?? stored)?.metadata.name ?? '');
  // A namespace counts as lying in itself.
  const namespace = own.key === 'Namespace' ? name : request.namespace;
  return {
    kind: kind(row),
    resource: resource(row),
    ...(subresource ? { subResource: subresource } : {}),
    requestKind: kind(own),
    requestResource: resource(own),
    ...(subresource ? { requestSubResource: subresource } : {}),
    ...(name ? { name } : {}),
    ...(namespace ? { namespace } : {}),
    operation,
    userInfo: {
      username: user.name,
      ...(user.uid ? { uid: user.uid } : {}),
      groups: user.groups,
      ...(user.extra ? { extra: user.extra } : {}),
    },
    dryRun,
    options: optionsOf(request),
  };
}

function optionsOf({ operation, options, deleteOptions, dryRun }: AdmissionRequest): object | null {
  if (operation === 'CONNECT') return null;
  const { fieldManager } = options;
  return {
    kind: OPTIONS_KINDS[operation],
    apiVersion: 'meta.k8s.io/v1',
    ...(operation === 'DELETE' ? deleteOptions : fieldManager ? { fieldManager } : {}),
    ...(dryRun ? { dryRun: ['All'] } : {}),
  };
}
