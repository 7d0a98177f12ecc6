// As whom a caller asks, for those that name a user and for the components that have one in every cluster.
// upstream: kubeadm's kubeconfig files, cmd/kube-controller-manager --use-service-account-credentials

import type { Caller } from '../caller';
import { AUTHENTICATED, MASTERS, serviceAccountUser, type UserInfo, userNamed } from './user';

/** Who asks when nobody is named. */
export const ADMINISTRATOR: UserInfo = {
  name: 'kubernetes-admin',
  groups: ['kubeadm:cluster-admins', MASTERS, AUTHENTICATED],
};
const API_SERVER: UserInfo = { name: 'system:apiserver', groups: [MASTERS, AUTHENTICATED] };
const SCHEDULER = userNamed('system:kube-scheduler');
/** Which node it is cannot be told: one actor is all kubelets. */
const KUBELET: UserInfo = { name: 'system:node', groups: ['system:nodes', AUTHENTICATED] };

export function userOf({ user, component, actor }: Caller): UserInfo {
  if (user) return user;
  if (component === 'kube-controller-manager') return userNamed(serviceAccountUser('kube-system', actor));
  if (component === 'kube-scheduler') return SCHEDULER;
  if (component === 'kubelet') return KUBELET;
  return component === 'kube-apiserver' ? API_SERVER : ADMINISTRATOR;
}
