// The controller behind ReplicaSets and ReplicationControllers: as many active pods as asked, made or removed at most
// 500 in a sync. The two kinds differ in their selector and in little else, which `ReplicatedKind` holds. upstream:
// pkg/controller/replicaset/replica_set.go, pkg/controller/replication

import { type Actor, type ActorContext, defineActor, type Reader, watch } from '../../api/actor';
import { isEnabled } from '../../kinds/feature-gates';
import type { Pod, ReplicaSet, ReplicationController } from '../../kinds/generated/types.gen';
import { splitKey } from '../../kinds/kind';
import type { LabelMatcher } from '../../kinds/labels';
import { controllerRef, isControlledBy } from '../../kinds/owner';
import { Table } from '../../sim/table';
import { Lane } from '../../sim/work-queue';
import { claim, forSharedLabels, ownedAndOrphans } from '../shared/controller-ref';
import { createPod, deletePod, slowStart } from '../shared/pod-control';
import { isPodActive, isPodTerminating, nextAvailableInMs } from '../shared/pod-state';
import { forget, type Retries, retriesMemory, SyncFailure, syncOrRetry } from '../shared/syncing';
import { wakeOwners } from '../shared/wake';
import { countedStatus, isNewStatus, replicasStatus } from './status';
import { followPod, labelRules, type Tally, tallyOf } from './tally';
import { chooseVictims } from './victims';

export type Replicated = ReplicaSet | ReplicationController;

export interface ReplicatedKind {
  readonly kind: 'ReplicaSet' | 'ReplicationController';
  /** As its events name it, e.g. `replicaset-controller`. */
  readonly controller: string;
  readonly selects: (owner: Replicated) => LabelMatcher;
  readonly reportsTerminating: boolean;
  /** All pods that count as doubles of an owner's pods on a node. */
  readonly related: (cx: Reader, owner: Replicated) => readonly Pod[];
}

export interface Memory extends Retries {
  /** By the owner's uid. */
  readonly tallies: Table<Tally>;
}

type Context = ActorContext<Memory>;

const memory = {
  create: (): Memory => ({ ...retriesMemory.create(), tallies: new Table() }),
  fork: (from: Memory): Memory => ({ ...retriesMemory.fork(from), tallies: from.tallies.fork() }),
};

const BURST = 500;

/** From a new owner to its first pod pass 12 to 67 ms in the recordings, more than from any other change. */
const FIRST_PODS_MS = 25;

/** How many pods to create (positive) or delete (negative) in this sync. */
export function planReplicas(wanted: number, active: number): number {
  return Math.max(-BURST, Math.min(BURST, wanted - active));
}

/** The controller for one kind of replicated pods. */
export function defineReplicated(kind: ReplicatedKind): Actor<Memory> {
  const owners = { kind: kind.kind, selects: kind.selects };
  const rulesOf = (uid: string, reader: Reader, namespace: string | undefined, name: string) => {
    const owner = reader.get(kind.kind, namespace, name);
    return owner?.metadata.uid === uid ? labelRules(owner, kind.selects) : undefined;
  };
  return defineActor<Memory>({
    name: kind.controller,
    component: 'kube-controller-manager',
    lane: Lane.controller,
    lagMs: (timings) => timings.controllerLagMs,
    memory,
    watches: [
      watch<typeof kind.kind, Memory>(
        kind.kind,
        (change, cx) => {
          if (!isSameWish(change.previous, change.object)) cx.state.tallies.delete(change.object.metadata.uid ?? '');
          return isOnlyAnnotated(change.previous, change.object) ? undefined : change.key;
        },
        { delayMs: ({ type }) => (type === 'ADDED' ? FIRST_PODS_MS : 0) },
      ),
      watch('Pod', (change, cx) => {
        followPod(cx.state.tallies, change, rulesOf, cx);
        return wakeOwners(change, cx, owners);
      }),
    ],
    reconcile: (cx, key) => syncOrRetry(cx, cx.state, key, () => sync(cx, kind, key)),
  });
}

function sync(cx: Context, kind: ReplicatedKind, key: string): void {
  const { namespace, name } = splitKey(key);
  const owner = cx.get(kind.kind, namespace, name);
  if (owner === undefined) {
    forget(cx.state, key);
    return;
  }
  if (syncByTally(cx, kind, owner)) return;
  const matches = forSharedLabels(kind.selects(owner));
  const candidates = ownedAndOrphans(cx, 'Pod', owner);
  const pods = claim(cx, 'Pod', owner, candidates.filter(isPodActive), matches);
  const failure = owner.metadata.deletionTimestamp ? undefined : manageReplicas(cx, kind, owner, pods);
  const terminating = reportsTerminating(kind) ? countTerminating(owner, candidates, matches) : undefined;
  const status = replicasStatus(owner, { pods, terminating, failure, nowMs: cx.nowMs });
  if (isNewStatus(owner, status)) cx.updateStatus({ ...owner, status } as Replicated);
  const waitMs = nextAvailableInMs(pods, owner.spec.minReadySeconds ?? 0, cx.nowMs);
  if (waitMs !== undefined) cx.after(waitMs, key);
  if (failure) throw new SyncFailure(failure.message);
}

/**
 * True for a change that asks nothing of the controller. Upstream looks and is done before the next change comes; a
 * look here would fall on what that next change wrote, too early.
 */
function isOnlyAnnotated(previous: Replicated | undefined, { metadata, status }: Replicated): boolean {
  if (previous === undefined || previous.status !== status) return false;
  const { generation, deletionTimestamp, labels, ownerReferences, annotations } = previous.metadata;
  const isSame = generation === metadata.generation && deletionTimestamp === metadata.deletionTimestamp;
  const isAsMarked = labels === metadata.labels && ownerReferences === metadata.ownerReferences;
  return isSame && isAsMarked && annotations !== metadata.annotations;
}

/** True when the selector and the template's labels are those they were: what is counted by them still holds. */
function isSameWish(previous: Replicated | undefined, owner: Replicated): boolean {
  return previous?.spec.selector === owner.spec.selector && previous?.spec.template === owner.spec.template;
}

/**
 * The sync of an owner that has as many pods as it wants and none to adopt, let go of or wait for: only its status may
 * be behind. False when there is more to do.
 */
function syncByTally(cx: Context, kind: ReplicatedKind, owner: Replicated): boolean {
  const { uid = '', namespace = '', deletionTimestamp } = owner.metadata;
  if (deletionTimestamp || (owner.spec.minReadySeconds ?? 0) > 0) return false;
  let tally = cx.state.tallies.get(uid);
  if (!tally) {
    tally = tallyOf(cx.by('Pod', 'owner', uid), labelRules(owner, kind.selects));
    cx.state.tallies.set(uid, tally);
  }
  const { active, ready, fullyLabeled, terminating, strayed } = tally;
  if (strayed > 0 || active !== (owner.spec.replicas ?? 1)) return false;
  const selects = kind.selects(owner);
  if (cx.by('Pod', 'orphans', namespace).some((pod) => isPodActive(pod) && selects(pod.metadata.labels))) return false;
  const counts = {
    active,
    fullyLabeled,
    ready,
    available: ready,
    terminating: reportsTerminating(kind) ? terminating : undefined,
  };
  const status = countedStatus(owner, counts, undefined, cx.nowMs);
  if (isNewStatus(owner, status)) cx.updateStatus({ ...owner, status } as Replicated);
  return true;
}

const reportsTerminating = (kind: ReplicatedKind) =>
  kind.reportsTerminating && isEnabled('DeploymentReplicaSetTerminatingReplicas');

function countTerminating(owner: Replicated, candidates: readonly Pod[], matches: LabelMatcher): number {
  let count = 0;
  for (const pod of candidates) {
    if (isPodTerminating(pod) && matches(pod.metadata.labels) && isControlledBy(pod, owner)) count++;
  }
  return count;
}

function manageReplicas(cx: Context, kind: ReplicatedKind, owner: Replicated, pods: readonly Pod[]): Error | undefined {
  const plan = planReplicas(owner.spec.replicas ?? 1, pods.length);
  if (plan > 0) {
    const template = owner.spec.template ?? { spec: { containers: [] } };
    const ref = controllerRef(owner);
    return slowStart(plan, () => createPod(cx, owner, template, ref));
  }
  if (plan === 0) return undefined;
  let failure: Error | undefined;
  const related = -plan < pods.length ? kind.related(cx, owner) : [];
  for (const pod of chooseVictims(pods, related, -plan, cx.nowMs)) {
    const failed = deletePod(cx, owner, pod);
    failure ??= failed;
  }
  return failure;
}
