// Role, ClusterRole and their bindings: what the API server does with one of its own.
// upstream: pkg/apis/rbac/v1 defaults.go, pkg/registry/rbac

import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding, RoleRef, Subject } from './generated/types.gen';
import { defineKind } from './kind';
import { checkBinding, checkBindingUpdate, checkClusterRole, checkRole, RBAC_GROUP } from './role-rules';
import { changeField, changeItems, withDefaults } from './with-defaults';

export const role = defineKind<Role>({ createsOnUpdate: true, validate: checkRole });

export const clusterRole = defineKind<ClusterRole>({ createsOnUpdate: true, validate: checkClusterRole });

export const roleBinding = defineKind<RoleBinding>({
  createsOnUpdate: true,
  defaults: (object) => changeItems(changeField(object, 'roleRef', refDefaults), 'subjects', subjectDefaults),
  validate: checkBinding,
  validateUpdate: checkBindingUpdate,
});

export const clusterRoleBinding = defineKind<ClusterRoleBinding>({
  createsOnUpdate: true,
  defaults: (object) => changeItems(changeField(object, 'roleRef', refDefaults), 'subjects', subjectDefaults),
  validate: checkBinding,
  validateUpdate: checkBindingUpdate,
});

const refDefaults = (ref: RoleRef) => withDefaults(ref, { apiGroup: RBAC_GROUP });

function subjectDefaults(subject: Subject): Subject {
  return subject.kind === 'User' || subject.kind === 'Group'
    ? withDefaults(subject, { apiGroup: RBAC_GROUP })
    : subject;
}
