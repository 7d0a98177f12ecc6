// What a policy's expressions see of a request.
// upstream: apiserver pkg/admission/plugin/cel/condition.go, activation.go

import type { AdmissionContext, AdmissionRequest } from '../../api/admission';
import { decide } from '../../api/authorization/authorize';
import { userOf } from '../../api/authorization/identity';
import { serviceAccountUser, type UserInfo, userNamed } from '../../api/authorization/user';
import type { PolicyBindings } from '../../api/policy/activation';
import { type Authorizer, CelAuthorizer, requestResourceCheck } from '../../cel/library/authorization';
import type { KindRow, KubeObject } from '../../kinds/kind';
import { requestObject } from '../request-object';
import { subjectOf } from '../subject';

function authorizerOf(user: UserInfo, cx: AdmissionContext): Authorizer {
  return {
    check: ({ fieldSelector, labelSelector, ...question }) => decide(cx, user, { ...question, version: '*' }),
    asServiceAccount: (namespace, name) => authorizerOf(userNamed(serviceAccountUser(namespace, name)), cx),
  };
}

/** @param row in whose terms the policy matched */
export function bindingsOf(
  request: AdmissionRequest,
  row: KindRow,
  params: KubeObject | undefined,
  cx: AdmissionContext,
): PolicyBindings {
  const { namespace, object, stored } = request;
  const shows = subjectOf(request, row);
  const name = request.bodyKind ? request.name : ((object ?? stored)?.metadata.name ?? '');
  const authorizer = authorizerOf(userOf(request.caller), cx);
  const about = { group: request.row.group, resource: request.row.plural, subresource: request.subresource ?? '' };
  const holder =
    namespace === undefined || row.key === 'Namespace' ? undefined : cx.get('Namespace', undefined, namespace);
  return {
    object: shows.object ?? null,
    oldObject: shows.oldObject ?? null,
    params: params ?? null,
    namespaceObject: holder ? namespaceObject(holder) : null,
    request: requestObject(request, row),
    authorizer: new CelAuthorizer(authorizer),
    'authorizer.requestResource': requestResourceCheck(authorizer, { ...about, namespace: namespace ?? '', name }),
  };
}

function namespaceObject({ metadata, spec, status }: KubeObject & { spec?: unknown; status?: unknown }): object {
  const { managedFields, ownerReferences, ...shown } = metadata;
  return { metadata: shown, spec: spec ?? {}, status: status ?? {} };
}
