// Rules for roles and their bindings. A binding's role is for good.
// upstream: pkg/apis/rbac/validation

import { equalData } from './equal-data';
import type { ClusterRole, ClusterRoleBinding, PolicyRule, Role, RoleBinding, Subject } from './generated/types.gen';
import type { FieldError } from './kind';
import { internalValue } from './pod-spec/internal-value';
import { addInvalid, type Errors, invalid, notSupported, required } from './validation/field-error';
import { checkLabelSelector } from './validation/label-selector';
import { dns1123Subdomain, pathSegmentName } from './validation/names';
import { checkObjectMeta } from './validation/object-meta';

export const RBAC_GROUP = 'rbac.authorization.k8s.io';

export function checkRole(role: Role): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, role, pathSegmentName);
  role.rules?.forEach((rule, index) => {
    checkRule(errors, `rules[${index}]`, rule, true);
  });
  return errors;
}

export function checkClusterRole(role: ClusterRole): readonly FieldError[] {
  const errors: Errors = [];
  checkObjectMeta(errors, role, pathSegmentName);
  role.rules?.forEach((rule, index) => {
    checkRule(errors, `rules[${index}]`, rule, false);
  });
  if (!role.aggregationRule) return errors;
  const path = 'aggregationRule.clusterRoleSelectors';
  const selectors = role.aggregationRule.clusterRoleSelectors ?? [];
  if (selectors.length === 0) {
    errors.push(required(path, 'at least one clusterRoleSelector required if aggregationRule is non-nil'));
  }
  selectors.forEach((selector, index) => {
    const before = errors.length;
    checkLabelSelector(errors, `${path}[${index}]`, selector);
    if (errors.length > before) errors.push(invalid(`${path}[${index}]`, null, 'invalid label selector.'));
  });
  return errors;
}

function checkRule(errors: Errors, path: string, rule: PolicyRule, isNamespaced: boolean): void {
  const { verbs, nonResourceURLs: urls = [], apiGroups = [], resources = [], resourceNames = [] } = rule;
  if (!verbs?.length) errors.push(required(`${path}.verbs`, 'verbs must contain at least one value'));
  if (urls.length > 0) {
    const refuse = (why: string) => errors.push(invalid(`${path}.nonResourceURLs`, urls, why));
    if (isNamespaced) refuse('namespaced rules cannot apply to non-resource URLs');
    if (apiGroups.length + resources.length + resourceNames.length > 0) {
      refuse('rules cannot apply to both regular resources and non-resource URLs');
    }
    return;
  }
  if (apiGroups.length === 0) {
    errors.push(required(`${path}.apiGroups`, 'resource rules must supply at least one api group'));
  }
  if (resources.length === 0) {
    errors.push(required(`${path}.resources`, 'resource rules must supply at least one resource'));
  }
}

type Binding = RoleBinding | ClusterRoleBinding;

export function checkBinding(binding: Binding): readonly FieldError[] {
  const errors: Errors = [];
  const isNamespaced = binding.kind === 'RoleBinding';
  const { apiGroup = '', kind = '', name = '' } = binding.roleRef ?? {};
  const kinds = isNamespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  checkObjectMeta(errors, binding, pathSegmentName);
  if (apiGroup !== RBAC_GROUP) errors.push(notSupported('roleRef.apiGroup', apiGroup, [RBAC_GROUP]));
  if (!kinds.includes(kind)) errors.push(notSupported('roleRef.kind', kind, kinds));
  if (name === '') errors.push(required('roleRef.name'));
  else addInvalid(errors, 'roleRef.name', name, pathSegmentName(name));
  binding.subjects?.forEach((subject, index) => {
    checkSubject(errors, `subjects[${index}]`, subject, isNamespaced);
  });
  return errors;
}

const SUBJECT_KINDS = ['ServiceAccount', 'User', 'Group'];

function checkSubject(errors: Errors, path: string, subject: Subject, isNamespaced: boolean): void {
  const { kind = '', name, apiGroup = '', namespace } = subject;
  if (!name) errors.push(required(`${path}.name`));
  if (!SUBJECT_KINDS.includes(kind)) return void errors.push(notSupported(`${path}.kind`, kind, SUBJECT_KINDS));
  if (kind !== 'ServiceAccount') {
    if (apiGroup !== RBAC_GROUP) errors.push(notSupported(`${path}.apiGroup`, apiGroup, [RBAC_GROUP]));
    return;
  }
  if (name) addInvalid(errors, `${path}.name`, name, dns1123Subdomain(name));
  if (apiGroup !== '') errors.push(notSupported(`${path}.apiGroup`, apiGroup, ['']));
  if (!isNamespaced && !namespace) errors.push(required(`${path}.namespace`));
}

export function checkBindingUpdate(next: Binding, stored: Binding): readonly FieldError[] {
  const errors = checkBinding(next);
  if (equalData(next.roleRef, stored.roleRef)) return errors;
  return [...errors, invalid('roleRef', internalValue('RoleRef', next.roleRef), 'cannot change roleRef')];
}
