// Role, ClusterRole and their bindings: what the API server does with one of its own.
// upstream: pkg/apis/rbac/v1 defaults.go, pkg/registry/rbac

import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding, RoleRef, Subject } from './generated/types.gen';
import { defineKind } from './kind';
import { changeField, changeItems, withDefaults } from './with-defaults';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

export const role = defineKind<Role>({ createsOnUpdate: true });

export const clusterRole = defineKind<ClusterRole>({ createsOnUpdate: true });

export const roleBinding = defineKind<RoleBinding>({
  createsOnUpdate: true,
  defaults: (object) => changeItems(changeField(object, 'roleRef', refDefaults), 'subjects', subjectDefaults),
});

export const clusterRoleBinding = defineKind<ClusterRoleBinding>({
  createsOnUpdate: true,
  defaults: (object) => changeItems(changeField(object, 'roleRef', refDefaults), 'subjects', subjectDefaults),
});

const refDefaults = (ref: RoleRef) => withDefaults(ref, { apiGroup: RBAC_GROUP });

function subjectDefaults(subject: Subject): Subject {
  return subject.kind === 'User' || subject.kind === 'Group'
    ? withDefaults(subject, { apiGroup: RBAC_GROUP })
    : subject;
}
