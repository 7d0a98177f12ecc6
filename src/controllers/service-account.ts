// The service account controller: every active namespace has a ServiceAccount `default`.
// upstream: pkg/controller/serviceaccount/serviceaccounts_controller.go

import { type ActorContext, defineActor, watch } from '../api/actor';
import { Table } from '../sim/table';
import { Lane } from '../sim/work-queue';
import { retryLater } from './shared/backoff';
import { isAlreadyExists, isNamespaceTerminating, refusalOf } from './shared/refusal';

const NAME = 'default';

interface Memory {
  readonly failures: Table<number>;
}

export const serviceAccountController = defineActor<Memory>({
  name: 'serviceaccount-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ failures: new Table() }),
    fork: ({ failures }) => ({ failures: failures.fork() }),
  },
  watches: [
    watch('Namespace', ({ type, key }) => (type === 'DELETED' ? undefined : key)),
    watch('ServiceAccount', ({ type, object }) => (type === 'DELETED' ? object.metadata.namespace : undefined)),
  ],
  reconcile: ensureAccount,
});

function ensureAccount(cx: ActorContext<Memory>, name: string): void {
  const namespace = cx.get('Namespace', undefined, name);
  if (namespace?.status?.phase !== 'Active' || cx.get('ServiceAccount', name, NAME)) return;
  const account = { apiVersion: 'v1', kind: 'ServiceAccount', metadata: { name: NAME, namespace: name } };
  const refused = refusalOf(() => cx.create(account));
  if (refused === undefined || isAlreadyExists(refused) || isNamespaceTerminating(refused)) {
    cx.state.failures.delete(name);
  } else {
    retryLater(cx, cx.state.failures, name);
  }
}
