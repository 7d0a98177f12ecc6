// Whoever is bound to cluster-admin, or to a role that says the same, owns the cluster.

import type { ClusterRoleBinding, RoleBinding } from '../../kinds/generated/types.gen';
import type { CheckContext } from '../context';
import { referenceOf } from '../manifest-set';
import { grantsEverything, isBuiltIn, rulesOf } from '../roles';
import { defineRule } from '../rule';
import { withoutNulls } from '../without-nulls';

export const rbacClusterAdmin = defineRule({
  id: 'rbac-cluster-admin',
  title: 'nobody is bound to a role that may do everything',
  severity: 'error',
  profile: 'essential',
  others: {
    'kube-linter': ['cluster-admin-role-binding'],
    polaris: ['clusterrolebindingClusterAdmin', 'rolebindingClusterAdminClusterRole', 'rolebindingClusterAdminRole'],
  },
  remedy: 'Bind a role that names the resources and verbs that the program uses.',
  reads: 'manifests',
  *check(cx) {
    const mighty = mightyRoles(cx);
    const { manifests } = cx;
    const bindings: readonly (RoleBinding | ClusterRoleBinding)[] = [
      ...manifests.ofKind('ClusterRoleBinding'),
      ...manifests.ofKind('RoleBinding'),
    ];
    for (const written of bindings) {
      const binding = withoutNulls(written);
      const { kind, name } = binding.roleRef ?? {};
      const object = referenceOf(binding);
      const isMighty = mighty.has(`${kind} ${kind === 'Role' ? object.namespace : ''}/${name}`);
      if (!isMighty || isBuiltIn(binding) || !binding.subjects?.length) continue;
      const who = binding.subjects.map((subject) => `${subject.kind} ${subject.name}`).join(', ');
      const where = binding.kind === 'RoleBinding' ? `namespace ${object.namespace}` : 'the cluster';
      yield { object, path: ['roleRef', 'name'], message: `${who} may do everything in ${where}, by ${kind} ${name}` };
    }
  },
});

/** `Role shop/all`, `ClusterRole /cluster-admin` */
function mightyRoles(cx: CheckContext): ReadonlySet<string> {
  const own = rulesOf(cx).filter(({ rule }) => grantsEverything(rule));
  return new Set([
    'ClusterRole /cluster-admin',
    ...own.map(({ object }) => `${object.kind} ${object.namespace}/${object.name}`),
  ]);
}
