// Who may create pods may run as every service account of the namespace and read every Secret there.

import { grants, type Right } from '../roles';
import { defineRule } from '../rule';

const RESOURCES = {
  '': ['pods', 'replicationcontrollers'],
  apps: ['deployments', 'replicasets', 'statefulsets', 'daemonsets'],
  batch: ['jobs', 'cronjobs'],
};
const RIGHTS: readonly Right[] = Object.entries(RESOURCES).flatMap(([group, names]) =>
  names.map((resource) => ({ group, resource, verbs: ['create'] })),
);

export const rbacCreatePods = defineRule({
  id: 'rbac-create-pods',
  title: 'no role lets create pods',
  severity: 'warning',
  profile: 'strict',
  others: { 'kube-linter': ['access-to-create-pods'] },
  remedy: 'Remove the right, or allow the role with the reason why it needs it.',
  reads: 'manifests',
  check: (cx) => grants(cx, RIGHTS, 'create pods'),
});
