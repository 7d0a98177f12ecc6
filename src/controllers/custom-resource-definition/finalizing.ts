// The finalizing controller of the API server: deletes the objects of a definition that is being deleted, looks every
// five seconds whether they are gone, and then lets the definition go.
// upstream: apiextensions-apiserver/pkg/controller/finalizer/crd_finalizer.go

import { type ActorContext, defineActor, watch } from '../../api/actor';
import type { Change } from '../../api/change';
import { isTrue, withCondition, withoutCondition } from '../../custom/conditions';
import { CLEANUP_FINALIZER } from '../../custom/definition/custom-resource-definition';
import { equalData } from '../../kinds/equal-data';
import type { CustomResourceDefinition } from '../../kinds/generated/types.gen';
import type { KubeObject } from '../../kinds/kind';
import { Table } from '../../sim/table';
import { rfc3339 } from '../../sim/time';
import { Lane } from '../../sim/work-queue';
import { retryLater } from '../shared/backoff';
import { isConflict, isNotFound, refusalOf } from '../shared/refusal';

const POLL_MS = 5_000;
const POLL_LIMIT_MS = 60_000;

interface Memory {
  readonly failures: Table<number>;
  /** Definitions whose objects are waited for, to the instant from which they are. */
  readonly waitingSinceMs: Table<number>;
}

type Context = ActorContext<Memory>;

export const finalizingController = defineActor<Memory>({
  name: 'crd-finalizing-controller',
  component: 'kube-apiserver',
  lane: Lane.controller,
  lagMs: (timings) => timings.controllerLagMs,
  memory: {
    create: () => ({ failures: new Table(), waitingSinceMs: new Table() }),
    fork: ({ failures, waitingSinceMs }) => ({ failures: failures.fork(), waitingSinceMs: waitingSinceMs.fork() }),
  },
  watches: [
    watch('CustomResourceDefinition', (change, cx) =>
      isToFinalize(change) && !cx.state.waitingSinceMs.has(change.key) ? change.key : undefined,
    ),
  ],
  reconcile: (cx, key) => {
    const definition = cx.get('CustomResourceDefinition', undefined, key);
    if (!definition || !isHeld(definition)) return forget(cx, key);
    if (cx.state.waitingSinceMs.has(key)) look(cx, definition);
    else begin(cx, definition);
  },
});

const isHeld = ({ metadata }: CustomResourceDefinition) =>
  metadata.deletionTimestamp !== undefined && (metadata.finalizers ?? []).includes(CLEANUP_FINALIZER);

/** The controller's own condition is no news to it. */
function isToFinalize({ type, object, previous }: Change<CustomResourceDefinition>): boolean {
  if (type === 'DELETED' || !isHeld(object)) return false;
  return !previous || !equalData(withoutOwn(previous), withoutOwn(object));
}

function withoutOwn(object: CustomResourceDefinition) {
  const { resourceVersion, ...metadata } = object.metadata;
  return { ...object, metadata, status: withoutCondition(object.status ?? {}, 'Terminating') };
}

function forget(cx: Context, key: string): void {
  cx.state.failures.delete(key);
  cx.state.waitingSinceMs.delete(key);
}

function begin(cx: Context, given: CustomResourceDefinition): void {
  const { name } = given.metadata;
  const definition = told(cx, given, 'True', 'InstanceDeletionInProgress', 'CustomResource deletion is in progress');
  if (!definition) return;
  if (!isTrue(definition, 'Established')) {
    finish(cx, definition, 'NeverEstablished', 'resource was never established');
    return;
  }
  const errors = deleteInstances(cx, definition);
  if (errors.length > 0) {
    const all = errors.length === 1 ? errors[0] : `[${errors.join(', ')}]`;
    told(cx, definition, 'True', 'InstanceDeletionFailed', `could not issue all deletes: ${all}`);
    retryLater(cx, cx.state.failures, name);
    return;
  }
  cx.state.waitingSinceMs.set(name, cx.nowMs);
  look(cx, definition);
}

function deleteInstances(cx: Context, definition: CustomResourceDefinition): readonly string[] {
  const row = cx.registry.custom.find(({ custom }) => custom?.definition === definition.metadata.name);
  const errors: string[] = [];
  for (const { metadata } of row ? cx.list(row.key) : []) {
    const refused = refusalOf(() => cx.delete(row?.key as string, metadata.namespace, metadata.name));
    if (refused && !isNotFound(refused)) errors.push(refused.message);
  }
  return [...new Set(errors)];
}

/** Whether anything is left; upstream's worker polls for a minute before it gives up and begins anew. */
function look(cx: Context, definition: CustomResourceDefinition): void {
  const { name } = definition.metadata;
  if (instancesOf(cx, name).length === 0) {
    finish(cx, definition, 'InstanceDeletionCompleted', 'removed all instances');
    return;
  }
  const sinceMs = cx.state.waitingSinceMs.get(name) ?? cx.nowMs;
  if (cx.nowMs - sinceMs < POLL_LIMIT_MS) {
    cx.after(POLL_MS, name, { background: true });
    return;
  }
  cx.state.waitingSinceMs.delete(name);
  const why = 'could not confirm zero CustomResources remaining: context deadline exceeded';
  told(cx, definition, 'True', 'InstanceDeletionCheck', why);
  retryLater(cx, cx.state.failures, name);
}

function instancesOf(cx: Context, definition: string): readonly KubeObject[] {
  const row = cx.registry.custom.find(({ custom }) => custom?.definition === definition);
  return row ? cx.list(row.key) : [];
}

function finish(cx: Context, definition: CustomResourceDefinition, reason: string, message: string): void {
  const { metadata } = definition;
  const finalizers = (metadata.finalizers ?? []).filter((finalizer) => finalizer !== CLEANUP_FINALIZER);
  cx.state.waitingSinceMs.delete(metadata.name);
  if (told(cx, { ...definition, metadata: { ...metadata, finalizers } }, 'False', reason, message)) {
    cx.state.failures.delete(metadata.name);
  }
}

/** Writes the Terminating condition; undefined when somebody else was faster, who brings this up again. */
function told(
  cx: Context,
  definition: CustomResourceDefinition,
  status: 'True' | 'False',
  reason: string,
  message: string,
): CustomResourceDefinition | undefined {
  const condition = { type: 'Terminating', status, reason, message };
  const next = withCondition(definition.status ?? {}, condition, rfc3339(cx.nowMs));
  let written: CustomResourceDefinition | undefined;
  const refused = refusalOf(() => {
    written = cx.updateStatus({ ...definition, status: next });
  });
  if (refused && !isNotFound(refused) && !isConflict(refused)) throw refused;
  return written;
}
