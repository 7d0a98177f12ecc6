// Who may read all Secrets of a namespace has the token of each of its service accounts and the password of each of its
// databases.

import { grants, type Right } from '../roles';
import { defineRule } from '../rule';

const RIGHTS: readonly Right[] = [{ group: '', resource: 'secrets', verbs: ['get', 'list', 'watch'] }];

export const rbacReadSecrets = defineRule({
  id: 'rbac-read-secrets',
  title: 'roles that let read Secrets name them',
  severity: 'warning',
  profile: 'strict',
  others: { 'kube-linter': ['access-to-secrets'] },
  remedy: 'Name the Secrets in resourceNames, or mount them instead of asking for them.',
  reads: 'manifests',
  check: (cx) => grants(cx, RIGHTS, 'read every Secret'),
});
