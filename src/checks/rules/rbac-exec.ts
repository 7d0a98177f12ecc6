// Who may run commands in a pod has the pod's secrets, its service account and its data.

import { grants, type Right } from '../roles';
import { defineRule } from '../rule';

/**
 * Since 1.35 the API server asks for `create` even where a web socket is opened by GET; the kubelet does not, to which
 * nodes/proxy leads.
 */
const RIGHTS: readonly Right[] = [
  { group: '', resource: 'pods/exec', verbs: ['create'] },
  { group: '', resource: 'pods/attach', verbs: ['create'] },
  { group: '', resource: 'pods/ephemeralcontainers', verbs: ['update', 'patch'] },
  { group: '', resource: 'nodes/proxy', verbs: ['get', 'create'] },
];

export const rbacExec = defineRule({
  id: 'rbac-exec',
  title: 'no role lets run commands in pods',
  severity: 'warning',
  profile: 'recommended',
  others: {
    polaris: [
      'clusterrolePodExecAttach',
      'rolePodExecAttach',
      'clusterrolebindingPodExecAttach',
      'rolebindingClusterRolePodExecAttach',
      'rolebindingRolePodExecAttach',
    ],
  },
  remedy: 'Remove the right, or allow the role with the reason why it needs it.',
  reads: 'manifests',
  check: (cx) => grants(cx, RIGHTS, 'run commands in pods'),
});
