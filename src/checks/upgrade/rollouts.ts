// Rollouts that do not come to their end and what holds them up; pods that found no node while both versions were
// there.

import type {
  Condition,
  ContainerStatus,
  DaemonSet,
  Deployment,
  Pod,
  StatefulSet,
} from '../../kinds/generated/types.gen';
import { controllerOf } from '../../kinds/owner';
import { podsOf } from '../../matchers/related-pods';
import { rolloutStatus } from '../../matchers/rollout';
import { podRow } from '../../printers/pod-row';
import { counted } from '../../report/value-text';
import { goDuration } from '../../sim/duration';
import { type ObjectReference, referenceText } from '../finding';
import { referenceOf } from '../manifest-set';
import { isReady } from '../workloads';
import { pathText, placeIn } from './changed-fields';
import type { Effect } from './effect';
import { manifestOf, type Observed, sinceChange, storedFor } from './observed';
import { workloadChanges } from './workloads';

const KINDS = ['Deployment', 'StatefulSet', 'DaemonSet'];
const MOST_REASONS = 3;
/** Events are stamped by the second. */
const SECOND_MS = 1_000;

type Workload = Deployment | StatefulSet | DaemonSet;

export function unfinishedRollouts(observed: Observed): readonly Effect[] {
  return observed.next.objects.flatMap((manifest): readonly Effect[] => {
    const stored = KINDS.includes(manifest.kind) ? storedFor(observed.after, manifest) : undefined;
    if (!stored || !isRolling(stored as Workload)) return [];
    const { done, text } = rolloutStatus(stored as Workload);
    if (done) return [];
    const former = storedFor(observed.before, manifest) as Workload | undefined;
    const wasDone = former === undefined || rolloutStatus(former).done;
    const blamed = workloadChanges(observed).find(({ manifest: of }) => of === manifest)?.template[0];
    return [
      {
        effect: 'rollout-unfinished',
        severity: wasDone ? 'error' : 'note',
        object: referenceOf(manifest),
        message: `${wasDone ? 'does' : 'did not before and does'} not finish: ${text}`,
        details: reasonsOf(observed, stored as Workload),
        field: blamed && pathText(blamed.path),
        place: placeIn(manifest, blamed?.path ?? []),
      },
    ];
  });
}

/** Those that wait for somebody to delete their pods are told as that. */
const isRolling = ({ kind, spec }: Workload) =>
  kind === 'Deployment'
    ? !(spec as Deployment['spec'])?.paused
    : (spec as StatefulSet['spec'])?.updateStrategy?.type !== 'OnDelete';

/** What the pods that are not ready say, and what keeps the workload from making pods. */
function reasonsOf({ after, changedAtMs }: Observed, workload: Workload): readonly string[] {
  const conditions = (workload.status?.conditions ?? []) as readonly Condition[];
  const failed = conditions.filter(({ type, status }) => type === 'ReplicaFailure' && status === 'True');
  const pods = podsOf(after.reader, workload).filter((pod) => !isReady(pod));
  const reasons = new Map<string, string[]>();
  for (const pod of pods) {
    const reason = podReason(pod, after.nowMs);
    reasons.set(reason, [...(reasons.get(reason) ?? []), pod.metadata.name]);
  }
  const texts = [...reasons].map(([reason, names]) => `${counted(names.length, 'pod')}: ${reason}`);
  const events = after
    .events()
    .filter(({ atMs, reason }) => reason === 'FailedCreate' && atMs > changedAtMs - SECOND_MS)
    .filter(({ about }) => about === referenceText(referenceOf(workload)));
  return [
    ...failed.map(({ message }) => message),
    ...(failed.length === 0 ? events.slice(-1).map(({ message }) => message) : []),
    ...texts,
  ].slice(0, MOST_REASONS);
}

function podReason(pod: Pod, nowMs: number): string {
  const unscheduled = unscheduledText(pod);
  if (unscheduled !== undefined) return `Pending: ${unscheduled}`;
  const statuses = [...(pod.status?.initContainerStatuses ?? []), ...(pod.status?.containerStatuses ?? [])];
  const stuck = statuses.find(({ ready }) => !ready);
  const said = stuck && containerReason(stuck);
  return `${podRow(pod, nowMs).status}${said === undefined ? '' : `: ${said}`}`;
}

function containerReason({ name, state, lastState }: ContainerStatus): string {
  const last = state?.terminated ?? lastState?.terminated;
  if (last) return `container ${name} ended with exit code ${last.exitCode}${last.reason ? ` (${last.reason})` : ''}`;
  if (state?.waiting?.message) return `container ${name}: ${state.waiting.message}`;
  return state?.running ? `container ${name} runs and is not ready` : `container ${name} has not started`;
}

const unscheduledText = ({ status }: Pod) =>
  status?.conditions?.find(
    ({ type, status: is, reason }) => type === 'PodScheduled' && is === 'False' && reason === 'Unschedulable',
  )?.message;

/** Pods that waited for a node at some moment of the upgrade, by workload; what holds up a rollout is told as that. */
export function unscheduledPods(observed: Observed): readonly Effect[] {
  const waits = new Map<string, { since: number; until: number | undefined; pod: Pod; message: string }>();
  for (const { kind, key, type, object, atMs } of observed.changes) {
    if (kind !== 'Pod') continue;
    const pod = object as Pod;
    const message = unscheduledText(pod);
    const wait = waits.get(key);
    if (message !== undefined && type !== 'DELETED') {
      waits.set(key, { since: wait?.since ?? atMs, until: undefined, pod, message });
    } else if (wait && wait.until === undefined) {
      waits.set(key, { ...wait, until: atMs });
    }
  }
  const groups = new Map<string, Wait[]>();
  for (const wait of waits.values()) {
    const object = workloadOf(observed, wait.pod);
    groups.set(referenceText(object), [...(groups.get(referenceText(object)) ?? []), { ...wait, object }]);
  }
  const stuck = new Set(unfinishedRollouts(observed).map(({ object }) => referenceText(object)));
  return [...groups]
    .filter(([workload, waits]) => !(stuck.has(workload) && waits.some(({ until }) => until === undefined)))
    .map(([, waits]) => waitEffect(observed, waits));
}

interface Wait {
  readonly object: ObjectReference;
  readonly since: number;
  readonly until: number | undefined;
  readonly message: string;
}

function waitEffect(observed: Observed, waits: readonly Wait[]): Effect {
  const [{ object, message }] = waits as [Wait];
  const still = waits.filter(({ until }) => until === undefined).length;
  const first = Math.min(...waits.map(({ since }) => since));
  const last = Math.max(...waits.map(({ until }) => until ?? observed.after.nowMs));
  return {
    effect: 'unschedulable',
    severity: still > 0 ? 'error' : 'warning',
    object,
    message:
      still > 0
        ? `${counted(still, 'pod')} found no node`
        : `${counted(waits.length, 'pod')} waited up to ${goDuration(last - first)} for a node`,
    details: [message],
    atMs: sinceChange(observed, first),
    ...(still > 0 ? {} : { untilMs: sinceChange(observed, last) }),
    place: placeIn(manifestOf(observed, object), []),
  };
}

/** The controller at the top, which may be gone by now: a ReplicaSet's name leads to its Deployment. */
function workloadOf({ after, before }: Observed, pod: Pod): ObjectReference {
  const namespace = pod.metadata.namespace ?? '';
  const owner = controllerOf(pod);
  if (!owner) return { kind: 'Pod', namespace, name: pod.metadata.name };
  const set =
    owner.kind === 'ReplicaSet'
      ? (after.get('ReplicaSet', namespace, owner.name) ?? before.get('ReplicaSet', namespace, owner.name))
      : undefined;
  const top = (set && controllerOf(set)) ?? owner;
  return { kind: top.kind, namespace, name: top.name };
}
