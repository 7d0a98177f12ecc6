// The status of one container as the API shows it: from the runtime's record, from what stood there before, and from
// why it could not be started. upstream: pkg/kubelet/kubelet_pods.go convertToAPIContainerStatuses

import { isEnabled } from '../kinds/feature-gates';
import type {
  Container,
  ContainerState,
  ContainerStateTerminated,
  ContainerStatus,
  ContainerUser,
  Pod,
  VolumeMountStatus,
} from '../kinds/generated/types.gen';
import { shouldRestart } from '../kinds/pod-spec/restart-policy';
import { mapSame } from '../kinds/with-defaults';
import { rfc3339 } from '../sim/time';
import { hexDigest, parseImage } from './image-reference';
import { type ContainerRecord, type ContainerRun, endOf, type PodWorker } from './kubelet-state';
import { RESTARTING_ALL } from './phase';

const NOTHING = Object.freeze({});

/** An end that nobody saw: its times are there, and empty. */
export function endWithoutTimes(end: ContainerStateTerminated): ContainerStateTerminated {
  const none = null as unknown as string;
  return Object.freeze({ ...end, startedAt: none, finishedAt: none });
}

const CREATING: ContainerState = Object.freeze({ waiting: Object.freeze({ reason: 'ContainerCreating' }) });
const INITIALIZING: ContainerState = Object.freeze({ waiting: Object.freeze({ reason: 'PodInitializing' }) });

const USED_TO_RUN: ContainerState = Object.freeze({
  terminated: endWithoutTimes({
    exitCode: 137,
    reason: 'ContainerStatusUnknown',
    message: 'The container could not be located when the pod was deleted.  The container used to be Running',
  }),
});

const RESET = Object.freeze({
  reason: RESTARTING_ALL,
  message: 'The container is removed because RestartAllContainers in place',
});

/** One container's status but for `ready` and `started`, which the probes decide. */
export function containerStatus(
  worker: PodWorker,
  container: Container,
  before: ContainerStatus | undefined,
  isInit: boolean,
  nowMs: number,
): ContainerStatus {
  const record = worker.containers[container.name];
  const status = record ? fromRecord(worker, container, record, before, nowMs) : absent(worker, container, before);
  const ended = record && endOf(record.current, nowMs);
  if (isInit && ended?.code === 0) return status;
  const failure = worker.failures[container.name];
  if (!failure || !isDueToStart(worker.pod, container, record, nowMs)) return status;
  return {
    ...status,
    ...(status.state?.terminated ? { lastState: status.state } : {}),
    state: { waiting: { ...(failure.message ? { message: failure.message } : {}), reason: failure.reason } },
  };
}

/** upstream: pkg/kubelet/container ShouldContainerBeRestarted */
export function isDueToStart(
  pod: Pod,
  container: Container,
  record: ContainerRecord | undefined,
  nowMs: number,
): boolean {
  if (pod.metadata.deletionTimestamp !== undefined) return false;
  if (!record) return true;
  const ended = endOf(record.current, nowMs);
  return ended !== undefined && shouldRestart(container, pod.spec, ended.code);
}

type Draft = { -readonly [K in keyof ContainerStatus]: ContainerStatus[K] };

function absent(worker: PodWorker, container: Container, before: ContainerStatus | undefined): ContainerStatus {
  const { pod } = worker;
  if (worker.restartingAll && before?.state && !before.state.waiting) {
    return {
      ...before,
      lastState: { terminated: endWithoutTimes({ exitCode: 137, ...RESET }) },
      restartCount: before.restartCount + 1,
      state: { waiting: RESET },
    };
  }
  if (before?.state?.terminated) return before;
  const vanished = before?.state?.running !== undefined && before.lastState?.terminated === undefined;
  const lost = vanished && pod.metadata.deletionTimestamp === undefined;
  const status: Draft = {
    image: container.image ?? '',
    imageID: '',
    lastState: vanished ? USED_TO_RUN : (before?.lastState ?? NOTHING),
    name: container.name,
    ready: false,
    restartCount: (before?.restartCount ?? 0) + (lost ? 1 : 0),
    started: false,
    state: (pod.spec.initContainers?.length ?? 0) > 0 ? INITIALIZING : CREATING,
  };
  return withSpecParts(status, container, pod);
}

function fromRecord(
  { pod, resize }: PodWorker,
  container: Container,
  { current, previous }: ContainerRecord,
  before: ContainerStatus | undefined,
  nowMs: number,
): ContainerStatus {
  const earlier = previous && endOf(previous, nowMs) ? stateOf(previous, nowMs) : before?.lastState;
  const sameRun = before?.containerID === current.id;
  const reset = !previous && !sameRun && before?.state?.terminated ? before.state : undefined;
  const status: Draft = {
    containerID: current.id,
    image: current.image,
    imageID: current.imageId,
    lastState: earlier ?? reset ?? NOTHING,
    name: container.name,
    ready: false,
    resources: (resize?.inProgress && !endOf(current, nowMs) ? current.resources : container.resources) ?? NOTHING,
    restartCount: current.attempt,
    started: false,
    state: stateOf(current, nowMs),
    user: sameRun && before.user ? before.user : userOf(pod, container),
  };
  return withSpecParts(status, container, pod);
}

/** What the status repeats of the spec. */
function withSpecParts(status: Draft, container: Container, pod: Pod): ContainerStatus {
  const requests = container.resources?.requests;
  if (requests && Object.keys(requests).length > 0) status.allocatedResources = requests;
  const mounts = volumeMountsOf(container);
  if (mounts) status.volumeMounts = isEnabled('ImageVolumeWithDigest') ? withDigests(mounts, pod) : mounts;
  return status;
}

/** Image volumes with what identifies their images. */
function withDigests(mounts: readonly VolumeMountStatus[], { spec }: Pod): readonly VolumeMountStatus[] {
  return mapSame(mounts, (mount) => {
    const reference = spec.volumes?.find(({ name }) => name === mount.name)?.image?.reference;
    const image = reference ? parseImage(reference) : undefined;
    if (!image || 'error' in image) return mount;
    return { ...mount, volumeStatus: { image: { imageRef: `sha256:${hexDigest(`config/${image.full}`)}` } } };
  });
}

function stateOf(run: ContainerRun, nowMs: number): ContainerState {
  const startedAt = rfc3339(run.startedMs);
  const end = endOf(run, nowMs);
  if (!end) return { running: { startedAt } };
  return {
    terminated: {
      containerID: run.id,
      exitCode: end.code,
      finishedAt: rfc3339(end.atMs),
      ...(end.message ? { message: end.message } : {}),
      reason: end.reason,
      startedAt,
    },
  };
}

const mountsByContainer = new WeakMap<Container, readonly VolumeMountStatus[]>();

function volumeMountsOf(container: Container): readonly VolumeMountStatus[] | undefined {
  if (!container.volumeMounts || container.volumeMounts.length === 0) return undefined;
  let known = mountsByContainer.get(container);
  if (!known) {
    known = container.volumeMounts.map(({ name, mountPath, readOnly, recursiveReadOnly }) => ({
      mountPath,
      name,
      ...(readOnly ? { readOnly, recursiveReadOnly: recursiveMode(recursiveReadOnly) } : {}),
    }));
    mountsByContainer.set(container, known);
  }
  return known;
}

function recursiveMode(asked: string | undefined): string {
  return asked === 'Enabled' || asked === 'IfPossible' ? 'Enabled' : 'Disabled';
}

const users = new Map<string, ContainerUser>();

/** upstream: containerd's answer for the process that it starts. */
function userOf(pod: Pod, container: Container): ContainerUser {
  const shared = pod.spec.securityContext;
  const uid = container.securityContext?.runAsUser ?? shared?.runAsUser ?? 0;
  const gid = container.securityContext?.runAsGroup ?? shared?.runAsGroup ?? 0;
  const groups = [gid];
  for (const group of [...(shared?.supplementalGroups ?? []), shared?.fsGroup]) {
    if (group !== undefined && !groups.includes(group)) groups.push(group);
  }
  const key = `${uid} ${groups.join(' ')}`;
  let known = users.get(key);
  if (!known) {
    known = Object.freeze({ linux: { gid, supplementalGroups: groups, uid } });
    users.set(key, known);
  }
  return known;
}
