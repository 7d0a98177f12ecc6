// A pod's containers as the kubelet reports them: all of them, or the one that is asked about.

import { UsageError } from '../cluster/describe/usage-error';
import type { ContainerState, ContainerStatus, Pod } from '../kinds/generated/types.gen';
import { nearest } from '../kinds/nearest';

/**
 * Reports of init containers, sidecars and containers; of an ephemeral container only when it is asked about. Errors:
 * UsageError for a container that the pod does not have.
 */
export function containerStatuses({ spec, status }: Pod, container: string | undefined): readonly ContainerStatus[] {
  const all = [...(status?.initContainerStatuses ?? []), ...(status?.containerStatuses ?? [])];
  if (container === undefined) return all;
  const ephemeral = spec.ephemeralContainers ?? [];
  const names = [...(spec.initContainers ?? []), ...spec.containers, ...ephemeral].map(({ name }) => name);
  if (!names.includes(container)) {
    const list = names.join(', ');
    throw new UsageError(`the pod has no container "${container}", only ${list}`, { hint: nearest(container, names) });
  }
  return [...all, ...(status?.ephemeralContainerStatuses ?? [])].filter(({ name }) => name === container);
}

/** `web: waiting (CrashLoopBackOff), restarts 3, last exit code 137 (OOMKilled)` for each container. */
export function containerLines(pod: Pod): readonly string[] {
  const statuses = containerStatuses(pod, undefined);
  if (statuses.length === 0) return ['no container has been started'];
  return statuses.map(({ name, state, lastState, restartCount }) => {
    const restarts = restartCount > 0 ? `, restarts ${restartCount}` : '';
    const last = lastState?.terminated ? `, before that ${stateText(lastState)}` : '';
    return `${name}: ${stateText(state)}${restarts}${last}`;
  });
}

/** `running`, `waiting (ImagePullBackOff)`, `exit code 137 (OOMKilled)` */
export function stateText(state: ContainerState | undefined): string {
  const { running, terminated, waiting } = state ?? {};
  if (running) return 'running';
  if (terminated) return `exit code ${terminated.exitCode}${terminated.reason ? ` (${terminated.reason})` : ''}`;
  return `waiting${waiting?.reason ? ` (${waiting.reason})` : ''}`;
}

/** How containers ended: each one's present end, or the one before it. */
export function ends(statuses: readonly ContainerStatus[]) {
  return statuses.flatMap(({ name, state, lastState }) => {
    const end = state?.terminated ?? lastState?.terminated;
    return end ? [{ name, end }] : [];
  });
}
