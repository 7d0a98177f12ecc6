// The namespace controller: five seconds after a namespace's deletion it empties the namespace, tells in conditions
// what is left, looks again until nothing is, and then lets the namespace go.
// upstream: pkg/controller/namespace/namespace_controller.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Namespace } from '../../kinds/generated/types.gen';
import { Table } from '../../sim/table';
import { parseRfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { retryLater } from '../shared/backoff';
import { isConflict, isNotFound, refusalOf } from '../shared/refusal';
import { NOTHING_REMAINS, withDeletionConditions } from './namespace-conditions';
import { emptyNamespace } from './namespace-contents';

/** From a namespace's deletion, or a later write to it, to the next pass. */
const GRACE_MS = 5000;
const BACKOFF = { baseMs: 5, maxMs: 60_000 };
const FINALIZER = 'kubernetes';

interface Memory {
  readonly failures: Table<number>;
}

type Context = ActorContext<Memory>;

export const namespaceController = defineActor<Memory>({
  name: 'namespace-controller',
  component: 'kube-controller-manager',
  lane: Lane.controller,
  lagMs: () => GRACE_MS,
  memory: {
    create: () => ({ failures: new Table() }),
    fork: ({ failures }) => ({ failures: failures.fork() }),
  },
  watches: [
    watch('Namespace', ({ type, key, object }) =>
      type !== 'DELETED' && object.metadata.deletionTimestamp !== undefined ? key : undefined,
    ),
  ],
  reconcile: syncNamespace,
});

function syncNamespace(cx: Context, name: string): void {
  const namespace = cx.get('Namespace', undefined, name);
  const deletedAt = namespace?.metadata.deletionTimestamp;
  if (namespace === undefined || deletedAt === undefined || (namespace.spec?.finalizers ?? []).length === 0) {
    cx.state.failures.delete(name);
    return;
  }
  const { remains, estimateSeconds, podsRemain, inProgress } = emptyNamespace(cx, name, parseRfc3339(deletedAt));
  const { errors, staleGroups } = remains;
  // While pods remain only errors are told: nobody has looked at the rest yet.
  const told = podsRemain ? { ...NOTHING_REMAINS, errors, staleGroups } : remains;
  const status = withDeletionConditions(namespace.status ?? {}, told, cx.nowMs);
  const latest = status === namespace.status ? namespace : cx.updateStatus({ ...namespace, status });
  if (errors.length + staleGroups.length > 0) {
    retryLater(cx, cx.state.failures, name, BACKOFF, !inProgress);
  } else if (estimateSeconds > 0) {
    cx.state.failures.delete(name);
    const seconds = Math.floor(estimateSeconds / 2) + 1;
    cx.after(seconds * 1000, name, { background: !inProgress });
  } else {
    finalize(cx, latest);
  }
}

/** Takes the controller's finalizer off; with the last one the namespace is gone. */
function finalize(cx: Context, namespace: Namespace): void {
  const finalizers = (namespace.spec?.finalizers ?? []).filter((finalizer) => finalizer !== FINALIZER).sort();
  const next = { ...namespace, spec: { ...namespace.spec, finalizers } };
  const refused = refusalOf(() => cx.update(next, { subresource: 'finalize' }));
  const { name } = namespace.metadata;
  if (refused === undefined || isNotFound(refused)) cx.state.failures.delete(name);
  else if (isConflict(refused)) cx.after(0, name);
  else retryLater(cx, cx.state.failures, name, BACKOFF);
}
